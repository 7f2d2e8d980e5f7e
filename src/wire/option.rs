//! TCP options as values (RFC 9293 §3.2, RFC 7323, RFC 2018).

use std::ops::Range;

/// One option, in the order it stands in the header. What is not known is kept as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TcpOption {
    /// Kind 0.
    EndOfList,
    /// Kind 1.
    NoOperation,
    /// Kind 2: the largest segment the sender can take, in bytes of payload.
    MaximumSegmentSize(u16),
    /// Kind 3: the shift of the window field.
    WindowScale(u8),
    /// Kind 4.
    SackPermitted,
    /// Kind 5: blocks of sequence numbers, left edge and the number after the right edge.
    Sack(Vec<(u32, u32)>),
    /// Kind 8.
    Timestamps {
        /// `TSval`.
        value: u32,
        /// `TSecr`.
        echo: u32,
    },
    /// Any other kind, or a known kind with a length that is not its own; `data` is what follows the length byte.
    Unknown {
        /// The kind byte.
        kind: u8,
        /// What follows the length byte.
        data: Vec<u8>,
    },
}

/// Reads the options of a header. What follows an end-of-list or a length that makes no sense is padding, and not read
/// (RFC 9293 §3.1; MUST-7: nothing here panics).
pub fn read_all(bytes: &[u8]) -> Vec<TcpOption> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some((option, len)) = first(rest) {
        let end = option == TcpOption::EndOfList;
        out.push(option);
        if end {
            break;
        }
        rest = rest.get(len..).unwrap_or_default();
    }
    out
}

/// The option that stands first, and how many bytes it takes; `None` where there is none, or its length makes no sense.
#[inline]
fn first(rest: &[u8]) -> Option<(TcpOption, usize)> {
    match rest {
        [0, ..] => Some((TcpOption::EndOfList, 1)),
        [1, ..] => Some((TcpOption::NoOperation, 1)),
        [kind, len, ..] => {
            let len = usize::from(*len);
            Some((read_one(*kind, rest.get(2..len)?), len))
        }
        [] | [_] => None,
    }
}

#[inline]
fn read_one(kind: u8, data: &[u8]) -> TcpOption {
    let word = |b: &[u8]| b.iter().fold(0u32, |sum, byte| sum << 8 | u32::from(*byte));
    match (kind, data) {
        (2, [a, b]) => TcpOption::MaximumSegmentSize(u16::from_be_bytes([*a, *b])),
        (3, [shift]) => TcpOption::WindowScale(*shift),
        (4, []) => TcpOption::SackPermitted,
        (5, blocks) if blocks.len().is_multiple_of(8) => {
            let (blocks, _) = blocks.as_chunks::<8>();
            TcpOption::Sack(blocks.iter().map(|b| (word(&b[..4]), word(&b[4..]))).collect())
        }
        (8, data) if data.len() == 8 => {
            let (value, echo) = data.split_at(4);
            TcpOption::Timestamps { value: word(value), echo: word(echo) }
        }
        _ => TcpOption::Unknown { kind, data: data.to_vec() },
    }
}

/// An option and where it stands in the datagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// What it is; `None` for bytes that are padding or cannot be read.
    pub option: Option<TcpOption>,
    /// Its bytes.
    pub range: Range<usize>,
    /// The kind and the length of an option whose length makes no sense.
    pub broken: Option<(u8, u8)>,
}

/// The options that stand at `range` of a datagram, each with its place; together they cover the range, cut to what there is.
pub fn places(datagram: &[u8], range: Range<usize>) -> Vec<Placed> {
    let end = range.end.min(datagram.len());
    let mut at = range.start;
    let mut out = Vec::new();
    while let Some(rest) = datagram.get(at..end).filter(|rest| !rest.is_empty()) {
        let Some((option, len)) = first(rest) else {
            let byte = |i: usize| rest.get(i).copied().unwrap_or(0);
            out.push(Placed { option: None, range: at..end, broken: Some((byte(0), byte(1))) });
            break;
        };
        let last = option == TcpOption::EndOfList;
        out.push(Placed { option: Some(option), range: at..at + len, broken: None });
        at += len;
        if last && at < end {
            out.push(Placed { option: None, range: at..end, broken: None });
            break;
        }
    }
    out
}

/// Most bytes that options can take: a data offset of 15 less the fixed header.
pub const MAX_LEN: usize = 40;

/// Appends options to a header, padded with zeros to a multiple of four. Those that would not fit into 40 bytes are left out.
pub fn write_all(options: &[TcpOption], out: &mut Vec<u8>) {
    let start = out.len();
    for option in options {
        if out.len() - start + option.encoded_len() <= MAX_LEN {
            option.write(out);
        }
    }
    out.resize(start + (out.len() - start).next_multiple_of(4), 0);
}

impl TcpOption {
    /// Bytes it takes in a header, kind and length included.
    pub fn encoded_len(&self) -> usize {
        match self {
            TcpOption::EndOfList | TcpOption::NoOperation => 1,
            TcpOption::MaximumSegmentSize(_) => 4,
            TcpOption::WindowScale(_) => 3,
            TcpOption::SackPermitted => 2,
            TcpOption::Sack(blocks) => 2 + 8 * blocks.len(),
            TcpOption::Timestamps { .. } => 10,
            TcpOption::Unknown { data, .. } => 2 + data.len(),
        }
    }

    /// Appends its bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            TcpOption::EndOfList => out.push(0),
            TcpOption::NoOperation => out.push(1),
            TcpOption::MaximumSegmentSize(mss) => {
                let [high, low] = mss.to_be_bytes();
                out.extend_from_slice(&[2, 4, high, low]);
            }
            TcpOption::WindowScale(shift) => out.extend_from_slice(&[3, 3, *shift]),
            TcpOption::SackPermitted => out.extend_from_slice(&[4, 2]),
            TcpOption::Sack(blocks) => {
                out.extend_from_slice(&[5, (2 + 8 * blocks.len()).min(255) as u8]);
                for (left, right) in blocks {
                    out.extend_from_slice(&left.to_be_bytes());
                    out.extend_from_slice(&right.to_be_bytes());
                }
            }
            TcpOption::Timestamps { value, echo } => {
                out.extend_from_slice(&[8, 10]);
                out.extend_from_slice(&value.to_be_bytes());
                out.extend_from_slice(&echo.to_be_bytes());
            }
            TcpOption::Unknown { kind, data } => {
                out.extend_from_slice(&[*kind, (2 + data.len()).min(255) as u8]);
                out.extend_from_slice(data);
            }
        }
    }
}
