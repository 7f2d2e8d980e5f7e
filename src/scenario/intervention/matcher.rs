//! What segments can have in common.

use crate::wire::Flags;

/// A condition on the segments that hosts send; what is left open fits all. It looks at a segment as its host sent it, before
/// any edit. Sequence numbers are relative to the sender's ISN.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matcher {
    /// Name of the host that sends it.
    pub from: Option<String>,
    /// Name of the host that it is for.
    pub to: Option<String>,
    /// Index of its connection.
    pub connection: Option<u16>,
    /// Exactly these control bits.
    pub flags: Option<Flags>,
    /// At least these control bits.
    pub has: Option<Flags>,
    /// Its first sequence number lies in this range, both ends included.
    pub seq: Option<(u32, u32)>,
    /// Whether it carries data.
    pub data: Option<bool>,
    /// Whether its first sequence number was sent before.
    pub again: Option<bool>,
    /// The nth that fits, from 1; `None` for every one.
    pub nth: Option<u32>,
}
