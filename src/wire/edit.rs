//! Edits of a datagram's bytes, and their text form in links: `tcp.syn=0,tcp.window=0x1000`, `@52=ff00`, `~415`, `sum=keep`. Frozen.

use super::Addr;
use super::checksum::{right_transport_checksum, transport_checksum_field};
use super::field::{FIELDS, Field, Layer, field, ipv4, tcp};
use super::receive::{TCP, UDP, right_ipv4_checksum};
use std::fmt;

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
    /// Leaves IHL, data offset and lengths as they were after `Options` and `Payload`. Text: `len=keep`.
    pub keep_lengths: bool,
}

/// Why an edit cannot be read or made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// No field has this name.
    #[error("no header field is called {name}; nearest: {nearest}")]
    UnknownField {
        /// What was written.
        name: String,
        /// The nearest name there is.
        nearest: &'static str,
    },
    /// Not a decimal or hexadecimal number (or address).
    #[error("{place}: {text} is not a number such as 4096 or 0x1000")]
    NotANumber {
        /// The edit.
        place: String,
        /// What was written.
        text: String,
    },
    /// The field is too narrow.
    #[error("{field} holds at most {max}")]
    TooBig {
        /// The field.
        field: &'static str,
        /// The largest value it holds.
        max: u32,
    },
    /// Not an even number of hexadecimal digits.
    #[error("{place}: bytes are written as pairs of hexadecimal digits, such as ff00")]
    NotHex {
        /// The edit.
        place: String,
    },
    /// Neither a field, nor bytes, nor a bit.
    #[error("{text} is not an edit; write tcp.window=4096, @52=ff00 or ~415")]
    Malformed {
        /// What was written.
        text: String,
    },
    /// The datagram has no such place.
    #[error("{place} lies outside the {len} bytes of this datagram")]
    Outside {
        /// The edit.
        place: String,
        /// Length of the datagram.
        len: usize,
    },
    /// More bytes than a datagram can have.
    #[error("a datagram holds at most 65535 bytes")]
    TooLong,
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
    fn sets(&self, range: std::ops::Range<usize>, of: &[u8]) -> bool {
        self.edits.iter().any(|edit| {
            let touched = match edit {
                Edit::Set { field, .. } => place(field, of).unwrap_or(0..0),
                Edit::Bytes { offset, bytes } => usize::from(*offset)..usize::from(*offset) + bytes.len(),
                Edit::Flip(bit) => *bit as usize / 8..*bit as usize / 8 + 1,
                Edit::Options(_) | Edit::Payload(_) => 0..0,
            };
            touched.start < range.end && range.start < touched.end
        })
    }

    fn fix_checksums(&self, out: &mut [u8]) {
        let len = header_len(out);
        if let Some(range) = place(&ipv4::CHECKSUM, out)
            && !self.sets(range, out)
            && let Some(header) = out.get_mut(..len)
        {
            let checksum = right_ipv4_checksum(header);
            ipv4::CHECKSUM.write(header, u32::from(checksum));
        }
        if let Some(field) = transport_checksum_field(out)
            && let Some(range) = place(field, out)
            && !self.sets(range, out)
            && let Some(checksum) = right_transport_checksum(out)
            && let Some(header) = out.get_mut(len..)
        {
            field.write(header, u32::from(checksum));
        }
    }
}

impl Edit {
    fn make(&self, out: &mut Vec<u8>, keep_lengths: bool) -> Result<(), EditError> {
        let outside = |len| EditError::Outside { place: self.to_string(), len };
        let len = out.len();
        match self {
            Edit::Set { field, value } => {
                let start = if field.layer == Layer::Ipv4 { 0 } else { header_len(out) };
                let header = out.get_mut(start..).ok_or(outside(len))?;
                if *value > field.max() {
                    return Err(EditError::TooBig { field: field.id, max: field.max() });
                }
                if !field.write(header, *value) {
                    return Err(outside(len));
                }
            }
            Edit::Bytes { offset, bytes } => {
                let start = usize::from(*offset);
                out.get_mut(start..start + bytes.len()).ok_or(outside(len))?.copy_from_slice(bytes);
            }
            Edit::Flip(bit) => {
                let byte = out.get_mut(*bit as usize / 8).ok_or(outside(len))?;
                *byte ^= 0x80 >> (bit % 8);
            }
            Edit::Options(options) => {
                let start = header_len(out) + 20;
                let end = transport_end(out).filter(|end| *end >= start).ok_or(outside(len))?;
                let mut padded = options.clone();
                padded.resize(options.len().next_multiple_of(4), 0);
                let words = 5 + padded.len() / 4;
                out.splice(start..end, padded);
                if !keep_lengths {
                    let total = out.len();
                    if let Some(header) = out.get_mut(start - 20..)
                        && !tcp::DATA_OFFSET.write(header, words as u32)
                    {
                        return Err(EditError::TooBig { field: tcp::DATA_OFFSET.id, max: tcp::DATA_OFFSET.max() });
                    }
                    ipv4::TOTAL_LENGTH.write(out, total as u32);
                }
            }
            Edit::Payload(data) => {
                let end = transport_end(out).ok_or(outside(len))?;
                out.truncate(end);
                out.extend(data);
                if !keep_lengths {
                    let total = out.len();
                    ipv4::TOTAL_LENGTH.write(out, total.min(65_536) as u32);
                }
            }
        }
        Ok(())
    }
}

/// Where the transport header begins; the length that the IHL claims, even if that makes no sense.
fn header_len(bytes: &[u8]) -> usize {
    ipv4::IHL.read(bytes).unwrap_or(5) as usize * 4
}

/// Where the transport header ends, if that lies within the bytes.
fn transport_end(bytes: &[u8]) -> Option<usize> {
    let start = header_len(bytes);
    let end = match ipv4::PROTOCOL.read(bytes)? as u8 {
        TCP => start + tcp::DATA_OFFSET.read(bytes.get(start..)?)? as usize * 4,
        UDP => start + 8,
        _ => return None,
    };
    (end <= bytes.len()).then_some(end)
}

/// The bytes of the datagram that a field touches.
pub fn place(field: &Field, bytes: &[u8]) -> Option<std::ops::Range<usize>> {
    let start = if field.layer == Layer::Ipv4 { 0 } else { header_len(bytes) };
    let range = field.bytes().start + start..field.bytes().end + start;
    (range.end <= bytes.len()).then_some(range)
}

// ---- text

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Edit::Set { field, value } if is_address(field) => write!(f, "{}={}", field.id, Addr(*value)),
            Edit::Set { field, value } => write!(f, "{}={value}", field.id),
            Edit::Bytes { offset, bytes } => write!(f, "@{offset}={}", Hex(bytes)),
            Edit::Flip(bit) => write!(f, "~{bit}"),
            Edit::Options(bytes) => write!(f, "opts={}", Hex(bytes)),
            Edit::Payload(bytes) => write!(f, "data={}", Hex(bytes)),
        }
    }
}

impl fmt::Display for EditList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let edits = self.edits.iter().map(ToString::to_string);
        let flags = [(self.keep_checksums, "sum=keep"), (self.keep_lengths, "len=keep")];
        let parts: Vec<_> = edits.chain(flags.iter().filter(|(on, _)| *on).map(|(_, text)| (*text).to_string())).collect();
        f.write_str(&parts.join(","))
    }
}

impl std::str::FromStr for EditList {
    type Err = EditError;
    fn from_str(text: &str) -> Result<Self, EditError> {
        let mut list = EditList::default();
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            match part {
                "sum=keep" => list.keep_checksums = true,
                "len=keep" => list.keep_lengths = true,
                _ => list.edits.push(part.parse()?),
            }
        }
        Ok(list)
    }
}

impl std::str::FromStr for Edit {
    type Err = EditError;
    fn from_str(text: &str) -> Result<Self, EditError> {
        let malformed = || EditError::Malformed { text: text.to_string() };
        if let Some(bit) = text.strip_prefix('~') {
            return bit.parse().map(Edit::Flip).map_err(|_| malformed());
        }
        let (name, value) = text.split_once('=').ok_or_else(malformed)?;
        if let Some(offset) = name.strip_prefix('@') {
            let offset = offset.parse().map_err(|_| malformed())?;
            return Ok(Edit::Bytes { offset, bytes: unhex(name, value)? });
        }
        match name {
            "opts" => Ok(Edit::Options(unhex(name, value)?)),
            "data" => Ok(Edit::Payload(unhex(name, value)?)),
            _ => {
                let field = field(name).ok_or_else(|| EditError::UnknownField { name: name.to_string(), nearest: nearest_field(name) })?;
                Ok(Edit::Set { field, value: parse_value(field, value)? })
            }
        }
    }
}

/// Reads a field's value as a reader types it: decimal, `0x` hexadecimal, `0b` binary, or dotted for an address.
pub fn parse_value(field: &'static Field, text: &str) -> Result<u32, EditError> {
    let text = text.trim();
    if is_address(field)
        && let Ok(addr) = text.parse::<Addr>()
    {
        return Ok(addr.0);
    }
    let number = match text.get(..2) {
        Some("0x" | "0X") => u64::from_str_radix(text.get(2..).unwrap_or_default(), 16),
        Some("0b" | "0B") => u64::from_str_radix(text.get(2..).unwrap_or_default(), 2),
        _ => text.parse::<u64>(),
    };
    // A number with a sign is not one here, although the parser would take a plus.
    let number = number.ok().filter(|_| !text.contains('+'));
    let number = number.ok_or_else(|| EditError::NotANumber { place: field.id.to_string(), text: text.to_string() })?;
    u32::try_from(number).ok().filter(|n| *n <= field.max()).ok_or(EditError::TooBig { field: field.id, max: field.max() })
}

fn is_address(field: &Field) -> bool {
    field.id == ipv4::SOURCE.id || field.id == ipv4::DESTINATION.id
}

/// The field whose name has most letters in common, place by place; names after the dot count.
fn nearest_field(name: &str) -> &'static str {
    let last = |s: &str| s.rsplit('.').next().unwrap_or_default().to_string();
    let wanted = last(name);
    let score = |id: &str| {
        let have = last(id);
        let same = have.bytes().zip(wanted.bytes()).take_while(|(a, b)| a == b).count();
        (same * 2, usize::MAX - have.len().abs_diff(wanted.len()))
    };
    FIELDS.iter().filter(|f| f.layer != Layer::Udp).max_by_key(|f| score(f.id)).map_or("tcp.window", |f| f.id)
}

struct Hex<'a>(&'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

fn unhex(place: &str, text: &str) -> Result<Vec<u8>, EditError> {
    let error = || EditError::NotHex { place: place.to_string() };
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).map(|d| d as u8)).collect();
    let digits = digits.ok_or_else(error)?;
    let (pairs, rest) = digits.as_chunks::<2>();
    if rest.is_empty() { Ok(pairs.iter().map(|[a, b]| a << 4 | b).collect()) } else { Err(error()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_form_reads_back() {
        for text in
            ["tcp.syn=0", "tcp.window=4096,sum=keep", "@52=ff00", "~415", "opts=020405b4,len=keep", "data=", "ipv4.source=192.0.2.7"]
        {
            let list: EditList = text.parse().unwrap();
            assert_eq!(list.to_string(), text);
        }
        assert_eq!("tcp.window=0x1000".parse::<EditList>().unwrap().to_string(), "tcp.window=4096");
    }

    #[test]
    fn an_error_names_the_place_and_the_mend() {
        let error = |text: &str| text.parse::<EditList>().unwrap_err().to_string();
        assert!(error("tcp.windov=1").contains("tcp.window"));
        assert!(error("tcp.syn=2").contains("at most 1"));
        assert!(error("tcp.window=x").contains("0x1000"));
        assert!(error("@3=f").contains("pairs"));
        assert!(error("nonsense").contains("not an edit"));
    }

    #[test]
    fn an_edit_outside_is_refused_and_never_panics() {
        for text in ["@65535=00", "~99999", "tcp.window=1", "opts=", "data=00"] {
            let list: EditList = text.parse().unwrap();
            assert!(list.apply(&[]).is_err(), "{text}");
            for len in [0, 1, 19, 20, 33] {
                let _ = list.apply(&vec![0; len]);
                let _ = list.apply(&vec![0xff; len]);
            }
        }
    }
}
