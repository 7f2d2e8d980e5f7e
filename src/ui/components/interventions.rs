//! What the reader does to this run, and what became of it.

use super::button::{CLOSE, Look, act, button};
use crate::base::Time;
use crate::locale::{Words, shell};
use crate::scenario::{Intervention, Kind, Target};
use crate::sim::{Outcome, SegmentId, Trace};
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, span, tick};
use crate::ui::state::{Action, RunHandle, View, fingerprint};

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

/// The list, where there is one. What lies ahead of the reader, where that is hidden, is not told.
pub fn interventions(ui: &Shell, run: &RunHandle, view: &View) -> Option<El> {
    let (words, scenario) = (&ui.words, run.scenario());
    if scenario.interventions.is_empty() {
        return None;
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
        let name = name.to_string();
        let what = match &intervention.kind {
            Kind::Drop => span("what").text(words.fill(shell::DO_DROP, &[("name", &name)])),
            Kind::Edit(edits) => {
                let edits = el("code").class("e").text(edits.to_string());
                span("what").text(words.fill(shell::DO_EDIT, &[("name", &name)])).text(" ").child(edits)
            }
        };
        let other = matches!(result, Outcome::Misfit(_)).then(|| moved(run, intervention)).flatten();
        let aim = other.and_then(|id| Some((id, run.segment(id)?.name))).map(|(id, name)| {
            let label = words.fill(shell::AIM_AT, &[("name", &name.to_string())]);
            button(label, &Look { class: "small", ..Look::default() }, ui.act(Action::Retarget(index, id)))
        });
        el("li")
            .key([&index.to_string(), "-", &name].concat())
            .set("data-intervention", name)
            .attr("data-outcome", class)
            .child(el("label").child(tick(&ui.dispatch, intervention.enabled, Action::ToggleIntervention(index))).child(what))
            .child(span("outcome").text(if ahead { String::new() } else { said }))
            .child(span("retarget").maybe(aim))
            .child(act(ui, shell::REMOVE, &Look { class: "plain small", ..CLOSE }, Action::RemoveIntervention(index)))
    };
    let head = div("h").child(el("h2").text(ui.text(shell::INTERVENTIONS)));
    let rows = el("ul").all(scenario.interventions.iter().enumerate().map(row));
    Some(el("section").class("card interventions").label(ui.text(shell::INTERVENTIONS)).child(head).child(rows))
}
