//! The queues of the listening sockets at the cursor: how many connections each holds, of how many it takes.

use crate::host::Backlog;
use crate::locale::{Key, Words, panes as key};
use crate::sim::{EndId, StepId};
use crate::ui::el::{El, div, el};
use crate::ui::panes::term::glossed;
use crate::ui::panes::who::{owner, who};
use crate::ui::state::RunHandle;

/// Those of both ends of a connection, as far as they listen.
pub fn backlogs(run: &RunHandle, cursor: Option<StepId>, connection: u16, words: &Words) -> El {
    let queues = [0, 1].map(|side| (side, cursor.and_then(|_| run.backlog(cursor, EndId { connection, side }))));
    let rows: Vec<El> = queues
        .into_iter()
        .filter_map(|(side, backlog)| backlog.map(|b| (side, b)))
        .flat_map(|(side, Backlog { half, syn_queue, waiting, backlog })| {
            [row(side, key::ENDPOINTS_HALF_OPEN, half, syn_queue, words), row(side, key::ENDPOINTS_WAITING, waiting, backlog, words)]
        })
        .collect();
    let some = (!rows.is_empty())
        .then(|| el("table").class("table").child(el("caption").say(words, key::ENDPOINTS_QUEUES)).child(el("tbody").all(rows)));
    div("timers").maybe(some)
}

fn row(side: u8, what: Key, holds: u32, takes: u16, words: &Words) -> El {
    let full = holds >= u32::from(takes);
    let number = words.fill(key::ENDPOINTS_OF, &[("n", &words.number(holds.into())), ("of", &words.number(takes.into()))]);
    el("tr")
        .key([what.id(), owner(side)].concat())
        .attr("data-queue", what.id())
        .child(el("th").attr("scope", "row").class(owner(side)).text(who(words, side).to_owned()))
        .child(el("td").child(glossed(words, ["gloss.", what.id()].concat(), words.text(what)).attr("tabindex", "0")))
        .child(el("td").class("right").text(number))
        .child(el("td").class("lost").text(if full { words.text(key::ENDPOINTS_FULL).to_owned() } else { String::new() }))
}
