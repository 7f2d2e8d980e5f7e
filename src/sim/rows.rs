//! What a trace is made of: datagrams, steps, records, stretches of time, and what became of interventions.

use crate::base::{Span, Time};
use crate::scenario::SegmentName;
use crate::tcp::{AppEvent, CallError, Rule, SendKind, State, TimerKind};
use crate::wire::Payload;

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
    /// Its host crashed before it was wholly on the link.
    Crashed,
    /// The cable of its host was pulled out before it was wholly on the link.
    PulledOut,
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
    /// Departure: its first bit goes onto the link, once what its host sent before is through; of what dies before that, its death.
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
    /// A call that was refused: the rule that says so, and with what it is answered.
    Refused(Rule, CallError),
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
    /// The call that was refused, as programs write it, where its rule tells which; any other is recorded before it by its name.
    pub const fn refused(self) -> Option<&'static str> {
        match self {
            AppAct::Refused(Rule::OpenRefused, _) => Some("connect()"),
            AppAct::Refused(Rule::SendRefused, _) => Some("send()"),
            AppAct::Refused(Rule::ReceiveRefused, _) => Some("recv()"),
            AppAct::Refused(Rule::CloseRefused, _) => Some("close()"),
            AppAct::Refused(Rule::AbortRefused, _) => Some("abort()"),
            _ => None,
        }
    }

    /// The word for what is no call that an application makes by name; `None` for one that is.
    pub const fn word(self) -> Option<&'static str> {
        match self {
            AppAct::Refused(..) => Some("refused"),
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
