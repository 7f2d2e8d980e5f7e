//! One IPv4 datagram as it travels: its header bytes and a shared payload.

use super::Payload;
use super::field::{Layer, ipv4, tcp};

/// The bytes of a datagram, kept in two pieces so that the payload can be shared. The split is only storage:
/// the truth is `head` followed by `payload`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Datagram {
    /// The IPv4 header and the transport header; everything, where the headers make no sense.
    pub head: Vec<u8>,
    /// What follows.
    pub payload: Payload,
}

impl Datagram {
    /// All bytes in one piece.
    pub fn to_bytes(&self) -> Vec<u8> {
        [&self.head, self.payload.bytes()].concat()
    }
    /// Splits bytes after the transport header where both headers make sense; otherwise all of them are `head`.
    pub fn from_bytes(bytes: Vec<u8>) -> Datagram {
        let end = header_end(&bytes).unwrap_or(bytes.len());
        let mut head = bytes;
        let payload = Payload::from(head.split_off(end));
        Datagram { head, payload }
    }

    /// The bytes from the end of the IPv4 header to the end of `head`; `None` where the IHL makes no sense.
    pub fn transport_header(&self) -> Option<&[u8]> {
        let ihl = ipv4::IHL.read(&self.head).filter(|n| *n >= 5)?;
        self.head.get(ihl as usize * 4..)
    }

    /// Whether `head` ends where the transport header does, and nothing lies beyond the total length.
    pub fn is_canonical(&self) -> bool {
        ipv4::TOTAL_LENGTH.read(&self.head).is_some_and(|n| n as usize == self.len()) && header_end(&self.head) == Some(self.head.len())
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.head.len() + self.payload.len() as usize
    }
    /// Whether there is no byte at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Where the transport header ends; `None` where the headers make no sense, and for a fragment that has none.
fn header_end(bytes: &[u8]) -> Option<usize> {
    let start = ipv4::IHL.read(bytes).filter(|n| *n >= 5)? as usize * 4;
    let transport = bytes.get(start..)?;
    let layer = Layer::of_protocol(ipv4::PROTOCOL.read(bytes)?).filter(|_| ipv4::FRAGMENT_OFFSET.read(bytes) == Some(0))?;
    let end = match layer {
        Layer::Tcp => start + tcp::DATA_OFFSET.read(transport).filter(|n| *n >= 5)? as usize * 4,
        _ => start + layer.fixed_len(),
    };
    (end <= bytes.len()).then_some(end)
}
