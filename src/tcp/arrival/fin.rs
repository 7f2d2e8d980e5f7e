//! Eighth, check the FIN bit (RFC 9293 §3.10.7.4).

use super::Link;
use crate::tcp::cx::Cx;
use crate::tcp::link::{Fate, Stage};
use crate::tcp::{AppEvent, Rule, Segment, SendKind};
use crate::wire::Flags;

impl Link {
    pub(super) fn take_fin(&mut self, segment: &Segment, cx: &mut Cx) -> Fate {
        if segment.flags.has(Flags::FIN) && self.stage.takes_text() && !self.rcv.ended {
            // The text before it was taken already, and the number moved along.
            let at = segment.seq + segment.payload.len();
            let kept = (at == self.rcv.nxt || self.rcv.keeps_early) && self.rcv.keep_fin(at);
            if at != self.rcv.nxt || !kept {
                cx.why(Rule::FinEarly, &[segment, self]);
                self.rcv.ack.owe(SendKind::Repeat);
            }
        }
        if !self.rcv.fin_reached() || !self.stage.takes_text() {
            return Fate::Stays;
        }
        cx.why(Rule::FinReached, &[segment, self]);
        self.rcv.end();
        cx.tell(AppEvent::EndOfStream);
        self.rcv.ack.owe(SendKind::New);
        match self.stage {
            Stage::FinWait2 => return Fate::Waits,
            Stage::FinWait1 => {
                cx.why(Rule::FinCrossed, &[self]);
                self.enter(Stage::Closing, cx);
            }
            _ => self.enter(Stage::CloseWait, cx),
        }
        Fate::Stays
    }
}
