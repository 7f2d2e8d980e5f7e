//! When the steps of a scenario's story happen in a run.

use crate::scenario::{Cue, SegmentName};
use crate::sim::{EndId, StepId, Trace};

/// When a step of the story happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before anything.
    Start,
    /// With this step of the run.
    At(StepId),
    /// Not in this run.
    Never,
}

impl Moment {
    /// Whether it has happened for a reader at this cursor.
    pub fn happened(self, cursor: Option<StepId>) -> bool {
        match self {
            Moment::Start => true,
            Moment::At(step) => cursor.is_some_and(|c| step <= c),
            Moment::Never => false,
        }
    }
}

/// When the steps of a story happen in a run, and what of it has another name there.
#[derive(Clone, Debug, Default)]
pub struct Moments {
    /// The moments, a step each.
    pub of: Vec<Moment>,
    /// Segments that the story names and that have another name in this run, or are not in it.
    pub renamed: Vec<(SegmentName, Option<SegmentName>)>,
}

/// The moments of all steps. Each is looked for from the one before it on.
pub fn moments(trace: &Trace) -> Vec<Moment> {
    moments_by(trace, &|_| None)
}

/// The same, where `known` says of some when they happen.
pub fn moments_by(trace: &Trace, known: &dyn Fn(Cue) -> Option<Moment>) -> Vec<Moment> {
    let mut from = 0;
    let find = |cue: Cue, from: StepId| match cue {
        Cue::Start => Moment::Start,
        Cue::Sent(name) => trace.find(name).and_then(|id| trace.segment(id)).map_or(Moment::Never, |s| Moment::At(s.cause)),
        Cue::Ended(name) => trace.find(name).and_then(|id| trace.segment(id)).and_then(|s| s.ended_by).map_or(Moment::Never, Moment::At),
        Cue::State { host, state } => {
            let end = trace.scenario().first_end(host).map(|(connection, side)| EndId { connection, side });
            let bands = trace.bands().iter().filter(|b| Some(b.end) == end && b.state == state);
            bands.filter_map(|b| b.step).find(|s| *s >= from).map_or(Moment::Never, Moment::At)
        }
    };
    let story = &trace.scenario().story;
    let mut out = Vec::with_capacity(story.len());
    for step in story {
        let moment = known(step.cue).unwrap_or_else(|| find(step.cue, from));
        if let Moment::At(step) = moment {
            from = step;
        }
        out.push(moment);
    }
    out
}

/// Where a reader is: the last step of the story that has happened.
pub fn position(moments: &[Moment], cursor: Option<StepId>) -> usize {
    moments.iter().rposition(|m| m.happened(cursor)).unwrap_or(0)
}

/// The next step of the story that happens in this run, and when.
pub fn next(moments: &[Moment], at: usize) -> Option<StepId> {
    moments.iter().skip(at + 1).find_map(|m| if let Moment::At(step) = m { Some(*step) } else { None })
}

/// The step of the story before this one that happens in this run; `None` at the first.
pub fn back(moments: &[Moment], at: usize) -> Option<Moment> {
    moments.get(..at)?.iter().rev().find(|m| **m != Moment::Never).copied()
}
