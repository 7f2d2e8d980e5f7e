//! When to acknowledge (RFC 9293 §3.8.6.3, RFC 5681 §4.2).

use super::cx::Cx;
use super::receive::Receiver;
use super::{Rule, SendKind, Seq, TimerKind};
use crate::base::Span;

/// An acknowledgment is never delayed longer (MUST-40).
const LONGEST: Span = Span::from_millis(499);

/// What is owed to the peer.
#[derive(Clone, Debug)]
pub(super) struct AckPolicy {
    /// An acknowledgment that leaves with the next segment, or alone when the instant ends.
    due: Option<SendKind>,
    /// RCV.NXT as the last segment said it.
    pub said: Option<Seq>,
    /// Bytes taken since the last acknowledgment.
    pub owed: u32,
    /// What counts as a full-sized segment: the largest seen, for the peer may have to send less than we announced.
    full: u32,
}

impl AckPolicy {
    pub fn new(mss: u32) -> AckPolicy {
        AckPolicy { due: None, said: None, owed: 0, full: mss.min(super::options::DEFAULT_MSS) }
    }

    /// What is due now, if anything.
    pub fn due(&self) -> Option<SendKind> {
        self.due
    }

    /// An acknowledgment is due. One that repeats the last goes before others, for the peer counts those.
    pub fn owe(&mut self, kind: SendKind) {
        if self.due.is_none() || kind == SendKind::Repeat {
            self.due = Some(kind);
        }
    }
}

impl Receiver {
    /// Data was taken in order: acknowledge it now or after a while.
    pub fn owe_ack(&mut self, bytes: u32, largest: u32, at_once: Option<Rule>, cx: &mut Cx) {
        self.ack.owed = self.ack.owed.saturating_add(bytes);
        self.ack.full = self.ack.full.max(largest.min(self.mss));
        let every = u32::from(cx.config.ack_every.max(1));
        let rule = if let Some(rule) = at_once {
            rule
        } else if cx.config.delayed_ack == Span::ZERO {
            Rule::AckAtOnce
        } else if self.ack.owed >= self.ack.full.saturating_mul(every) {
            Rule::AckEverySecond
        } else {
            if !cx.runs(TimerKind::DelayedAck) && self.ack.due.is_none() {
                cx.why(Rule::AckDelayed, &[self]);
                cx.start(TimerKind::DelayedAck, cx.config.delayed_ack.min(LONGEST));
            }
            return;
        };
        if self.ack.due.is_none() {
            cx.why(rule, &[self]);
            self.ack.owe(SendKind::New);
        }
    }

    /// A segment that carries ACK leaves: nothing is owed any more.
    pub fn ack_leaves(&mut self, cx: &mut Cx) {
        self.ack.due = None;
        self.ack.owed = 0;
        self.ack.said = Some(self.nxt);
        cx.stop(TimerKind::DelayedAck);
    }
}
