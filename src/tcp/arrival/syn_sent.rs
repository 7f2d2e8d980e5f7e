//! SYN-SENT (RFC 9293 §3.10.7.3).

use super::listen::with_peer;
use crate::tcp::cx::Cx;
use crate::tcp::link::{Fate, Link, Stage};
use crate::tcp::send::Sender;
use crate::tcp::{AppEvent, Rule, Segment, SendKind, State};
use crate::wire::Flags;

/// What SYN-SENT decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Drop(Rule),
    Reset(Rule),
    Refused,
    /// The peer's SYN, with an acknowledgment of ours.
    Open,
    /// The peer's SYN alone: both opened at once.
    Both,
}

fn check(snd: &Sender, segment: &Segment) -> Answer {
    let f = segment.flags;
    let acked = f.has(Flags::ACK);
    // First, the ACK bit.
    if acked && (segment.ack.at_or_before(snd.iss) || segment.ack.after(snd.nxt)) {
        return if f.has(Flags::RST) { Answer::Drop(Rule::SynSentRstBadAck) } else { Answer::Reset(Rule::SynSentAckBad) };
    }
    // Second, the RST bit. (RFC 5961's check of its number has nothing to compare with: RCV.NXT is not known.)
    if f.has(Flags::RST) {
        return if acked { Answer::Refused } else { Answer::Drop(Rule::SynSentRstNoAck) };
    }
    // Fourth, the SYN bit; third was security.
    match (f.has(Flags::SYN), acked) {
        (true, true) => Answer::Open,
        (true, false) => Answer::Both,
        (false, _) => Answer::Drop(Rule::SynSentNoSyn),
    }
}

/// What becomes of SYN-SENT.
pub(in crate::tcp) enum Outcome {
    Stays(Box<Sender>),
    Gone(AppEvent),
    Opens(Box<Link>, Fate),
}

/// A segment arrives in SYN-SENT.
pub(in crate::tcp) fn arrive(snd: Box<Sender>, mut segment: Segment, cx: &mut Cx) -> Outcome {
    let answer = check(&snd, &segment);
    let rule = match answer {
        Answer::Drop(rule) | Answer::Reset(rule) => rule,
        Answer::Refused => Rule::SynSentRst,
        Answer::Open => Rule::SynSentSynAck,
        Answer::Both => Rule::SynSentSyn,
    };
    cx.why(rule, &[&segment, &*snd]);
    match answer {
        Answer::Drop(_) => {
            cx.discard();
            Outcome::Stays(snd)
        }
        Answer::Reset(_) => {
            cx.discard();
            super::reply_reset(&segment, cx);
            Outcome::Stays(snd)
        }
        Answer::Refused => Outcome::Gone(AppEvent::Refused),
        Answer::Open => {
            let mut link = Box::new(with_peer(*snd, &segment, Stage::SynReceived { passive: false }, cx.config));
            // Straight on to ESTABLISHED: SYN-RECEIVED is not a state this end was in.
            link.stage = Stage::Established;
            link.snd.open_up(cx);
            link.snd.advance(segment.ack, cx);
            link.snd.rearm(true, cx);
            link.heard(cx);
            cx.state(State::SynSent, State::Established);
            cx.tell(AppEvent::Connected);
            link.rcv.ack.owe(SendKind::New);
            segment.flags = segment.flags & !Flags::SYN;
            segment.seq += 1;
            segment.urgent = segment.urgent.saturating_sub(1);
            let room = link.rcv.wnd();
            if segment.len() > room {
                segment.payload = segment.payload.slice(0, room);
                segment.flags = segment.flags & !Flags::FIN;
            }
            let fate = link.sixth_to_eighth(&mut segment, cx);
            if matches!(fate, Fate::Stays | Fate::Done) {
                // Data that waits takes the acknowledgment of the SYN along; else it leaves by itself, at once.
                link.output(cx);
                link.flush(cx);
            }
            Outcome::Opens(link, fate)
        }
        Answer::Both => {
            let mut link = Box::new(with_peer(*snd, &segment, Stage::SynReceived { passive: false }, cx.config));
            link.keep_for_later(&segment);
            cx.state(State::SynSent, State::SynReceived);
            // The same SYN once more, now with an acknowledgment; not a loss, so the timer runs on.
            link.snd.again(0, SendKind::New, Some(&mut link.rcv), cx);
            Outcome::Opens(link, Fate::Stays)
        }
    }
}
