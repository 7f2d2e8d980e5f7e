//! Teaching variants: a receiver that acknowledges as it should not, to be served faster than its share (Savage et al. 1999;
//! RFC 5681 §3.1 counts bytes because of the first, RFC 9293 §3.10.7.4 answers the second where it goes too far).

use super::cx::Cx;
use super::link::Link;
use super::{Rule, Segment, SendKind, Seq, Value};
use crate::wire::Flags;

impl Link {
    /// ACK splitting: before an acknowledgment of data, so many that each cover a part of it.
    pub(super) fn split_ack(&mut self, cx: &mut Cx) {
        let parts = u32::from(cx.config.ack_split);
        let Some(from) = self.rcv.ack.said.filter(|_| parts > 1 && self.rcv.ack.owed > 1) else { return };
        let len = self.rcv.nxt.since(from);
        cx.why(Rule::AckSplit, &[&("parts", Value::Count(u64::from(parts))), self]);
        for part in 1..parts.min(len) {
            let step = u64::from(len) * u64::from(part) / u64::from(parts.min(len));
            self.bare_ack(from + step as u32, cx);
        }
    }

    /// Optimistic ACK: after an acknowledgment of data, one of bytes that have not come yet.
    pub(super) fn ack_ahead(&mut self, cx: &mut Cx) {
        if cx.config.ack_ahead > 0 && !self.rcv.ended {
            cx.why(Rule::AckAhead, &[&("ahead", Value::Bytes(u64::from(cx.config.ack_ahead))), self]);
            self.bare_ack(self.rcv.nxt + cx.config.ack_ahead, cx);
        }
    }

    /// An acknowledgment of another number than RCV.NXT, with the right edge of the window where it is.
    fn bare_ack(&mut self, ack: Seq, cx: &mut Cx) {
        let edge = self.rcv.nxt + self.rcv.wnd();
        let window = if edge.after(ack) { edge.since(ack).min(65_535) as u16 } else { 0 };
        let segment = Segment { seq: self.snd.nxt, ack, flags: Flags::ACK, window, ..Segment::default() };
        cx.send(segment, SendKind::New, 0);
    }
}
