//! What the engine wants done, in order. It decides; the host carries out.

use super::{AppEvent, Reason, Segment, State, TimerKind};
use crate::base::Time;

/// What a segment is sent for; the ladder marks it, the path's chance keys on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SendKind {
    /// For the first time.
    New,
    /// Again, because the retransmission timer expired.
    Timeout,
    /// Again, because of duplicate acknowledgments.
    Fast,
    /// Again, within fast recovery after a partial acknowledgment.
    Recovery,
    /// Into a closed window.
    WindowProbe,
    /// To see whether the peer is there.
    KeepAlive,
    /// An acknowledgment at once that says again what the last one said. Whether it is a duplicate, its receiver decides.
    Repeat,
    /// An acknowledgment that challenges a suspicious segment (RFC 5961).
    ChallengeAck,
    /// A window update.
    WindowUpdate,
    /// Again, because of what came: the peer's SYN once more, an ICMP message that it was too big, or a window that was taken back.
    Again,
}

/// One effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put this segment on the wire.
    Send {
        /// The segment.
        segment: Segment,
        /// What for.
        kind: SendKind,
        /// How often its first sequence number was sent before; 0 for the first time.
        nth: u16,
    },
    /// The state changed.
    State {
        /// Before.
        from: State,
        /// After.
        to: State,
    },
    /// A timer was started, or moved to another deadline.
    TimerStart {
        /// Which.
        timer: TimerKind,
        /// Its deadline.
        at: Time,
    },
    /// A timer was stopped before its deadline.
    TimerStop(TimerKind),
    /// A timer reached its deadline.
    TimerExpire(TimerKind),
    /// Tell the application.
    Tell(AppEvent),
    /// The arrived segment was not taken (unacceptable, or answered and dropped).
    Discard,
    /// The arrived segment is a duplicate acknowledgment (RFC 5681 §2).
    Duplicate,
    /// Why: the decision that the effects after it follow from. Recorded only when `Effects::record` is set.
    Why(Reason),
    /// The TCB is deleted; the host may forget the connection.
    Delete,
}

/// Effects in the order they happen.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// The effects.
    pub list: Vec<Effect>,
    /// Whether reasons are wanted.
    pub record: bool,
    /// Whether the host's ration of challenge ACKs is used up (RFC 5961 §7): none is sent.
    pub throttled: bool,
}

impl Effects {
    /// Records a reason where reasons are wanted; `reason` is not called otherwise.
    pub fn why(&mut self, reason: impl FnOnce() -> Reason) {
        if self.record {
            self.list.push(Effect::Why(reason()));
        }
    }
}
