//! One end of a connection. It is told the time, handed segments and calls, and answers with effects.

use std::rc::Rc;

use super::arrival::syn_sent::Outcome;
use super::arrival::time_wait::Quiet;
use super::arrival::{listen, reset_of, syn_sent};
use super::buffer::Stream;
use super::cx::Cx;
use super::link::{Fate, Link};
use super::send::Sender;
use super::{Effect, Effects, Rule, Segment, SendKind, Seq, State, TcpConfig, TimerKind, Timers};
use crate::base::Time;

/// One end of one connection.
#[derive(Clone, Debug)]
pub struct Connection {
    pub(super) config: Rc<TcpConfig>,
    pub(super) timers: Timers,
    pub(super) phase: Phase,
    /// The ISS for a passive open, and again should the connection return to LISTEN.
    iss: Seq,
}

/// The state, with what is legal there.
#[derive(Clone, Debug)]
pub(super) enum Phase {
    /// No TCB; at most bytes that were delivered and not read yet.
    Closed(Stream),
    /// Waiting for a SYN.
    Listen { iss: Seq },
    /// The sending half alone: nothing is known of the peer's numbers.
    SynSent(Box<Sender>),
    /// SYN-RECEIVED to LAST-ACK: both halves.
    Open(Box<Link>),
    /// TIME-WAIT: where both streams ended.
    TimeWait(Box<Quiet>),
}

impl Connection {
    /// OPEN, active (RFC 9293 §3.10.1): sends a SYN; the state is SYN-SENT.
    pub fn open_active(config: Rc<TcpConfig>, iss: Seq, now: Time, out: &mut Effects) -> Connection {
        let mut snd = Box::new(Sender::new(&config, iss));
        let mut timers = Timers::default();
        let mut cx = Cx { config: &config, timers: &mut timers, out, now };
        cx.why(Rule::OpenActive, &[&*snd]);
        cx.state(State::Closed, State::SynSent);
        snd.send_syn(None, &mut cx);
        Connection { config, timers, phase: Phase::SynSent(snd), iss }
    }

    /// OPEN, passive (RFC 9293 §3.10.1): the state is LISTEN; the SYN is handed in by `on_segment`, and `iss` answers it.
    pub fn open_passive(config: Rc<TcpConfig>, iss: Seq, now: Time, out: &mut Effects) -> Connection {
        let mut timers = Timers::default();
        let mut cx = Cx { config: &config, timers: &mut timers, out, now };
        cx.why(Rule::OpenPassive, &[]);
        cx.state(State::Closed, State::Listen);
        Connection { config, timers, phase: Phase::Listen { iss }, iss }
    }

    /// SEGMENT ARRIVES (RFC 9293 §3.10.7). An acknowledgment that becomes due may wait for `flush`.
    pub fn on_segment(&mut self, segment: Segment, now: Time, out: &mut Effects) {
        let (phase, mut cx) = self.parts(now, out);
        let fate = match phase {
            Phase::Closed(_) => {
                closed(&segment, &mut cx);
                Fate::Done
            }
            Phase::Listen { iss } => {
                if let Some(link) = listen::arrive(&segment, *iss, &mut cx) {
                    *phase = Phase::Open(link);
                }
                Fate::Done
            }
            Phase::SynSent(_) => {
                let Phase::SynSent(snd) = std::mem::replace(phase, Phase::Closed(Stream::default())) else { return };
                match syn_sent::arrive(snd, segment, &mut cx) {
                    Outcome::Stays(snd) => {
                        *phase = Phase::SynSent(snd);
                        Fate::Done
                    }
                    Outcome::Gone(event) => {
                        cx.stop_all();
                        cx.state(State::SynSent, State::Closed);
                        cx.tell(event);
                        out.list.push(Effect::Delete);
                        Fate::Done
                    }
                    Outcome::Opens(link, fate) => {
                        *phase = Phase::Open(link);
                        fate
                    }
                }
            }
            Phase::Open(link) => link.arrive(segment, &mut cx),
            Phase::TimeWait(quiet) => quiet.arrive(&segment, &mut cx),
        };
        self.follow(fate, now, out);
    }

    /// Handles every timer whose deadline has come, in the table's order (RFC 9293 §3.10.8).
    pub fn on_timer(&mut self, now: Time, out: &mut Effects) {
        for kind in TimerKind::ALL {
            if self.timers.get(kind).is_some_and(|at| at <= now) {
                self.timers.set(kind, None);
                out.list.push(Effect::TimerExpire(kind));
                let fate = self.expire(kind, now, out);
                self.follow(fate, now, out);
            }
        }
    }

    fn expire(&mut self, kind: TimerKind, now: Time, out: &mut Effects) -> Fate {
        let (phase, mut cx) = self.parts(now, out);
        match (kind, phase) {
            (TimerKind::UserTimeout, Phase::SynSent(snd)) => {
                cx.why(Rule::UserTimeout, &[]);
                Fate::Gone(Some(snd.failure()))
            }
            (TimerKind::UserTimeout, Phase::Open(link)) => {
                cx.why(Rule::UserTimeout, &[]);
                Fate::Gone(Some(link.snd.failure()))
            }
            (TimerKind::Retransmission, Phase::SynSent(snd)) => snd.expired(None, &mut cx),
            (TimerKind::Retransmission, Phase::Open(link)) => link.snd.expired(Some(&mut link.rcv), &mut cx),
            (TimerKind::Persist, Phase::Open(link)) => link.probe(&mut cx),
            (TimerKind::SwsOverride, Phase::Open(link)) => {
                link.output_forced(&mut cx);
                Fate::Stays
            }
            (TimerKind::DelayedAck, Phase::Open(link)) => {
                cx.why(Rule::AckDelayOver, &[&**link]);
                link.rcv.ack.owe(SendKind::New);
                link.flush(&mut cx);
                Fate::Stays
            }
            (TimerKind::KeepAlive, Phase::Open(link)) => link.keep_alive_expired(&mut cx),
            (TimerKind::TimeWait, Phase::TimeWait(quiet)) => {
                cx.why(Rule::TimeWaitEnds, &[&**quiet]);
                Fate::Gone(None)
            }
            _ => Fate::Stays,
        }
    }

    /// Does what a step decided on the connection as a whole.
    pub(super) fn follow(&mut self, fate: Fate, now: Time, out: &mut Effects) {
        let from = self.state();
        let iss = self.iss;
        let (phase, mut cx) = self.parts(now, out);
        match fate {
            Fate::Stays | Fate::Done => {}
            Fate::Listens => {
                cx.stop_all();
                cx.state(from, State::Listen);
                *phase = Phase::Listen { iss };
            }
            Fate::Waits if !cx.config.time_wait => {
                cx.why(Rule::NoTimeWait, &[]);
                if let Phase::Open(link) = phase {
                    // The acknowledgment of the peer's FIN leaves; nobody will be here to repeat it.
                    link.flush(&mut cx);
                }
                self.follow(Fate::Gone(None), now, out);
            }
            Fate::Waits => {
                if let Phase::Open(link) = std::mem::replace(phase, Phase::Closed(Stream::default())) {
                    *phase = Phase::TimeWait(Box::new(Quiet::begin(*link, &mut cx)));
                }
            }
            Fate::Gone(event) => {
                cx.stop_all();
                cx.state(from, State::Closed);
                // A connection that ended well leaves what was delivered to be read; a broken one flushes it.
                let rest = match std::mem::replace(phase, Phase::Closed(Stream::default())) {
                    Phase::Open(link) if event.is_none() && link.rcv.ended => link.rcv.ready,
                    Phase::TimeWait(quiet) => quiet.rcv.ready,
                    _ => Stream::default(),
                };
                *phase = Phase::Closed(rest);
                if let Some(event) = event {
                    cx.tell(event);
                }
                out.list.push(Effect::Delete);
            }
        }
    }

    /// The state apart from what a step needs around it.
    pub(super) fn parts<'a>(&'a mut self, now: Time, out: &'a mut Effects) -> (&'a mut Phase, Cx<'a>) {
        (&mut self.phase, Cx { config: &self.config, timers: &mut self.timers, out, now })
    }

    /// The next instant at which `on_timer` has something to do.
    pub fn deadline(&self) -> Option<Time> {
        self.timers.next().map(|(at, _)| at)
    }

    /// The state by its RFC name.
    pub fn state(&self) -> State {
        match &self.phase {
            Phase::Closed(_) => State::Closed,
            Phase::Listen { .. } => State::Listen,
            Phase::SynSent(_) => State::SynSent,
            Phase::Open(link) => link.state(),
            Phase::TimeWait(_) => State::TimeWait,
        }
    }

    /// Whether bytes were delivered and not read yet; so there may be after its end.
    pub fn has_unread(&self) -> bool {
        match &self.phase {
            Phase::Closed(rest) => !rest.is_empty(),
            Phase::Listen { .. } | Phase::SynSent(_) => false,
            Phase::Open(link) => !link.rcv.ready.is_empty(),
            Phase::TimeWait(quiet) => !quiet.rcv.ready.is_empty(),
        }
    }

    /// The timers that run.
    pub fn timers(&self) -> &Timers {
        &self.timers
    }

    /// The configuration.
    pub fn config(&self) -> &TcpConfig {
        &self.config
    }
}

/// §3.10.7.1.
fn closed(segment: &Segment, cx: &mut Cx) {
    let reset = reset_of(segment);
    cx.why(if reset.is_some() { Rule::ClosedResets } else { Rule::ClosedRst }, &[segment]);
    cx.discard();
    if let Some(reset) = reset {
        cx.send(reset, SendKind::New, 0);
    }
}

/// What CLOSED answers (RFC 9293 §3.10.7.1), and a host for a segment that fits no connection: a RST, but never to a RST.
pub fn reset_for(segment: &Segment, out: &mut Effects) {
    let (config, mut timers) = (TcpConfig::default(), Timers::default());
    closed(segment, &mut Cx { config: &config, timers: &mut timers, out, now: Time::ZERO });
}
