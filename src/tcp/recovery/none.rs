//! Teaching variant: no fast retransmit. A loss waits for the timer.

use super::{Algorithm, Method, Picture, Reaction};
use crate::tcp::{Rule, Seq};

/// The timer alone.
#[derive(Clone, Debug)]
pub(super) struct Timer;

impl Method for Timer {
    fn acknowledged(&mut self, _: Picture, _: &mut dyn Algorithm) -> Option<Reaction> {
        None
    }
    fn duplicate(&mut self, _: Picture, _: u16, _: u16, _: &mut dyn Algorithm) -> Reaction {
        Reaction::plain(Rule::NoCongestionControl, false)
    }
    fn timed_out(&mut self, _: Picture) {}
    fn is_recovering(&self) -> bool {
        false
    }
    fn recover(&self) -> Option<Seq> {
        None
    }
}
