//! Zero-window probes (RFC 9293 §3.8.6.1) and the override of the sender's silly-window avoidance (§3.8.6.2.1).

use super::cx::Cx;
use super::link::{Fate, Link};
use super::output::Carry;
use super::queue::Sent;
use super::send::Fin;
use super::{Rule, SendKind, State, TimerKind};
use crate::base::{Span, Time};
use crate::wire::Flags;

/// No wait is shorter, whatever the configuration says.
const FLOOR: Span = Span::from_millis(1);
/// RFC 9293 §3.8.6.2.1 bounds the override.
const OVERRIDE_LEAST: Span = Span::from_millis(100);
const OVERRIDE_MOST: Span = Span::from_secs(1);

/// The state of probing.
#[derive(Clone, Debug, Default)]
pub(super) struct Persist {
    /// The wait in force; zero while not probing.
    wait: Span,
    /// Probes sent into this closed window.
    pub probes: u16,
    /// The octet at SND.NXT has been sent as a probe, though SND.NXT does not count it.
    pub octet_out: bool,
    /// When the oldest probe without any answer left.
    unanswered: Option<Time>,
}

impl Persist {
    /// The peer said something: it is there (MUST-37).
    pub fn answered(&mut self) -> bool {
        self.unanswered.take().is_some()
    }
}

impl Link {
    /// After output came to rest by `hold`: who will wake it again?
    pub(super) fn arrange_persist(&mut self, hold: Rule, cx: &mut Cx) {
        let quiet = !cx.runs(TimerKind::Retransmission);
        let closed = matches!(hold, Rule::WindowClosed | Rule::WindowFull);
        // Until our SYN is acknowledged it is the SYN that has to be repeated.
        let opened = self.snd.queue.front().is_none_or(|f| !f.flags.has(Flags::SYN));
        if closed && opened && (quiet || self.snd.wnd == 0) {
            // If the peer took back a window that data had been sent into, that data waits with the rest (MUST-35).
            cx.stop(TimerKind::Retransmission);
            self.snd.queue.lose_from(0);
            self.snd.again_for = SendKind::Again;
            self.snd.rtt.forget();
            if !cx.runs(TimerKind::Persist) {
                let wait = cx.config.persist_initial.unwrap_or(self.snd.rto.value).min(cx.config.persist_max).max(FLOOR);
                self.snd.persist.wait = wait;
                cx.why(Rule::PersistStarts, &[&self.snd]);
                cx.start(TimerKind::Persist, wait);
            }
        } else if cx.runs(TimerKind::Persist) {
            cx.why(Rule::PersistEnds, &[&self.snd]);
            cx.stop(TimerKind::Persist);
            self.snd.persist.probes = 0;
            self.snd.persist.unanswered = None;
        }
        if hold == Rule::SwsHolds && quiet {
            cx.start_if_stopped(TimerKind::SwsOverride, cx.config.sws_override.max(OVERRIDE_LEAST).min(OVERRIDE_MOST));
        } else {
            cx.stop(TimerKind::SwsOverride);
        }
    }

    /// The persist timer expired: send one octet into the closed window, or the FIN if nothing else is left.
    pub(super) fn probe(&mut self, cx: &mut Cx) -> Fate {
        let started = self.snd.persist.unanswered;
        if started.is_some_and(|at| super::retransmit::is_past_r2(cx.now.since(at), false, cx.config)) {
            cx.why(Rule::ProbesUnanswered, &[&self.snd]);
            return Fate::Gone(Some(self.snd.failure()));
        }
        self.snd.persist.unanswered = Some(started.unwrap_or(cx.now));
        cx.why(Rule::PersistProbe, &[&self.snd]);
        if self.snd.queue.is_empty() && self.snd.unsent.is_empty() && self.snd.fin == Fin::Wanted {
            self.send_new(0, true, SendKind::WindowProbe, cx);
            // As before a closed window nothing is in the network to be waited for, and this timer repeats it.
            cx.stop(TimerKind::Retransmission);
            self.snd.rtt.forget();
            self.snd.queue.lose_from(0);
            self.snd.again_for = SendKind::Again;
        } else if let Some(front) = self.snd.queue.get_mut(0) {
            let nth = front.times;
            front.times = front.times.saturating_add(1);
            let carry = Carry { seq: front.seq, payload: front.payload.slice(0, 1), flags: probe_flags(front) };
            self.put(carry, SendKind::WindowProbe, nth, cx);
        } else {
            let nth = if self.snd.persist.octet_out { self.snd.persist.probes } else { 0 };
            self.snd.persist.octet_out = true;
            let carry = Carry { seq: self.snd.nxt, payload: self.snd.unsent.first(), flags: Flags::NONE };
            self.put(carry, SendKind::WindowProbe, nth, cx);
        }
        self.snd.persist.probes = self.snd.persist.probes.saturating_add(1);
        let wait = self.snd.persist.wait.times(2).min(cx.config.persist_max).max(FLOOR);
        self.snd.persist.wait = wait;
        cx.start(TimerKind::Persist, wait);
        Fate::Stays
    }

    /// The octet of a probe was acknowledged: it counts as sent from now on.
    pub(super) fn probe_was_taken(&mut self, cx: &Cx) {
        let seq = self.snd.nxt;
        let (payload, push) = self.snd.unsent.take(1);
        let flags = if push { Flags::PSH } else { Flags::NONE };
        self.snd.nxt += payload.len();
        self.snd.persist.octet_out = false;
        self.snd.queue.push(Sent { seq, payload, flags, first: cx.now, times: self.snd.persist.probes });
    }

    /// The state's name.
    pub(super) fn state(&self) -> State {
        self.stage.state()
    }
}

/// A probe repeats the first octet only; a FIN without data goes as it is.
fn probe_flags(front: &Sent) -> Flags {
    if front.payload.is_empty() { front.flags & Flags::FIN } else { Flags::NONE }
}
