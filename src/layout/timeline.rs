//! The run as the ladder needs it: one connection, two ends, everything by time. Made from a trace (or, later, from a
//! capture), so that drawing depends on neither.

use super::heading::Heading;
use crate::base::order;
use crate::base::{Span, Time};
use crate::scenario::{Kind, SegmentName, Target};
use crate::sim::{AppAct, EndId, Fate, LossCause, Origin, Outcome, RecordKind, SegmentId, SegmentRow, StepId, TimerEnd, TimerSpan, Trace};
use crate::tcp::{SendKind, Seq, State, TimerKind};
use crate::wire::Addr;

/// One of the two rails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// The client's.
    #[default]
    Left,
    /// The server's.
    Right,
}

impl Side {
    /// Both, from the left.
    pub const BOTH: [Side; 2] = [Side::Left, Side::Right];

    /// The side of an end's number.
    pub const fn of(side: u8) -> Side {
        if side == 0 { Side::Left } else { Side::Right }
    }
    /// The other rail.
    #[must_use]
    pub const fn other(self) -> Side {
        match self {
            Side::Left => Side::Right,
            Side::Right => Side::Left,
        }
    }
    /// One of a pair.
    pub fn pick<T>(self, pair: &[T; 2]) -> &T {
        let [left, right] = pair;
        match self {
            Side::Left => left,
            Side::Right => right,
        }
    }
    /// One of a pair, to change it.
    pub fn pick_mut<T>(self, pair: &mut [T; 2]) -> &mut T {
        let [left, right] = pair;
        match self {
            Side::Left => left,
            Side::Right => right,
        }
    }
    /// How the owner's colour tokens begin: `client`, `server`.
    pub const fn owner(self) -> &'static str {
        match self {
            Side::Left => "client",
            Side::Right => "server",
        }
    }
}

/// What befalls a segment on its way, besides its end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// A bit of it was flipped.
    pub corrupted: bool,
    /// The router marked it as having met congestion.
    pub marked: bool,
    /// One that left the same end later arrived before it.
    pub overtaken: bool,
    /// An intervention held it back.
    pub delayed: bool,
}

/// A segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its index in the trace.
    pub id: SegmentId,
    /// Its name.
    pub name: SegmentName,
    /// Who made it.
    pub origin: Origin,
    /// The side it comes from: its sender's, or for what enters between the rails the one it turns its back to.
    pub side: Side,
    /// Whether it sets out in the middle between the rails: the router's own, or what comes from neither end.
    pub midway: bool,
    /// Departure.
    pub sent: Time,
    /// What happened to it.
    pub fate: Fate,
    /// When the router cut it into fragments, which go on as segments of their own.
    pub cut: Option<Time>,
    /// What it was sent for.
    pub kind: SendKind,
    /// Whether the reader changed its bytes.
    pub edited: bool,
    /// Whether its receiver found it a duplicate acknowledgment (RFC 5681 §2).
    pub duplicate: bool,
    /// What its bytes say.
    pub heading: Heading,
    /// Where its TCP options stand in [`Timeline::options`]: the first byte, and how many.
    pub options: (u32, u8),
    /// Whether an end of this connection sent it, or it is a copy of what one sent.
    pub own: bool,
    /// What befell it on its way.
    pub way: Way,
    /// The initial sequence numbers that its own count from, where known.
    pub iss: [Option<Seq>; 2],
}

impl Segment {
    /// What its sequence number counts from.
    pub fn own_iss(&self) -> Option<Seq> {
        *self.side.pick(&self.iss)
    }
    /// When its way ended, for one in fragments in the router; `None` while it is still on it.
    pub const fn ended(&self) -> Option<Time> {
        match self.fate {
            _ if self.cut.is_some() => self.cut,
            Fate::InFlight => None,
            Fate::Arrived(t) | Fate::Discarded(t) | Fate::Lost(t, _) => Some(t),
        }
    }
    /// Whose colour it has: its sender's (`client`, `server`), or of what no end sent `stranger`.
    pub const fn owner(&self) -> &'static str {
        // A fragment is of whoever sent the whole.
        if self.midway && self.name.piece == 0 { "stranger" } else { self.side.owner() }
    }
    /// Whether it died in the router, which stands in the middle.
    pub const fn died_midway(&self) -> bool {
        use LossCause::{BadHeader, Filtered, NoRoute, TooBig, Ttl};
        matches!(self.fate, Fate::Lost(_, NoRoute | Ttl | BadHeader | Filtered | TooBig))
    }
    /// Whether it died before its end had wholly sent it: at that end's rail.
    pub const fn died_unsent(&self) -> bool {
        matches!(self.fate, Fate::Lost(_, LossCause::Crashed | LossCause::PulledOut))
    }
    /// Whether it died on the way, in one piece.
    pub const fn lost(&self) -> bool {
        self.cut.is_none() && matches!(self.fate, Fate::Lost(..))
    }
}

/// A stretch of time in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateSpan {
    /// The state.
    pub state: State,
    /// Entered.
    pub from: Time,
    /// Left.
    pub to: Time,
    /// The step that entered it.
    pub step: Option<StepId>,
}

/// One run of one timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimerRun {
    /// Its index in the trace.
    pub id: u32,
    /// Whose.
    pub side: Side,
    /// Which.
    pub kind: TimerKind,
    /// Started.
    pub from: Time,
    /// Its deadline.
    pub deadline: Time,
    /// Ended.
    pub to: Time,
    /// How it ended.
    pub how: TimerEnd,
}

/// A call of the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallMark {
    /// Whose application.
    pub side: Side,
    /// When.
    pub time: Time,
    /// What.
    pub act: AppAct,
    /// The step it happened in.
    pub step: StepId,
}

/// A time during which the link of an end carries nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// Whose link.
    pub side: Side,
    /// First instant.
    pub from: Time,
    /// First instant after it; the run's end, at the latest.
    pub to: Time,
    /// Whether it is the end's cable that is pulled out.
    pub cable: bool,
}

/// What stands at the head of a rail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndInfo {
    /// The host's name as the scenario has it.
    pub name: String,
    /// Its address.
    pub address: Addr,
    /// Its port.
    pub port: u16,
}

/// One connection of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// The two ends.
    pub ends: [EndInfo; 2],
    /// Initial sequence numbers, where known.
    pub iss: [Option<Seq>; 2],
    /// Segments between the two hosts, by departure.
    pub segments: Vec<Segment>,
    /// The TCP options of all of them, one after the other.
    pub options: Vec<u8>,
    /// States of each end, by time.
    pub states: [Vec<StateSpan>; 2],
    /// Timers, by start.
    pub timers: Vec<TimerRun>,
    /// Calls, by time.
    pub calls: Vec<CallMark>,
    /// Outages of the links of both ends.
    pub outages: Vec<Outage>,
    /// Every instant at which something happens, sorted.
    pub events: Vec<Time>,
    /// When the last thing happened.
    pub end: Time,
}

impl Timeline {
    /// Reads one connection of a trace; empty where the scenario has no such connection.
    pub fn of(trace: &Trace, connection: u16) -> Timeline {
        let scenario = trace.scenario();
        let Some(spec) = scenario.connections.get(usize::from(connection)) else { return Timeline::default() };
        let hosts = [spec.ends[0].host, spec.ends[1].host];
        let side_of = |host: u16| Side::BOTH.into_iter().find(|s| *s.pick(&hosts) == host);
        let end = |side: Side| {
            let spec = side.pick(&spec.ends);
            let host = scenario.hosts.get(usize::from(spec.host));
            EndInfo {
                name: host.map_or(String::new(), |h| h.name.clone()),
                address: host.map_or(Addr::default(), |h| h.address),
                port: trace.port(EndId { connection, side: u8::from(side == Side::Right) }),
            }
        };
        let mut timeline = Timeline {
            ends: [end(Side::Left), end(Side::Right)],
            iss: [0, 1].map(|side| trace.iss(EndId { connection, side })),
            end: trace.end(),
            ..Timeline::default()
        };
        for row in trace.segments() {
            let Some(mut segment) = segment(trace, &row, connection, side_of) else { continue };
            let options = Heading::options(row.head);
            segment.options = (timeline.options.len() as u32, options.len() as u8);
            timeline.options.extend_from_slice(options);
            if let Origin::Fragment(whole) = segment.origin
                && let Some(whole) = timeline.segments.iter_mut().rfind(|s| s.id == whole)
            {
                whole.cut = Some(segment.sent);
            }
            timeline.segments.push(segment);
        }
        for band in trace.bands().iter().filter(|b| b.end.connection == connection) {
            let span = StateSpan { state: band.state, from: band.from, to: band.to, step: band.step };
            Side::of(band.end.side).pick_mut(&mut timeline.states).push(span);
        }
        timeline.timers = (0..).zip(trace.timers()).filter(|(_, t)| t.end.connection == connection).map(timer).collect();
        timeline.read_steps(trace, connection);
        order::sort_by_key(&mut timeline.segments, |s| s.sent);
        timeline.read_outages(trace, hosts);
        timeline.find_overtaken();
        timeline.find_delayed(trace);
        timeline
    }

    fn read_outages(&mut self, trace: &Trace, hosts: [u16; 2]) {
        let end = self.end;
        for side in Side::BOTH {
            let host = trace.scenario().hosts.get(usize::from(*side.pick(&hosts)));
            let mut outages: Vec<Outage> = Vec::new();
            for (from, to) in host.into_iter().flat_map(|h| h.uplink.outages.spans().chain(h.downlink.outages.spans())) {
                let outage = Outage { side, from: Time::ZERO + from, to: (Time::ZERO + to).min(end), cable: false };
                // Both directions at once are one outage.
                if outage.from < end && !outages.contains(&outage) {
                    outages.push(outage);
                }
            }
            let mut pulled = None;
            for call in self.calls.iter().filter(|c| c.side == side) {
                match call.act {
                    AppAct::Unplug => pulled = pulled.or(Some(call.time)),
                    AppAct::Plug => outages.extend(pulled.take().map(|from| Outage { side, from, to: call.time, cable: true })),
                    _ => {}
                }
            }
            outages.extend(pulled.map(|from| Outage { side, from, to: end, cable: true }));
            self.outages.append(&mut outages);
        }
    }

    fn find_overtaken(&mut self) {
        let mut first = [Time(u64::MAX); 2];
        for segment in self.segments.iter_mut().rev().filter(|s| s.own && s.name.piece == 0) {
            if let Fate::Arrived(arrived) | Fate::Discarded(arrived) = segment.fate {
                let first = segment.side.pick_mut(&mut first);
                segment.way.overtaken = *first < arrived;
                *first = arrived.min(*first);
            }
        }
    }

    /// An intervention that is aimed at many does not say at which: those that took so much longer than the quickest.
    fn find_delayed(&mut self, trace: &Trace) {
        let in_one_piece = |s: &Segment| s.name.piece == 0 && s.cut.is_none() && !s.lost();
        let took = |s: &Segment| s.ended().filter(|_| in_one_piece(s)).map(|end| end.since(s.sent));
        let quickest = self.segments.iter().filter_map(took).min().unwrap_or_default();
        for (intervention, outcome) in trace.scenario().interventions.iter().zip(trace.outcomes()) {
            let (Kind::Delay(by), Outcome::Applied { .. }) = (&intervention.kind, outcome) else { continue };
            for segment in &mut self.segments {
                segment.way.delayed |= match intervention.target {
                    Target::Segment(name) => segment.name == name,
                    _ => took(segment).is_some_and(|took| took >= quickest + *by),
                };
            }
        }
    }

    fn read_steps(&mut self, trace: &Trace, connection: u16) {
        for step in 0..trace.step_count() {
            let Some(time) = trace.step(step).map(|s| s.time) else { continue };
            if self.events.last() != Some(&time) {
                self.events.push(time);
            }
            for record in trace.records(step) {
                if let (RecordKind::Call(act), Some(end)) = (record.kind, record.end)
                    && end.connection == connection
                {
                    self.calls.push(CallMark { side: Side::of(end.side), time, act, step });
                }
            }
        }
    }

    /// Adds every instant that the parts name to `events`, and sets `end`. For timelines built by hand or from a capture.
    #[must_use]
    pub fn with_events(mut self) -> Timeline {
        let mut events: Vec<Time> = self.segments.iter().flat_map(|s| [Some(s.sent), s.ended()]).flatten().collect();
        events.extend(self.calls.iter().map(|c| c.time));
        events.extend(self.states.iter().flatten().map(|s| s.from));
        events.extend(self.timers.iter().filter(|t| t.how != TimerEnd::Running).map(|t| t.to));
        order::sort_by_key(&mut events, |e| *e);
        events.dedup();
        self.end = events.last().copied().unwrap_or(Time::ZERO).max(self.end);
        self.events = events;
        self
    }

    /// The bytes of a segment's TCP options.
    pub fn options_of(&self, segment: &Segment) -> &[u8] {
        let (first, count) = segment.options;
        self.options.get(first as usize..first as usize + usize::from(count)).unwrap_or_default()
    }

    /// A typical crossing from one end to the other. From the first few segments alone, and from the quick ones among
    /// them, so that an edit further down does not change the scale of what it leaves alone.
    pub fn crossing(&self) -> Span {
        let arrived = |s: &Segment| match s.fate {
            Fate::Arrived(t) | Fate::Discarded(t) if !s.midway && s.cut.is_none() => Some(t.since(s.sent)),
            _ => None,
        };
        let mut first: Vec<Span> = self.segments.iter().filter_map(arrived).filter(|s| *s > Span::ZERO).take(16).collect();
        order::sort_by_key(&mut first, |s| *s);
        first.get(first.len() / 3).copied().unwrap_or(Span::from_millis(50))
    }

    /// The state an end is in at an instant.
    pub fn state_at(&self, side: Side, time: Time) -> State {
        let spans = side.pick(&self.states);
        let after = spans.partition_point(|s| s.from <= time);
        after.checked_sub(1).and_then(|i| spans.get(i)).map_or(State::Closed, |s| s.state)
    }
}

/// A segment of the connection, or of none but between its hosts, or one that somebody else sends to one of them. Those of other
/// connections have ladders of their own.
fn segment(trace: &Trace, row: &SegmentRow<'_>, connection: u16, side_of: impl Fn(u16) -> Option<Side>) -> Option<Segment> {
    if trace.speaker(row).is_some_and(|end| end.connection != connection) {
        return None;
    }
    let (side, midway) = match row.from.and_then(&side_of) {
        Some(side) => (side, false),
        // Another host's own traffic is none of theirs.
        None if row.origin == Origin::Host => return None,
        None => (row.to.and_then(&side_of).map_or(Side::Left, Side::other), true),
    };
    let heading = Heading::read(row.head, row.payload.len());
    let [own, peer] = trace.origins(row);
    Some(Segment {
        id: row.id,
        name: row.name,
        origin: row.origin,
        side,
        midway,
        sent: row.sent,
        fate: row.fate,
        cut: None,
        kind: row.kind,
        edited: row.unedited.is_some(),
        duplicate: row.duplicate,
        heading,
        options: (0, 0),
        own: row.end.is_some() || matches!(row.origin, Origin::Copy(_)),
        way: Way { corrupted: row.flipped.is_some(), marked: row.marked, ..Way::default() },
        iss: Side::BOTH.map(|end| if end == side { own } else { peer }),
    })
}

fn timer((id, span): (u32, &TimerSpan)) -> TimerRun {
    TimerRun { id, side: Side::of(span.end.side), kind: span.timer, from: span.from, deadline: span.deadline, to: span.to, how: span.how }
}
