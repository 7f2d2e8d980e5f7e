//! Loss recovery: what acknowledgments tell of losses, what is then sent again, and what recovery does to the window meanwhile.
//! One file per method, each behind `Method`; the timer's part is in `retransmit`.
//!
//! Another method is a file, a variant of `How` and a word of `config::LossRecovery`.

mod newreno;
mod none;
mod reno;

use newreno::NewReno;
use none::Timer;
use reno::Reno;

use super::config::LossRecovery;
use super::congestion::Algorithm;
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
    /// SMSS, bytes.
    pub smss: u32,
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

impl Reaction {
    /// Nothing is sent again for it; the timer starts anew if `restart_timer`.
    const fn plain(rule: Rule, restart_timer: bool) -> Reaction {
        Reaction { rule, retransmit: false, restart_timer }
    }
    const fn repeat(rule: Rule, restart_timer: bool) -> Reaction {
        Reaction { rule, retransmit: true, restart_timer }
    }
}

/// A method of recovery.
trait Method {
    /// An acknowledgment of new data; `None` outside of recovery, where the window grows by the algorithm's own rule.
    fn acknowledged(&mut self, p: Picture, cc: &mut dyn Algorithm) -> Option<Reaction>;
    /// The duplicate acknowledgment number `count` in a row; `threshold` of them show a loss.
    fn duplicate(&mut self, p: Picture, count: u16, threshold: u16, cc: &mut dyn Algorithm) -> Reaction;
    /// The retransmission timer expired.
    fn timed_out(&mut self, p: Picture);
    /// Whether it is recovering now.
    fn is_recovering(&self) -> bool;
    /// Where recovery ends, if that was ever set.
    fn recover(&self) -> Option<Seq>;
}

/// The method of one connection.
#[derive(Clone, Debug)]
enum How {
    NewReno(NewReno),
    Reno(Reno),
    None(Timer),
}

/// The recovery of one connection: what all methods share, and its method.
#[derive(Clone, Debug)]
pub(super) struct Recovery {
    how: How,
    dup_acks: u16,
    /// Bytes sent by limited transmit since the last new acknowledgment.
    limited: u32,
}

impl Recovery {
    pub fn new(config: &TcpConfig) -> Recovery {
        let how = match config.recovery {
            LossRecovery::NewReno => How::NewReno(NewReno::default()),
            LossRecovery::Reno => How::Reno(Reno::default()),
            LossRecovery::None => How::None(Timer),
        };
        Recovery { how, dup_acks: 0, limited: 0 }
    }

    fn method(&self) -> &dyn Method {
        match &self.how {
            How::NewReno(m) => m,
            How::Reno(m) => m,
            How::None(m) => m,
        }
    }
    fn method_mut(&mut self) -> &mut dyn Method {
        match &mut self.how {
            How::NewReno(m) => m,
            How::Reno(m) => m,
            How::None(m) => m,
        }
    }

    /// SND.UNA moved, whatever it moved over.
    pub fn advanced(&mut self) {
        self.dup_acks = 0;
    }

    /// So many new bytes of what was sent are acknowledged: they are no longer limited transmit's.
    pub fn settle(&mut self, acked: u32) {
        self.limited = self.limited.saturating_sub(acked);
    }

    /// An acknowledgment of new data.
    pub fn acknowledged(&mut self, p: Picture, cc: &mut dyn Algorithm) -> Reaction {
        self.method_mut().acknowledged(p, cc).unwrap_or_else(|| Reaction::plain(cc.grow(p.acked, p.smss), true))
    }

    /// Another duplicate acknowledgment (RFC 5681 §2).
    pub fn duplicate(&mut self, p: Picture, cc: &mut dyn Algorithm, config: &TcpConfig) -> Reaction {
        self.dup_acks = self.dup_acks.saturating_add(1);
        let count = self.dup_acks;
        self.method_mut().duplicate(p, count, threshold(config), cc)
    }

    /// The retransmission timer expired for data; the algorithm's window is its own business.
    pub fn timed_out(&mut self, p: Picture) {
        self.method_mut().timed_out(p);
    }

    /// The retransmission timer expired, for data or a SYN: what was counted before means nothing now.
    pub fn forget(&mut self) {
        (self.dup_acks, self.limited) = (0, 0);
    }

    /// Bytes beyond `cwnd` that the first duplicate acknowledgments let out (RFC 3042 §2).
    pub fn allowance(&self, smss: u32, config: &TcpConfig) -> Option<u32> {
        let early = config.limited_transmit && self.dup_acks > 0 && self.dup_acks < threshold(config);
        early.then(|| smss.saturating_mul(u32::from(self.dup_acks.min(2))))
    }

    /// So many bytes left by that allowance.
    pub fn went_beyond(&mut self, len: u32) {
        self.limited = self.limited.saturating_add(len);
    }

    /// Bytes out by that allowance, which FlightSize leaves out (RFC 5681 §3.2).
    pub fn beyond(&self) -> u32 {
        self.limited
    }
    /// Duplicate acknowledgments in a row.
    pub fn dup_acks(&self) -> u16 {
        self.dup_acks
    }
    /// Whether a loss is being repaired.
    pub fn is_recovering(&self) -> bool {
        self.method().is_recovering()
    }
    /// Where recovery ends, if that was ever set.
    pub fn recover(&self) -> Option<Seq> {
        self.method().recover()
    }
}

fn threshold(config: &TcpConfig) -> u16 {
    config.dup_ack_threshold.max(1)
}

/// Duplicate acknowledgments show a loss (RFC 5681 §3.2, steps 2 and 3): the window is what left the network and half of the rest.
fn enter(p: Picture, threshold: u16, cc: &mut dyn Algorithm) {
    cc.lost(p.flight, p.smss);
    cc.set_cwnd(cc.ssthresh().saturating_add(p.smss.saturating_mul(u32::from(threshold))));
}

/// Each further duplicate says that another segment left the network (RFC 5681 §3.2, step 4).
fn inflate(p: Picture, cc: &mut dyn Algorithm) -> Reaction {
    cc.set_cwnd(cc.cwnd().saturating_add(p.smss));
    Reaction::plain(Rule::RecoveryInflates, false)
}
