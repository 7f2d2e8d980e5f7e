//! First, check the sequence number (RFC 9293 §3.10.7.4, Table 6).

use super::{Link, Step};
use crate::tcp::{Rule, Segment, SendKind, TcpConfig};
use crate::wire::Flags;

/// What of an acceptable segment lies outside of the window and is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Trim {
    pub rule: Rule,
    /// Sequence numbers before RCV.NXT.
    head: u32,
    /// Sequence numbers that remain after the head.
    keep: u32,
    /// Whether the peer must hear where we stand.
    pub answer: bool,
}

impl Trim {
    /// Cuts the segment to the part within the window.
    pub fn cut(self, segment: &mut Segment) {
        let mut head = self.head;
        if head > 0 && segment.flags.has(Flags::SYN) {
            segment.flags = segment.flags & !Flags::SYN;
            head -= 1;
        }
        segment.seq += self.head;
        // The pointer counts from the number as it came.
        match u32::from(segment.urgent).checked_sub(self.head) {
            Some(left) => segment.urgent = left as u16,
            None => segment.flags = segment.flags & !Flags::URG,
        }
        segment.payload = segment.payload.slice(head, u32::MAX);
        if segment.len() > self.keep {
            segment.flags = segment.flags & !Flags::FIN;
            segment.payload = segment.payload.slice(0, self.keep);
        }
    }
}

impl Link {
    pub(super) fn check_sequence(&self, segment: &Segment, _: &TcpConfig) -> (Step, Option<Trim>) {
        let (nxt, wnd, len) = (self.rcv.nxt, self.rcv.wnd(), segment.len());
        // The usual case first: it is what comes next, and it fits.
        if segment.seq == nxt && len <= wnd {
            return (Step::Next, None);
        }
        // The SYN that is known already lies before the window, whatever text or FIN it brings along.
        if self.opening() && segment.flags.has(Flags::SYN) && !segment.flags.has(Flags::RST) && segment.seq == self.rcv.irs {
            return Self::known_syn(segment, wnd);
        }
        let in_window = |seq: crate::tcp::Seq| seq.in_window(nxt, wnd);
        let acceptable = match (len, wnd) {
            (0, 0) => segment.seq == nxt,
            (0, _) => in_window(segment.seq),
            (_, 0) => false,
            _ => in_window(segment.seq) || in_window(segment.end() - 1),
        };
        let rst = segment.flags.has(Flags::RST);
        if !acceptable {
            return match () {
                // Valid ACKs, URGs and RSTs are let through a closed window; the text is not.
                () if wnd == 0 && segment.seq == nxt => {
                    (Step::Next, Some(Trim { rule: Rule::ZeroWindowText, head: 0, keep: 0, answer: true }))
                }
                () if rst => (Step::Drop(Rule::RstOutside), None),
                () => (Step::Answer(Rule::Unacceptable, SendKind::Repeat), None),
            };
        }
        let head = if segment.seq.before(nxt) { nxt.since(segment.seq) } else { 0 };
        let start = segment.seq + head;
        let room = wnd.saturating_sub(start.since(nxt));
        let beyond = (len - head) > room;
        let rule = match (head > 0, beyond) {
            (false, false) => return (Step::Next, None),
            (true, _) => Rule::TrimmedOld,
            (false, true) => Rule::TrimmedBeyond,
        };
        // The RST and SYN checks look at the number as it came.
        (Step::Next, Some(Trim { rule, head, keep: room, answer: beyond }))
    }

    /// The SYN that this connection knows comes again while ours is not acknowledged.
    fn known_syn(segment: &Segment, wnd: u32) -> (Step, Option<Trim>) {
        if segment.flags.has(Flags::ACK) {
            // Both opened at once, and this is the peer's answer (RFC 9293 §3.5, Figure 7): without its SYN it is next in line.
            let trim = Trim { rule: Rule::CrossedSynAck, head: 1, keep: wnd, answer: segment.len() - 1 > wnd };
            (Step::Next, Some(trim))
        } else {
            (Step::RepeatSyn(Rule::SynRepeated), None)
        }
    }
}
