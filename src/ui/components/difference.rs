//! How the run ended, if it was cut off, and what differs from the run before.

use crate::locale::{Words, shell};
use crate::sim::compare::{Both, Difference, compare};
use crate::sim::{StopCause, Trace};
use crate::ui::describe;

/// Why a run was cut off; `None` where it ended by itself.
pub fn cut_off(words: &Words, trace: &Trace) -> Option<String> {
    let budget = trace.scenario().budget;
    let (key, n) = match trace.stop() {
        StopCause::Quiet => return None,
        StopCause::Events => (shell::STOP_EVENTS, words.number(budget.events)),
        StopCause::Segments => (shell::STOP_SEGMENTS, words.number(budget.segments)),
        StopCause::Bytes => (shell::STOP_BYTES, words.number(budget.bytes)),
        StopCause::Time => (shell::STOP_TIME, words.span(budget.time)),
        StopCause::AckStorm => (shell::STOP_ACK_STORM, String::new()),
        StopCause::Unfinished => (shell::STOP_UNFINISHED, String::new()),
    };
    Some(words.fill(key, &[("n", &n)]))
}

fn signed<T: PartialOrd>(both: &Both<T>) -> Option<bool> {
    match both.after.partial_cmp(&both.before)? {
        std::cmp::Ordering::Greater => Some(true),
        std::cmp::Ordering::Less => Some(false),
        std::cmp::Ordering::Equal => None,
    }
}

fn sentences(words: &Words, before: &Trace, after: &Trace, difference: &Difference) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(first) = difference.first {
        let name = first.after.and_then(|id| after.segment(id)).or_else(|| before.segment(first.before?)).map(|s| s.name.to_string());
        out.push(words.fill(shell::DIFFERS_FROM, &[("name", &name.unwrap_or_default())]));
    }
    let again = difference.retransmissions;
    match signed(&again) {
        Some(true) => out.push(words.count(shell::MORE_RETRANSMISSIONS, u64::from(again.after - again.before))),
        Some(false) => out.push(words.count(shell::FEWER_RETRANSMISSIONS, u64::from(again.before - again.after))),
        None => {}
    }
    let end = difference.end;
    match signed(&end) {
        Some(true) => out.push(words.fill(shell::ENDS_LATER, &[("time", &words.span(end.after.since(end.before)))])),
        Some(false) => out.push(words.fill(shell::ENDS_EARLIER, &[("time", &words.span(end.before.since(end.after)))])),
        None => {}
    }
    for (end, states) in &difference.states {
        let host = describe::host(words, after, describe::end_host(after, *end));
        out.push(words.fill(shell::ENDS_IN, &[("host", &host), ("state", states.after.name()), ("before", states.before.name())]));
    }
    if out.is_empty() {
        out.push(words.text(shell::NO_DIFFERENCE).to_owned());
    }
    out
}

/// The words. While what lies ahead is hidden, only the place is said where the runs part.
pub fn difference(words: &Words, run: &Trace, previous: Option<&Trace>, hidden: bool) -> String {
    let mut parts: Vec<String> = cut_off(words, run).into_iter().collect();
    if let Some(before) = previous {
        let mut list = sentences(words, before, run, &compare(before, run));
        if hidden {
            list.truncate(1);
        }
        parts.push(words.fill(shell::AGAINST, &[("list", &list.join(" · "))]));
    }
    parts.join(" · ")
}
