//! A run with its trace: the recorder that keeps everything, and the loop in slices.

use super::columns::{Columns, Packed};
use super::recorder::{Departure, Recorder};
use super::run::Run;
use super::trace::{Fate, Record, SegmentId, Step, StepId, StopCause, Trace};
use crate::base::Time;
use crate::scenario::Scenario;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// Steps between two checkpoints: a replay repeats fewer than this many.
const CHECKPOINT_EVERY: StepId = 1024;

/// How far a simulation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps done.
    pub steps: StepId,
    /// Segments emitted.
    pub segments: u32,
    /// Virtual time.
    pub now: Time,
    /// Why it ended, once it has.
    pub stopped: Option<StopCause>,
}

/// A run that is being traced.
#[derive(Debug)]
pub struct Simulation {
    run: Run,
    builder: Builder,
}

impl Simulation {
    /// The beginning.
    pub fn new(scenario: &Rc<Scenario>) -> Simulation {
        let run = Run::new(scenario);
        let mut columns = Columns::new(scenario);
        columns.checkpoints.push(run.clone());
        Simulation { run, builder: Builder { columns } }
    }

    /// Does up to `steps` steps.
    pub fn advance(&mut self, steps: u32) -> Progress {
        self.run.advance(steps, &mut self.builder);
        Progress { steps: self.run.steps(), segments: self.run.segments(), now: self.run.now(), stopped: self.run.stopped() }
    }

    /// The trace of what was done so far. A run that was not over is marked as unfinished.
    pub fn finish(mut self) -> Trace {
        self.run.stop();
        let mut columns = self.builder.columns;
        columns.outcomes = self.run.outcomes().to_vec();
        columns.stop = self.run.stopped().unwrap_or(StopCause::Unfinished);
        Trace { columns, derived: OnceCell::new(), digest: OnceCell::new(), replayed: RefCell::new(None) }
    }
}

/// Runs a scenario to its end.
pub fn simulate(scenario: &Rc<Scenario>) -> Trace {
    let mut simulation = Simulation::new(scenario);
    while simulation.advance(u32::MAX).stopped.is_none() {}
    simulation.finish()
}

#[derive(Debug)]
struct Builder {
    columns: Columns,
}

impl Recorder for Builder {
    fn step(&mut self, _: StepId, step: Step) {
        self.columns.steps.push(step);
    }
    fn record(&mut self, record: Record) {
        self.columns.records.push(Packed::new(record));
    }
    fn departure(&mut self, departure: &Departure<'_>) {
        self.columns.depart(departure);
    }
    fn flipped(&mut self, segment: SegmentId, bit: u32) {
        self.columns.flipped.insert(segment, bit);
    }
    fn ended(&mut self, segment: SegmentId, step: StepId, fate: Fate) {
        self.columns.end(segment, step, fate);
    }
    fn settled(&mut self, run: &Run) {
        let last = self.columns.checkpoints.last().map_or(0, Run::steps);
        if run.steps() - last >= CHECKPOINT_EVERY {
            self.columns.checkpoints.push(run.clone());
        }
    }
}
