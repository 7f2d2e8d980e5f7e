//! The retransmission timer and what an acknowledgment does to the queue (RFC 6298 §5, RFC 9293 §3.8.3).

use super::cx::Cx;
use super::link::{Fate, Link};
use super::receive::Receiver;
use super::send::Sender;
use super::{AppEvent, Rule, SendKind, Seq, TimerKind, Value};
use crate::base::Span;
use crate::wire::Flags;

impl Sender {
    /// The retransmission timer expired. The rest of the window is taken for lost too, and follows as `cwnd` allows.
    pub(super) fn expired(&mut self, rcv: Option<&mut Receiver>, cx: &mut Cx) -> Fate {
        let Some(front) = self.queue.front() else { return Fate::Stays };
        let (syn, age) = (front.flags.has(Flags::SYN), cx.now.since(front.first));
        cx.why(Rule::RtoExpired, &[self]);
        if age >= if syn { cx.config.r2_syn } else { cx.config.r2 } {
            cx.why(Rule::GiveUp, &[&("age", Value::Span(age)), self]);
            return Fate::Gone(Some(self.failure()));
        }
        if syn {
            self.syn_losses = self.syn_losses.saturating_add(1);
        } else {
            let picture = self.picture(0);
            self.control.get_mut().timed_out(picture, self.expiries > 0);
            cx.why(Rule::TimeoutCwnd, &[self]);
        }
        self.expiries = self.expiries.saturating_add(1);
        self.dup_acks = 0;
        self.limited = 0;
        self.queue.lose_from(1);
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
        self.una = ack;
        self.up = self.up.filter(|up| up.after(ack));
        let acked = self.queue.acknowledge(ack);
        self.expiries = 0;
        self.trouble = false;
        self.dup_acks = 0;
        if let Some((end, left)) = self.timed
            && ack.at_or_after(end)
        {
            self.timed = None;
            self.measure(cx.now.since(left), cx);
        }
        acked
    }

    fn measure(&mut self, r: Span, cx: &mut Cx) {
        let first = self.rto.srtt.is_none();
        self.rto.sample(r, cx.config);
        cx.why(if first { Rule::RttFirst } else { Rule::RttNext }, &[&("R", Value::Span(r)), self]);
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
        if let Some(limit) = cx.config.user_timeout.filter(|_| cx.runs(TimerKind::UserTimeout)) {
            cx.start(TimerKind::UserTimeout, limit);
        }
    }
}

impl Link {
    /// The user timeout runs while something waits to be delivered (RFC 9293 §3.9.1 OPEN).
    pub(super) fn arrange_user_timeout(&mut self, cx: &mut Cx) {
        let Some(limit) = cx.config.user_timeout else { return };
        if self.snd.queue.is_empty() && self.snd.unsent.is_empty() && self.snd.fin != super::send::Fin::Wanted {
            cx.stop(TimerKind::UserTimeout);
        } else {
            cx.start_if_stopped(TimerKind::UserTimeout, limit);
        }
    }

    /// An acknowledgment of new data: the queue, the timer, the congestion window, and what has to be repaired next.
    pub(super) fn new_ack(&mut self, ack: Seq, cx: &mut Cx) {
        if ack.after(self.snd.nxt) && self.snd.persist.octet_out {
            self.probe_was_taken(cx);
        }
        let had_fin = self.snd.fin_acked();
        let acked = self.snd.advance(ack, cx);
        self.snd.limited = self.snd.limited.saturating_sub(acked);
        let mut restart = true;
        // The SYN's acknowledgment opens no window (RFC 5681 §3.1); nor does that of a lone FIN.
        if acked > 0 {
            let picture = self.snd.picture(acked);
            let reaction = self.snd.control.get_mut().acknowledged(picture);
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
        let room = self.snd.room(cx.config);
        if self.snd.wants_room && room >= self.snd.mss.min(cx.config.send_buffer / 2).max(1) {
            self.snd.wants_room = false;
            cx.tell(AppEvent::Writable);
        }
    }

    /// A duplicate acknowledgment (RFC 5681 §2).
    pub(super) fn dup_ack(&mut self, cx: &mut Cx) {
        self.snd.dup_acks = self.snd.dup_acks.saturating_add(1);
        let threshold = cx.config.dup_ack_threshold.max(1);
        let count = self.snd.dup_acks;
        let picture = self.snd.picture(0);
        let reaction = self.snd.control.get_mut().duplicate(picture, count, threshold);
        cx.why(reaction.rule, &[&self.snd]);
        if reaction.retransmit {
            self.send_again(0, u32::MAX, SendKind::Fast, cx);
        }
    }
}
