//! RFC 5681 with the recovery of RFC 6582: a partial acknowledgment shows the next loss of the same window.

use super::window::Window;
use super::{Algorithm, Picture, Reaction};
use crate::tcp::{Rule, Seq};

/// The algorithm of RFC 6582 §3.2.
#[derive(Clone, Debug)]
pub(in crate::tcp) struct NewReno {
    window: Window,
    /// The highest sequence number sent when recovery, or the last timeout, began. Before the first loss there is none: the
    /// RFC's ISS there would keep the loss of the very first data segment from being repaired fast.
    recover: Option<Seq>,
    /// Partial acknowledgments seen, while in recovery.
    recovering: Option<u32>,
}

impl NewReno {
    pub(super) fn new(window: Window) -> NewReno {
        NewReno { window, recover: None, recovering: None }
    }
}

impl Algorithm for NewReno {
    fn acknowledged(&mut self, p: Picture) -> Reaction {
        let Some(partials) = self.recovering else {
            return Reaction { rule: self.window.grow(p.acked), retransmit: false, restart_timer: true };
        };
        let w = &mut self.window;
        if self.recover.is_none_or(|r| p.una.after(r)) {
            // A full acknowledgment; option 1 of step 3 keeps a burst from following.
            w.cwnd = w.ssthresh.min(p.flight.max(w.smss).saturating_add(w.smss));
            self.recovering = None;
            return Reaction { rule: Rule::RecoveryEnds, retransmit: false, restart_timer: true };
        }
        w.cwnd = w.cwnd.saturating_sub(p.acked);
        if p.acked >= w.smss {
            w.cwnd = w.cwnd.saturating_add(w.smss);
        }
        w.cwnd = w.cwnd.max(w.smss);
        self.recovering = Some(partials.saturating_add(1));
        Reaction { rule: Rule::PartialAck, retransmit: true, restart_timer: partials == 0 }
    }

    fn duplicate(&mut self, p: Picture, count: u16, threshold: u16) -> Reaction {
        let no = |rule| Reaction { rule, retransmit: false, restart_timer: false };
        if self.recovering.is_some() {
            self.window.cwnd = self.window.cwnd.saturating_add(self.window.smss);
            return no(Rule::RecoveryInflates);
        }
        if count != threshold {
            return no(Rule::DupAckCounted);
        }
        if self.recover.is_some_and(|r| !(p.una - 1).after(r)) {
            return no(Rule::DupAckBelowRecover);
        }
        self.recover = Some(p.nxt - 1);
        self.recovering = Some(0);
        self.window.halve(p.flight);
        self.window.cwnd = self.window.ssthresh.saturating_add(self.window.smss.saturating_mul(u32::from(threshold)));
        Reaction { rule: Rule::FastRetransmit, retransmit: true, restart_timer: false }
    }

    fn timed_out(&mut self, p: Picture, again: bool) {
        self.recover = Some(p.nxt - 1);
        self.recovering = None;
        self.window.collapse(p.flight, again);
    }

    fn restart(&mut self) -> bool {
        self.window.restart()
    }
    fn cwnd(&self) -> u32 {
        self.window.cwnd
    }
    fn ssthresh(&self) -> u32 {
        self.window.ssthresh
    }
    fn phase(&self) -> &'static str {
        if self.recovering.is_some() { "fast recovery" } else { self.window.phase() }
    }
    fn recover(&self) -> Option<Seq> {
        self.recover
    }
}
