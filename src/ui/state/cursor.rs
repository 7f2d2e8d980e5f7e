//! Where the cursor goes: pure functions over a trace.

use crate::sim::{RecordKind, SegmentId, StepId, StepKind, Trace};

/// Just before the first segment leaves: the step before the one that sends it.
pub fn start_cursor(trace: &Trace) -> Option<StepId> {
    trace.segment(0)?.cause.checked_sub(1)
}

/// The segment a step is about: the first it sends, else the one that arrives or dies.
pub fn subject(trace: &Trace, step: StepId) -> Option<SegmentId> {
    let sent = trace.records(step).find_map(|r| if let RecordKind::Sent(id) = r.kind { Some(id) } else { None });
    sent.or(match trace.step(step)?.kind {
        StepKind::Arrival(id) | StepKind::Death(id) | StepKind::Forwarding(id) => Some(id),
        StepKind::Timer(..) | StepKind::Reassembly | StepKind::Application(_) | StepKind::Forge(_) => None,
    })
}

/// The connection that a step is about: the one that its segment speaks for, else that of the end whose turn it is.
pub fn connection(trace: &Trace, step: StepId) -> Option<u16> {
    let spoken = subject(trace, step).and_then(|id| trace.speaker(&trace.segment(id)?));
    let turn = || match trace.step(step)?.kind {
        StepKind::Timer(end, _) => end,
        StepKind::Application(end) => Some(end),
        _ => None,
    };
    spoken.or_else(turn).map(|end| end.connection)
}

/// The segment before or after the chosen one; without one, the first after (or last before) the cursor. Those that are `hidden`,
/// in order, are passed by.
pub fn neighbour_segment(
    trace: &Trace,
    chosen: Option<SegmentId>,
    cursor: Option<StepId>,
    by: i32,
    hidden: &[SegmentId],
) -> Option<SegmentId> {
    let count = trace.segment_count();
    let mut next = if let Some(id) = chosen {
        i64::from(id) + i64::from(by)
    } else {
        let left = (0..count).take_while(|id| trace.segment(*id).is_some_and(|s| cursor.is_some_and(|c| s.cause <= c))).count();
        i64::try_from(left).ok()? + if by > 0 { 0 } else { -1 }
    };
    while let Some(id) = u32::try_from(next).ok().filter(|id| *id < count) {
        if hidden.binary_search(&id).is_err() {
            return Some(id);
        }
        next += i64::from(by.signum());
    }
    None
}

/// The step before or after the cursor at which an end changes its state.
pub fn next_state(trace: &Trace, cursor: Option<StepId>, by: i32) -> Option<StepId> {
    let changes = |step: &StepId| trace.records(*step).any(|r| matches!(r.kind, RecordKind::State(..)));
    if by > 0 { (cursor.map_or(0, |c| c + 1)..trace.step_count()).find(changes) } else { (0..cursor?).rev().find(changes) }
}

/// The cursor of a new run: where the old one was, as long as both went alike up to it; otherwise the same instant.
pub fn cursor_for(old: &Trace, cursor: Option<StepId>, new: &Trace) -> Option<StepId> {
    let at = cursor?;
    let alike = old.steps().iter().zip(new.steps()).take(at as usize + 1).take_while(|(a, b)| a == b).count();
    if alike > at as usize { cursor } else { new.step_at(old.step(at)?.time) }
}
