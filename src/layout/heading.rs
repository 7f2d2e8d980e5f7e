//! What the bytes of a segment say, as far as its ladder label needs it. Read from the bytes, never from the engine.

use crate::wire::Flags;
use crate::wire::field::{Field, icmp, ipv4, tcp};

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
    /// An ICMP message.
    Icmp {
        /// Type.
        kind: u8,
        /// Code.
        code: u8,
        /// MTU of the next hop, where it is about one.
        mtu: u16,
    },
    /// A fragment: it waits for others, whatever it begins with.
    Fragment {
        /// Where in the datagram its data begins, bytes.
        offset: u32,
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
        let number = |field: &Field| field.read(head).unwrap_or(0);
        let header = number(&ipv4::IHL) * 4;
        let (true, Some(rest)) = (number(&ipv4::VERSION) == 4 && header >= 20, head.get(header as usize..)) else { return nonsense };
        let after = total - header;
        let offset = number(&ipv4::FRAGMENT_OFFSET) * 8;
        if offset > 0 || number(&ipv4::MF) == 1 {
            return Heading::Fragment { offset, len: after };
        }
        match number(&ipv4::PROTOCOL) as u8 {
            6 => tcp_heading(rest, after).map_or(nonsense, Heading::Tcp),
            1 => icmp_heading(rest).unwrap_or(nonsense),
            17 => Heading::Udp { len: after.saturating_sub(8) },
            protocol => Heading::Other { protocol, len: after },
        }
    }

    /// The bytes of a datagram's TCP options; none where it is not TCP.
    pub fn options(head: &[u8]) -> &[u8] {
        if ipv4::PROTOCOL.read(head) != Some(6) {
            return &[];
        }
        let header = ipv4::IHL.read(head).unwrap_or(0) as usize * 4;
        let rest = head.get(header..).unwrap_or_default();
        let end = tcp::DATA_OFFSET.read(rest).unwrap_or(0) as usize * 4;
        rest.get(20..end.min(rest.len())).unwrap_or_default()
    }

    /// The TCP fields, where it is TCP.
    pub const fn tcp(&self) -> Option<&TcpHeading> {
        if let Heading::Tcp(tcp) = self { Some(tcp) } else { None }
    }
}

fn icmp_heading(header: &[u8]) -> Option<Heading> {
    let number = |field: &Field| field.read(header);
    Some(Heading::Icmp { kind: number(&icmp::TYPE)? as u8, code: number(&icmp::CODE)? as u8, mtu: number(&icmp::MTU)? as u16 })
}

/// What an ICMP message says, as the key of its word; `None` for what has no word here.
pub const fn icmp_key(kind: u8, code: u8) -> Option<&'static str> {
    Some(match (kind, code) {
        (0, _) => "ladder.icmp.echo-reply",
        (3, 0) => "ladder.icmp.net-unreachable",
        (3, 1) => "ladder.icmp.host-unreachable",
        (3, 2) => "ladder.icmp.protocol-unreachable",
        (3, 3) => "ladder.icmp.port-unreachable",
        (3, 4) => "ladder.icmp.fragmentation-needed",
        (3, 9 | 10 | 13) => "ladder.icmp.prohibited",
        (8, _) => "ladder.icmp.echo",
        (11, 0) => "ladder.icmp.time-exceeded",
        (11, 1) => "ladder.icmp.reassembly-time-exceeded",
        _ => return None,
    })
}

fn tcp_heading(header: &[u8], len: u32) -> Option<TcpHeading> {
    let offset = tcp::DATA_OFFSET.read(header)? * 4;
    let flags = header.get(tcp::FIN.bytes())?.first()?;
    Some(TcpHeading {
        seq: tcp::SEQ.read(header)?,
        ack: tcp::ACK.read(header)?,
        flags: Flags(*flags),
        window: tcp::WINDOW.read(header)? as u16,
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
            let _ = (Heading::read(&bytes, payload), Heading::options(&bytes));
        }
    }
}
