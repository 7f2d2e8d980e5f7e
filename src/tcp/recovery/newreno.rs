//! RFC 6582: a partial acknowledgment shows the next loss of the same window.

use super::{Algorithm, Method, Picture, Reaction, enter, inflate};
use crate::tcp::{Rule, Seq};

/// The variables of RFC 6582 §3.2.
#[derive(Clone, Debug, Default)]
pub(super) struct NewReno {
    /// The highest sequence number sent when recovery, or the last timeout, began. Before the first loss there is none: the
    /// RFC's ISS there would keep the loss of the very first data segment from being repaired fast.
    recover: Option<Seq>,
    /// Partial acknowledgments seen, while in recovery.
    recovering: Option<u32>,
}

impl Method for NewReno {
    fn acknowledged(&mut self, p: Picture, cc: &mut dyn Algorithm) -> Option<Reaction> {
        let partials = self.recovering?;
        let smss = p.smss;
        if self.recover.is_none_or(|r| p.una.after(r)) {
            // A full acknowledgment; option 1 of step 3 keeps a burst from following.
            cc.set_cwnd(cc.ssthresh().min(p.flight.max(smss).saturating_add(smss)));
            self.recovering = None;
            return Some(Reaction::plain(Rule::RecoveryEnds, true));
        }
        let left = cc.cwnd().saturating_sub(p.acked);
        cc.set_cwnd(if p.acked >= smss { left.saturating_add(smss) } else { left }.max(smss));
        self.recovering = Some(partials.saturating_add(1));
        Some(Reaction::repeat(Rule::PartialAck, partials == 0))
    }

    fn duplicate(&mut self, p: Picture, count: u16, threshold: u16, cc: &mut dyn Algorithm) -> Reaction {
        if self.recovering.is_some() {
            return inflate(p, cc);
        }
        if count != threshold {
            return Reaction::plain(Rule::DupAckCounted, false);
        }
        if self.recover.is_some_and(|r| !(p.una - 1).after(r)) {
            return Reaction::plain(Rule::DupAckBelowRecover, false);
        }
        self.recover = Some(p.nxt - 1);
        self.recovering = Some(0);
        enter(p, threshold, cc);
        Reaction::repeat(Rule::FastRetransmit, false)
    }

    fn timed_out(&mut self, p: Picture) {
        self.recover = Some(p.nxt - 1);
        self.recovering = None;
    }
    fn is_recovering(&self) -> bool {
        self.recovering.is_some()
    }
    fn recover(&self) -> Option<Seq> {
        self.recover
    }
}
