//! What set a step off, and what a segment died of.

use crate::locale::Words;
use crate::sim::{Fate, Step, StepKind, Trace};
use crate::tcp::TimerKind;
use crate::ui::describe;
use crate::ui::panes::fate::cause_key;
use crate::ui::panes::who::who_in_text;

/// What set the step off; with a death, what of.
pub fn stimulus(words: &Words, run: &Trace, step: &Step) -> String {
    let said = describe::stimulus(words, run, step);
    let StepKind::Death(id) = step.kind else { return said };
    let cause = run.segment(id).and_then(|s| if let Fate::Lost(_, cause) = s.fate { words.find(cause_key(cause)) } else { None });
    cause.map_or(said.clone(), |cause| [&said, " (", cause, ")"].concat())
}

/// The host that a step happens at, by name.
pub fn host_name<'a>(words: &'a Words, run: &Trace, step: &Step) -> &'a str {
    let left = run.scenario().connections.first().map(|c| c.ends[0].host);
    who_in_text(words, u8::from(left != Some(step.host)))
}

/// A timer by name.
pub fn timer_name(words: &Words, kind: TimerKind) -> &str {
    words.text(describe::timer(kind))
}
