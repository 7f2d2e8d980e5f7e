//! The text form of edits. Frozen: links carry it.

use super::{Edit, EditError, EditList};
use crate::wire::Addr;
use crate::wire::field::{FIELDS, Field, field};
use std::fmt;
use std::str::FromStr;

impl fmt::Display for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Edit::Set { field, value } if field.is_address() => write!(f, "{}={}", field.id, Addr(*value)),
            Edit::Set { field, value } => write!(f, "{}={value}", field.id),
            Edit::Bytes { offset, bytes } => write!(f, "@{offset}={}", Hex(bytes)),
            Edit::Flip(bit) => write!(f, "~{bit}"),
            Edit::Ipv4Options(bytes) => write!(f, "ipopts={}", Hex(bytes)),
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

impl FromStr for EditList {
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

impl FromStr for Edit {
    type Err = EditError;
    fn from_str(text: &str) -> Result<Self, EditError> {
        let malformed = || EditError::Malformed { text: text.to_string() };
        if let Some(bit) = text.strip_prefix('~') {
            return natural(bit).map(Edit::Flip).ok_or_else(malformed);
        }
        let (name, value) = text.split_once('=').ok_or_else(malformed)?;
        if let Some(offset) = name.strip_prefix('@') {
            let offset = natural(offset).ok_or_else(malformed)?;
            return Ok(Edit::Bytes { offset, bytes: unhex(name, value)? });
        }
        match name {
            "ipopts" => Ok(Edit::Ipv4Options(unhex(name, value)?)),
            "opts" => Ok(Edit::Options(unhex(name, value)?)),
            "data" => Ok(Edit::Payload(unhex(name, value)?)),
            "sum" | "len" => Err(malformed()),
            _ => {
                let field = field(name).ok_or_else(|| EditError::UnknownField { name: name.to_string(), nearest: nearest_field(name) })?;
                Ok(Edit::Set { field, value: parse_value(field, value)? })
            }
        }
    }
}

/// A number in decimal digits alone: the parser would take a plus.
pub(super) fn natural<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok().filter(|_| !text.starts_with('+'))
}

/// Reads a field's value as a reader types it: decimal, `0x` hexadecimal, `0b` binary, or dotted for an address.
pub fn parse_value(field: &'static Field, text: &str) -> Result<u32, EditError> {
    let text = text.trim();
    if field.is_address()
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

/// The field whose id, or the part of it after the dot, takes the fewest letters to make `name` of it.
fn nearest_field(name: &str) -> &'static str {
    let short = |id: &'static str| id.rsplit('.').next().unwrap_or(id);
    let far = |f: &&Field| distance(name, f.id).min(distance(name, short(f.id)));
    FIELDS.iter().min_by_key(far).map_or("tcp.window", |f| f.id)
}

/// The Levenshtein distance: letters put in, taken out or replaced.
fn distance(a: &str, b: &str) -> usize {
    // A long text is no misspelt name: its beginning tells enough.
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(40).collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for ((y, diagonal), above) in b.iter().zip(&row).zip(row.iter().skip(1)) {
            let left = next.last().copied().unwrap_or(0);
            next.push((diagonal + usize::from(x != y)).min(above + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

/// Bytes as hexadecimal digits.
#[derive(Clone, Copy, Debug)]
pub struct Hex<'a>(pub &'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Reads what [`Hex`] writes, in either case; `place` is what an error names.
pub fn unhex(place: &str, text: &str) -> Result<Vec<u8>, EditError> {
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
        for text in [
            "tcp.syn=0",
            "tcp.window=4096,sum=keep",
            "@52=ff00",
            "~415",
            "opts=020405b4,len=keep",
            "ipopts=94040000",
            "data=",
            "ipv4.source=192.0.2.7",
        ] {
            let list: EditList = text.parse().unwrap();
            assert_eq!(list.to_string(), text);
        }
        assert_eq!("tcp.window=0x1000".parse::<EditList>().unwrap().to_string(), "tcp.window=4096");
    }

    #[test]
    fn an_error_names_the_place_and_the_mend() {
        let error = |text: &str| text.parse::<EditList>().unwrap_err().to_string();
        for (typo, meant) in [("tcp.windov", "tcp.window"), ("sin", "tcp.syn"), ("udp.lenght", "udp.length"), ("ip.ttl", "ipv4.ttl")] {
            assert!(error(&format!("{typo}=1")).contains(&format!("nearest: {meant}")), "{typo}: {}", error(&format!("{typo}=1")));
        }
        assert!(error("sum=fix").contains("not an edit"));
        assert!(error("~+4").contains("not an edit"));
        assert!(error("tcp.syn=2").contains("at most 1"));
        assert!(error("tcp.window=x").contains("0x1000"));
        assert!(error("@3=f").contains("pairs"));
        assert!(error("nonsense").contains("not an edit"));
    }

    #[test]
    fn an_edit_outside_is_refused_and_never_panics() {
        for text in ["@65535=00", "~99999", "tcp.window=1", "opts=", "ipopts=01", "data=00"] {
            let list: EditList = text.parse().unwrap();
            assert!(list.apply(&[]).is_err(), "{text}");
            for len in [0, 1, 19, 20, 33] {
                let _ = list.apply(&vec![0; len]);
                let _ = list.apply(&vec![0xff; len]);
            }
        }
    }
}
