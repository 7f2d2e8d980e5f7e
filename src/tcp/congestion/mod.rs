//! Congestion control: one file per algorithm, each behind `Algorithm`. An algorithm owns `cwnd` and `ssthresh`, says what an
//! acknowledgment or a loss does to them and by which rule; sending is not its business.

mod newreno;
mod none;
mod reno;
mod window;

use newreno::NewReno;
use none::Unlimited;
use reno::Reno;

use super::config::Congestion;
use super::{Rule, Seq, TcpConfig};

/// What the sender looks like at the moment it asks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Picture {
    pub una: Seq,
    pub nxt: Seq,
    /// FlightSize: bytes sent and not acknowledged; limited transmit's are left out.
    pub flight: u32,
    /// Bytes the acknowledgment acknowledged first; 0 for a duplicate.
    pub acked: u32,
}

/// What follows from an acknowledgment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reaction {
    pub rule: Rule,
    /// Send the first unacknowledged segment again.
    pub retransmit: bool,
    /// Whether the retransmission timer starts anew, as it does for every new acknowledgment outside of recovery.
    pub restart_timer: bool,
}

/// A congestion control algorithm.
pub(super) trait Algorithm {
    /// An acknowledgment of new data.
    fn acknowledged(&mut self, p: Picture) -> Reaction;
    /// A duplicate acknowledgment after the threshold was reached within recovery, or the one that reaches it.
    fn duplicate(&mut self, p: Picture, count: u16, threshold: u16) -> Reaction;
    /// The retransmission timer expired; `again` if for the same segment as the last time.
    fn timed_out(&mut self, p: Picture, again: bool);
    /// Before sending after a long pause (RFC 5681 §4.1). Returns whether the window became smaller.
    fn restart(&mut self) -> bool;
    /// Bytes that may be in the network.
    fn cwnd(&self) -> u32;
    /// Slow-start threshold in bytes.
    fn ssthresh(&self) -> u32;
    /// The name of what it does now.
    fn phase(&self) -> &'static str;
    /// Where recovery ends, if that was ever set.
    fn recover(&self) -> Option<Seq> {
        None
    }
}

/// The algorithm of one connection.
#[derive(Clone, Debug)]
pub(super) enum Control {
    Reno(Reno),
    NewReno(NewReno),
    None(Unlimited),
}

impl Control {
    /// Begins with the initial window; `syn_losses` is how often our SYN was repeated.
    pub fn new(config: &TcpConfig, smss: u32, syn_losses: u16) -> Control {
        let window = window::Window::new(config, smss, syn_losses);
        match config.congestion {
            Congestion::Reno => Control::Reno(Reno::new(window)),
            Congestion::NewReno => Control::NewReno(NewReno::new(window)),
            Congestion::None => Control::None(Unlimited),
        }
    }
    /// The algorithm.
    pub fn get(&self) -> &dyn Algorithm {
        match self {
            Control::Reno(a) => a,
            Control::NewReno(a) => a,
            Control::None(a) => a,
        }
    }
    /// The algorithm, to tell it something.
    pub fn get_mut(&mut self) -> &mut dyn Algorithm {
        match self {
            Control::Reno(a) => a,
            Control::NewReno(a) => a,
            Control::None(a) => a,
        }
    }
}
