//! Slow start and congestion avoidance as RFC 5681 §3.1 has them, with the restart of §4.1.

use super::Algorithm;
use super::window::Window;
use crate::tcp::Rule;

/// The window, and nothing besides.
#[derive(Clone, Debug)]
pub(in crate::tcp) struct Reno(pub(super) Window);

impl Algorithm for Reno {
    fn grow(&mut self, acked: u32, smss: u32) -> Rule {
        self.0.grow(acked, smss)
    }
    fn lost(&mut self, flight: u32, smss: u32) {
        self.0.halve(flight, smss);
    }
    fn timed_out(&mut self, flight: u32, smss: u32, again: bool) {
        self.0.collapse(flight, smss, again);
    }
    fn restart(&mut self) -> bool {
        self.0.restart()
    }
    fn set_cwnd(&mut self, bytes: u32) {
        self.0.cwnd = bytes;
    }
    fn cwnd(&self) -> u32 {
        self.0.cwnd
    }
    fn ssthresh(&self) -> u32 {
        self.0.ssthresh
    }
    fn phase(&self) -> &'static str {
        self.0.phase()
    }
}
