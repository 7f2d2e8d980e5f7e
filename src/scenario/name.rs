//! Names of segments: `c3` is the third IPv4 datagram that the client host emits, `c3.2` its second fragment. Frozen: links carry them.

use std::fmt;

/// A segment's name: the key letter of the host that emitted it and its number there, from 1.
/// Copies are `d1`, `d2`, …, forged ones `x1`, …, the router's own `r1`, …: they take no number of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SegmentName {
    /// The host's key letter; `d` for a copy, `x` for a forged one, `r` for one of the router's own.
    pub key: char,
    /// From 1.
    pub number: u32,
    /// Which fragment of it, from 1; 0 for the whole.
    pub piece: u16,
}

impl fmt::Display for SegmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.key, self.number)?;
        if self.piece > 0 { write!(f, ".{}", self.piece) } else { Ok(()) }
    }
}

/// Why a text is not a segment's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a segment's name, such as c3 (the client's third) or s2 (the server's second)")]
pub struct NameError;

impl std::str::FromStr for SegmentName {
    type Err = NameError;
    fn from_str(text: &str) -> Result<Self, NameError> {
        let mut chars = text.chars();
        let key = chars.next().filter(char::is_ascii_lowercase).ok_or(NameError)?;
        let (number, piece) = chars.as_str().split_once('.').unwrap_or((chars.as_str(), ""));
        let count = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
        if !count(number) || !count(piece) || text.ends_with('.') {
            return Err(NameError);
        }
        let piece = if piece.is_empty() { 0 } else { piece.parse().map_err(|_| NameError)? };
        Ok(SegmentName { key, number: number.parse().map_err(|_| NameError)?, piece })
    }
}
