//! The page's way to scenarios, parameters and addresses: everything that can go wrong comes back as a [`Complaint`].

use super::state::{Complaint, Doc};
use crate::scenario::{Fingerprint, Scenario};
use crate::sim::{SegmentId, Trace};
use std::rc::Rc;

/// What the bare address opens.
pub const FIRST: &str = "three-way-handshake";

fn complaint(place: &str, id: &str) -> Complaint {
    Complaint { place: place.to_owned(), id: id.to_owned(), params: Vec::new() }
}

/// A scenario of the catalogue.
pub fn open(slug: &str) -> Result<Rc<Scenario>, Complaint> {
    Err(complaint(slug, "problem.unknown-scenario"))
}

/// What a fragment (without its `#`) opens.
pub fn read_address(_fragment: &str) -> Result<Doc, Complaint> {
    open(FIRST).map(Doc::new)
}

/// The fragment that opens a document.
pub fn write_address(doc: &Doc) -> String {
    format!("#/{}", doc.base.slug)
}

/// Sets a parameter by name and text.
pub fn set(_scenario: &mut Scenario, name: &str, _text: &str) -> Result<(), Complaint> {
    Err(complaint(name, "problem.unknown-setting"))
}

/// The text of a parameter.
pub fn get(_scenario: &Scenario, _name: &str) -> Option<String> {
    None
}

/// What tells a segment from others whatever its name.
pub fn fingerprint(_trace: &Trace, _segment: SegmentId) -> Option<Fingerprint> {
    None
}
