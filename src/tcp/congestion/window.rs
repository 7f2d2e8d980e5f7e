//! What the algorithms of RFC 5681 share: the window, slow start, congestion avoidance, the reaction to a timeout.

use crate::tcp::config::InitialWindow;
use crate::tcp::{Rule, TcpConfig};

/// `cwnd` and `ssthresh`, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Window {
    pub cwnd: u32,
    pub ssthresh: u32,
    /// IW: also bounds the restart window.
    initial: u32,
    /// Bytes acknowledged since the last step of congestion avoidance.
    counted: u32,
}

impl Window {
    pub fn new(config: &TcpConfig, smss: u32, syn_losses: u16) -> Window {
        let smss = smss.max(1);
        let lost = Window::initial_rule(config, syn_losses) == Rule::InitialWindowAfterLoss;
        let initial = if lost { smss } else { initial_window(config.initial_window, smss) };
        Window { cwnd: initial, ssthresh: u32::MAX / 2, initial, counted: 0 }
    }

    /// What decides the initial window.
    pub fn initial_rule(config: &TcpConfig, syn_losses: u16) -> Rule {
        // RFC 5681 §3.1 falls back to one segment if the SYN was lost; RFC 6928 §2 only if it was lost more than once.
        match config.initial_window {
            InitialWindow::Rfc6928 if syn_losses <= 1 => Rule::InitialWindowTen,
            InitialWindow::Rfc5681 if syn_losses == 0 => Rule::InitialWindow,
            InitialWindow::Segments(_) if syn_losses == 0 => Rule::InitialWindowSet,
            _ => Rule::InitialWindowAfterLoss,
        }
    }

    /// Growth by `acked` new bytes (RFC 5681 §3.1): equation (2) in slow start, byte counting in congestion avoidance.
    pub fn grow(&mut self, acked: u32, smss: u32) -> Rule {
        if self.cwnd < self.ssthresh {
            self.cwnd = self.cwnd.saturating_add(acked.min(smss)).min(u32::MAX / 2);
            return Rule::SlowStart;
        }
        self.counted = self.counted.saturating_add(acked);
        if self.counted >= self.cwnd {
            // At most one SMSS per round trip: what was counted beyond the window does not grow it twice.
            self.counted = (self.counted - self.cwnd).min(self.cwnd);
            self.cwnd = self.cwnd.saturating_add(smss).min(u32::MAX / 2);
        }
        Rule::CongestionAvoidance
    }

    /// Equation (4) of RFC 5681.
    pub fn halve(&mut self, flight: u32, smss: u32) {
        self.ssthresh = (flight / 2).max(smss.saturating_mul(2));
        self.counted = 0;
    }

    /// A timeout (RFC 5681 §3.1): the loss window is one segment; `ssthresh` is kept if the same segment was lost again.
    pub fn collapse(&mut self, flight: u32, smss: u32, again: bool) {
        if !again {
            self.halve(flight, smss);
        }
        self.counted = 0;
        self.cwnd = smss;
    }

    /// The restart window (RFC 5681 §4.1).
    pub fn restart(&mut self) -> bool {
        let smaller = self.cwnd > self.initial;
        self.cwnd = self.cwnd.min(self.initial);
        smaller
    }

    pub fn phase(&self) -> &'static str {
        if self.cwnd < self.ssthresh { "slow start" } else { "congestion avoidance" }
    }
}

/// IW in bytes.
fn initial_window(kind: InitialWindow, smss: u32) -> u32 {
    match kind {
        InitialWindow::Rfc5681 if smss > 2190 => smss.saturating_mul(2),
        InitialWindow::Rfc5681 if smss > 1095 => smss.saturating_mul(3),
        InitialWindow::Rfc5681 => smss.saturating_mul(4),
        InitialWindow::Rfc6928 => smss.saturating_mul(10).min(smss.saturating_mul(2).max(14_600)),
        InitialWindow::Segments(n) => smss.saturating_mul(u32::from(n.max(1))).min(u32::MAX / 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(kind: InitialWindow, smss: u32, losses: u16) -> u32 {
        Window::new(&TcpConfig { initial_window: kind, ..TcpConfig::default() }, smss, losses).cwnd
    }

    #[test]
    fn the_initial_window_follows_the_rfc_that_is_chosen() {
        assert_eq!(window(InitialWindow::Rfc5681, 2191, 0), 4382);
        assert_eq!(window(InitialWindow::Rfc5681, 1460, 0), 4380);
        assert_eq!(window(InitialWindow::Rfc5681, 536, 0), 2144);
        assert_eq!(window(InitialWindow::Rfc6928, 1460, 0), 14_600);
        assert_eq!(window(InitialWindow::Rfc6928, 8960, 0), 17_920);
        assert_eq!(window(InitialWindow::Segments(0), 1460, 0), 1460);
    }

    #[test]
    fn the_initial_window_names_what_decided_it() {
        let rule = |kind, losses| Window::initial_rule(&TcpConfig { initial_window: kind, ..TcpConfig::default() }, losses).source();
        assert_eq!((rule(InitialWindow::Rfc6928, 0), rule(InitialWindow::Rfc6928, 1)), ((6928, "2"), (6928, "2")));
        assert_eq!((rule(InitialWindow::Rfc5681, 0), rule(InitialWindow::Segments(20), 0)), ((5681, "3.1"), (5681, "3.1")));
        for kind in [InitialWindow::Rfc6928, InitialWindow::Rfc5681, InitialWindow::Segments(20)] {
            assert_eq!(Window::initial_rule(&TcpConfig { initial_window: kind, ..TcpConfig::default() }, 2), Rule::InitialWindowAfterLoss);
        }
    }

    #[test]
    fn a_lost_syn_leaves_one_segment() {
        assert_eq!(window(InitialWindow::Rfc5681, 1460, 1), 1460);
        assert_eq!(window(InitialWindow::Rfc6928, 1460, 1), 14_600);
        assert_eq!(window(InitialWindow::Rfc6928, 1460, 2), 1460);
    }

    #[test]
    fn avoidance_adds_one_segment_per_window_of_acknowledged_bytes() {
        let mut w = Window::new(&TcpConfig::default(), 1000, 0);
        w.cwnd = 4000;
        w.ssthresh = 4000;
        for _ in 0..3 {
            w.grow(1000, 1000);
            assert_eq!(w.cwnd, 4000);
        }
        w.grow(1000, 1000);
        assert_eq!(w.cwnd, 5000);
    }
}
