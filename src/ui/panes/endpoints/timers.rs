//! The timers that run at the cursor, and how long they have left.

use crate::base::Time;
use crate::locale::{Words, panes as key};
use crate::sim::{StepId, TimerSpan};
use crate::ui::panes::numbers::instant;
use crate::ui::panes::why::timer_name;
use crate::ui::state::RunHandle;
use yew::prelude::*;

/// What the list needs.
pub struct Props {
    /// The run.
    pub run: RunHandle,
    /// The cursor.
    pub cursor: Option<StepId>,
    /// The connection.
    pub connection: u16,
    /// Its instant.
    pub time: Time,
    /// The names of the ends.
    pub ends: [String; 2],
    /// Words.
    pub words: Words,
}

/// The list.
pub fn running_timers(props: &Props) -> Html {
    let Props { run, cursor, connection, time, ends, words } = props;
    let runs = |t: &&TimerSpan| cursor.is_some_and(|c| t.started_by <= c && t.ended_by.is_none_or(|e| e > c));
    let rows: Vec<Html> = run
        .timers()
        .iter()
        .take_while(|t| t.from <= *time)
        .filter(|t| t.end.connection == *connection)
        .filter(runs)
        .map(|t| {
            let who = ends.get(usize::from(t.end.side)).cloned().unwrap_or_default();
            let left = words.fill(key::ENDPOINTS_LEFT, &[("time", &words.span(t.deadline.since(*time)))]);
            let due = words.fill(key::ENDPOINTS_DUE, &[("time", &instant(words, t.deadline))]);
            let key = format!("{}-{:?}-{}", t.end.side, t.timer, t.started_by);
            html! { <tr {key}><th scope="row">{ who }</th><td>{ timer_name(words, t.timer) }</td><td class="right">{ left }</td><td class="right">{ due }</td></tr> }
        })
        .collect();
    html! {
        <div class="timers" key="timers">
            <div key="some">if rows.is_empty() { <p class="quiet">{ words.text(key::ENDPOINTS_NO_TIMER) }</p> } else {
                <table class="table"><caption>{ words.text(key::ENDPOINTS_TIMERS) }</caption><tbody>{ for rows }</tbody></table>
            }</div>
        </div>
    }
}
