//! What differs from the run before, in one line.

use crate::locale::{Words, shell};
use crate::sim::Trace;
use crate::sim::compare::{Both, Difference, compare};
use crate::ui::describe;

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
        out.push(words.fill(shell::ENDS_IN, &[("host", host), ("state", states.after.name()), ("before", states.before.name())]));
    }
    if out.is_empty() {
        out.push(words.text(shell::NO_DIFFERENCE).to_owned());
    }
    out
}

/// The line. While what lies ahead is hidden, only the place is said where the runs part.
pub fn difference(words: &Words, run: &Trace, before: &Trace, hidden: bool) -> String {
    let mut list = sentences(words, before, run, &compare(before, run));
    if hidden {
        list.truncate(1);
    }
    words.fill(shell::AGAINST, &[("list", &list.join(" · "))])
}
