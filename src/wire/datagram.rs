//! One IPv4 datagram as it travels: its header bytes and a shared payload.

use super::Payload;

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
    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.head.len() + self.payload.len() as usize
    }
    /// Whether there is no byte at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
