//! Edits of a datagram's bytes, and their text form in links: `tcp.syn=0,tcp.window=0x1000`, `@52=ff00`, `~415`, `sum=keep`. Frozen.

mod compose;
mod error;
mod text;
mod typed;

pub use compose::Region;
pub use error::EditError;
pub use text::{Hex, parse_value, unhex};
pub use typed::{pieces, read_options, read_text, write_options, write_text};

use super::checksum::{self, Coverage};
use super::decode::{header_start, ipv4_len};
use super::field::{Field, Layer, ipv4, tcp, udp};
use super::receive::{TCP, UDP};
use std::ops::Range;

/// One edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Sets a field of a header. Text: `tcp.window=4096`, `tcp.window=0x1000`, `ipv4.source=192.0.2.7`.
    Set {
        /// The field.
        field: &'static Field,
        /// Its new value, at most `field.max()`.
        value: u32,
    },
    /// Overwrites bytes from an offset in the datagram. Text: `@52=ff00`.
    Bytes {
        /// Offset from the start of the datagram.
        offset: u16,
        /// The new bytes.
        bytes: Vec<u8>,
    },
    /// Flips one bit of the datagram, counted from its first. Text: `~415`.
    Flip(u32),
    /// Replaces the options of the IPv4 header; IHL and total length follow, unless lengths are kept. Text: `ipopts=94040000`.
    Ipv4Options(Vec<u8>),
    /// Replaces the TCP options; the data offset and the total length follow, unless lengths are kept. Text: `opts=020405b4`.
    Options(Vec<u8>),
    /// Replaces what follows the transport header; lengths follow, unless they are kept. Text: `data=68690a`.
    Payload(Vec<u8>),
}

/// Edits, made in order, and what happens to checksums and lengths afterwards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditList {
    /// The edits.
    pub edits: Vec<Edit>,
    /// Leaves the checksums as they were, so that they are wrong. Text: `sum=keep`. A checksum that an edit sets is never touched.
    pub keep_checksums: bool,
    /// Leaves IHL, data offset and lengths as they were after options and `Payload`. Text: `len=keep`.
    pub keep_lengths: bool,
}

impl EditList {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Sets a field, in place of an earlier setting of the same field.
    pub fn set(&mut self, field: &'static Field, value: u32) {
        self.edits.retain(|e| !matches!(e, Edit::Set { field: f, .. } if f.id == field.id));
        self.edits.push(Edit::Set { field, value });
    }

    /// The bytes with all edits made. The first edit that lies outside is the error; nothing is made then.
    pub fn apply(&self, bytes: &[u8]) -> Result<Vec<u8>, EditError> {
        let mut out = bytes.to_vec();
        for edit in &self.edits {
            edit.make(&mut out, self.keep_lengths)?;
        }
        if out.len() > 65_535 {
            return Err(EditError::TooLong);
        }
        if !self.keep_checksums {
            self.fix_checksums(&mut out);
        }
        Ok(out)
    }

    /// Whether an edit sets the bytes at `range` itself.
    fn sets(&self, range: Range<usize>, of: &[u8]) -> bool {
        self.edits.iter().any(|edit| {
            let touched = match edit {
                Edit::Set { field, .. } => place(field, of).unwrap_or(0..0),
                Edit::Bytes { offset, bytes } => usize::from(*offset)..usize::from(*offset) + bytes.len(),
                Edit::Flip(bit) => *bit as usize / 8..*bit as usize / 8 + 1,
                Edit::Ipv4Options(_) | Edit::Options(_) | Edit::Payload(_) => 0..0,
            };
            touched.start < range.end && range.start < touched.end
        })
    }

    /// The IPv4 checksum does not cover the transport header, nor the other way round: the order does not matter.
    fn fix_checksums(&self, out: &mut [u8]) {
        for layer in [Layer::Ipv4, Layer::Tcp, Layer::Udp] {
            if Coverage::of(out, layer).is_some_and(|c| !self.sets(c.place(), out)) {
                checksum::fix(out, layer);
            }
        }
    }
}

impl Edit {
    fn make(&self, out: &mut Vec<u8>, keep_lengths: bool) -> Result<(), EditError> {
        let len = out.len();
        self.made(out, keep_lengths).unwrap_or_else(|| Err(EditError::Outside { place: self.to_string(), len }))
    }

    /// `None` where the datagram has no such place.
    fn made(&self, out: &mut Vec<u8>, keep_lengths: bool) -> Option<Result<(), EditError>> {
        match self {
            Edit::Set { field, value } => {
                let start = header_start(field.layer, out);
                let header = out.get_mut(start..)?;
                if *value > field.max() {
                    return Some(Err(EditError::TooBig { field: field.id, max: field.max() }));
                }
                if !field.write(header, *value) {
                    return None;
                }
            }
            Edit::Bytes { offset, bytes } => {
                let start = usize::from(*offset);
                out.get_mut(start..start + bytes.len())?.copy_from_slice(bytes);
            }
            Edit::Flip(bit) => *out.get_mut(*bit as usize / 8)? ^= 0x80 >> (bit % 8),
            Edit::Ipv4Options(options) | Edit::Options(options) => {
                let start = ipv4_len(out);
                let (start, end, words) = match self {
                    Edit::Options(_) => (start, transport_end(out)?, &tcp::DATA_OFFSET),
                    _ => (0, start, &ipv4::IHL),
                };
                out.get(start + 20..end)?;
                let mut padded = options.clone();
                padded.resize(options.len().next_multiple_of(4), 0);
                let count = 5 + padded.len() as u32 / 4;
                let beyond = beyond(out);
                out.splice(start + 20..end, padded);
                if !keep_lengths {
                    let total = out.len() - beyond;
                    if !words.write(out.get_mut(start..)?, count) {
                        return Some(Err(EditError::TooBig { field: words.id, max: words.max() }));
                    }
                    return Some(write_len(out, &ipv4::TOTAL_LENGTH, total));
                }
            }
            Edit::Payload(data) => {
                let end = transport_end(out)?;
                out.truncate(end);
                out.extend(data);
                if !keep_lengths {
                    let total = out.len();
                    if ipv4::PROTOCOL.read(out) == Some(u32::from(UDP)) {
                        let start = ipv4_len(out);
                        if let Err(error) = write_len(out.get_mut(start..)?, &udp::LENGTH, total - start) {
                            return Some(Err(error));
                        }
                    }
                    return Some(write_len(out, &ipv4::TOTAL_LENGTH, total));
                }
            }
        }
        Some(Ok(()))
    }
}

/// How many bytes lie beyond the total length, if that makes sense.
fn beyond(bytes: &[u8]) -> usize {
    let claimed = ipv4::TOTAL_LENGTH.read(bytes).unwrap_or(0) as usize;
    if claimed < ipv4_len(bytes) { 0 } else { bytes.len().saturating_sub(claimed) }
}

fn write_len(header: &mut [u8], field: &Field, len: usize) -> Result<(), EditError> {
    let fits = u32::try_from(len).is_ok_and(|len| field.write(header, len));
    if fits { Ok(()) } else { Err(EditError::TooLong) }
}

/// Where the transport header ends, if that lies within the bytes.
fn transport_end(bytes: &[u8]) -> Option<usize> {
    let start = ipv4_len(bytes);
    let end = match ipv4::PROTOCOL.read(bytes)? as u8 {
        // Less than the fixed header counts as that, as it is drawn.
        TCP => start + (tcp::DATA_OFFSET.read(bytes.get(start..)?)? as usize * 4).max(20),
        UDP => start + 8,
        _ => return None,
    };
    (end <= bytes.len()).then_some(end)
}

/// The bytes of the datagram that a field touches.
pub fn place(field: &Field, bytes: &[u8]) -> Option<Range<usize>> {
    let start = header_start(field.layer, bytes);
    let range = field.bytes().start + start..field.bytes().end + start;
    (range.end <= bytes.len()).then_some(range)
}
