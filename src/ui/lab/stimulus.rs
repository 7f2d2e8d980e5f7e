//! What set a step off, and what a segment died of.

use crate::locale::Words;
use crate::sim::{Fate, Step, StepKind, Trace};
use crate::ui::describe;
use crate::ui::panes::fate::cause_key;

/// What set the step off; with a death, what of.
pub fn stimulus(words: &Words, run: &Trace, step: &Step) -> String {
    let said = describe::stimulus(words, run, step);
    let StepKind::Death(id) = step.kind else { return said };
    let cause = run.segment(id).and_then(|s| if let Fate::Lost(_, cause) = s.fate { words.find(cause_key(cause)) } else { None });
    cause.map_or(said.clone(), |cause| words.aside(&said, cause))
}
