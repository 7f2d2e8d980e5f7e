//! The run: a discrete-event loop over hosts, path and applications, and the trace it records.
//! A run is a pure function of its scenario: no clock, no floating point, no global state.

mod agenda;
mod application;
mod builder;
mod calls;
mod columns;
pub mod compare;
mod derived;
mod digest;
pub mod explain;
mod forging;
mod held;
mod interventions;
mod matching;
mod packed;
mod recorder;
mod rows;
mod run;
mod samples;
mod speaker;
mod trace;

pub use application::Awaits;
pub use builder::{Progress, Simulation, simulate};
pub use compare::{Both, Difference, compare};
pub use explain::{EndChange, Explanation, Item};
pub use recorder::{Departure, Nothing, Recorder};
pub use rows::{
    AppAct, Band, EndId, Fate, LossCause, Obstacle, Origin, Outcome, Record, RecordKind, SegmentId, SegmentRow, Step, StepId, StepKind,
    StopCause, TimerEnd, TimerSpan,
};
pub use run::{Injection, Run};
pub use samples::{Sample, samples};
pub use trace::Trace;
