//! Congestion control: how many bytes may be in the network. One file per algorithm, each behind `Algorithm`; an algorithm owns
//! `cwnd` and `ssthresh`. What is lost, and what is sent again, is `recovery`'s business.
//!
//! Another algorithm is a file, a variant of `Control` and a word of `config::Congestion`.

mod none;
mod reno;
mod window;

use none::Unlimited;
use reno::Reno;

use super::config::Congestion;
use super::{Rule, TcpConfig};

/// A congestion control algorithm. It counts in the sender's MSS (`smss`, bytes), which may become smaller on the way.
pub(super) trait Algorithm {
    /// So many new bytes were acknowledged, outside of recovery.
    fn grow(&mut self, acked: u32, smss: u32) -> Rule;
    /// Duplicate acknowledgments showed a loss: sets `ssthresh`. The window itself is set by recovery.
    fn lost(&mut self, flight: u32, smss: u32);
    /// The retransmission timer expired; `again` if for the same segment as the last time.
    fn timed_out(&mut self, flight: u32, smss: u32, again: bool);
    /// Before sending after a long pause (RFC 5681 §4.1). Returns whether the window became smaller.
    fn restart(&mut self) -> bool;
    /// Recovery sets the window: inflated while duplicates come, deflated at its end.
    fn set_cwnd(&mut self, bytes: u32);
    /// Bytes that may be in the network.
    fn cwnd(&self) -> u32;
    /// Slow-start threshold in bytes.
    fn ssthresh(&self) -> u32;
    /// The name of what it does now.
    fn phase(&self) -> &'static str;
}

/// The algorithm of one connection.
#[derive(Clone, Debug)]
pub(super) enum Control {
    Reno(Reno),
    None(Unlimited),
}

impl Control {
    /// Begins with the initial window; `syn_losses` is how often our SYN was repeated.
    pub fn new(config: &TcpConfig, smss: u32, syn_losses: u16) -> Control {
        match config.congestion {
            Congestion::Reno => Control::Reno(Reno(window::Window::new(config, smss, syn_losses))),
            Congestion::None => Control::None(Unlimited),
        }
    }
    /// What decides the window that it begins with.
    pub fn initial_rule(config: &TcpConfig, syn_losses: u16) -> Rule {
        match config.congestion {
            Congestion::Reno => window::Window::initial_rule(config, syn_losses),
            Congestion::None => Rule::NoCongestionControl,
        }
    }
    /// The algorithm.
    pub fn get(&self) -> &dyn Algorithm {
        match self {
            Control::Reno(a) => a,
            Control::None(a) => a,
        }
    }
    /// The algorithm, to tell it something.
    pub fn get_mut(&mut self) -> &mut dyn Algorithm {
        match self {
            Control::Reno(a) => a,
            Control::None(a) => a,
        }
    }
}
