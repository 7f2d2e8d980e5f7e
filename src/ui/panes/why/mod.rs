//! The why pane: the rules that decided at the cursor's step, the values they compared, and what they changed.

mod change;
mod did;
mod links;
mod reason;

use super::PaneProps;
use super::fault::fault_text;
use super::numbers::Origin;
use super::who::who_in_text;
use crate::locale::{Words, panes as key};
use crate::sim::explain::EndChange;
use crate::sim::{EndId, Item, Step, StepKind, Trace};
use crate::ui::state::{HoverHandle, Hovered};
use did::did;
pub(super) use did::timer_name;
use yew::prelude::*;

/// The pane.
#[component]
pub fn Why(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, dispatch, .. } = props;
    let hover: Callback<Option<Hovered>> = use_context::<HoverHandle>().map(|h| Callback::from(h.dispatcher())).unwrap_or_default();
    let told =
        use_memo((run.clone(), view.cursor), |(run, cursor)| cursor.and_then(|step| Some((step, run.step(step)?, run.explain(step)?))));
    let Some((id, step, explanation)) = told.as_ref() else {
        return html! { <div class="why-body"><div key="text"><h2>{ words.text(key::WHY_TITLE) }</h2><p class="quiet">{ words.text(key::WHY_EMPTY) }</p></div></div> };
    };
    let changes: Vec<&EndChange> = explanation.ends.iter().filter(|e| e.before != e.after).collect();
    let items: Html =
        explanation.items.iter().enumerate().map(|(n, item)| html! { <li key={n} class={classes!(matches!(item, Item::Did(..)).then_some("done"))}>{ self::item(props, item) }</li> }).collect();
    let no_rule = !explanation.items.iter().any(|i| !matches!(i, Item::Did(..)));
    html! {
        <div class="why-body" data-event={id.to_string()}>
            <div key="text">
                <h2>{ words.text(key::WHY_TITLE) }<span class="stimulus">{ stimulus(words, run, step) }</span></h2>
                <ol key="items" class="why-items">{ items }</ol>
                <div key="none">if no_rule && explanation.items.is_empty() { <p class="quiet">{ words.text(key::WHY_NO_RULE) }</p> }</div>
                { links::links(&links::Props { run: run.clone(), step: *id, words: words.clone(), hover: hover.clone(), act: dispatch.clone() }) }
            </div>
            <div key="changes" class="why-changes">{ for changes.into_iter().map(|c| html! {
                { change::change(&change::Props { change: c.clone(), origin: Origin::of(run, c.end), numbers: view.numbers, words: words.clone() }) }
            }) }</div>
        </div>
    }
}

fn item(props: &PaneProps, item: &Item) -> Html {
    let PaneProps { run, view, words, .. } = props;
    match item {
        Item::Why(end, reason) => html! {
            { reason::reason(&reason::Props { reason: reason.clone(), origin: Origin::of(run, *end), numbers: view.numbers, words: words.clone() }) }
        },
        Item::Did(end, kind) => html! { <p class="did">{ did(words, run, *end, *kind) }</p> },
        Item::Fault(fault) => html! { <p>{ words.text(key::WHY_FAULT) }{ " " }{ fault_text(words, *fault) }</p> },
        Item::NoSuchConnection => html! { <p>{ words.text(key::WHY_NO_CONNECTION) }</p> },
    }
}

/// What set the step off.
fn stimulus(words: &Words, run: &Trace, step: &Step) -> String {
    let name = |id| run.segment(id).map_or(String::new(), |s| s.name.to_string());
    let at = who_in_text(words, side_of(run, step)).to_owned();
    match step.kind {
        StepKind::Arrival(id) => words.fill(key::WHY_STEP_ARRIVAL, &[("segment", &name(id)), ("who", &at)]),
        StepKind::Death(id) => words.fill(key::WHY_STEP_DEATH, &[("segment", &name(id))]),
        StepKind::Timer(end, kind) => words.fill(
            key::WHY_STEP_TIMER,
            &[("timer", timer_name(words, kind)), ("who", end.map_or(at.as_str(), |e| who_in_text(words, e.side)))],
        ),
        StepKind::Forwarding(id) => words.fill(key::WHY_STEP_FORWARDING, &[("segment", &name(id))]),
        StepKind::Reassembly => words.fill(key::WHY_STEP_REASSEMBLY, &[("who", &at)]),
        StepKind::Application(end) => words.fill(key::WHY_STEP_APPLICATION, &[("who", who_in_text(words, end.side))]),
        StepKind::Forge(_) => words.text(key::WHY_STEP_FORGE).to_owned(),
    }
}

/// The side of the host that a step happens at.
fn side_of(run: &Trace, step: &Step) -> u8 {
    let scenario = run.scenario();
    let left = scenario.connections.first().map(|c| c.ends[0].host);
    u8::from(left != Some(step.host))
}

/// An end by name.
pub(super) fn end_name(words: &Words, end: Option<EndId>) -> String {
    end.map_or(String::new(), |e| who_in_text(words, e.side).to_owned())
}
