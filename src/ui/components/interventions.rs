//! What the reader does to this run, and what became of it.

use super::button::{CLOSE, Look, button};
use crate::base::Time;
use crate::locale::{Words, shell};
use crate::scenario::{Intervention, Kind, Target};
use crate::sim::{Outcome, SegmentId, Trace};
use crate::ui::context::Shell;
use crate::ui::state::{Action, RunHandle, View, fingerprint};
use yew::prelude::*;

/// Segments that are looked through for one that moved.
const SEARCH: u32 = 4_000;

/// The segment that an intervention was made for, where its name now belongs to another.
fn moved(trace: &Trace, intervention: &Intervention) -> Option<SegmentId> {
    let wanted = intervention.fingerprint?;
    let Target::Segment(name) = intervention.target;
    (0..trace.segment_count().min(SEARCH)).find(|id| {
        let near = trace.segment(*id).is_some_and(|s| s.name.key == name.key && s.nth == wanted.nth && s.name != name);
        near && fingerprint(trace, *id) == Some(wanted)
    })
}

fn outcome(words: &Words, trace: &Trace, intervention: &Intervention, outcome: Outcome) -> (&'static str, String) {
    let Target::Segment(name) = intervention.target;
    let name = name.to_string();
    let (class, key) = match outcome {
        Outcome::Off => ("off", shell::OUTCOME_OFF),
        Outcome::Applied(_) => ("applied", shell::OUTCOME_APPLIED),
        Outcome::Unmatched => ("unmatched", shell::OUTCOME_UNMATCHED),
        Outcome::Misfit(_) => ("misfit", shell::OUTCOME_MISFIT),
        Outcome::Impossible(_) => ("impossible", shell::OUTCOME_IMPOSSIBLE),
    };
    let at = match outcome {
        Outcome::Applied(id) => trace.segment(id).map(|s| words.clock(s.sent)).unwrap_or_default(),
        _ => String::new(),
    };
    (class, words.fill(key, &[("name", &name), ("time", &at)]))
}

/// The list; empty where there is none. What lies ahead of the reader, where that is hidden, is not told.
pub fn interventions(ui: &Shell, run: &RunHandle, view: &View) -> Html {
    let (words, dispatch) = (&ui.words, &ui.dispatch);
    let scenario = run.scenario().clone();
    if scenario.interventions.is_empty() {
        return html! { <div class="interventions-place" key="interventions" /> };
    }
    let outcomes = run.outcomes();
    let now = view.cursor.and_then(|c| run.step(c)).map_or(Time::ZERO, |s| s.time);
    let row = |(index, intervention): (usize, &Intervention)| {
        let Target::Segment(name) = intervention.target;
        let result = outcomes.get(index).copied().unwrap_or(Outcome::Unmatched);
        let (class, said) = outcome(words, run, intervention, result);
        let ahead = match result {
            Outcome::Applied(id) => run.segment(id).is_some_and(|s| !view.shows(s.cause) || (view.hides() && s.sent > now)),
            _ => false,
        };
        let said = if ahead { String::new() } else { said };
        let what = match &intervention.kind {
            Kind::Drop => html! { <span class="what">{ words.fill(shell::DO_DROP, &[("name", &name.to_string())]) }</span> },
            Kind::Edit(edits) => html! {
                <span class="what">{ words.fill(shell::DO_EDIT, &[("name", &name.to_string())]) }{ " " }<code class="e">{ edits.to_string() }</code></span>
            },
        };
        let ontoggle = dispatch.reform(move |_: Event| Action::ToggleIntervention(index));
        let other = matches!(result, Outcome::Misfit(_)).then(|| moved(run, intervention)).flatten();
        let retarget = other.and_then(|id| Some((id, run.segment(id)?.name)));
        html! {
            <li key={format!("{index}-{name}")} data-intervention={format!("{name}")} data-outcome={class}>
                <label>
                    <input type="checkbox" checked={intervention.enabled} onchange={ontoggle} />
                    { what }
                </label>
                <span class="outcome">{ said }</span>
                <span class="retarget" key="retarget">
                    { for retarget.map(|(id, name)| html! {
                        { button(words.fill(shell::AIM_AT, &[("name", &name.to_string())]), &Look { class: "small", ..Look::default() }, ui.act(Action::Retarget(index, id))) }
                    }) }
                </span>
                { button(ui.text(shell::REMOVE), &Look { class: "plain small", ..CLOSE }, ui.act(Action::RemoveIntervention(index))) }
            </li>
        }
    };
    html! {
        <section class="card interventions" key="interventions" aria-label={ui.text(shell::INTERVENTIONS)}>
            <div class="h"><h2>{ ui.text(shell::INTERVENTIONS) }</h2></div>
            <ul>{ for scenario.interventions.iter().enumerate().map(row) }</ul>
        </section>
    }
}
