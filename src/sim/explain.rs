//! Why a step went as it did: rebuilt by replaying from the nearest checkpoint with recording on.

use super::recorder::{Nothing, Recorder};
use super::run::Run;
use super::trace::{EndId, Record, RecordKind, StepId, Trace};
use crate::tcp::{Reason, Value, Variable};
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
    while run.steps() < steps && run.step(&mut Nothing) {}
    run
}

/// Repeats one step with recording on.
pub(super) fn explain(trace: &Trace, step: StepId) -> Option<Explanation> {
    trace.step(step)?;
    let mut run = replay(trace, step);
    let ends: Vec<_> = run.ends().collect();
    let before: Vec<_> = ends.iter().map(|end| run.variables(*end)).collect();
    run.record_reasons(true);
    let mut listener = Listener::default();
    while run.steps() <= step && run.step(&mut listener) {}
    run.record_reasons(false);
    let ends = ends.into_iter().zip(before).map(|(end, before)| EndChange { end, before, after: run.variables(end) }).collect();
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
