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
    while let [kind, after @ ..] = rest {
        match kind {
            0 => {
                out.push(TcpOption::EndOfList);
                break;
            }
            1 => {
                out.push(TcpOption::NoOperation);
                rest = after;
            }
            _ => {
                let Some(len) = after.first().map(|len| usize::from(*len)).filter(|len| *len >= 2) else { break };
                let Some(data) = rest.get(2..len) else { break };
                out.push(read_one(*kind, data));
                rest = rest.get(len..).unwrap_or_default();
            }
        }
    }
    out
}

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

/// The options that stand at `range` of a datagram, each with its place; together they cover the range.
pub fn places(datagram: &[u8], range: Range<usize>) -> Vec<Placed> {
    let mut out = Vec::new();
    let mut at = range.start;
    let bytes = datagram.get(..range.end).unwrap_or_default();
    while let Some([kind, after @ ..]) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let (len, option) = match kind {
            0 => (1, Some(TcpOption::EndOfList)),
            1 => (1, Some(TcpOption::NoOperation)),
            _ => {
                let len = after.first().copied().unwrap_or(0);
                let data = bytes.get(at + 2..at + usize::from(len)).filter(|_| len >= 2);
                let Some(data) = data else {
                    out.push(Placed { option: None, range: at..range.end, broken: Some((*kind, len)) });
                    return out;
                };
                (usize::from(len), Some(read_one(*kind, data)))
            }
        };
        out.push(Placed { option, range: at..at + len, broken: None });
        at += len;
        if *kind == 0 && at < range.end {
            out.push(Placed { option: None, range: at..range.end, broken: None });
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
        let mut bytes = Vec::new();
        option.write(&mut bytes);
        if out.len() - start + bytes.len() <= MAX_LEN {
            out.extend(bytes);
        }
    }
    while !(out.len() - start).is_multiple_of(4) {
        out.push(0);
    }
}

impl TcpOption {
    /// Appends its bytes.
    pub fn write(&self, out: &mut Vec<u8>) {
        match self {
            TcpOption::EndOfList => out.push(0),
            TcpOption::NoOperation => out.push(1),
            TcpOption::MaximumSegmentSize(mss) => {
                out.extend([2, 4]);
                out.extend(mss.to_be_bytes());
            }
            TcpOption::WindowScale(shift) => out.extend([3, 3, *shift]),
            TcpOption::SackPermitted => out.extend([4, 2]),
            TcpOption::Sack(blocks) => {
                out.extend([5, (2 + 8 * blocks.len()).min(255) as u8]);
                for (left, right) in blocks {
                    out.extend(left.to_be_bytes());
                    out.extend(right.to_be_bytes());
                }
            }
            TcpOption::Timestamps { value, echo } => {
                out.extend([8, 10]);
                out.extend(value.to_be_bytes());
                out.extend(echo.to_be_bytes());
            }
            TcpOption::Unknown { kind, data } => {
                out.extend([*kind, (2 + data.len()).min(255) as u8]);
                out.extend(data);
            }
        }
    }
}
