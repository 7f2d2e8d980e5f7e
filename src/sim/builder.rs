//! A run with its trace: the recorder that keeps everything, and the loop in slices.

use super::columns::{Checkpoint, Columns};
use super::interventions::Interventions;
use super::packed::Packed;
use super::recorder::{Departure, Recorder};
use super::rows::{Fate, Outcome, Record, SegmentId, Step, StepId, StopCause};
use super::run::Run;
use super::trace::Trace;
use crate::base::Time;
use crate::scenario::Scenario;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// Steps between two checkpoints: a replay repeats fewer than this many.
const CHECKPOINT_EVERY: StepId = 1024;

/// The same for each event that waits.
const STEPS_FOR_ONE_IN_FLIGHT: StepId = 4;

/// Steps between two looks at what became of a forged segment.
const STEPS_A_LOOK: u32 = 16;

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
        columns.checkpoints.push(Checkpoint { run: run.clone(), flips: 0 });
        Simulation { run, builder: Builder { columns, every: CHECKPOINT_EVERY } }
    }

    /// The beginning too, of a scenario that was run before with other interventions: what happened until the first of those that
    /// differ has a say is taken over. The trace will be the one of a new run. Of any other scenario it is just a new run.
    pub fn resume(previous: &Trace, scenario: &Rc<Scenario>) -> Simulation {
        Simulation::after(&previous.columns, scenario).unwrap_or_else(|| Simulation::new(scenario))
    }

    fn after(previous: &Columns, scenario: &Rc<Scenario>) -> Option<Simulation> {
        let bare = |s: &Scenario| Scenario { interventions: Vec::new(), ..s.clone() };
        if bare(&previous.scenario) != bare(scenario) {
            return None;
        }
        let (old, new) = (&previous.scenario.interventions, &scenario.interventions);
        // By place: what is made later knows an intervention by that.
        let kept: Vec<bool> = (0..old.len().max(new.len())).map(|i| old.get(i) == new.get(i)).collect();
        let differ = [old, new].into_iter().flat_map(|list| list.iter().zip(&kept).filter(|(_, kept)| !**kept));
        let first = differ.map(|(intervention, _)| previous.first_say(intervention)).min().unwrap_or(StepId::MAX);
        // What has a say in the first step may have had one in what was made ready for it.
        let last = previous.checkpoints.partition_point(|c| c.run.steps() <= first).checked_sub(1).filter(|_| first > 0)?;
        let fresh = Interventions::new(scenario);
        let columns = previous.until(last, |run| run.rebased(scenario, &fresh, &kept), scenario)?;
        let run = columns.checkpoints.last()?.run.clone();
        Some(Simulation { run, builder: Builder { columns, every: CHECKPOINT_EVERY } })
    }

    /// The same with a checkpoint every so many steps, instead of 1024.
    #[must_use]
    pub fn with_checkpoints(mut self, every: StepId) -> Simulation {
        self.builder.every = every;
        self
    }

    /// Does up to `steps` steps.
    pub fn advance(&mut self, steps: u32) -> Progress {
        self.run.advance(steps, &mut self.builder);
        Progress { steps: self.run.steps(), segments: self.run.segments(), now: self.run.now(), stopped: self.run.stopped() }
    }

    /// Goes on until the first segment that an intervention forges has come to the end of its way, or the run to its own; at most about
    /// so many steps.
    pub fn advance_past(&mut self, intervention: usize, steps: u32) {
        let last = self.run.steps().saturating_add(steps);
        while self.run.steps() < last && self.run.stopped().is_none() && !self.is_past(intervention) {
            self.run.advance(STEPS_A_LOOK, &mut self.builder);
        }
    }

    fn is_past(&self, intervention: usize) -> bool {
        match self.run.outcomes().get(intervention) {
            Some(Outcome::Applied { first, .. }) => self.builder.columns.segment(*first).is_none_or(|row| row.fate != Fate::InFlight),
            Some(Outcome::Impossible { .. }) => true,
            _ => false,
        }
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
    /// Steps between two checkpoints.
    every: StepId,
}

impl Recorder for Builder {
    fn step(&mut self, _: StepId, step: Step) {
        self.columns.steps.push(step);
    }
    fn waited(&mut self, step: StepId, since: StepId) {
        self.columns.waits.push((step, since));
    }
    fn record(&mut self, record: Record) {
        self.columns.records.push(Packed::new(record));
    }
    fn departure(&mut self, departure: &Departure<'_>) {
        self.columns.depart(departure);
    }
    fn flipped(&mut self, segment: SegmentId, bit: u32) {
        self.columns.flip(segment, Some(bit));
    }
    fn marked(&mut self, segment: SegmentId) {
        self.columns.flip(segment, None);
    }
    fn ended(&mut self, segment: SegmentId, step: StepId, fate: Fate) {
        self.columns.end(segment, step, fate);
    }
    fn duplicate(&mut self, segment: SegmentId) {
        self.columns.duplicate(segment);
    }
    fn settled(&mut self, run: &Run) {
        let last = self.columns.checkpoints.last().map_or(0, |c| c.run.steps());
        // What is in flight is copied: the more of it, the rarer, so that all copies together stay smaller than the trace.
        let dear = u32::try_from(run.agenda.room()).unwrap_or(u32::MAX).saturating_mul(STEPS_FOR_ONE_IN_FLIGHT);
        if run.steps() - last >= self.every.max(dear) {
            self.columns.checkpoints.push(Checkpoint { run: run.clone(), flips: self.columns.flips.len() as u32 });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{catalogue, settings};

    #[test]
    fn a_forged_segment_is_tried_as_it_will_be() {
        let base = Rc::new(catalogue::find("http-post").expect("in the catalogue"));
        let before = simulate(&base);
        for text in ["forge 150ms: from=client,as=client,flags=R,tcp.seq=server.rcv_nxt", "forge c3/dies: flags=R", "forge 90s: flags=R"] {
            let mut with = (*base).clone();
            with.interventions.push(text.parse().expect("an intervention"));
            let with = Rc::new(with);
            let mut simulation = Simulation::resume(&before, &with);
            simulation.advance_past(0, 10_000);
            let (tried, whole) = (simulation.finish(), simulate(&with));
            assert_eq!(tried.outcomes(), whole.outcomes(), "{text}");
            if let Some(Outcome::Applied { first, .. }) = tried.outcomes().first() {
                let row = |trace: &Trace| trace.segment(*first).map(|row| (row.head.to_vec(), row.fate, row.ended_by)).expect("it set out");
                assert_eq!(row(&tried), row(&whole), "{text}");
                assert!(tried.step_count() <= whole.step_count(), "{text}");
            }
        }
    }

    #[test]
    fn the_copies_of_what_is_in_flight_stay_smaller_than_the_trace() {
        let mut scenario = catalogue::find("slow-start").expect("in the catalogue");
        settings::set(&mut scenario, "mss", "50").expect("a size");
        let trace = simulate(&Rc::new(scenario));
        let columns = &trace.columns;
        let copied: usize = columns.checkpoints.iter().map(|c| c.run.agenda.room()).sum();
        assert!(columns.checkpoints.len() > 4, "a replay stays short");
        assert!(
            copied <= columns.steps.len() / 3,
            "{copied} events in {} copies, {} steps",
            columns.checkpoints.len(),
            columns.steps.len()
        );
    }
}
