//! The retransmission timer and what an acknowledgment does to the queue (RFC 6298 §5, RFC 9293 §3.8.3).

use super::cx::Cx;
use super::link::{Fate, Link};
use super::receive::Receiver;
use super::send::Sender;
use super::user_timeout::UserTimeout;
use super::{AppEvent, Rule, SendKind, Seq, TcpConfig, TimerKind, Value};
use crate::base::Span;
use crate::wire::Flags;

/// R2: whether to give up what has been the oldest unacknowledged segment for so long (RFC 9293 §3.8.3). A SYN has its own.
pub(super) fn is_past_r2(age: Span, syn: bool, config: &TcpConfig) -> bool {
    age >= if syn { config.r2_syn } else { config.r2 }
}

impl Sender {
    /// The retransmission timer expired. The rest of the window is taken for lost too, and follows as `cwnd` allows.
    pub(super) fn expired(&mut self, mut rcv: Option<&mut Receiver>, cx: &mut Cx) -> Fate {
        let Some(front) = self.queue.front() else { return Fate::Stays };
        let (syn, age) = (front.flags.has(Flags::SYN), cx.now.since(front.first.max(self.moved)));
        cx.why(Rule::RtoExpired, &[self]);
        if is_past_r2(age, syn, cx.config) {
            cx.why(Rule::GiveUp, &[&("age", Value::Span(age)), self]);
            return Fate::Gone(Some(self.failure()));
        }
        if syn {
            self.syn_losses = self.syn_losses.saturating_add(1);
        } else {
            let picture = self.picture(0);
            self.control.get_mut().timed_out(picture.flight, picture.smss, self.expiries > 0);
            self.recovery.timed_out(picture);
            cx.why(Rule::TimeoutCwnd, &[self]);
            if let Some(rcv) = &mut rcv {
                rcv.ecn.window_fell(self.nxt);
            }
        }
        self.expiries = self.expiries.saturating_add(1);
        self.narrowed = false;
        self.recovery.forget();
        self.queue.split(0, self.mss);
        self.queue.lose_from(1);
        self.again_for = SendKind::Timeout;
        self.rto.back_off(cx.config);
        cx.why(Rule::BackOff, &[self]);
        self.again(0, SendKind::Timeout, rcv, cx);
        cx.start(TimerKind::Retransmission, self.rto.value);
        if self.expiries == cx.config.r1 {
            cx.why(Rule::R1Reached, &[self]);
            cx.tell(AppEvent::Unresponsive);
        }
        Fate::Stays
    }

    /// `ack` is new: SND.UNA moves there. Returns the payload bytes it acknowledged.
    pub(super) fn advance(&mut self, ack: Seq, cx: &mut Cx) -> u32 {
        (self.una, self.moved) = (ack, cx.now);
        self.up = self.up.filter(|up| up.after(ack));
        let acked = self.queue.acknowledge(ack);
        self.expiries = 0;
        self.trouble = false;
        self.narrowed = false;
        self.recovery.advanced();
        self.measure(ack, cx);
        acked
    }

    /// RFC 6298 §5.2 and §5.3, once SND.UNA has moved. The user timeout counts from here too.
    pub(super) fn rearm(&mut self, restart: bool, cx: &mut Cx) {
        if self.queue.is_empty() {
            if cx.runs(TimerKind::Retransmission) {
                cx.why(Rule::AllAcked, &[self]);
                cx.stop(TimerKind::Retransmission);
            }
        } else if restart {
            cx.start(TimerKind::Retransmission, self.rto.value);
        }
        UserTimeout::Progress.apply(cx);
    }
}

impl Link {
    /// An acknowledgment of new data: the queue, the timer, the congestion window, and what has to be repaired next.
    pub(super) fn new_ack(&mut self, ack: Seq, cx: &mut Cx) {
        if ack.after(self.snd.nxt) && self.snd.persist.octet_out {
            self.probe_was_taken(cx);
        }
        let had_fin = self.snd.fin_acked();
        let acked = self.snd.advance(ack, cx);
        self.snd.recovery.settle(acked);
        let mut restart = true;
        // The SYN's acknowledgment opens no window (RFC 5681 §3.1); nor does that of a lone FIN.
        if acked > 0 {
            // An acknowledgment with ECE lets the window grow by nothing (RFC 3168 §6.1.2).
            let grows = !self.rcv.ecn.echoed || self.snd.recovery.is_recovering();
            let picture = self.snd.picture(if grows { acked } else { 0 });
            let reaction = self.snd.recovery.acknowledged(picture, self.snd.control.get_mut());
            cx.why(reaction.rule, &[&("acked", Value::Bytes(u64::from(acked))), &self.snd]);
            restart = reaction.restart_timer;
            if reaction.retransmit && !self.snd.queue.is_empty() {
                self.send_again(0, u32::MAX, SendKind::Recovery, cx);
            }
        }
        self.snd.rearm(restart, cx);
        if self.snd.fin_acked() && !had_fin {
            cx.why(Rule::FinAcked, &[&self.snd]);
            cx.tell(AppEvent::Closed);
        }
        if self.snd.wants_room && self.snd.has_room_again(cx.config) {
            self.snd.wants_room = false;
            cx.tell(AppEvent::Writable);
        }
    }

    /// A duplicate acknowledgment (RFC 5681 §2).
    pub(super) fn dup_ack(&mut self, cx: &mut Cx) {
        cx.duplicate();
        self.snd.narrowed = false;
        let picture = self.snd.picture(0);
        let reaction = self.snd.recovery.duplicate(picture, self.snd.control.get_mut(), cx.config);
        cx.why(reaction.rule, &[&self.snd]);
        if reaction.retransmit {
            self.rcv.ecn.window_fell(self.snd.nxt);
            self.send_again(0, u32::MAX, SendKind::Fast, cx);
        }
    }
}
