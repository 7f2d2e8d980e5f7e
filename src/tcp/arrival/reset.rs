//! Second, check the RST bit (RFC 9293 §3.10.7.4, RFC 5961 §3).

use super::forged::reset_is_doubtful;
use super::{Link, Step};
use crate::tcp::link::Stage;
use crate::tcp::{AppEvent, Rule, Segment, SendKind, TcpConfig};
use crate::wire::Flags;

impl Link {
    pub(super) fn check_reset(&self, segment: &Segment, config: &TcpConfig) -> Step {
        if !segment.flags.has(Flags::RST) {
            return Step::Next;
        }
        if !segment.seq.in_window(self.rcv.nxt, self.rcv.wnd().max(1)) {
            // Its text reaches into the window, its number does not.
            return Step::Drop(Rule::RstOutside);
        }
        if reset_is_doubtful(segment.seq, self.rcv.nxt, config) {
            return Step::Answer(Rule::RstChallenged, SendKind::ChallengeAck);
        }
        match self.stage {
            Stage::SynReceived { passive: true } => Step::Listen(Rule::RstToListen),
            Stage::SynReceived { passive: false } => Step::Die(Rule::RstRefused, Some(AppEvent::Refused)),
            _ => Step::Die(Rule::RstAccepted, Some(AppEvent::Reset)),
        }
    }
}
