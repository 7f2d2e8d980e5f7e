//! The state diagram: both ends at once, and the way each went, as a list too.

use crate::draw;
use crate::layout::Side;
use crate::layout::states::{Diagram, Move, Plan, moves};
use crate::locale::panes as key;
use crate::sim::StepKind;
use crate::tcp::State;
use crate::ui::components::prose::prose;
use crate::ui::el::{El, div, el, number_of, press, span};
use crate::ui::panes::PaneProps;
use crate::ui::panes::ladder::use_seen;
use crate::ui::panes::numbers::instant;
use crate::ui::panes::who::{owner, who_in_text};
use crate::ui::state::Action;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// The diagram with the list of what was taken.
#[component]
pub fn States(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, dispatch, .. } = props;
    let all = use_memo((run.clone(), view.connection), |(run, connection)| moves(run, *connection));
    // Where nothing is hidden the whole way is lit; where the ends are is told of the cursor alone.
    let lit: Vec<Move> = all.iter().filter(|m| view.shows(m.step)).cloned().collect();
    let now = Side::BOTH.map(|side| all.iter().rev().find(|m| m.side == side && view.cursor.is_some_and(|c| m.step <= c)));
    let present = now.map(|m| m.map_or(State::Closed, |m| m.to));
    let place = use_node_ref();
    let width = use_seen(&place).width;
    let diagram = || draw::states::diagram(&Diagram::new(Plan::of(width, view.lecture), &lit, now));
    let markup = if width > 0.0 { diagram() } else { String::new() };
    let go = dispatch.clone();
    let jump = move |event: Event| {
        if let Some(step) = number_of(&event, "data-event") {
            go.emit(Action::GoTo(Some(step)));
        }
    };
    let now = Side::BOTH.into_iter().zip([0, 1]).map(|(side, n)| {
        let said = words.fill(key::STATES_AT, &[("who", who_in_text(words, n)), ("state", side.pick(&present).name())]);
        span(owner(n)).key(u64::from(n)).text(said)
    });
    let ways = Side::BOTH.into_iter().zip([0, 1]).map(|(side, n)| way(props, &lit, side, n));
    div("states-content")
        .child(el("p").class("states-now").attr("aria-live", "polite").all(now))
        .child(div("states-drawing").node(&place).on(ListenerKind::onclick, jump).child(div("").drawn(markup)))
        .child(div("ways").all(ways))
        .child(el("p").class("quiet").child(prose(words, words.text(key::STATES_HELP))))
        .into()
}

/// The way of one end: a button for each transition.
fn way(props: &PaneProps, lit: &[Move], side: Side, n: u8) -> El {
    let PaneProps { run, view, words, dispatch, .. } = props;
    // The segment that did it, where one did.
    let by = |m: &Move| match run.step(m.step)?.kind {
        StepKind::Arrival(id) => Some([" · ", &run.segment(id)?.name.to_string()].concat()),
        _ => None,
    };
    let rows: Vec<El> = lit
        .iter()
        .filter(|m| m.side == side)
        .map(|m| {
            let button = press("way-step")
                .attr("data-way", side.owner())
                .set("data-gloss", ["term.", m.to.name()].concat())
                .does(dispatch, Action::GoTo(Some(m.step)))
                .child(span("when").text(instant(words, m.time)))
                .child(span("to").text(m.to.name()))
                .child(span("why").text(m.event.clone()).text(by(m).unwrap_or_default()));
            let now = view.cursor == Some(m.step);
            el("li").key(u64::from(m.step) << 4 | m.to as u64).class_if(now, "now").child(button)
        })
        .collect();
    let none = rows.is_empty().then(|| el("p").class("quiet").say(words, key::STATES_NONE));
    let title = words.fill(key::STATES_PATH, &[("who", who_in_text(words, n))]);
    div("way").key(u64::from(n)).child(el("h3").class(owner(n)).text(title)).child(el("ol").all(rows)).maybe(none)
}
