//! Teaching variant: no congestion control at all. Only the peer's window and the retransmission timer restrain the sender.

use super::{Algorithm, Picture, Reaction};
use crate::tcp::Rule;

/// Sends whatever the peer's window allows, and waits for the timer after a loss.
#[derive(Clone, Debug)]
pub(in crate::tcp) struct Unlimited;

impl Algorithm for Unlimited {
    fn acknowledged(&mut self, _: Picture) -> Reaction {
        Reaction { rule: Rule::NoCongestionControl, retransmit: false, restart_timer: true }
    }
    fn duplicate(&mut self, _: Picture, _: u16, _: u16) -> Reaction {
        Reaction { rule: Rule::NoCongestionControl, retransmit: false, restart_timer: false }
    }
    fn timed_out(&mut self, _: Picture, _: bool) {}
    fn restart(&mut self) -> bool {
        false
    }
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
