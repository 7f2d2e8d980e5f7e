//! Seventh, process the segment text (RFC 9293 §3.10.7.4).

use super::Link;
use crate::tcp::cx::Cx;
use crate::tcp::link::Fate;
use crate::tcp::{AppEvent, Rule, Segment, SendKind, Value};

impl Link {
    pub(super) fn take_text(&mut self, segment: &mut Segment, cx: &mut Cx) -> Fate {
        let len = segment.payload.len();
        if !self.stage.takes_text() {
            if len > 0 {
                cx.why(Rule::TextAfterFin, &[segment, self]);
            }
            return Fate::Stays;
        }
        // What a SYN brought along was kept until now (§3.10.7.2, §3.10.7.3).
        if len == 0 {
            let fresh = self.rcv.pull();
            if fresh > 0 {
                self.deliver(fresh, fresh, None, cx);
            }
            return Fate::Stays;
        }
        // Nothing is taken from a peer whose FIN stands before it.
        if self.rcv.fin.is_some_and(|fin| (segment.seq + len).after(fin)) {
            let keep = self.rcv.fin.map_or(len, |fin| if fin.after(segment.seq) { fin.since(segment.seq) } else { 0 });
            segment.payload = segment.payload.slice(0, keep);
            if segment.payload.is_empty() {
                cx.why(Rule::TextAfterFin, &[segment, self]);
                return Fate::Stays;
            }
        }
        if !self.reading {
            cx.why(Rule::NobodyReads, &[segment, self]);
            cx.discard();
            super::reply_reset(segment, cx);
            return Fate::Gone(Some(AppEvent::Reset));
        }
        let text = std::mem::take(&mut segment.payload);
        let full = text.len();
        if segment.seq == self.rcv.nxt {
            let gap = self.rcv.has_gap();
            let fresh = self.rcv.take(text);
            let seq = segment.seq;
            // Keeps the FIN where it stands, now that the text is gone from the segment.
            segment.seq += full;
            let rule = if gap { Rule::FillsGap } else { Rule::InOrder };
            cx.why(rule, &[&("SEG.SEQ", Value::Peer(seq)), &("SEG.LEN", Value::Bytes(u64::from(full))), self]);
            self.deliver(fresh, full, gap.then_some(Rule::GapAnswered), cx);
        } else if !self.rcv.keeps_early {
            cx.why(Rule::GoBackN, &[&("SEG.LEN", Value::Bytes(u64::from(full))), segment, self]);
            cx.discard();
            self.rcv.ack.owe(SendKind::Repeat);
            return Fate::Done;
        } else {
            let seq = segment.seq;
            segment.seq += full;
            let fresh = self.rcv.keep(seq, text);
            let rule = if fresh > 0 { Rule::OutOfOrder } else { Rule::KnownEarly };
            cx.why(rule, &[&("SEG.SEQ", Value::Peer(seq)), &("SEG.LEN", Value::Bytes(u64::from(full))), self]);
            self.rcv.ack.owe(SendKind::Repeat);
        }
        Fate::Stays
    }

    /// Tells the application of `fresh` new bytes, and owes the peer an acknowledgment.
    fn deliver(&mut self, fresh: u32, largest: u32, at_once: Option<Rule>, cx: &mut Cx) {
        if self.rcv.up.is_some() && self.rcv.urgent_left() == 0 {
            self.rcv.up = None;
        }
        cx.tell(AppEvent::Readable(fresh));
        self.rcv.owe_ack(fresh, largest, at_once, cx);
    }
}
