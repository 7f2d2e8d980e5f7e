//! What a run leaves behind. Rows are columnar and small; everything a pane draws is read from here.

use super::application::Awaits;
use super::columns::Columns;
use super::derived::Derived;
use super::explain::Explanation;
use super::packed::Packed;
use super::rows::{Band, EndId, Outcome, Record, SegmentId, SegmentRow, Step, StepId, StepKind, StopCause, TimerSpan};
use super::run::Run;
use crate::base::Time;
use crate::host::{Backlog, REASSEMBLY_TIMEOUT};
use crate::scenario::{Scenario, SegmentName};
use crate::tcp::{Reason, Rule, Seq, State, Value, Variable};
use crate::wire::field::{ipv4, tcp};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// The trace of one run.
#[derive(Debug)]
pub struct Trace {
    pub(super) columns: Columns,
    pub(super) derived: OnceCell<Derived>,
    pub(super) digest: OnceCell<String>,
    /// The run as it stood after the last replay: going on from there is the common case.
    pub(super) replayed: RefCell<Option<Box<Run>>>,
}

impl Trace {
    /// The scenario that was run.
    pub fn scenario(&self) -> &Rc<Scenario> {
        &self.columns.scenario
    }
    /// Number of segments.
    pub fn segment_count(&self) -> u32 {
        self.columns.segments.len() as u32
    }
    /// A segment by its index.
    pub fn segment(&self, id: SegmentId) -> Option<SegmentRow<'_>> {
        self.columns.segment(id)
    }
    /// All segments, in the order of departure.
    pub fn segments(&self) -> impl Iterator<Item = SegmentRow<'_>> {
        (0..self.segment_count()).filter_map(|id| self.segment(id))
    }
    /// A segment by its name.
    pub fn find(&self, name: SegmentName) -> Option<SegmentId> {
        self.columns.find(name)
    }
    /// The end of a connection that a segment speaks for: the one that sent it, or the one whose addresses and ports it bears.
    pub fn speaker(&self, row: &SegmentRow<'_>) -> Option<EndId> {
        row.end.or_else(|| super::speaker::of(&self.columns.scenario, row.head))
    }
    /// Number of steps.
    pub fn step_count(&self) -> u32 {
        self.columns.steps.len() as u32
    }
    /// A step by its index.
    pub fn step(&self, id: StepId) -> Option<Step> {
        self.columns.steps.get(id as usize).copied()
    }
    /// All steps.
    pub fn steps(&self) -> &[Step] {
        &self.columns.steps
    }
    /// What followed within a step, in order.
    pub fn records(&self, step: StepId) -> impl Iterator<Item = Record> {
        let records = &self.columns.records;
        let first = records.partition_point(|r| r.step() < step);
        records.get(first..).unwrap_or_default().iter().take_while(move |r| r.step() == step).map(Packed::unpack)
    }
    /// Since which step the application that goes on in this one has waited, or the host that gives up fragments; none where the clock
    /// alone, or the reader, made it.
    pub fn waited_since(&self, step: StepId) -> Option<StepId> {
        let told = self.step(step)?;
        if told.kind == StepKind::Reassembly {
            // The fragment that came first began the wait, which is as long for all.
            let arrival = |s: &Step| s.host == told.host && matches!(s.kind, StepKind::Arrival(_));
            let began = self.steps().partition_point(|s| s.time + REASSEMBLY_TIMEOUT < told.time) as StepId;
            let then = (began..).map_while(|id| Some((id, self.step(id)?))).take_while(|(_, s)| s.time + REASSEMBLY_TIMEOUT == told.time);
            return then.filter(|(_, s)| arrival(s)).map(|(id, _)| id).next();
        }
        let waits = &self.columns.waits;
        waits.binary_search_by_key(&step, |(step, _)| *step).ok().and_then(|at| waits.get(at)).map(|(_, since)| *since)
    }
    /// The steps in which a wait ends that began with this one, in order.
    pub fn waited_for(&self, step: StepId) -> impl Iterator<Item = StepId> {
        let gives_up = (0..).zip(self.steps()).filter(|(_, s)| s.kind == StepKind::Reassembly).map(|(id, _)| id);
        let gives_up = gives_up.filter(move |id| self.waited_since(*id) == Some(step));
        self.columns.waits.iter().filter(move |(_, since)| *since == step).map(|(step, _)| *step).chain(gives_up)
    }
    /// Whether the reader made an application call in a step.
    pub fn is_ordered(&self, step: StepId) -> bool {
        self.outcomes().contains(&Outcome::Called(step))
    }
    /// What followed within all steps, in order.
    pub fn all_records(&self) -> impl Iterator<Item = Record> {
        self.columns.records.iter().map(Packed::unpack)
    }
    /// The last step at or before an instant.
    pub fn step_at(&self, time: Time) -> Option<StepId> {
        (self.columns.steps.partition_point(|s| s.time <= time) as u32).checked_sub(1)
    }
    /// The stretches of states of every end, by end and time. From the beginning each end is CLOSED.
    pub fn bands(&self) -> &[Band] {
        &self.derived().bands
    }
    /// The runs of every timer, by start.
    pub fn timers(&self) -> &[TimerSpan] {
        &self.derived().timers
    }
    fn derived(&self) -> &Derived {
        self.derived.get_or_init(|| Derived::new(self))
    }
    /// When the last thing happened.
    pub fn end(&self) -> Time {
        self.columns.steps.last().map_or(Time::ZERO, |s| s.time)
    }
    /// Why the run ended.
    pub fn stop(&self) -> StopCause {
        self.columns.stop
    }
    /// What became of each intervention, in the scenario's order.
    pub fn outcomes(&self) -> &[Outcome] {
        &self.columns.outcomes
    }
    /// All ends of all connections.
    pub fn ends(&self) -> impl Iterator<Item = EndId> + use<> {
        (0..self.columns.scenario.connections.len() as u16).flat_map(|connection| [0, 1].map(|side| EndId { connection, side }))
    }
    /// The initial sequence number that an end used first, once it sent its SYN.
    pub fn iss(&self, end: EndId) -> Option<Seq> {
        self.columns.iss.get(&end)?.first().map(|(_, iss)| *iss)
    }
    /// The initial sequence number of the incarnation that a number of an end's may belong to, where it is met at a step: of the latest
    /// begun until then that does not begin after the number, since a later one begins beyond all that an earlier one used.
    pub fn iss_of(&self, end: EndId, number: Seq, step: StepId) -> Option<Seq> {
        let all = self.columns.iss.get(&end)?;
        let begun = all.get(..all.partition_point(|(from, _)| *from <= step))?;
        begun.iter().rfind(|(_, iss)| iss.at_or_before(number)).or(begun.last()).map(|(_, iss)| *iss)
    }
    /// What a number of an end's counts from, where it is met at a step. `None` where the end had begun nothing that the number can
    /// belong to: it is older than the run, or made up.
    pub fn origin(&self, end: EndId, number: Seq, step: StepId) -> Option<Seq> {
        self.iss_of(end, number, step).filter(|iss| iss.at_or_before(number))
    }
    /// What the sequence number and the acknowledgment number of a segment count from: the ISNs of its own connection, each of its own
    /// direction. `None` where that is not known, as for a stranger's segment.
    pub fn origins(&self, row: &SegmentRow<'_>) -> [Option<Seq>; 2] {
        let own = row.end.or_else(|| super::speaker::by_ports(self, row.head));
        let header = ipv4::IHL.read(row.head).and_then(|words| row.head.get(words as usize * 4..));
        let (Some(own), Some(header)) = (own, header) else { return [None; 2] };
        let peer = EndId { side: 1 - own.side.min(1), ..own };
        [(own, &tcp::SEQ), (peer, &tcp::ACK)].map(|(end, field)| self.origin(end, Seq(field.read(header)?), row.cause))
    }
    /// The initial sequence number of the incarnation of its connection that an end is in at a step.
    pub fn iss_at(&self, end: EndId, step: StepId) -> Option<Seq> {
        self.columns.iss.get(&end)?.get(self.incarnation(end, step) as usize).map(|(_, iss)| *iss)
    }
    /// Which incarnation of its connection an end is in at a step: 0 for the first, 1 once it has sent another SYN of its own, and so on.
    pub fn incarnation(&self, end: EndId, step: StepId) -> u32 {
        let all = self.columns.iss.get(&end).map(Vec::as_slice).unwrap_or_default();
        all.partition_point(|(from, _)| *from <= step).saturating_sub(1) as u32
    }
    /// The port of an end: as the scenario has it, or as its host chose it first; 0 where it has not.
    pub fn port(&self, end: EndId) -> u16 {
        let ends = self.scenario().connections.get(usize::from(end.connection)).map(|c| &c.ends);
        match ends.and_then(|e| e.get(usize::from(end.side))).map_or(0, |e| e.port) {
            0 => self.columns.ports.get(&end).map_or(0, |(_, port)| *port),
            port => port,
        }
    }
    /// Canonical bytes of the run: times, datagrams, fates and states. Links and goldens carry it.
    pub fn wire_digest(&self) -> &str {
        self.digest.get_or_init(|| super::digest::wire(self))
    }
    /// The wire digest and the reasons: for tests alone, since it repeats the run.
    pub fn trace_digest(&self) -> String {
        super::digest::with_reasons(self)
    }
    /// The reasons and the TCB before and after a step, replayed from the nearest checkpoint.
    pub fn explain(&self, step: StepId) -> Option<Explanation> {
        super::explain::explain(self, step)
    }
    /// Every end's variables after a step (`None`: before the first), replayed from the nearest checkpoint. By end.
    pub fn variables_after(&self, step: Option<StepId>) -> Vec<(EndId, Vec<(Variable, Value)>)> {
        super::explain::at(self, step.map_or(0, |s| s.saturating_add(1)), |run| {
            run.ends().map(|end| (end, super::explain::variables(self, run, end))).collect()
        })
    }
    /// Why an end is sending nothing after a step.
    pub fn why_silent(&self, step: Option<StepId>, end: EndId) -> Option<Reason> {
        let found = super::explain::at(self, step.map_or(0, |s| s.saturating_add(1)), |run| run.why_silent(end));
        // A listener is no connection yet.
        let band = self.bands().iter().rfind(|band| band.end == end && band.step.is_some_and(|by| step.is_some_and(|step| by <= step)));
        let listens = || band.filter(|band| band.state == State::Listen).map(|_| Reason { rule: Rule::SilentListen, facts: Vec::new() });
        found.or_else(listens)
    }
    /// What the application of an end waits for after a step.
    pub fn awaits(&self, step: Option<StepId>, end: EndId) -> Option<Awaits> {
        super::explain::at(self, step.map_or(0, |s| s.saturating_add(1)), |run| run.awaits(end))
    }
    /// The queues of the port an end listens at, after a step; `None` where it does not listen.
    pub fn backlog(&self, step: Option<StepId>, end: EndId) -> Option<Backlog> {
        super::explain::at(self, step.map_or(0, |s| s.saturating_add(1)), |run| run.backlog(end))
    }
    /// Bytes the trace holds, checkpoints apart; the scripts' payload is not counted.
    pub fn memory(&self) -> usize {
        self.columns.memory()
    }
}
