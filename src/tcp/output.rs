//! Putting segments together and sending them: new data, what is sent again, bare acknowledgments.

use super::cx::Cx;
use super::link::{Link, Stage};
use super::queue::Sent;
use super::receive::Receiver;
use super::send::{Fin, Next, Sender};
use super::user_timeout::UserTimeout;
use super::{Rule, Segment, SendKind, Seq, TimerKind, ecn, options, urgent};
use crate::wire::{Flags, Payload};

/// What a segment carries besides its acknowledgment.
pub(super) struct Carry {
    pub seq: Seq,
    pub payload: Payload,
    pub flags: Flags,
}

impl Link {
    /// Sends whatever may be sent now.
    pub(super) fn output(&mut self, cx: &mut Cx) {
        self.send_while_allowed(false, cx);
    }
    /// The same, with one small segment allowed.
    pub(super) fn output_forced(&mut self, cx: &mut Cx) {
        self.send_while_allowed(true, cx);
    }

    fn send_while_allowed(&mut self, mut forced: bool, cx: &mut Cx) {
        let open = !matches!(self.stage, Stage::SynReceived { .. } | Stage::FinWait2);
        loop {
            match self.snd.next(cx.config, open, forced) {
                Next::Again { index, len } => self.send_again(index, len, self.snd.again_for, cx),
                Next::New { len, fin, rule } => {
                    self.restart_after_pause(cx);
                    cx.why(rule, &[&self.snd]);
                    if rule == Rule::LimitedTransmit {
                        self.snd.recovery.went_beyond(len);
                    }
                    forced = false;
                    self.send_new(len, fin, SendKind::New, cx);
                }
                Next::Hold(rule) => {
                    if rule.holds_data() {
                        cx.why(rule, &[self]);
                    }
                    self.arrange_persist(rule, cx);
                    break;
                }
            }
        }
        self.arrange_user_timeout(cx);
    }

    /// RFC 5681 §4.1: after a pause longer than the RTO, the window falls back before data leaves.
    fn restart_after_pause(&mut self, cx: &mut Cx) {
        let pause = self.snd.last_data.map(|at| cx.now.since(at));
        if cx.config.idle_restart && self.snd.queue.is_empty() && pause.is_some_and(|p| p > self.snd.rto.value) {
            let before = self.snd.control.get().cwnd();
            if self.snd.control.get_mut().restart() {
                cx.why(Rule::IdleRestart, &[&("before", super::Value::Bytes(u64::from(before))), &self.snd]);
            }
        }
    }

    /// Sends `len` new bytes, the FIN after them if `fin`, and puts them on the queue.
    pub(super) fn send_new(&mut self, len: u32, fin: bool, kind: SendKind, cx: &mut Cx) {
        let (payload, push) = self.snd.unsent.take(len);
        let mut flags = if push || (fin && len > 0) { Flags::PSH } else { Flags::NONE };
        if fin {
            flags |= Flags::FIN;
            self.snd.fin = Fin::Sent;
        }
        let seq = self.snd.nxt;
        // A probe may have carried the first byte before.
        let nth = if std::mem::take(&mut self.snd.persist.octet_out) { self.snd.persist.probes } else { 0 };
        let sent = Sent { seq, payload: payload.clone(), flags, first: cx.now, times: nth.saturating_add(1) };
        self.snd.nxt += sent.len();
        if nth == 0 {
            self.snd.rtt.leaves(self.snd.nxt, cx.now);
        }
        if len > 0 {
            self.snd.last_data = Some(cx.now);
        }
        self.snd.queue.push(sent);
        cx.stop(TimerKind::KeepAlive);
        self.put(Carry { seq, payload, flags }, kind, nth, cx);
        cx.start_if_stopped(TimerKind::Retransmission, self.snd.rto.value);
        if fin && self.stage == Stage::CloseWait {
            cx.why(Rule::FinSentLastAck, &[&self.snd]);
            self.enter(Stage::LastAck, cx);
        }
    }

    /// Sends an entry of the queue again, at most its first `len` payload bytes.
    pub(super) fn send_again(&mut self, index: usize, len: u32, kind: SendKind, cx: &mut Cx) {
        self.snd.queue.split(index, len);
        self.snd.again(index, kind, Some(&mut self.rcv), cx);
        if self.snd.queue.to_resend().is_some_and(|(next, _)| next == index) {
            self.snd.queue.resent();
        }
        cx.start_if_stopped(TimerKind::Retransmission, self.snd.rto.value);
    }

    /// A bare acknowledgment: `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>`.
    pub(super) fn send_ack(&mut self, kind: SendKind, cx: &mut Cx) {
        // It repeats nothing if an acknowledgment was still owed.
        let repeats = kind != SendKind::Repeat || self.rcv.ack.said == Some(self.rcv.nxt);
        let kind = if repeats { kind } else { SendKind::New };
        self.put(Carry { seq: self.snd.nxt, payload: Payload::default(), flags: Flags::NONE }, kind, 0, cx);
    }

    /// Puts a segment with the current acknowledgment and window on the wire.
    pub(super) fn put(&mut self, carry: Carry, kind: SendKind, nth: u16, cx: &mut Cx) {
        put(carry, self.snd.up, Some(&mut self.rcv), kind, nth, cx);
    }
}

impl Sender {
    /// Puts our SYN on the queue and on the wire; with an acknowledgment if the peer's SYN is known.
    pub(super) fn send_syn(&mut self, rcv: Option<&mut Receiver>, cx: &mut Cx) {
        self.nxt = self.iss + 1;
        self.rtt.leaves(self.nxt, cx.now);
        self.queue.push(Sent { seq: self.iss, payload: Payload::default(), flags: Flags::SYN, first: cx.now, times: 1 });
        put(Carry { seq: self.iss, payload: Payload::default(), flags: Flags::SYN }, None, rcv, SendKind::New, 0, cx);
        cx.start_if_stopped(TimerKind::Retransmission, self.rto.value);
        UserTimeout::Waits.apply(cx);
    }

    /// Sends an entry of the queue again, no more of it than the path carries by now.
    pub(super) fn again(&mut self, index: usize, kind: SendKind, rcv: Option<&mut Receiver>, cx: &mut Cx) {
        self.times_no_longer(cx);
        self.queue.split(index, self.mss);
        if let Some(entry) = self.queue.get_mut(index) {
            if !entry.payload.is_empty() {
                self.last_data = Some(cx.now);
            }
            let nth = entry.times;
            entry.times = entry.times.saturating_add(1);
            let carry = Carry { seq: entry.seq, payload: entry.payload.clone(), flags: entry.flags };
            put(carry, self.up, rcv, kind, nth, cx);
        }
    }
}

/// Puts a segment on the wire. Before the peer's SYN there is nothing to acknowledge, and a window to offer all the same.
fn put(carry: Carry, up: Option<Seq>, mut rcv: Option<&mut Receiver>, kind: SendKind, nth: u16, cx: &mut Cx) {
    let syn = carry.flags.has(Flags::SYN);
    let mut segment = Segment { seq: carry.seq, flags: carry.flags, payload: carry.payload, ..Segment::default() };
    if let Some(rcv) = rcv.as_deref_mut() {
        segment.flags |= Flags::ACK;
        segment.ack = rcv.nxt;
        segment.window = rcv.announce();
        rcv.ack_leaves(cx);
    } else {
        segment.window = super::receive::first_window(cx.config);
    }
    urgent::mark(&mut segment, up);
    ecn::mark(&mut segment, rcv, kind, cx.config);
    if syn {
        segment.options = options::of_syn(cx.config);
    }
    cx.send(segment, kind, nth);
}
