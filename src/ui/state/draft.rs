//! An edit of one segment that is not run yet: a list of edits of the bytes as the engine emitted them, and what
//! comes of it. An edit that was run already is taken up again, so that a second one adds to it.

use super::Complaint;
use crate::scenario::{Kind, SegmentName, Target};
use crate::sim::{SegmentId, Trace};
use crate::wire::edit::{EditError, EditList};

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
    /// Makes a change of the list; where it cannot be made, says why and leaves everything as it was.
    pub fn change(&mut self, change: impl FnOnce(&mut EditList, &[u8]) -> Result<(), EditError>) {
        let mut edits = self.edits.clone();
        let made = change(&mut edits, &self.after).and_then(|()| edits.apply(&self.emitted));
        match made {
            Ok(after) => {
                self.checksum = mode(&edits);
                (self.edits, self.after, self.problem) = (edits, after, None);
                self.edits.forget_idle(&self.emitted);
            }
            Err(error) => self.problem = Some(complaint(&error)),
        }
    }
}

fn mode(edits: &EditList) -> ChecksumMode {
    if edits.keep_checksums { ChecksumMode::Keep } else { ChecksumMode::Fix }
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
        EditError::NotAnIpv4Option { text } => (String::new(), "edit.not-an-ipv4-option", vec![("text", text.clone())]),
        EditError::OptionsTooLong => (String::new(), "edit.options-too-long", Vec::new()),
        EditError::BadEscape => (String::new(), "edit.bad-escape", Vec::new()),
        EditError::TooLong => (String::new(), "edit.too-long", Vec::new()),
    };
    Complaint { place, id: id.to_owned(), params }
}
