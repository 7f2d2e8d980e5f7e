//! The timers that run at the cursor, and how long they have left.

use crate::base::Time;
use crate::layout::words::timer_key;
use crate::locale::{Words, panes as key};
use crate::sim::{StepId, TimerSpan};
use crate::ui::describe;
use crate::ui::el::{El, div, el};
use crate::ui::panes::numbers::instant;
use crate::ui::panes::term::glossed;
use crate::ui::panes::who::who;
use crate::ui::state::RunHandle;

/// The list for a connection, at a step and its instant.
pub fn running_timers(run: &RunHandle, cursor: Option<StepId>, connection: u16, time: Time, words: &Words) -> El {
    let runs =
        |t: &&TimerSpan| t.end.connection == connection && cursor.is_some_and(|c| t.started_by <= c && t.ended_by.is_none_or(|e| e > c));
    let row = |t: &TimerSpan| {
        let left = words.fill(key::ENDPOINTS_LEFT, &[("time", &words.span(t.deadline.since(time)))]);
        let due = words.fill(key::ENDPOINTS_DUE, &[("time", &instant(words, t.deadline))]);
        let timer = words.text(describe::timer(t.timer));
        el("tr")
            .key([&t.end.side.to_string(), timer, &t.started_by.to_string()].concat())
            .child(el("th").attr("scope", "row").text(who(words, t.end.side).to_owned()))
            .child(el("td").child(glossed(words, ["gloss.", timer_key(t.timer)].concat(), timer).attr("tabindex", "0")))
            .child(el("td").class("right").text(left))
            .child(el("td").class("right").text(due))
    };
    let rows: Vec<El> = run.timers().iter().take_while(|t| t.from <= time).filter(runs).map(row).collect();
    let some = if rows.is_empty() {
        el("p").key("none").class("quiet").say(words, key::ENDPOINTS_NO_TIMER)
    } else {
        el("table").key("some").class("table").child(el("caption").say(words, key::ENDPOINTS_TIMERS)).child(el("tbody").all(rows))
    };
    div("timers").child(div("").child(some))
}
