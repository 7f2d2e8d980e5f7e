//! What a reader does to a run: part of the scenario, so that it can be undone, shared and compared.

use super::SegmentName;
use crate::wire::Flags;
use crate::wire::edit::EditList;

/// One intervention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intervention {
    /// Which segment.
    pub target: Target,
    /// What is done to it.
    pub kind: Kind,
    /// Whether it is switched on.
    pub enabled: bool,
    /// What the segment was when the reader chose it. Where it is known and does not fit, nothing is done.
    pub fingerprint: Option<Fingerprint>,
}

/// Which segment an intervention is aimed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// By name.
    Segment(SegmentName),
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It dies on the way.
    Drop,
    /// Its bytes are changed as it leaves.
    Edit(EditList),
}

/// What tells a segment from others whatever its name: chosen again after an earlier edit, it is the same segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Index of the connection in the scenario; `None` for what belongs to none.
    pub connection: Option<u16>,
    /// Control bits.
    pub flags: Flags,
    /// Sequence number relative to the sender's ISN.
    pub seq: u32,
    /// Acknowledgment number relative to the peer's ISN, for a segment that takes no sequence number; otherwise 0.
    pub ack: u32,
    /// Bytes of payload.
    pub len: u32,
    /// How often its first sequence number had been sent before.
    pub nth: u16,
}
