//! The endpoints pane: both TCBs at the cursor, mirrored like the rails, and the timers that run.

mod backlog;
mod buffers;
mod group;
mod table;
mod timers;

pub use table::value_cell;

use crate::base::Time;
use crate::sim::EndId;
use crate::tcp::{Value, Variable};
use crate::ui::el::div;
use crate::ui::panes::PaneProps;
use crate::ui::panes::numbers::Origin;
use crate::ui::part::part;
use backlog::backlogs;
use buffers::Buffers;
use group::{LEFT, RIGHT, of_group};
use table::{Columns, variable_table};
use timers::running_timers;
use yew::prelude::*;

/// The pane.
#[component]
pub fn Endpoints(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, .. } = props;
    let columns = use_memo((run.clone(), view.cursor, view.connection), |(run, cursor, connection)| {
        let end = |side| EndId { connection: *connection, side };
        let at = |step| [0, 1].map(|side| of_end(&run.variables_after(step), end(side)));
        let before = cursor.map(|c| at(c.checked_sub(1)));
        let now = at(*cursor);
        Columns { before: before.unwrap_or_else(|| now.clone()), now }
    });
    let time = view.cursor.and_then(|c| run.step(c)).map_or(Time::ZERO, |s| s.time);
    let end = |side| EndId { connection: view.connection, side };
    let origins = [0, 1].map(|side| Origin::of(run, end(side), view.cursor.unwrap_or(0)));
    let table = |groups: &[group::Group]| {
        let all: Vec<_> = groups.iter().map(|g| (words.text(group::name(*g)), of_group(*g, &columns))).collect();
        variable_table(&columns, origins, &all, view.numbers, words)
    };
    div("endpoints endpoints-content")
        .child(div("endpoints-body").child(table(&LEFT)).child(table(&RIGHT)))
        .child(backlogs(run, view.cursor, view.connection, words))
        .child(div("").html(part::<Buffers>(buffers::Props { pane: props.clone(), columns: (*columns).clone() })))
        .child(running_timers(run, view.cursor, view.connection, time, words))
        .into()
}

fn of_end(ends: &[(EndId, Vec<(Variable, Value)>)], wanted: EndId) -> Vec<(Variable, Value)> {
    ends.iter().find(|(end, _)| *end == wanted).map_or_else(Vec::new, |(_, values)| values.clone())
}
