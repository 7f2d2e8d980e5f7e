//! SEGMENT ARRIVES (RFC 9293 §3.10.7): the steps in the RFC's order, one file a step. A step looks and says what to do and by
//! which rule; the applying is done here and in the files named for the deed.

pub(super) mod ack;
mod fin;
mod forged;
pub(super) mod listen;
mod reset;
mod sequence;
pub(super) mod syn;
pub(super) mod syn_sent;
mod text;
pub(super) mod time_wait;
mod urgent;

use super::cx::Cx;
use super::link::{Fate, Link, Stage};
use super::{AppEvent, Rule, Segment, SendKind, Seq};
use crate::wire::Flags;

/// What a step of §3.10.7.4 decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The next step may look.
    Next,
    /// Drop the segment.
    Drop(Rule),
    /// Acknowledge and drop.
    Answer(Rule, SendKind),
    /// Send our SYN,ACK again and drop.
    RepeatSyn(Rule),
    /// Answer with `<SEQ=SEG.ACK><CTL=RST>` and drop.
    Reset(Rule),
    /// The connection ends; the application hears of it if there is an event.
    Die(Rule, Option<AppEvent>),
    /// The same, and the peer gets a RST.
    Kill(Rule, Option<AppEvent>),
    /// Back to LISTEN.
    Listen(Rule),
}

impl Link {
    /// §3.10.7.4, for every state from SYN-RECEIVED to LAST-ACK.
    pub(super) fn arrive(&mut self, mut segment: Segment, cx: &mut Cx) -> Fate {
        // An acknowledgment that is due leaves before the next segment is looked at: one for every second segment.
        self.flush(cx);
        let (step, trim) = self.check_sequence(&segment, cx.config);
        if let Some(fate) = self.apply(step, &segment, cx) {
            return fate;
        }
        for check in [Link::check_reset, Link::check_syn] {
            let step = check(self, &segment, cx.config);
            if let Some(fate) = self.apply(step, &segment, cx) {
                return fate;
            }
        }
        if let Some(trim) = trim {
            cx.why(trim.rule, &[&segment, self]);
            trim.cut(&mut segment);
        }
        let fate = self.fifth_to_eighth(&mut segment, trim.is_some_and(|t| t.answer), cx);
        if matches!(fate, Fate::Stays | Fate::Done) {
            self.output(cx);
            self.answer_at_once(cx);
        }
        fate
    }

    fn fifth_to_eighth(&mut self, segment: &mut Segment, answer: bool, cx: &mut Cx) -> Fate {
        let step = self.check_ack(segment, cx.config);
        if let Some(fate) = self.apply(step, segment, cx) {
            return fate;
        }
        self.note_congestion(segment, cx);
        let fate = self.take_ack(segment, cx);
        if fate != Fate::Stays {
            return fate;
        }
        if answer {
            self.rcv.ack.owe(SendKind::Repeat);
        }
        self.sixth_to_eighth(segment, cx)
    }

    /// URG, text and FIN; SYN-SENT comes in here too.
    pub(super) fn sixth_to_eighth(&mut self, segment: &mut Segment, cx: &mut Cx) -> Fate {
        self.take_urgent(segment, cx);
        let fate = self.take_text(segment, cx);
        if fate != Fate::Stays {
            return fate;
        }
        self.take_fin(segment, cx)
    }

    /// Does what a step decided; `None` lets the next step look.
    fn apply(&mut self, step: Step, segment: &Segment, cx: &mut Cx) -> Option<Fate> {
        let rule = match step {
            Step::Next => return None,
            Step::Drop(r)
            | Step::RepeatSyn(r)
            | Step::Reset(r)
            | Step::Listen(r)
            | Step::Answer(r, _)
            | Step::Die(r, _)
            | Step::Kill(r, _) => r,
        };
        cx.why(rule, &[segment, self]);
        match step {
            Step::Next => return None,
            Step::Drop(_) => cx.discard(),
            Step::Answer(_, kind) => {
                cx.discard();
                if cx.may_answer(kind) {
                    self.send_ack(kind, cx);
                }
                self.heard(cx);
            }
            Step::RepeatSyn(_) => {
                cx.discard();
                self.snd.again(0, SendKind::Again, Some(&mut self.rcv), cx);
            }
            Step::Reset(_) => {
                cx.discard();
                reply_reset(segment, cx);
            }
            Step::Die(_, event) => return Some(Fate::Gone(event)),
            Step::Kill(_, event) => {
                cx.discard();
                cx.send(reset_in_sequence(self.snd.nxt, self.rcv.nxt), SendKind::New, 0);
                return Some(Fate::Gone(event));
            }
            Step::Listen(_) => return Some(Fate::Listens),
        }
        Some(Fate::Done)
    }

    /// Duplicate acknowledgments can't wait: the peer counts them.
    fn answer_at_once(&mut self, cx: &mut Cx) {
        if self.rcv.ack.due() == Some(SendKind::Repeat) {
            self.send_ack(SendKind::Repeat, cx);
        }
    }

    /// Sends an acknowledgment that is due.
    pub(super) fn flush(&mut self, cx: &mut Cx) {
        if let Some(kind) = self.rcv.ack.due() {
            let data = self.rcv.ack.owed > 0;
            self.split_ack(cx);
            self.send_ack(kind, cx);
            if data {
                self.ack_ahead(cx);
            }
        }
    }

    /// Whether our SYN is still to be acknowledged.
    pub(super) fn opening(&self) -> bool {
        matches!(self.stage, Stage::SynReceived { .. })
    }
}

/// The RST that a segment is answered with: believable to its sender (RFC 9293 §3.5.2).
pub(super) fn reply_reset(segment: &Segment, cx: &mut Cx) {
    if let Some(reset) = reset_of(segment) {
        cx.send(reset, SendKind::New, 0);
    }
}

/// The RST of a connection that ends by an error: `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=RST,ACK>`. Its peer believes it, and nobody else
/// has to: the error may be a stranger's, or come from an incarnation that shall open anew.
pub(super) fn reset_in_sequence(snd_nxt: Seq, rcv_nxt: Seq) -> Segment {
    Segment { seq: snd_nxt, ack: rcv_nxt, flags: Flags::RST | Flags::ACK, ..Segment::default() }
}

/// `<SEQ=SEG.ACK><CTL=RST>` or `<SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>`; nothing for a RST.
pub(super) fn reset_of(segment: &Segment) -> Option<Segment> {
    if segment.flags.has(Flags::RST) {
        None
    } else if segment.flags.has(Flags::ACK) {
        Some(Segment { seq: segment.ack, flags: Flags::RST, ..Segment::default() })
    } else {
        Some(Segment { ack: segment.end(), flags: Flags::RST | Flags::ACK, ..Segment::default() })
    }
}
