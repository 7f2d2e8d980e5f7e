//! Sending urgent data (RFC 9293 §3.8.5, RFC 6093): where it ends, and how segments say so. Receiving it is a step of arrival.

use super::cx::Cx;
use super::link::Link;
use super::send::Sender;
use super::{CallError, Rule, Segment, SendKind, Seq};
use crate::wire::{Flags, Payload};

/// Adds URG and the pointer to a segment that stands before the end of urgent data. The pointer names the octet after it
/// (MUST-62); where that lies further off than 16 bits can say, it says as far as it can, and later segments say more (MUST-31).
pub(super) fn mark(segment: &mut Segment, up: Option<Seq>) {
    if let Some(up) = up
        && up.after(segment.seq)
        && !segment.flags.has(Flags::SYN)
    {
        segment.flags |= Flags::URG;
        segment.urgent = up.since(segment.seq).min(65_535) as u16;
    }
}

impl Sender {
    /// SEND with the URGENT flag: what was taken ends the urgent data (§3.10.2). Without a byte there is nothing to mark.
    pub(super) fn accept_urgent(&mut self, data: &Payload, cx: &mut Cx) -> Result<u32, CallError> {
        let taken = self.accept(data, true, cx)?;
        if taken > 0 {
            self.up = Some(self.nxt + self.unsent.len());
            cx.why(Rule::UrgentMarked, &[self]);
        }
        Ok(taken)
    }
}

impl Link {
    /// The same, on a connection that may send. Where the data has to wait, the news of it goes ahead (MUST-66 is its other side).
    pub(super) fn send_urgent(&mut self, data: &Payload, cx: &mut Cx) -> Result<u32, CallError> {
        let before = self.snd.nxt;
        let taken = self.snd.accept_urgent(data, cx)?;
        self.output(cx);
        if taken > 0 && self.snd.nxt == before && !self.opening() {
            cx.why(Rule::UrgentGoesAhead, &[self]);
            self.rcv.ack.owe(SendKind::New);
        }
        Ok(taken)
    }
}
