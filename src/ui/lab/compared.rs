//! What differs from the run before, in full: the first segment that is another, how many were sent and lost, when it ended, and how.

use crate::layout::heading::Heading;
use crate::locale::{Key, Words, lab};
use crate::sim::compare::{Both, compare};
use crate::sim::{SegmentRow, Trace};
use crate::ui::components::prose::prose_after;
use crate::ui::context::Shell;
use crate::ui::describe;
use crate::ui::el::{div, el};
use crate::ui::panes::fate::fate;
use crate::ui::panes::numbers::instant;
use crate::ui::state::RunHandle;
use yew::prelude::*;

/// Properties of [`Compared`].
#[derive(Clone, PartialEq, Properties)]
pub struct ComparedProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// The run.
    pub run: RunHandle,
    /// The run before it.
    pub before: RunHandle,
    /// Whether what lies ahead is hidden; then only the place is said where the runs part.
    pub hidden: bool,
}

/// The card.
#[component]
pub fn Compared(props: &ComparedProps) -> Html {
    let words = &props.ui.words;
    let lines = use_memo(props.clone(), |p| lines(&p.ui.words, &p.before, &p.run, p.hidden));
    let mut met = Vec::new();
    let rows = lines.iter().enumerate().map(|(n, line)| el("li").key(n).child(prose_after(words, line, &mut met)));
    el("section")
        .class("card compared")
        .name(words, lab::COMPARED)
        .child(div("h").child(el("h2").say(words, lab::COMPARED)))
        .child(el("ul").all(rows))
        .into()
}

/// `c4 ACK len 1000, lost at 0.130 s`.
fn told(words: &Words, row: &SegmentRow<'_>) -> String {
    let name = row.name.to_string();
    let text = match Heading::read(row.head, row.payload.len()).tcp() {
        Some(tcp) => [&name, " ", &tcp.flags.to_string(), " len ", &tcp.len.to_string()].concat(),
        None => name,
    };
    let sent = words.fill(lab::COMPARED_SENT, &[("segment", &text), ("time", &instant(words, row.sent))]);
    match fate(words, row.fate) {
        Some(end) => [&sent, words.text(lab::LIST_COMMA), &end].concat(),
        None => sent,
    }
}

fn lines(words: &Words, before: &Trace, now: &Trace, hidden: bool) -> Vec<String> {
    let d = compare(before, now);
    let both = |key: Key, now: &str, before: &str| words.fill(key, &[("now", now), ("before", before)]);
    let mut out = Vec::new();
    match d.first {
        Some(first) => {
            let of = |trace: &Trace, id: Option<u32>| {
                id.and_then(|id| trace.segment(id)).map_or_else(|| words.text(lab::COMPARED_NOTHING).to_owned(), |row| told(words, &row))
            };
            out.push(both(lab::COMPARED_FIRST, &of(now, first.after), &of(before, first.before)));
        }
        None => out.push(words.text(lab::COMPARED_SAME).to_owned()),
    }
    if hidden {
        return out;
    }
    let mut figure = |key: Key, n: Both<u32>| {
        if n.before != n.after {
            out.push(both(key, &words.number(n.after.into()), &words.number(n.before.into())));
        }
    };
    figure(lab::COMPARED_SEGMENTS, d.segments);
    figure(lab::COMPARED_AGAIN, d.retransmissions);
    figure(lab::COMPARED_LOST, d.lost);
    if d.end.before != d.end.after {
        out.push(both(lab::COMPARED_END, &words.clock(d.end.after), &words.clock(d.end.before)));
    }
    for (end, states) in &d.states {
        let host = describe::host(words, now, describe::end_host(now, *end));
        let values = [("host", host), ("now", states.after.name()), ("before", states.before.name())];
        out.push(words.fill(lab::COMPARED_STATE, &values));
    }
    out
}
