//! Faults of a datagram.

/// Why a receiver drops a datagram, or what is odd about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Fewer bytes than the headers need.
    Truncated {
        /// Bytes needed.
        needed: usize,
        /// Bytes there.
        found: usize,
    },
    /// The version is not 4.
    Version {
        /// The version.
        found: u32,
    },
    /// The IHL is below 5.
    IhlShort {
        /// The IHL, in 32-bit words.
        found: u32,
    },
    /// The IPv4 header checksum is wrong.
    Ipv4Checksum {
        /// What it should be.
        expected: u16,
        /// What it is.
        found: u16,
    },
    /// The total length does not fit what arrived.
    TotalLength {
        /// The field.
        claimed: usize,
        /// Bytes that arrived.
        found: usize,
    },
    /// A fragment; nothing here reassembles.
    Fragment,
    /// The TCP checksum is wrong (RFC 9293 §3.1, MUST-3).
    TcpChecksum {
        /// What it should be.
        expected: u16,
        /// What it is.
        found: u16,
    },
    /// The data offset is below 5.
    DataOffsetShort {
        /// The data offset, in 32-bit words.
        found: u32,
    },
    /// The data offset reaches past the end of the segment.
    DataOffsetLong {
        /// The data offset, in 32-bit words.
        found: u32,
        /// Bytes of the segment.
        room: usize,
    },
}
