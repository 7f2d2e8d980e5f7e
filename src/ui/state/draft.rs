//! An edit of one segment that is not run yet: a list of edits of the bytes as the engine emitted them, and what
//! comes of it. An edit that was run already is taken up again, so that a second one adds to it.

use super::{Complaint, FieldId};
use crate::scenario::{Kind, SegmentName, Target};
use crate::sim::{SegmentId, Trace};
use crate::wire::edit::{Edit, EditError, EditList};
use crate::wire::field::{self, Field, Layer, ipv4};

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
    /// All bytes as the engine emitted them, from the IPv4 header on.
    pub emitted: Vec<u8>,
    /// All bytes as they travel in the run that is shown: an edit that was run already is in them.
    pub before: Vec<u8>,
    /// All bytes with the edit, checksums included.
    pub after: Vec<u8>,
    /// The edits of `emitted` that make `after`.
    pub edits: EditList,
    /// What happens to the checksums.
    pub checksum: ChecksumMode,
    /// Why the last input was refused.
    pub problem: Option<Complaint>,
}

impl Draft {
    /// An edit of a segment that changes nothing yet.
    pub fn of(trace: &Trace, segment: SegmentId) -> Option<Draft> {
        let row = trace.segment(segment)?;
        let before = [row.head, row.payload.bytes()].concat();
        let mine = |kind: &Kind| if let Kind::Edit(edits) = kind { Some(edits.clone()) } else { None };
        let mut done = trace.scenario().interventions.iter().filter(|i| i.enabled && i.target == Target::Segment(row.name));
        let edits = match row.unedited {
            Some(_) => done.find_map(|i| mine(&i.kind)).unwrap_or_default(),
            None => EditList::default(),
        };
        let emitted = row.unedited.map_or_else(|| before.clone(), <[u8]>::to_vec);
        let checksum = mode(&edits);
        Some(Draft { segment: Some(row.name), emitted, after: before.clone(), before, edits, checksum, problem: None })
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
    /// How many bits are changed, of those that are in both.
    pub fn bits_changed(&self) -> u32 {
        self.before.iter().zip(&self.after).map(|(a, b)| (a ^ b).count_ones()).sum()
    }

    /// Makes a change of the list; where it cannot be made, says why and leaves everything as it was.
    pub fn change(&mut self, change: impl FnOnce(&mut EditList, &[u8]) -> Result<(), EditError>) {
        let mut edits = self.edits.clone();
        let made = change(&mut edits, &self.after).and_then(|()| edits.apply(&self.emitted));
        match made {
            Ok(after) => {
                self.checksum = mode(&edits);
                (self.edits, self.after, self.problem) = (edits, after, None);
                self.forget_idle();
            }
            Err(error) => self.problem = Some(complaint(&error)),
        }
    }

    /// Drops fields that were set to what they were.
    fn forget_idle(&mut self) {
        let emitted = &self.emitted;
        let idle = |edit: &Edit| match edit {
            Edit::Set { field, value } => {
                let start = if field.layer == Layer::Ipv4 { 0 } else { transport(emitted) };
                !is_checksum(field) && emitted.get(start..).and_then(|h| field.read(h)) == Some(*value)
            }
            _ => false,
        };
        self.edits.edits.retain(|e| !idle(e));
    }
}

fn mode(edits: &EditList) -> ChecksumMode {
    if edits.keep_checksums { ChecksumMode::Keep } else { ChecksumMode::Fix }
}

/// Gives a field a value.
pub fn set_field(list: &mut EditList, id: FieldId, value: u32) {
    if let Some(field) = field::field(id) {
        list.set(field, value);
    }
}

/// Flips a bit, counted from the first of the IPv4 header: as a new value of its field, where it is in one.
pub fn flip(list: &mut EditList, now: &[u8], bit: u32) {
    let start = transport(now);
    let begins = ipv4::FRAGMENT_OFFSET.read(now) == Some(0);
    let layer = ipv4::PROTOCOL.read(now).and_then(Layer::of_protocol).filter(|_| begins);
    let find = |layer: Layer, bit: u32| field::fields(layer).find(|f| (f.bit.into()..u32::from(f.bit) + u32::from(f.width)).contains(&bit));
    let found = match bit.checked_sub(start as u32 * 8) {
        None => find(Layer::Ipv4, bit).map(|f| (f, 0, bit)),
        Some(inner) => layer.and_then(|l| find(l, inner)).map(|f| (f, start, inner)),
    };
    if let Some((field, start, inner)) = found
        && let Some(value) = now.get(start..).and_then(|h| field.read(h))
    {
        let from_right = u32::from(field.bit) + u32::from(field.width) - 1 - inner;
        list.set(field, value ^ 1 << from_right);
        return;
    }
    let flipped = list.edits.len();
    list.edits.retain(|e| *e != Edit::Flip(bit));
    if list.edits.len() == flipped {
        list.edits.push(Edit::Flip(bit));
    }
}

/// Adds edits written as text.
pub fn add_text(list: &mut EditList, text: &str) -> Result<(), EditError> {
    let more: EditList = text.parse()?;
    for edit in more.edits {
        match edit {
            Edit::Set { field, value } => list.set(field, value),
            // There is one set of options and one payload.
            Edit::Options(_) => {
                list.edits.retain(|e| !matches!(e, Edit::Options(_)));
                list.edits.push(edit);
            }
            // Before the options: while lengths are kept, the data seem to begin where the options did not grow to.
            Edit::Payload(_) => {
                list.edits.retain(|e| !matches!(e, Edit::Payload(_)));
                let at = list.edits.iter().position(|e| matches!(e, Edit::Options(_))).unwrap_or(list.edits.len());
                list.edits.insert(at, edit);
            }
            other => list.edits.push(other),
        }
    }
    list.keep_checksums |= more.keep_checksums;
    list.keep_lengths |= more.keep_lengths;
    Ok(())
}

fn is_checksum(field: &Field) -> bool {
    field.id.ends_with(".checksum")
}

/// Where the transport header begins: after as many words as the IHL says.
fn transport(bytes: &[u8]) -> usize {
    ipv4::IHL.read(bytes).unwrap_or(5) as usize * 4
}

/// An error in words of the reader's language.
pub fn complaint(error: &EditError) -> Complaint {
    let (place, id, params) = match error {
        EditError::UnknownField { name, nearest } => (name.clone(), "edit.unknown-field", vec![("nearest", (*nearest).to_owned())]),
        EditError::NotANumber { place, text } => (place.clone(), "edit.not-a-number", vec![("text", text.clone())]),
        EditError::TooBig { field, max } => ((*field).to_owned(), "edit.too-big", vec![("max", max.to_string())]),
        EditError::NotHex { place } => (place.clone(), "edit.not-hex", Vec::new()),
        EditError::Malformed { text } => (text.clone(), "edit.malformed", Vec::new()),
        EditError::Outside { place, len } => (place.clone(), "edit.outside", vec![("len", len.to_string())]),
        EditError::NotAnOption { text } => (String::new(), "edit.not-an-option", vec![("text", text.clone())]),
        EditError::OptionsTooLong => (String::new(), "edit.options-too-long", Vec::new()),
        EditError::BadEscape => (String::new(), "edit.bad-escape", Vec::new()),
        EditError::TooLong => (String::new(), "edit.too-long", Vec::new()),
    };
    Complaint { place, id: id.to_owned(), params }
}
