//! Teaching variant: no congestion control at all. Only the peer's window and the retransmission timer restrain the sender.

use super::Algorithm;
use crate::tcp::Rule;

/// Sends whatever the peer's window allows.
#[derive(Clone, Debug)]
pub(in crate::tcp) struct Unlimited;

impl Algorithm for Unlimited {
    fn grow(&mut self, _: u32, _: u32) -> Rule {
        Rule::NoCongestionControl
    }
    fn lost(&mut self, _: u32, _: u32) {}
    fn timed_out(&mut self, _: u32, _: u32, _: bool) {}
    fn restart(&mut self) -> bool {
        false
    }
    fn set_cwnd(&mut self, _: u32) {}
    fn cwnd(&self) -> u32 {
        u32::MAX / 2
    }
    fn ssthresh(&self) -> u32 {
        u32::MAX / 2
    }
    fn phase(&self) -> &'static str {
        "none"
    }
}
