//! A change of the bits of what is forged, as a change of what it is forged from.

use crate::scenario::intervention::Forge;
use crate::scenario::intervention::forge::{Term, Value};
use crate::ui::lab::change::edited;
use crate::ui::state::Change;
use crate::wire::Flags;
use crate::wire::checksum::check;
use crate::wire::edit::{Edit, EditError, EditList};
use crate::wire::field::{Field, Layer, tcp};

/// What is forged after a change of its bytes. What cannot be said by fields, options and data is said byte by byte: nothing of it
/// reads the run any more.
pub fn changed(forge: &Forge, now: &[u8], change: &Change) -> Result<Forge, EditError> {
    if forge.raw.is_none() {
        // Bits of options and data are changed where those are said.
        let edits = vec![Edit::Payload(forge.payload.clone()), Edit::Options(forge.options.clone())];
        let mut list = EditList { edits, ..EditList::default() };
        edited(&mut list, now, change)?;
        let mut next = forge.clone();
        if list.edits.iter().all(|edit| take(&mut next, edit)) {
            return Ok(next);
        }
    }
    let mut list = EditList::default();
    edited(&mut list, now, change)?;
    // Whoever made a checksum wrong wants it so.
    list.keep_checksums = [Layer::Ipv4, Layer::Tcp].into_iter().any(|layer| check(now, layer).is_some_and(|check| !check.good()));
    Ok(Forge {
        raw: Some(list.apply(now)?),
        flags: Flags::NONE,
        fields: Vec::new(),
        options: Vec::new(),
        payload: Vec::new(),
        bad_checksum: false,
        ..forge.clone()
    })
}

/// Says an edit as a part of what is forged; false where there is no such part.
fn take(forge: &mut Forge, edit: &Edit) -> bool {
    match edit {
        Edit::Set { field, value } => {
            forge.fields.retain(|(f, _)| f.id != field.id);
            match flag(field) {
                Some(bit) => forge.flags = Flags(forge.flags.0 & !bit | if *value == 1 { bit } else { 0 }),
                None => forge.fields.push((field, Value { terms: vec![(false, Term::Number(*value))] })),
            }
            forge.bad_checksum &= field.id != tcp::CHECKSUM.id;
        }
        Edit::Options(bytes) => forge.options.clone_from(bytes),
        Edit::Payload(bytes) => forge.payload.clone_from(bytes),
        Edit::Bytes { .. } | Edit::Flip(_) | Edit::Ipv4Options(_) => return false,
    }
    true
}

/// The bit of a control bit's field.
fn flag(field: &Field) -> Option<u8> {
    (field.layer == Layer::Tcp && field.width == 1).then(|| 0x80 >> (field.bit % 8))
}
