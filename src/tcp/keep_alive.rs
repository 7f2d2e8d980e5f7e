//! Keep-alive (RFC 9293 §3.8.4): probes on an idle connection, to learn whether the peer is still there. Off unless asked for.

use super::cx::Cx;
use super::link::{Fate, Link};
use super::output::Carry;
use super::send::Fin;
use super::{Rule, SendKind, TcpConfig, TimerKind, Value};
use crate::base::Span;
use crate::wire::{Flags, Payload};

/// No wait is shorter, whatever the configuration says.
const FLOOR: Span = Span::from_millis(1);

/// Whether it is on, and how far it got.
#[derive(Clone, Debug)]
pub(super) struct KeepAlive {
    on: bool,
    /// Probes sent since the peer was last heard.
    probes: u16,
}

impl KeepAlive {
    /// As the configuration has it; the application may change it (MUST-24).
    pub fn new(config: &TcpConfig) -> KeepAlive {
        KeepAlive { on: config.keep_alive, probes: 0 }
    }
}

impl Link {
    /// The application switches it on or off.
    pub(super) fn set_keep_alive(&mut self, on: bool, cx: &mut Cx) {
        self.keep_alive = KeepAlive { on, probes: 0 };
        cx.stop(TimerKind::KeepAlive);
        self.await_silence(cx);
    }

    /// A segment of the peer's was taken, or found not acceptable and answered: the silence is broken, and counted anew (MUST-26).
    pub(super) fn heard(&mut self, cx: &mut Cx) {
        if !self.keep_alive.on {
            return;
        }
        if self.keep_alive.probes > 0 {
            cx.why(Rule::KeepAliveAnswered, &[&("probes", Value::Count(self.keep_alive.probes.into()))]);
            self.keep_alive.probes = 0;
        }
        self.await_silence(cx);
    }

    /// The timer runs while nothing is outstanding and nothing waits to be sent (MUST-26); sending stops it.
    fn await_silence(&mut self, cx: &mut Cx) {
        if self.keep_alive.on && self.is_idle() {
            cx.start(TimerKind::KeepAlive, cx.config.keep_alive_time.max(FLOOR));
        }
    }

    fn is_idle(&self) -> bool {
        !self.opening() && self.snd.queue.is_empty() && self.snd.unsent.is_empty() && self.snd.fin != Fin::Wanted
    }

    /// The silence has lasted too long: another probe, or the end after as many as are allowed. No single probe decides,
    /// for an acknowledgment without data may get lost (MUST-29).
    pub(super) fn keep_alive_expired(&mut self, cx: &mut Cx) -> Fate {
        if !self.is_idle() {
            return Fate::Stays;
        }
        let sent = self.keep_alive.probes;
        let facts = ("probes", Value::Count(sent.into()));
        if sent >= cx.config.keep_alive_probes.max(2) {
            cx.why(Rule::KeepAliveUnanswered, &[&facts]);
            return Fate::Gone(Some(self.snd.failure()));
        }
        cx.why(Rule::KeepAliveProbe, &[&facts, self]);
        // A number that the peer has taken already: it can't but answer with what it expects.
        let garbage = if cx.config.keep_alive_octet { Payload::from(vec![0]) } else { Payload::default() };
        self.put(Carry { seq: self.snd.nxt - 1, payload: garbage, flags: Flags::NONE }, SendKind::KeepAlive, sent, cx);
        self.keep_alive.probes = sent.saturating_add(1);
        cx.start(TimerKind::KeepAlive, cx.config.keep_alive_interval.max(FLOOR));
        Fate::Stays
    }
}
