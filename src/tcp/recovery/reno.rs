//! RFC 5681 §3.2 alone: recovery ends with the first acknowledgment of new data.

use super::{Algorithm, Method, Picture, Reaction, enter, inflate};
use crate::tcp::{Rule, Seq};

/// Fast retransmit and fast recovery.
#[derive(Clone, Debug, Default)]
pub(super) struct Reno {
    recovering: bool,
}

impl Method for Reno {
    fn acknowledged(&mut self, _: Picture, cc: &mut dyn Algorithm) -> Option<Reaction> {
        std::mem::take(&mut self.recovering).then(|| {
            cc.set_cwnd(cc.ssthresh());
            Reaction::plain(Rule::RecoveryEnds, true)
        })
    }

    fn duplicate(&mut self, p: Picture, count: u16, threshold: u16, cc: &mut dyn Algorithm) -> Reaction {
        if self.recovering {
            return inflate(p, cc);
        }
        if count != threshold {
            return Reaction::plain(Rule::DupAckCounted, false);
        }
        self.recovering = true;
        enter(p, threshold, cc);
        Reaction::repeat(Rule::FastRetransmit, false)
    }

    fn timed_out(&mut self, _: Picture) {
        self.recovering = false;
    }
    fn is_recovering(&self) -> bool {
        self.recovering
    }
    fn recover(&self) -> Option<Seq> {
        None
    }
}
