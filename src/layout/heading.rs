//! What the bytes of a segment say, as far as its ladder label needs it. Read from the bytes, never from the engine.

use crate::wire::Flags;

/// The fields a label shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// A TCP segment.
    Tcp(TcpHeading),
    /// A UDP datagram with so many bytes of data.
    Udp {
        /// Bytes of data.
        len: u32,
    },
    /// Another protocol over IPv4.
    Other {
        /// The protocol field.
        protocol: u8,
        /// Bytes after the IPv4 header.
        len: u32,
    },
    /// Not readable as IPv4, or cut before the end of its header.
    Nonsense {
        /// Bytes in all.
        len: u32,
    },
}

/// The fields of a TCP segment's label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TcpHeading {
    /// Sequence number as it travels.
    pub seq: u32,
    /// Acknowledgment number as it travels.
    pub ack: u32,
    /// Control bits.
    pub flags: Flags,
    /// Window field, not scaled.
    pub window: u16,
    /// Bytes of data.
    pub len: u32,
}

impl Heading {
    /// Reads a datagram: its header bytes, and how many bytes follow them.
    pub fn read(head: &[u8], payload: u32) -> Heading {
        let total = u32::try_from(head.len()).unwrap_or(u32::MAX).saturating_add(payload);
        let nonsense = Heading::Nonsense { len: total };
        let Some(&first) = head.first() else { return nonsense };
        let ihl = usize::from(first & 0x0F) * 4;
        let (true, Some(&protocol), Some(rest)) = (first >> 4 == 4 && ihl >= 20, head.get(9), head.get(ihl..)) else { return nonsense };
        let after_ip = total - ihl as u32;
        match protocol {
            6 => tcp(rest, after_ip).map_or(nonsense, Heading::Tcp),
            17 => Heading::Udp { len: after_ip.saturating_sub(8) },
            _ => Heading::Other { protocol, len: after_ip },
        }
    }

    /// The TCP fields, where it is TCP.
    pub const fn tcp(&self) -> Option<&TcpHeading> {
        if let Heading::Tcp(tcp) = self { Some(tcp) } else { None }
    }
}

fn tcp(bytes: &[u8], len: u32) -> Option<TcpHeading> {
    let word = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let offset = u32::from(bytes.get(12)? >> 4) * 4;
    Some(TcpHeading {
        seq: word(4)?,
        ack: word(8)?,
        flags: Flags(*bytes.get(13)?),
        window: (word(12)? & 0xFFFF) as u16,
        len: len.saturating_sub(offset.max(20)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_syn_reads_as_one() {
        let mut bytes = vec![0u8; 40];
        bytes[0] = 0x45;
        bytes[9] = 6;
        bytes[27] = 7;
        bytes[32] = 0x50;
        bytes[33] = 2;
        bytes[34] = 1;
        assert_eq!(Heading::read(&bytes, 3), Heading::Tcp(TcpHeading { seq: 7, ack: 0, flags: Flags::SYN, window: 256, len: 3 }));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..80), payload in any::<u32>()) {
            let _ = Heading::read(&bytes, payload);
        }
    }
}
