//! Fourth, check the SYN bit (RFC 9293 §3.10.7.4, RFC 5961 §4). The third step, security, has nothing to look at here.

use super::forged::syn_is_doubtful;
use super::{Link, Step};
use crate::tcp::link::Stage;
use crate::tcp::{AppEvent, Rule, Segment, SendKind, TcpConfig};
use crate::wire::Flags;

impl Link {
    pub(super) fn check_syn(&self, segment: &Segment, config: &TcpConfig) -> Step {
        if !segment.flags.has(Flags::SYN) {
            return Step::Next;
        }
        match self.stage {
            // The known SYN of a crossed opening: the first step saw to it.
            Stage::SynReceived { .. } if segment.seq == self.rcv.irs => Step::Next,
            Stage::SynReceived { passive: true } => Step::Listen(Rule::SynToListen),
            _ if syn_is_doubtful(config) => Step::Answer(Rule::SynChallenged, SendKind::ChallengeAck),
            // RFC 793: a SYN in the window is an error; one before it is old, though its text or FIN may not be.
            _ if segment.seq.before(self.rcv.nxt) => Step::Answer(Rule::Unacceptable, SendKind::Repeat),
            _ => Step::Kill(Rule::SynInWindow, Some(AppEvent::Reset)),
        }
    }
}
