//! What a run tells of itself, and of the ends of its connections, between two steps.

use super::{Run, tag};
use crate::base::Time;
use crate::host::Backlog;
use crate::scenario::Scenario;
use crate::sim::application::Awaits;
use crate::sim::rows::{EndId, Outcome, StepId, StopCause};
use crate::tcp::{Reason, Value, Variable};
use std::rc::Rc;

impl Run {
    /// Virtual time of the last step.
    pub fn now(&self) -> Time {
        self.now
    }
    /// Steps done.
    pub fn steps(&self) -> StepId {
        self.steps
    }
    /// Segments emitted.
    pub fn segments(&self) -> u32 {
        self.segments
    }
    /// Why it stopped, once it has.
    pub fn stopped(&self) -> Option<StopCause> {
        self.stopped
    }
    /// The scenario.
    pub fn scenario(&self) -> &Rc<Scenario> {
        &self.scenario
    }
    /// What became of each intervention so far.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.interventions.outcomes
    }

    /// All ends of all connections.
    pub fn ends(&self) -> impl Iterator<Item = EndId> + use<> {
        (0..self.scenario.connections.len() as u16).flat_map(|connection| [0, 1].map(|side| EndId { connection, side }))
    }

    /// The variables of an end; only its state where it has no TCB.
    pub fn variables(&self, end: EndId) -> Vec<(Variable, Value)> {
        let Some(host) = self.host_of(end).and_then(|h| self.hosts.get(usize::from(h))) else { return Vec::new() };
        host.variables(tag(end)).unwrap_or_else(|| vec![(Variable::State, Value::State(host.state(tag(end))))])
    }

    /// Why an end is sending nothing now.
    pub fn why_silent(&self, end: EndId) -> Option<Reason> {
        self.hosts.get(usize::from(self.host_of(end)?))?.why_silent(tag(end), self.now)
    }

    /// What the application of an end waits for; none where there is none, or its host is down.
    pub fn awaits(&self, end: EndId) -> Option<Awaits> {
        let (_, application) = self.applications.get(self.application_of(end)?)?;
        let host = self.hosts.get(usize::from(self.host_of(end)?))?;
        host.is_up().then(|| application.awaits())
    }

    /// The queues of the port an end listens at.
    pub fn backlog(&self, end: EndId) -> Option<Backlog> {
        self.hosts.get(usize::from(self.host_of(end)?))?.backlog(tag(end))
    }
}
