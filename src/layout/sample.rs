//! Timelines built by hand, for tests: the run that the design's picture shows, and runs drawn at random.

use super::heading::{Heading, TcpHeading};
use super::timeline::{CallMark, EndInfo, Segment, Side, StateSpan, Timeline, TimerRun, Way};
use crate::base::Time;
use crate::scenario::SegmentName;
use crate::sim::{AppAct, Fate, LossCause, Origin, TimerEnd};
use crate::tcp::{SendKind, Seq, State, TimerKind};
use crate::wire::{Addr, Flags};
use proptest::prelude::*;

/// A timeline in the making; times in ms.
#[derive(Debug, Default)]
pub struct Builder {
    /// The timeline so far.
    pub timeline: Timeline,
    numbers: [u32; 2],
}

/// Milliseconds.
pub fn ms(n: f64) -> Time {
    Time((n * 1e6) as u64)
}

impl Builder {
    /// Two ends with ISNs 1000 and 5000.
    pub fn new() -> Builder {
        let mut builder = Builder::default();
        let end = |name: &str, address: &str, port| EndInfo { name: name.into(), address: address.parse().unwrap_or(Addr(0)), port };
        builder.timeline.ends = [end("client", "192.0.2.1", 49152), end("server", "198.51.100.7", 80)];
        builder.timeline.iss = [Some(Seq(1000)), Some(Seq(5000))];
        builder
    }

    /// A segment that takes 50 ms.
    #[allow(clippy::too_many_arguments)] // a line of a run, read as one line
    pub fn send(&mut self, side: Side, at: f64, flags: Flags, seq: u32, ack: u32, len: u32, kind: SendKind) -> &mut Builder {
        self.send_with(side, at, flags, (seq, ack, len), kind, Fate::Arrived(ms(at + 50.0)))
    }

    /// A segment with this fate.
    pub fn send_with(
        &mut self,
        side: Side,
        at: f64,
        flags: Flags,
        (seq, ack, len): (u32, u32, u32),
        kind: SendKind,
        fate: Fate,
    ) -> &mut Builder {
        let isn = |side: Side| side.pick(&self.timeline.iss).map_or(0, |s| s.0);
        let ack = if flags.has(Flags::ACK) { ack.wrapping_add(isn(side.other())) } else { 0 };
        let heading = TcpHeading { seq: seq.wrapping_add(isn(side)), ack, flags, window: 64240, len };
        let number = side.pick_mut(&mut self.numbers);
        *number += 1;
        let name = SegmentName { key: *side.pick(&['c', 's']), number: *number, piece: 0 };
        let id = self.timeline.segments.len() as u32;
        let iss = self.timeline.iss;
        self.timeline.segments.push(Segment {
            id,
            name,
            origin: Origin::Host,
            side,
            midway: false,
            sent: ms(at),
            fate,
            cut: None,
            kind,
            edited: false,
            duplicate: kind == SendKind::Repeat,
            heading: Heading::Tcp(heading),
            options: (0, 0),
            own: true,
            way: Way::default(),
            iss,
        });
        self
    }

    /// An end's states: each with the instant it is entered at.
    pub fn states(&mut self, side: Side, states: &[(f64, State)], end: f64) -> &mut Builder {
        let ends = states.iter().skip(1).map(|s| s.0).chain([end]);
        let spans = states.iter().zip(ends).map(|((from, state), to)| StateSpan { state: *state, from: ms(*from), to: ms(to), step: None });
        side.pick_mut(&mut self.timeline.states).extend(spans);
        self
    }

    /// A timer's run.
    pub fn timer(&mut self, side: Side, kind: TimerKind, from: f64, to: f64, length: f64, how: TimerEnd) -> &mut Builder {
        let id = self.timeline.timers.len() as u32;
        self.timeline.timers.push(TimerRun { id, side, kind, from: ms(from), deadline: ms(from + length), to: ms(to), how });
        self
    }

    /// A call.
    pub fn call(&mut self, side: Side, at: f64, act: AppAct) -> &mut Builder {
        self.timeline.calls.push(CallMark { side, time: ms(at), act, step: 0 });
        self
    }

    /// The timeline, everything by time.
    pub fn finish(&mut self) -> Timeline {
        let mut timeline = std::mem::take(&mut self.timeline);
        timeline.segments.sort_by_key(|s| s.sent);
        for (id, segment) in (0..).zip(&mut timeline.segments) {
            segment.id = id;
        }
        timeline.timers.sort_by_key(|t| t.from);
        timeline.calls.sort_by_key(|c| c.time);
        timeline.with_events()
    }
}

const SYN: Flags = Flags::SYN;
const ACK: Flags = Flags::ACK;
const PSH: Flags = Flags(0x18);
const FIN: Flags = Flags(0x11);
const SYN_ACK: Flags = Flags(0x12);

/// An HTTP POST with a lost segment, then close: the run of the design's picture.
pub fn post_with_loss() -> Timeline {
    use SendKind::{New, Repeat, Timeout};
    use Side::{Left, Right};
    let mut b = Builder::new();
    b.send(Left, 0.0, SYN, 0, 0, 0, New).send(Right, 50.0, SYN_ACK, 0, 1, 0, New).send(Left, 100.0, ACK, 1, 1, 0, New);
    b.send(Left, 120.0, PSH, 1, 1, 412, New);
    b.send_with(Left, 170.0, PSH, (413, 1, 1000), New, Fate::Lost(ms(200.0), LossCause::Chance));
    b.send(Left, 190.0, PSH, 1413, 1, 588, New).send(Right, 210.0, ACK, 1, 413, 0, New).send(Right, 240.0, ACK, 1, 413, 0, Repeat);
    b.send(Left, 1260.0, PSH, 413, 1, 1000, Timeout).send(Right, 1310.0, ACK, 1, 2001, 0, New).send(Right, 1330.0, PSH, 1, 2001, 180, New);
    b.send(Left, 1420.0, ACK, 2001, 181, 0, New).send(Left, 1440.0, FIN, 2001, 181, 0, New).send(Right, 1490.0, ACK, 181, 2002, 0, New);
    b.send(Right, 1515.0, FIN, 181, 2002, 0, New).send(Left, 1565.0, ACK, 2002, 182, 0, New);
    let left = [
        (0.0, State::Closed),
        (0.0, State::SynSent),
        (100.0, State::Established),
        (1440.0, State::FinWait1),
        (1540.0, State::FinWait2),
        (1565.0, State::TimeWait),
        (61565.0, State::Closed),
    ];
    let right = [
        (0.0, State::Listen),
        (50.0, State::SynReceived),
        (150.0, State::Established),
        (1490.0, State::CloseWait),
        (1515.0, State::LastAck),
        (1615.0, State::Closed),
    ];
    b.states(Left, &left, 61565.0).states(Right, &right, 61565.0);
    let rto = TimerKind::Retransmission;
    let delayed = TimerKind::DelayedAck;
    b.timer(Left, rto, 0.0, 100.0, 1000.0, TimerEnd::Stopped).timer(Left, rto, 120.0, 260.0, 1000.0, TimerEnd::Restarted);
    b.timer(Left, rto, 260.0, 1260.0, 1000.0, TimerEnd::Expired).timer(Left, rto, 1260.0, 1360.0, 2000.0, TimerEnd::Stopped);
    b.timer(Left, delayed, 1380.0, 1420.0, 40.0, TimerEnd::Expired).timer(Left, rto, 1440.0, 1540.0, 1000.0, TimerEnd::Stopped);
    b.timer(Left, TimerKind::TimeWait, 1565.0, 61565.0, 60000.0, TimerEnd::Expired);
    b.timer(Right, rto, 50.0, 150.0, 1000.0, TimerEnd::Stopped).timer(Right, delayed, 170.0, 210.0, 40.0, TimerEnd::Expired);
    b.timer(Right, rto, 1330.0, 1470.0, 1000.0, TimerEnd::Stopped).timer(Right, rto, 1515.0, 1615.0, 1000.0, TimerEnd::Stopped);
    b.call(Left, 0.0, AppAct::Connect).call(Left, 120.0, AppAct::Send(412)).call(Left, 170.0, AppAct::Send(1000));
    b.call(Left, 190.0, AppAct::Send(588)).call(Left, 1440.0, AppAct::Close);
    b.call(Right, 1330.0, AppAct::Send(180)).call(Right, 1515.0, AppAct::Close);
    b.finish()
}

/// The same without the loss: what the picture shows in grey.
pub fn post() -> Timeline {
    use SendKind::New;
    use Side::{Left, Right};
    let mut b = Builder::new();
    b.send(Left, 0.0, SYN, 0, 0, 0, New).send(Right, 50.0, SYN_ACK, 0, 1, 0, New).send(Left, 100.0, ACK, 1, 1, 0, New);
    b.send(Left, 120.0, PSH, 1, 1, 412, New).send(Left, 170.0, PSH, 413, 1, 1000, New).send(Left, 190.0, PSH, 1413, 1, 588, New);
    b.send(Right, 210.0, ACK, 1, 413, 0, New).send(Right, 260.0, PSH, 1, 2001, 180, New).send(Left, 400.0, ACK, 2001, 181, 0, New);
    b.finish()
}

/// Everything that is seldom seen at once: simultaneous open, edited, discarded and lost segments of both ends, steep
/// arrows of a slow link, segments that leave at one instant.
pub fn odd() -> Timeline {
    use SendKind::{ChallengeAck, New, WindowUpdate};
    use Side::{Left, Right};
    let mut b = Builder::new();
    b.send(Left, 0.0, SYN, 0, 0, 0, New).send(Right, 10.0, SYN, 0, 0, 0, New);
    b.send(Right, 50.0, SYN_ACK, 0, 1, 0, New).send(Left, 60.0, SYN_ACK, 0, 1, 0, New);
    b.send(Left, 120.0, ACK, 1, 1, 0, New).send(Left, 120.0, PSH, 1, 1, 412, New);
    b.send_with(Right, 180.0, PSH, (1, 413, 600), New, Fate::Lost(ms(200.0), LossCause::Dropped));
    b.send_with(Left, 230.0, PSH, (413, 1, 90), New, Fate::Discarded(ms(280.0)));
    b.send(Right, 290.0, ACK, 1, 413, 0, ChallengeAck).send(Left, 300.0, ACK, 413, 1, 0, WindowUpdate);
    for n in 0..6 {
        let at = 400.0 + f64::from(n);
        b.send_with(Left, at, PSH, (500 + n * 1000, 1, 1000), New, Fate::Arrived(ms(at + 150.0 + f64::from(n) * 80.0)));
    }
    b.send(Right, 560.0, Flags::RST, 1, 0, 0, New);
    let states = [(0.0, State::Closed), (0.0, State::SynSent), (10.0, State::SynReceived), (110.0, State::Established)];
    b.states(Left, &states, 1000.0).states(Right, &states, 610.0);
    b.call(Left, 0.0, AppAct::Listen).call(Left, 0.0, AppAct::Connect).call(Right, 10.0, AppAct::Connect);
    b.call(Left, 120.0, AppAct::Send(412)).call(Right, 170.0, AppAct::Receive(200)).call(Right, 172.0, AppAct::Receive(212));
    b.timer(Left, TimerKind::KeepAlive, 300.0, 700.0, 400.0, TimerEnd::Expired).timer(
        Left,
        TimerKind::Persist,
        310.0,
        640.0,
        400.0,
        TimerEnd::Running,
    );
    b.timeline.segments.iter_mut().filter(|s| s.name.number == 3).for_each(|s| s.edited = true);
    b.finish()
}

/// `n` segments from the left, each answered, one every `gap` ms.
pub fn bulk(n: u32, gap: f64) -> Timeline {
    let mut b = Builder::new();
    for at in 0..n {
        let t = f64::from(at) * gap;
        b.send(Side::Left, t, PSH, at.wrapping_mul(1000), 1, 1000, SendKind::New);
        b.send(Side::Right, t + 50.0, ACK, 1, at.wrapping_mul(1000), 0, SendKind::New);
        b.timer(Side::Left, TimerKind::Retransmission, t, t + gap, 1000.0, TimerEnd::Restarted);
    }
    b.states(Side::Left, &[(0.0, State::Established)], f64::from(n) * gap);
    b.finish()
}

/// Any run: sides, times, delays and fates without rhyme or reason.
pub fn any_timeline() -> impl Strategy<Value = Timeline> {
    let segment = (any::<bool>(), 0.0..4000.0, 0.0..400.0, 0u8..8, any::<u8>(), (any::<u32>(), any::<u32>(), 0u32..2000), 0usize..4);
    let fate = |end: f64, f: u8| match f {
        0 => Fate::Lost(ms(end), LossCause::Chance),
        1 => Fate::Discarded(ms(end)),
        2 => Fate::InFlight,
        _ => Fate::Arrived(ms(end)),
    };
    let timer = (any::<bool>(), 0.0..4000.0, 0.0..2000.0, 0usize..TimerKind::ALL.len(), 0usize..4);
    let call = (any::<bool>(), 0.0..4000.0, 0usize..3);
    (prop::collection::vec(segment, 0..40), prop::collection::vec(timer, 0..20), prop::collection::vec(call, 0..20)).prop_map(
        move |(segments, timers, calls)| {
            let side = |right| if right { Side::Right } else { Side::Left };
            let kinds = [SendKind::New, SendKind::Timeout, SendKind::Repeat, SendKind::WindowUpdate];
            let ends = [TimerEnd::Stopped, TimerEnd::Expired, TimerEnd::Restarted, TimerEnd::Running];
            let acts = [AppAct::Send(7), AppAct::Receive(7), AppAct::Close];
            let mut b = Builder::new();
            for (right, at, delay, f, flags, numbers, kind) in segments {
                b.send_with(side(right), at, Flags(flags), numbers, kinds[kind], fate(at + delay, f));
            }
            for (right, from, length, kind, how) in timers {
                b.timer(side(right), TimerKind::ALL[kind], from, from + length, length, ends[how]);
            }
            for (right, at, act) in calls {
                b.call(side(right), at, acts[act]);
            }
            b.states(
                Side::Left,
                &[(0.0, State::Closed), (0.0, State::SynSent), (700.0, State::Established), (3000.0, State::TimeWait)],
                5000.0,
            );
            b.finish()
        },
    )
}
