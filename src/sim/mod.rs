//! The run: a discrete-event loop over hosts, path and applications, and the trace it records.

pub mod columns;
pub mod explain;
pub mod trace;

pub use explain::{Explanation, Item};
pub use trace::{
    AppAct, Band, EndId, Fate, LossCause, Outcome, Record, RecordKind, SegmentId, SegmentRow, Step, StepId, StepKind, StopCause, TimerEnd,
    TimerSpan, Trace,
};
