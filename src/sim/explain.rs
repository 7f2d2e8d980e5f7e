//! Why a step went as it did: rebuilt by replaying from the nearest checkpoint with recording on.

use super::recorder::{Nothing, Recorder};
use super::rows::{Band, EndId, Record, RecordKind, StepId};
use super::run::Run;
use super::trace::Trace;
use crate::tcp::{Reason, State, Value, Variable};
use crate::wire::Fault;

/// A step with its reasons.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The step.
    pub step: StepId,
    /// Reasons and consequences, in order: a consequence follows from the reasons just before it.
    pub items: Vec<Item>,
    /// Each end with its variables before and after (all of them, not only the changed).
    pub ends: Vec<EndChange>,
}

/// A reason or a consequence.
#[derive(Clone, Debug)]
pub enum Item {
    /// The engine's decision.
    Why(EndId, Reason),
    /// What followed.
    Did(Option<EndId>, RecordKind),
    /// The host dropped the datagram before TCP saw it.
    Fault(Fault),
    /// No connection or listener of the host has the datagram's port and addresses.
    NoSuchConnection,
}

/// The TCB of one end around a step.
#[derive(Clone, Debug)]
pub struct EndChange {
    /// The end.
    pub end: EndId,
    /// Before the step.
    pub before: Vec<(Variable, Value)>,
    /// After it.
    pub after: Vec<(Variable, Value)>,
}

impl EndChange {
    /// The variables that changed, with their values before and after.
    pub fn changed(&self) -> impl Iterator<Item = (Variable, Value, Value)> {
        let before = |name| self.before.iter().find(|(v, _)| *v == name).map_or(Value::None, |(_, value)| *value);
        let gone = self.before.iter().filter(|(v, _)| !self.after.iter().any(|(w, _)| v == w)).map(|(v, was)| (*v, *was, Value::None));
        self.after.iter().map(move |(v, now)| (*v, before(*v), *now)).chain(gone).filter(|(_, was, now)| was != now)
    }
}

/// Looks at the run as it stood when `steps` steps were done.
pub(super) fn at<T>(trace: &Trace, steps: StepId, look: impl FnOnce(&Run) -> T) -> T {
    let run = replay(trace, steps);
    let result = look(&run);
    *trace.replayed.borrow_mut() = Some(Box::new(run));
    result
}

/// The run as it stood when `steps` steps were done, or at its end.
fn replay(trace: &Trace, steps: StepId) -> Run {
    let checkpoints = &trace.columns.checkpoints;
    let nearest = checkpoints.partition_point(|c| c.run.steps() <= steps).checked_sub(1).and_then(|i| checkpoints.get(i)).map(|c| &c.run);
    let recent = trace.replayed.borrow_mut().take().filter(|run| run.steps() <= steps);
    let mut run = match (recent, nearest) {
        (Some(recent), Some(nearest)) if recent.steps() >= nearest.steps() => *recent,
        (_, Some(nearest)) => nearest.clone(),
        (_, None) => Run::new(trace.scenario()),
    };
    while run.steps() < steps && run.step_again(&mut Nothing) {}
    run
}

/// The variables of an end. A host looks them up by addresses and ports, where a listener may stand, or another connection that has the
/// same ones later: what the trace recorded of the end itself says whether it has a TCB.
pub(super) fn variables(trace: &Trace, run: &Run, end: EndId) -> Vec<(Variable, Value)> {
    let all = run.variables(end);
    let before = |band: &&Band| band.end == end && band.step.is_some_and(|step| step < run.steps());
    let state = match trace.bands().iter().rfind(before).map(|band| band.state) {
        Some(state) if all.len() < 2 || state == State::Closed => state,
        None if all.len() > 1 => State::Closed,
        _ => return all,
    };
    vec![(Variable::State, Value::State(state))]
}

/// Repeats one step with recording on.
pub(super) fn explain(trace: &Trace, step: StepId) -> Option<Explanation> {
    trace.step(step)?;
    let mut run = replay(trace, step);
    let ends: Vec<_> = run.ends().collect();
    let before: Vec<_> = ends.iter().map(|end| variables(trace, &run, *end)).collect();
    run.record_reasons(true);
    let mut listener = Listener::default();
    while run.steps() <= step && run.step_again(&mut listener) {}
    run.record_reasons(false);
    let ends = ends.into_iter().zip(before).map(|(end, before)| EndChange { end, before, after: variables(trace, &run, end) }).collect();
    *trace.replayed.borrow_mut() = Some(Box::new(run));
    Some(Explanation { step, items: listener.items, ends })
}

#[derive(Default)]
struct Listener {
    items: Vec<Item>,
}

impl Recorder for Listener {
    fn record(&mut self, record: Record) {
        self.items.push(Item::Did(record.end, record.kind));
    }
    fn why(&mut self, end: EndId, reason: &Reason) {
        self.items.push(Item::Why(end, reason.clone()));
    }
    fn fault(&mut self, fault: &Fault) {
        self.items.push(Item::Fault(*fault));
    }
    fn no_such_connection(&mut self) {
        self.items.push(Item::NoSuchConnection);
    }
}

#[cfg(test)]
mod tests {
    use crate::sim::simulate;
    use crate::tcp::{Value, Variable};
    use std::rc::Rc;

    #[test]
    fn every_pane_finds_an_end_in_the_same_state() {
        for scenario in crate::scenario::catalogue::all() {
            let slug = scenario.slug.clone();
            let trace = simulate(&Rc::new(scenario));
            for step in (0..trace.step_count()).take(300) {
                for (end, all) in trace.variables_after(Some(step)) {
                    let found = all.iter().find(|(v, _)| *v == Variable::State).map(|(_, state)| *state);
                    let told = trace.bands().iter().rfind(|b| b.end == end && b.step.is_some_and(|by| by <= step));
                    let Some(told) = told else { continue };
                    assert_eq!(found, Some(Value::State(told.state)), "{slug}, step {step}, {end:?}");
                }
            }
        }
    }
}
