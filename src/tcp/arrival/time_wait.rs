//! TIME-WAIT: what is left of a connection, and what it answers (RFC 9293 §3.10.7.4, §3.6.1, RFC 5961).

use super::forged::{reset_is_doubtful, syn_is_doubtful};
use super::reset_in_sequence;
use crate::tcp::cx::Cx;
use crate::tcp::link::{Fate, Link};
use crate::tcp::reason::Facts;
use crate::tcp::receive::Receiver;
use crate::tcp::{Rule, Segment, SendKind, Seq, TimerKind, Value};
use crate::wire::Flags;

/// All that TIME-WAIT needs: where both streams ended, and what is still to be read.
#[derive(Clone, Debug)]
pub(in crate::tcp) struct Quiet {
    pub iss: Seq,
    pub snd_nxt: Seq,
    pub rcv: Receiver,
}

impl Quiet {
    /// Enters TIME-WAIT: the other timers stop, 2 MSL begin.
    pub fn begin(link: Link, cx: &mut Cx) -> Quiet {
        let from = link.state();
        cx.why(Rule::TimeWaitBegins, &[&link, &("MSL", Value::Span(cx.config.msl))]);
        let mut quiet = Quiet { iss: link.snd.iss, snd_nxt: link.snd.nxt, rcv: link.rcv };
        cx.state(from, crate::tcp::State::TimeWait);
        for timer in TimerKind::ALL {
            if timer != TimerKind::TimeWait {
                cx.stop(timer);
            }
        }
        cx.start(TimerKind::TimeWait, cx.config.msl.times(2));
        // Nothing of ours is left to carry the acknowledgment of the peer's FIN.
        if quiet.rcv.ack.due().is_some() {
            quiet.send_ack(SendKind::New, cx);
        }
        quiet
    }

    pub fn arrive(&mut self, segment: &Segment, cx: &mut Cx) -> Fate {
        let (nxt, wnd, len) = (self.rcv.nxt, self.rcv.wnd(), segment.len());
        let flags = segment.flags;
        let inside = |seq: Seq| if wnd == 0 { seq == nxt } else { seq.in_window(nxt, wnd) };
        let acceptable = inside(segment.seq) || (len > 0 && wnd > 0 && inside(segment.end() - 1));
        let (rule, answer) = if flags.has(Flags::RST) {
            if !acceptable || !inside(segment.seq) {
                (Rule::RstOutside, None)
            } else if reset_is_doubtful(segment.seq, nxt, cx.config) {
                (Rule::RstChallenged, Some(SendKind::ChallengeAck))
            } else {
                cx.why(Rule::RstAccepted, &[segment, self]);
                return Fate::Gone(None);
            }
        } else if !acceptable {
            (Rule::Unacceptable, Some(SendKind::Repeat))
        } else if flags.has(Flags::SYN) && inside(segment.seq) && !syn_is_doubtful(cx.config) {
            cx.why(Rule::SynInWindow, &[segment, self]);
            cx.discard();
            cx.send(reset_in_sequence(self.snd_nxt, self.rcv.nxt), SendKind::New, 0);
            return Fate::Gone(None);
        } else if flags.has(Flags::SYN) {
            (Rule::SynChallenged, Some(SendKind::ChallengeAck))
        } else if !flags.has(Flags::ACK) {
            (Rule::NoAck, None)
        } else if segment.ack.after(self.snd_nxt) {
            (Rule::AckTooNew, Some(SendKind::Repeat))
        } else if len == 0 && segment.seq == nxt {
            // A bare acknowledgment that fits. To answer it would make two ends in TIME-WAIT answer each other for ever.
            (Rule::TimeWaitAck, None)
        } else {
            (Rule::TimeWaitAnswers, Some(SendKind::Repeat))
        };
        cx.why(rule, &[segment, self]);
        cx.discard();
        if let Some(kind) = answer
            && cx.may_answer(kind)
        {
            self.send_ack(kind, cx);
        }
        // The peer's FIN again: our acknowledgment was lost, so the wait begins anew (§3.10.7.4, eighth).
        if flags.has(Flags::FIN) && flags.has(Flags::ACK) && !flags.any(Flags::RST | Flags::SYN) && segment.end() == nxt {
            cx.why(Rule::TimeWaitRestarts, &[segment, self]);
            cx.start(TimerKind::TimeWait, cx.config.msl.times(2));
        }
        Fate::Done
    }

    /// Whether a SYN may open a new connection now (§3.6.1, MAY-2): it lies beyond all that the old one used.
    pub fn reopens(&self, segment: &Segment) -> bool {
        let f = segment.flags;
        f.has(Flags::SYN) && !f.any(Flags::RST | Flags::ACK | Flags::FIN) && segment.seq.after(self.rcv.nxt)
    }

    fn send_ack(&mut self, kind: SendKind, cx: &mut Cx) {
        let window = self.rcv.announce();
        let segment = Segment { seq: self.snd_nxt, ack: self.rcv.nxt, flags: Flags::ACK, window, ..Segment::default() };
        self.rcv.ack_leaves(cx);
        cx.send(segment, kind, 0);
    }
}

impl Facts for Quiet {
    fn fact(&self, name: &str) -> Option<Value> {
        match name {
            "state" => Some(Value::State(crate::tcp::State::TimeWait)),
            "ISS" => Some(Value::Own(self.iss)),
            "SND.NXT" | "SND.UNA" => Some(Value::Own(self.snd_nxt)),
            _ => self.rcv.fact(name),
        }
    }
}
