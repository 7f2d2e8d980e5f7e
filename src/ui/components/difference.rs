//! How the run ended, if it was cut off, and what differs from the run before.

use crate::locale::{Words, shell};
use crate::sim::{StopCause, Trace};
use crate::ui::lab;
use crate::ui::lab_part::LabPart;

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

/// The words. While what lies ahead is hidden, only the place is said where the runs part.
pub fn difference(words: &Words, run: &Trace, previous: Option<&Trace>, hidden: bool, part: LabPart) -> String {
    let mut parts: Vec<String> = cut_off(words, run).into_iter().collect();
    if let (Some(before), LabPart::Here(here)) = (previous, part) {
        parts.push(lab::difference(here, words, run, before, hidden));
    }
    parts.join(" · ")
}
