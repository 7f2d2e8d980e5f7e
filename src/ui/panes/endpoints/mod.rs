//! The endpoints pane: both TCBs at the cursor, mirrored like the rails, and the timers that run.

mod buffers;
mod group;
mod table;
mod timers;

use super::PaneProps;
use super::numbers::Origin;
use crate::base::Time;
use crate::locale::panes as key;
use crate::sim::EndId;
use crate::tcp::{Value, Variable};
use crate::ui::el::{div, el, told_by};
use crate::ui::part::part;
use buffers::Buffers;
use group::{LEFT, RIGHT, of_group};
use table::{Columns, variable_table};
use timers::running_timers;
use yew::prelude::*;

/// The pane.
#[component]
pub fn Endpoints(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, .. } = props;
    let gloss = use_state_eq(|| None::<String>);
    let columns = use_memo((run.clone(), view.cursor, view.connection), |(run, cursor, connection)| {
        let end = |side| EndId { connection: *connection, side };
        let at = |step| [0, 1].map(|side| of_end(&run.variables_after(step), end(side)));
        let before = cursor.map(|c| at(c.checked_sub(1)));
        let now = at(*cursor);
        Columns { before: before.unwrap_or_else(|| now.clone()), now, origins: [0, 1].map(|side| Origin::of(run, end(side))) }
    });
    let time = view.cursor.and_then(|c| run.step(c)).map_or(Time::ZERO, |s| s.time);
    let explain = {
        let gloss = gloss.clone();
        Callback::from(move |event: Event| {
            if let Some(name) = told_by(&event, "data-gloss") {
                gloss.set(Some(name));
            }
        })
    };
    let table = |groups: &[group::Group]| {
        let all: Vec<_> = groups.iter().map(|g| (words.text(group::name(*g)), of_group(*g, &columns))).collect();
        variable_table(&columns, &all, view.numbers, words, &explain)
    };
    let told = el("p").class("gloss").attr("aria-live", "polite");
    let told = match &*gloss {
        Some(name) => {
            let meaning = words.find(&["variable.", name].concat()).unwrap_or_default();
            told.child(el("b").text(name.clone())).text([" ", meaning].concat())
        }
        None => told.say(words, key::ENDPOINTS_GLOSS),
    };
    div("endpoints endpoints-content")
        .child(div("endpoints-body").child(table(&LEFT)).child(table(&RIGHT)))
        .child(told)
        .child(div("").html(part::<Buffers>(buffers::Props { pane: props.clone(), columns: (*columns).clone() })))
        .child(running_timers(run, view.cursor, view.connection, time, words))
        .into()
}

fn of_end(ends: &[(EndId, Vec<(Variable, Value)>)], wanted: EndId) -> Vec<(Variable, Value)> {
    ends.iter().find(|(end, _)| *end == wanted).map_or_else(Vec::new, |(_, values)| values.clone())
}
