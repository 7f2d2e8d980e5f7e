//! The timers of a connection: one small table, indexed by kind; the next deadline is its minimum.

use crate::base::Time;

/// What a timer is for. The order is frozen: it breaks ties between timers of one instant and enters digests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimerKind {
    /// RFC 6298.
    Retransmission,
    /// Zero-window probes, RFC 9293 §3.8.6.1.
    Persist,
    /// RFC 9293 §3.8.6.3.
    DelayedAck,
    /// RFC 9293 §3.8.4.
    KeepAlive,
    /// 2 MSL, RFC 9293 §3.10.8.
    TimeWait,
    /// RFC 9293 §3.9.1 and §3.10.8.
    UserTimeout,
    /// Sender's override of silly-window avoidance, RFC 9293 §3.8.6.2.1.
    SwsOverride,
}

impl TimerKind {
    /// All kinds, in the table's order.
    pub const ALL: [TimerKind; 7] = [
        TimerKind::Retransmission,
        TimerKind::Persist,
        TimerKind::DelayedAck,
        TimerKind::KeepAlive,
        TimerKind::TimeWait,
        TimerKind::UserTimeout,
        TimerKind::SwsOverride,
    ];
}

/// The deadlines of one connection's timers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timers {
    deadline: [Option<Time>; TimerKind::ALL.len()],
}

impl Timers {
    /// The deadline of one timer, if it runs.
    pub fn get(&self, kind: TimerKind) -> Option<Time> {
        self.deadline.get(kind as usize).copied().flatten()
    }
    /// Starts, moves or (with `None`) stops a timer.
    pub fn set(&mut self, kind: TimerKind, at: Option<Time>) {
        if let Some(slot) = self.deadline.get_mut(kind as usize) {
            *slot = at;
        }
    }
    /// The earliest deadline and its timer; of two at one instant the first of the table.
    pub fn next(&self) -> Option<(Time, TimerKind)> {
        TimerKind::ALL.into_iter().filter_map(|kind| Some((self.get(kind)?, kind))).min()
    }
}
