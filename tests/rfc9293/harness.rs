//! Two ends and a path between them in virtual time; and one end alone, spoken to segment by segment.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use tcplab::base::{Span, Time};
use tcplab::tcp::{
    Answer, AppEvent, Call, CallError, Connection, Effect, Effects, IcmpError, Rule, Segment, SendKind, Seq, State, TcpConfig, TimerKind,
    Value, Variable,
};
use tcplab::wire::{Flags, Payload, TcpOption};

pub const ISS: Seq = Seq(1000);
pub const IRS: Seq = Seq(5000);
pub const ACK: Flags = Flags::ACK;
pub const SYN: Flags = Flags::SYN;
pub const FIN: Flags = Flags::FIN;
pub const RST: Flags = Flags::RST;
pub const PSH: Flags = Flags::PSH;
pub const SYN_ACK: Flags = Flags(0x12);
pub const FIN_ACK: Flags = Flags(0x11);
pub const RST_ACK: Flags = Flags(0x14);

pub fn ms(n: u64) -> Span {
    Span::from_millis(n)
}
pub fn at_ms(n: u64) -> Time {
    Time::ZERO + ms(n)
}

/// Bytes that differ from place to place.
pub fn text(len: usize) -> Vec<u8> {
    (0..len).map(|i| (i * 7 + i / 251) as u8).collect()
}

/// One end alone.
pub struct One {
    pub c: Connection,
    pub now: Time,
    pub log: Vec<Effect>,
}

impl One {
    pub fn active(config: TcpConfig) -> One {
        let mut out = Effects { record: true, ..Effects::default() };
        let c = Connection::open_active(Rc::new(config), ISS, Time::ZERO, &mut out);
        One { c, now: Time::ZERO, log: out.list }
    }
    pub fn passive(config: TcpConfig) -> One {
        let mut out = Effects { record: true, ..Effects::default() };
        let c = Connection::open_passive(Rc::new(config), ISS, Time::ZERO, &mut out);
        One { c, now: Time::ZERO, log: out.list }
    }
    /// Active, and the peer answered with this window and MSS 1000.
    pub fn established(config: TcpConfig, window: u16) -> One {
        let mut one = One::active(config);
        one.hear(Segment { options: vec![TcpOption::MaximumSegmentSize(1000)], window, ..seg(SYN_ACK, 0, 1, 0) });
        assert_eq!(one.state(), State::Established);
        one.log.clear();
        one
    }
    fn step<T>(&mut self, f: impl FnOnce(&mut Connection, Time, &mut Effects) -> T) -> T {
        let mut out = Effects { record: true, ..Effects::default() };
        let got = f(&mut self.c, self.now, &mut out);
        self.c.flush(self.now, &mut out);
        assert!(!self.c.wants_flush());
        self.log.append(&mut out.list);
        got
    }
    /// A segment arrives; returns what is sent at that instant.
    pub fn hear(&mut self, segment: Segment) -> Vec<Segment> {
        let from = self.log.len();
        self.step(|c, now, out| c.on_segment(segment, now, out));
        self.sent(from)
    }
    /// Segments that arrive before the application or the flush has a say.
    pub fn hear_all(&mut self, segments: Vec<Segment>) -> Vec<Segment> {
        let from = self.log.len();
        self.step(|c, now, out| segments.into_iter().for_each(|s| c.on_segment(s, now, out)));
        self.sent(from)
    }
    /// An ICMP error quotes a segment of ours; returns what is sent at that instant.
    pub fn icmp(&mut self, error: IcmpError, quoted: Seq) -> Vec<Segment> {
        let from = self.log.len();
        self.step(|c, now, out| c.on_icmp(error, quoted, now, out));
        self.sent(from)
    }
    pub fn call(&mut self, call: Call) -> Result<Answer, CallError> {
        self.step(|c, now, out| c.call(call, now, out))
    }
    pub fn send(&mut self, len: usize) -> Vec<Segment> {
        let from = self.log.len();
        let taken = self.call(Call::Send { data: Payload::from(text(len)), push: true });
        assert_eq!(taken, Ok(Answer::Accepted(len as u32)));
        self.sent(from)
    }
    pub fn do_call(&mut self, call: Call) -> Vec<Segment> {
        let from = self.log.len();
        assert!(self.call(call).is_ok());
        self.sent(from)
    }
    pub fn read(&mut self, max: u32) -> Vec<u8> {
        match self.call(Call::Receive { max }) {
            Ok(Answer::Received(data)) => data.bytes().to_vec(),
            other => panic!("{other:?}"),
        }
    }
    /// Time passes up to the next deadline; returns what is sent then.
    pub fn wait(&mut self) -> Vec<Segment> {
        let from = self.log.len();
        self.now = self.c.deadline().expect("a timer runs");
        self.step(Connection::on_timer);
        self.sent(from)
    }
    pub fn sent(&self, from: usize) -> Vec<Segment> {
        let pick = |e: &Effect| if let Effect::Send { segment, .. } = e { Some(segment.clone()) } else { None };
        self.log[from..].iter().filter_map(pick).collect()
    }
    pub fn state(&self) -> State {
        self.c.state()
    }
    pub fn told(&self) -> Vec<AppEvent> {
        self.log.iter().filter_map(|e| if let Effect::Tell(event) = e { Some(*event) } else { None }).collect()
    }
    pub fn rules(&self) -> Vec<Rule> {
        self.log.iter().filter_map(|e| if let Effect::Why(r) = e { Some(r.rule) } else { None }).collect()
    }
    pub fn kinds(&self) -> Vec<SendKind> {
        self.log.iter().filter_map(|e| if let Effect::Send { kind, .. } = e { Some(*kind) } else { None }).collect()
    }
    pub fn deleted(&self) -> bool {
        self.log.contains(&Effect::Delete)
    }
    pub fn value(&self, variable: Variable) -> Value {
        self.c.variables().into_iter().find(|(v, _)| *v == variable).map_or(Value::None, |(_, v)| v)
    }
    pub fn bytes(&self, variable: Variable) -> u64 {
        if let Value::Bytes(n) = self.value(variable) { n } else { panic!("{variable:?}") }
    }
    pub fn timer(&self, kind: TimerKind) -> Option<Time> {
        self.c.timers().get(kind)
    }
}

/// A segment of the peer, with numbers relative to its ISS and ours, and a large window.
pub fn seg(flags: Flags, seq: u32, ack: u32, len: usize) -> Segment {
    let all = text(seq as usize + len);
    let payload = Payload::from(all[all.len() - len..].to_vec());
    let ack = if flags.has(ACK) { ISS + ack } else { Seq(0) };
    Segment { seq: IRS + seq, ack, flags, window: 60_000, payload, ..Segment::default() }
}

/// Flags, relative sequence and acknowledgment number, length of the text.
pub fn brief(segment: &Segment) -> (Flags, u32, u32, u32) {
    let ack = if segment.flags.has(ACK) { segment.ack.since(IRS) } else { segment.ack.0 };
    (segment.flags, segment.seq.since(ISS), ack, segment.payload.len())
}
pub fn briefs(segments: &[Segment]) -> Vec<(Flags, u32, u32, u32)> {
    segments.iter().map(brief).collect()
}

/// What an end does by itself.
#[derive(Clone, Debug, Default)]
pub struct App {
    /// To send once connected; closes afterwards if `close`.
    pub send: Vec<u8>,
    pub close: bool,
    /// Closes when the peer's stream ends.
    pub close_at_end: bool,
    /// Does not read before this instant.
    pub deaf_until: Time,
    pub got: Vec<u8>,
    sent: usize,
    closed: bool,
    ended: bool,
    connected: bool,
    pub told: Vec<AppEvent>,
}

/// A line of the ladder.
#[derive(Clone, Debug)]
pub struct Line {
    pub at: Time,
    pub from: usize,
    pub segment: Segment,
    pub kind: SendKind,
    pub nth: u16,
}

/// Two ends: 0 opens actively, 1 passively (or actively too).
pub struct Pair {
    config: [Rc<TcpConfig>; 2],
    pub ends: Vec<Connection>,
    pub apps: [App; 2],
    pub now: Time,
    pub delay: Span,
    wire: BTreeMap<(Time, u64), (usize, Segment)>,
    count: u64,
    /// (end, which of its segments) that get lost.
    pub drop: BTreeSet<(usize, usize)>,
    /// Loses of all segments so many in a thousand, by a hash of this seed.
    pub lossy: Option<(u64, u64)>,
    /// Extra delay by (end, which).
    pub late: BTreeMap<(usize, usize), Span>,
    emitted: [usize; 2],
    pub lines: Vec<Line>,
    pub rules: [Vec<Rule>; 2],
    pub states: [Vec<State>; 2],
    pub deleted: [Option<Time>; 2],
}

impl Pair {
    pub fn new(a: TcpConfig, b: TcpConfig) -> Pair {
        Pair {
            config: [Rc::new(a), Rc::new(b)],
            ends: Vec::new(),
            apps: [App::default(), App::default()],
            now: Time::ZERO,
            delay: ms(50),
            wire: BTreeMap::new(),
            count: 0,
            drop: BTreeSet::new(),
            lossy: None,
            late: BTreeMap::new(),
            emitted: [0, 0],
            lines: Vec::new(),
            rules: [Vec::new(), Vec::new()],
            states: [Vec::new(), Vec::new()],
            deleted: [None, None],
        }
    }

    fn open(&mut self, both_active: bool) {
        for end in 0..2 {
            let mut out = Effects { record: true, ..Effects::default() };
            let config = Rc::clone(&self.config[end]);
            // The first end's numbers wrap around early.
            let iss = if end == 0 { Seq(u32::MAX - 2000) } else { IRS };
            let c = if end == 0 || both_active {
                Connection::open_active(config, iss, self.now, &mut out)
            } else {
                Connection::open_passive(config, iss, self.now, &mut out)
            };
            self.ends.push(c);
            self.take(end, out);
        }
    }

    fn take(&mut self, end: usize, out: Effects) {
        for effect in out.list {
            match effect {
                Effect::Send { segment, kind, nth } => {
                    let which = self.emitted[end];
                    self.emitted[end] += 1;
                    self.count += 1;
                    let hashed = self.lossy.is_some_and(|(seed, per_mille)| hash(seed, end as u64, which as u64) % 1000 < per_mille);
                    let lost = hashed || self.drop.contains(&(end, which));
                    self.lines.push(Line { at: self.now, from: end, segment: segment.clone(), kind, nth });
                    if !lost {
                        let extra = self.late.get(&(end, which)).copied().unwrap_or_default();
                        self.wire.insert((self.now + self.delay + extra, self.count), (1 - end, segment));
                    }
                }
                Effect::Tell(event) => {
                    let app = &mut self.apps[end];
                    app.told.push(event);
                    match event {
                        AppEvent::Connected => app.connected = true,
                        AppEvent::EndOfStream => app.ended = true,
                        _ => {}
                    }
                }
                Effect::State { to, .. } => self.states[end].push(to),
                Effect::Delete => self.deleted[end] = Some(self.now),
                Effect::Why(reason) => self.rules[end].push(reason.rule),
                _ => {}
            }
        }
    }

    /// Carries out what a call from outside brought about.
    pub fn feed(&mut self, end: usize, out: Effects) {
        self.take(end, out);
    }

    fn act(&mut self, end: usize) {
        for _ in 0..4 {
            let mut out = Effects { record: true, ..Effects::default() };
            let app = &mut self.apps[end];
            let c = &mut self.ends[end];
            if self.now >= app.deaf_until
                && let Ok(Answer::Received(data)) = c.call(Call::Receive { max: u32::MAX }, self.now, &mut out)
            {
                app.got.extend_from_slice(data.bytes());
            }
            if app.connected && app.sent < app.send.len() {
                let data = Payload::from(app.send[app.sent..].to_vec());
                if let Ok(Answer::Accepted(n)) = c.call(Call::Send { data, push: true }, self.now, &mut out) {
                    app.sent += n as usize;
                }
            }
            let done = app.connected && app.sent == app.send.len();
            if !app.closed && done && (app.close || (app.close_at_end && app.ended)) {
                app.closed = true;
                assert_eq!(c.call(Call::Close, self.now, &mut out), Ok(Answer::Done));
            }
            self.take(end, out);
        }
        let mut out = Effects { record: true, ..Effects::default() };
        self.ends[end].flush(self.now, &mut out);
        self.take(end, out);
    }

    /// Runs until nothing more happens, or `limit` is reached.
    pub fn run(&mut self, limit: Time) {
        self.run_as(limit, false);
    }
    pub fn run_as(&mut self, limit: Time, both_active: bool) {
        if self.ends.is_empty() {
            self.open(both_active);
        }
        loop {
            let wake = |app: &App| (app.deaf_until > self.now).then_some(app.deaf_until);
            let times = [
                self.wire.keys().next().map(|k| k.0),
                self.ends[0].deadline(),
                self.ends[1].deadline(),
                wake(&self.apps[0]),
                wake(&self.apps[1]),
            ];
            let Some(next) = times.into_iter().flatten().min().filter(|t| *t <= limit) else { break };
            self.now = next;
            while let Some(entry) = self.wire.first_entry().filter(|e| e.key().0 <= next) {
                let (end, segment) = entry.remove();
                let mut out = Effects { record: true, ..Effects::default() };
                self.ends[end].on_segment(segment, next, &mut out);
                self.take(end, out);
            }
            for end in 0..2 {
                let mut out = Effects { record: true, ..Effects::default() };
                self.ends[end].on_timer(next, &mut out);
                self.take(end, out);
                self.act(end);
            }
        }
    }

    /// The ladder in short: time in ms, end, flags, relative sequence and acknowledgment number, length.
    pub fn ladder(&self) -> Vec<(u64, usize, Flags, u32, u32, u32)> {
        let base = [Seq(u32::MAX - 2000), IRS];
        self.lines
            .iter()
            .map(|l| {
                let s = &l.segment;
                let ack = if s.flags.has(ACK) { s.ack.since(base[1 - l.from]) } else { 0 };
                (l.at.since(Time::ZERO).millis(), l.from, s.flags, s.seq.since(base[l.from]), ack, s.payload.len())
            })
            .collect()
    }
}

fn hash(a: u64, b: u64, c: u64) -> u64 {
    let mut x = a.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ b.wrapping_mul(0xC2B2_AE3D_27D4_EB4F) ^ c.wrapping_mul(0x1656_67B1_9E37_79F9);
    x ^= x >> 33;
    x = x.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    x ^= x >> 29;
    x
}

/// An end in the given state, with what it has sent and received: next to send, next expected.
pub fn in_state(state: State, config: TcpConfig) -> (One, u32, u32) {
    let mut one = match state {
        State::Listen => One::passive(config),
        State::SynSent => One::active(config),
        State::SynReceived => {
            let mut one = One::passive(config);
            one.hear(seg(SYN, 0, 0, 0));
            one
        }
        _ => One::established(config, 60_000),
    };
    let (mut snd, mut rcv) = (1, 1);
    match state {
        State::FinWait1 => {
            one.do_call(Call::Close);
            snd = 2;
        }
        State::FinWait2 => {
            one.do_call(Call::Close);
            one.hear(seg(ACK, 1, 2, 0));
            snd = 2;
        }
        State::CloseWait => {
            one.hear(seg(FIN_ACK, 1, 1, 0));
            rcv = 2;
        }
        State::Closing => {
            one.do_call(Call::Close);
            one.hear(seg(FIN_ACK, 1, 1, 0));
            (snd, rcv) = (2, 2);
        }
        State::LastAck => {
            one.hear(seg(FIN_ACK, 1, 1, 0));
            one.do_call(Call::Close);
            (snd, rcv) = (2, 2);
        }
        State::TimeWait => {
            one.do_call(Call::Close);
            one.hear(seg(FIN_ACK, 1, 2, 0));
            (snd, rcv) = (2, 2);
        }
        _ => {}
    }
    assert_eq!(one.state(), state);
    one.log.clear();
    (one, snd, rcv)
}
