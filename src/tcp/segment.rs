//! A segment as the engine reads and writes it: the fields of the TCP header that have a meaning to it, and the payload.

use super::Seq;
use crate::wire::{Flags, Payload, TcpOption};

/// A segment whose checksum and lengths were found good, or one still to be put into bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segment {
    /// `SEG.SEQ`.
    pub seq: Seq,
    /// `SEG.ACK`; counts only when ACK is set.
    pub ack: Seq,
    /// Control bits.
    pub flags: Flags,
    /// The window field as it stands in the header, not scaled.
    pub window: u16,
    /// The urgent pointer; counts only when URG is set.
    pub urgent: u16,
    /// Options in order, padding apart.
    pub options: Vec<TcpOption>,
    /// The ECN codepoint of its datagram, 2 bits (RFC 3168 §5).
    pub ecn: u8,
    /// The text of the segment.
    pub payload: Payload,
}

impl Segment {
    /// `SEG.LEN`: sequence numbers it takes, SYN and FIN included (RFC 9293 §3.3.1).
    pub fn len(&self) -> u32 {
        self.payload.len() + u32::from(self.flags.has(Flags::SYN)) + u32::from(self.flags.has(Flags::FIN))
    }
    /// Whether it takes no sequence number.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The number after its last (`SEG.SEQ + SEG.LEN`).
    pub fn end(&self) -> Seq {
        self.seq + self.len()
    }
    /// The value of the MSS option, if it stands there.
    pub fn mss(&self) -> Option<u16> {
        self.options.iter().find_map(|o| if let TcpOption::MaximumSegmentSize(m) = o { Some(*m) } else { None })
    }
}
