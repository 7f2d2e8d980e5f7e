//! CLOSE and ABORT (RFC 9293 §3.10.4, §3.10.5, §3.6).

use super::buffer::Stream;
use super::cx::Cx;
use super::link::{Fate, Link, Stage};
use super::send::Fin;
use super::{CallError, Rule, Segment, SendKind};
use crate::wire::Flags;

impl Link {
    /// CLOSE: no more to send.
    pub(super) fn close(&mut self, cx: &mut Cx) -> Result<(), CallError> {
        let rule = match self.stage {
            _ if self.snd.fin != Fin::No => return Err(CallError::Closing),
            Stage::SynReceived { .. } if self.snd.unsent.is_empty() => Rule::CloseInSynReceived,
            Stage::SynReceived { .. } => Rule::CloseQueued,
            Stage::Established => Rule::CloseEstablished,
            Stage::CloseWait => Rule::CloseAfterPeer,
            Stage::FinWait1 | Stage::FinWait2 | Stage::Closing | Stage::LastAck => return Err(CallError::Closing),
        };
        cx.why(rule, &[self]);
        self.snd.fin = Fin::Wanted;
        if matches!(rule, Rule::CloseInSynReceived | Rule::CloseEstablished) {
            self.enter(Stage::FinWait1, cx);
        }
        self.output(cx);
        Ok(())
    }

    /// CLOSE for both directions: a RST if anything unread is lost by it (§3.6.1, SHLD-3).
    pub(super) fn close_both(&mut self, cx: &mut Cx) -> Result<Fate, CallError> {
        if !self.rcv.ready.is_empty() || self.rcv.early_len() > 0 {
            cx.why(Rule::CloseUnread, &[self]);
            self.send_reset(cx);
            return Ok(Fate::Gone(None));
        }
        let again = !std::mem::replace(&mut self.reading, false);
        match self.close(cx) {
            // Only the reading side was still open.
            Err(CallError::Closing) if !again => Ok(Fate::Stays),
            Err(e) => Err(e),
            Ok(()) => Ok(Fate::Stays),
        }
    }

    /// ABORT: a RST where the peer may still think the connection alive and well.
    pub(super) fn abort(&mut self, cx: &mut Cx) -> Fate {
        if matches!(self.stage, Stage::Closing | Stage::LastAck) {
            cx.why(Rule::AbortSilent, &[self]);
            self.rcv.ready = Stream::default();
        } else {
            cx.why(Rule::Abort, &[self]);
            self.send_reset(cx);
        }
        Fate::Gone(None)
    }

    /// Everything queued is flushed; `<SEQ=SND.NXT><CTL=RST>`, with an acknowledgment if so configured.
    fn send_reset(&mut self, cx: &mut Cx) {
        self.rcv.ready = Stream::default();
        let mut segment = Segment { seq: self.snd.nxt, flags: Flags::RST, ..Segment::default() };
        if cx.config.reset_ack {
            segment.flags |= Flags::ACK;
            segment.ack = self.rcv.nxt;
        }
        cx.send(segment, SendKind::New, 0);
    }
}
