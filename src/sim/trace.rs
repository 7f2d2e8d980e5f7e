//! What a run leaves behind. Rows are columnar and small; everything a pane draws is read from here.

use super::application::Awaits;
use super::columns::{Columns, Packed};
use super::derived::Derived;
use super::explain::Explanation;
use super::run::Run;
use crate::base::{Span, Time};
use crate::host::Backlog;
use crate::host::REASSEMBLY_TIMEOUT;
use crate::scenario::{Scenario, SegmentName};
use crate::tcp::{AppEvent, CallError, Reason, Rule, SendKind, Seq, State, TimerKind, Value, Variable};
use crate::wire::Payload;
use crate::wire::field::{ipv4, tcp};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// Index of a segment in the order in which they are put on their way.
pub type SegmentId = u32;
/// Index of a step.
pub type StepId = u32;

/// One end of one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EndId {
    /// Index of the connection in the scenario.
    pub connection: u16,
    /// 0 (left, client) or 1 (right, server).
    pub side: u8,
}

/// What happened to a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Still on its way when the run ended.
    InFlight,
    /// Arrived, and was processed, at this time.
    Arrived(Time),
    /// Arrived at this time, but was not taken (bad checksum, unacceptable, no such connection, …). The step's reasons say why.
    Discarded(Time),
    /// Died on the way at this time.
    Lost(Time, LossCause),
}

/// What a segment died of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LossCause {
    /// Random loss.
    Chance,
    /// The reader dropped it.
    Dropped,
    /// The router has no route to its destination.
    NoRoute,
    /// Its TTL ran out in the router.
    Ttl,
    /// The router could not read its header.
    BadHeader,
    /// The queue before a link was full.
    Queue,
    /// The link was out.
    Outage,
    /// Random loss, in a burst.
    Burst,
    /// A filter in the router dropped it.
    Filtered,
    /// Larger than the next link's MTU, and not to be fragmented.
    TooBig,
    /// The cable of its sender or of its receiver is pulled out.
    Unplugged,
    /// The host that it was for has no power.
    HostDown,
}

/// Who made a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A host: it has a number of that host's (`c3`).
    Host,
    /// The router, to report an error (`r1`).
    Router,
    /// The reader (`x1`).
    Forged,
    /// A second copy of this segment (`d1`).
    Copy(SegmentId),
    /// The router, which cut it off this segment (`c3.1`).
    Fragment(SegmentId),
}

impl Origin {
    /// The letter of its segments' names; `None` for a host, which has its own, and for its fragments.
    pub const fn key(self) -> Option<char> {
        match self {
            Origin::Host | Origin::Fragment(_) => None,
            Origin::Router => Some('r'),
            Origin::Forged => Some('x'),
            Origin::Copy(_) => Some('d'),
        }
    }
}

/// One datagram.
#[derive(Clone, Copy, Debug)]
pub struct SegmentRow<'a> {
    /// Index.
    pub id: SegmentId,
    /// Its name.
    pub name: SegmentName,
    /// Who made it.
    pub origin: Origin,
    /// Index of the host on whose link it sets out, towards the router; `None` where it enters the network at the router.
    pub from: Option<u16>,
    /// Index of the host it was to reach; `None` where its address belongs to none.
    pub to: Option<u16>,
    /// The connection's end that sent it; `None` where it belongs to none (a RST for an unknown connection).
    pub end: Option<EndId>,
    /// What it was sent for; `New` where no host sent it.
    pub kind: SendKind,
    /// How often its first sequence number was sent before.
    pub nth: u16,
    /// Departure: its first bit goes onto the link, once what its host sent before is through.
    pub sent: Time,
    /// What happened to it.
    pub fate: Fate,
    /// The step that sent it.
    pub cause: StepId,
    /// The step of its arrival or death.
    pub ended_by: Option<StepId>,
    /// Whether its receiver found it a duplicate acknowledgment (RFC 5681 §2).
    pub duplicate: bool,
    /// IPv4 and transport header as they travel, edits applied.
    pub head: &'a [u8],
    /// What follows the header.
    pub payload: &'a Payload,
    /// The bit that the path flipped after it left, counted from the first of the IPv4 header.
    pub flipped: Option<u32>,
    /// Whether the router marked it as having met congestion: it arrives with the codepoint CE (RFC 3168 §5).
    pub marked: bool,
    /// The bytes before the reader's edit, where there was one.
    pub unedited: Option<&'a [u8]>,
}

/// One step of the run: a stimulus, and everything that follows from it at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// When.
    pub time: Time,
    /// The host it happens at; for a death on the way, the host that sent the segment (or, where none did, the one it was for).
    pub host: u16,
    /// What happens.
    pub kind: StepKind,
}

/// The stimulus of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// A segment arrives at a host.
    Arrival(SegmentId),
    /// A segment dies on the way.
    Death(SegmentId),
    /// The router hands a segment on in fragments, or twice.
    Forwarding(SegmentId),
    /// A timer expires, of this end (`None`: of a connection the scenario does not know).
    Timer(Option<EndId>, TimerKind),
    /// A host gives up waiting for the missing fragments of a datagram.
    Reassembly,
    /// The application's script goes on by itself (a time, or a delay, is over).
    Application(EndId),
    /// The intervention with this index forges a segment.
    Forge(u32),
}

/// What followed within a step, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// The step.
    pub step: StepId,
    /// The end it concerns, where it concerns one.
    pub end: Option<EndId>,
    /// What.
    pub kind: RecordKind,
}

/// A consequence within a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordKind {
    /// The application called.
    Call(AppAct),
    /// The state changed.
    State(State, State),
    /// A timer started, or moved to this deadline.
    TimerStart(TimerKind, Time),
    /// A timer was stopped.
    TimerStop(TimerKind),
    /// A timer expired.
    TimerExpire(TimerKind),
    /// A segment departed.
    Sent(SegmentId),
    /// The application was told.
    Told(AppEvent),
    /// The arrived segment was not taken.
    Discarded,
    /// The router cut the segment into so many fragments.
    Fragmented(u32),
}

/// A call as the ladder shows it beside the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppAct {
    /// `listen()`.
    Listen,
    /// `connect()`.
    Connect,
    /// `send(n)`, bytes.
    Send(u32),
    /// `recv()` took n bytes.
    Receive(u32),
    /// `close()`: no more to send.
    Close,
    /// `abort()`.
    Abort,
    /// A call that was refused, and why.
    Refused(CallError),
    /// `accept()`.
    Accept,
    /// `bind()`.
    Bind,
    /// `sendto(n)`, bytes of one UDP datagram.
    SendTo(u32),
    /// `close()` of both directions.
    CloseBoth,
    /// The host crashed.
    Crash,
    /// The host started.
    Reboot,
    /// The cable was pulled out.
    Unplug,
    /// The cable was put back.
    Plug,
}

impl AppAct {
    /// The word for what is no call that an application makes by name; `None` for one that is.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            AppAct::Refused(_) => Some("refused"),
            AppAct::Crash => Some("crash"),
            AppAct::Reboot => Some("reboot"),
            AppAct::Unplug => Some("unplug"),
            AppAct::Plug => Some("plug"),
            _ => None,
        }
    }
}

/// A stretch of time that one end spent in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The end.
    pub end: EndId,
    /// The state.
    pub state: State,
    /// Entered at.
    pub from: Time,
    /// Left at; the end of the run for the last.
    pub to: Time,
    /// The step that entered it; `None` for the first.
    pub step: Option<StepId>,
}

/// How a timer's run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerEnd {
    /// Stopped before its deadline.
    Stopped,
    /// Reached its deadline.
    Expired,
    /// Moved to another deadline before its own (restarted).
    Restarted,
    /// Still running when the run was cut off.
    Running,
}

/// One run of one timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerSpan {
    /// The end.
    pub end: EndId,
    /// Which timer.
    pub timer: TimerKind,
    /// Started at.
    pub from: Time,
    /// Its deadline.
    pub deadline: Time,
    /// Stopped, expired or restarted at.
    pub to: Time,
    /// How.
    pub how: TimerEnd,
    /// The step that started it.
    pub started_by: StepId,
    /// The step that ended it.
    pub ended_by: Option<StepId>,
}

impl TimerSpan {
    /// Its full length.
    pub fn length(&self) -> Span {
        self.deadline.since(self.from)
    }
}

/// Why a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopCause {
    /// Nothing more can happen.
    Quiet,
    /// The budget of steps is spent.
    Events,
    /// The budget of datagrams is spent.
    Segments,
    /// The budget of bytes is spent.
    Bytes,
    /// The budget of virtual time is spent.
    Time,
    /// The ends only answer each other's acknowledgments, and would for ever.
    AckStorm,
    /// Stopped by the reader, or not finished yet.
    Unfinished,
}

/// What became of an intervention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is switched off.
    Off,
    /// Nothing of what it is aimed at ever left.
    Unmatched {
        /// The segment that was meant, where it left under another name.
        moved: Option<SegmentId>,
    },
    /// A segment of that name left, but it is another than the reader chose; nothing was done.
    Misfit {
        /// The one of that name.
        at: SegmentId,
        /// The one that was meant, where it left under another name.
        moved: Option<SegmentId>,
    },
    /// It was done.
    Applied {
        /// To this segment first; or this is the first that was forged.
        first: SegmentId,
        /// How often.
        times: u32,
    },
    /// The call was made in this step.
    Called(StepId),
    /// It cannot be done; nothing was.
    Impossible {
        /// To this segment; `None` where one was to be forged.
        at: Option<SegmentId>,
        /// Why not.
        why: Obstacle,
    },
}

impl Outcome {
    /// The segment that was meant, where it left under another name.
    pub const fn moved(self) -> Option<SegmentId> {
        match self {
            Outcome::Unmatched { moved } | Outcome::Misfit { moved, .. } => moved,
            _ => None,
        }
    }
}

/// Why an intervention could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It reaches past the end of the bytes, or makes them more than a datagram can hold.
    PastTheEnd,
    /// What it reads did not exist at that moment: no such end, or no connection there.
    NothingToRead,
}

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
