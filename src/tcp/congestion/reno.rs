//! RFC 5681 alone: recovery ends with the first acknowledgment of new data.

use super::window::Window;
use super::{Algorithm, Picture, Reaction};
use crate::tcp::Rule;

/// The algorithm of RFC 5681 §3.
#[derive(Clone, Debug)]
pub(in crate::tcp) struct Reno {
    window: Window,
    recovering: bool,
}

impl Reno {
    pub(super) fn new(window: Window) -> Reno {
        Reno { window, recovering: false }
    }
}

impl Algorithm for Reno {
    fn acknowledged(&mut self, p: Picture) -> Reaction {
        let rule = if self.recovering {
            self.recovering = false;
            self.window.cwnd = self.window.ssthresh;
            Rule::RecoveryEnds
        } else {
            self.window.grow(p.acked)
        };
        Reaction { rule, retransmit: false, restart_timer: true }
    }

    fn duplicate(&mut self, p: Picture, count: u16, threshold: u16) -> Reaction {
        let (rule, retransmit) = if self.recovering {
            self.window.cwnd = self.window.cwnd.saturating_add(self.window.smss);
            (Rule::RecoveryInflates, false)
        } else if count == threshold {
            self.recovering = true;
            self.window.halve(p.flight);
            self.window.cwnd = self.window.ssthresh.saturating_add(self.window.smss.saturating_mul(u32::from(threshold)));
            (Rule::FastRetransmit, true)
        } else {
            (Rule::DupAckCounted, false)
        };
        Reaction { rule, retransmit, restart_timer: false }
    }

    fn timed_out(&mut self, p: Picture, again: bool) {
        self.recovering = false;
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
        if self.recovering { "fast recovery" } else { self.window.phase() }
    }
}
