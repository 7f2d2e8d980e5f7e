//! ICMP errors (RFC 792): about which datagrams they may be sent, what they quote, and what a quotation says.

use super::field::{Layer, icmp, ipv4, tcp, udp};
use super::receive::{ICMP, sound_ipv4};
use super::source_route::last_destination;
use super::{Addr, Datagram, Ipv4Meta, Payload, pack_icmp};

/// Destination unreachable.
pub const UNREACHABLE: u8 = 3;
/// Time exceeded.
pub const TIME_EXCEEDED: u8 = 11;
/// Longest error message, bytes: any host takes a datagram of this size (RFC 1812 §4.3.2.3).
const LONGEST: usize = 576;

/// An error that a router or a host reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IcmpReport {
    /// No route leads to the network (type 3, code 0).
    NetUnreachable,
    /// The host does not answer on its network (code 1).
    HostUnreachable,
    /// Nobody has the UDP port (code 3; RFC 1122 §4.1.3.1).
    PortUnreachable,
    /// Larger than the next link's MTU, in bytes, and not to be fragmented (code 4; RFC 1191 §4).
    FragmentationNeeded(u16),
    /// The next gateway of its source route cannot be reached (code 5).
    SourceRouteFailed,
    /// A filter does not let it through (code 13; RFC 1812 §5.2.7.1).
    Prohibited,
    /// The TTL ran out (type 11, code 0).
    TtlExceeded,
    /// Fragments were missing for too long (code 1; RFC 1122 §3.3.2).
    ReassemblyTimeExceeded,
}

impl IcmpReport {
    /// Type, code and MTU.
    pub const fn message(self) -> (u8, u8, u16) {
        match self {
            IcmpReport::NetUnreachable => (UNREACHABLE, 0, 0),
            IcmpReport::HostUnreachable => (UNREACHABLE, 1, 0),
            IcmpReport::PortUnreachable => (UNREACHABLE, 3, 0),
            IcmpReport::FragmentationNeeded(mtu) => (UNREACHABLE, 4, mtu),
            IcmpReport::SourceRouteFailed => (UNREACHABLE, 5, 0),
            IcmpReport::Prohibited => (UNREACHABLE, 13, 0),
            IcmpReport::TtlExceeded => (TIME_EXCEEDED, 0, 0),
            IcmpReport::ReassemblyTimeExceeded => (TIME_EXCEEDED, 1, 0),
        }
    }
}

/// The error about `datagram`, from `source` with this TTL and identification, to whoever sent it. It quotes the datagram unchanged, as much as
/// fits (RFC 1122 §3.2.2). `None` where no error may be sent: about an ICMP error, a fragment other than the first, a destination that is
/// many hosts, or a source that is not one (RFC 1122 §3.2.2).
pub fn error_about(datagram: &Datagram, report: IcmpReport, source: Addr, ttl: u8, id: u16) -> Option<Datagram> {
    let head = &datagram.head[..];
    let header_len = sound_ipv4(head, datagram.len()).ok()?;
    let number = |field: &super::Field| field.read(head).unwrap_or(0);
    let (from, to) = (Addr(number(&ipv4::SOURCE)), Addr(number(&ipv4::DESTINATION)));
    if number(&ipv4::FRAGMENT_OFFSET) != 0 || !from.is_unicast() || !to.is_unicast() {
        return None;
    }
    let mut bytes = datagram.to_bytes();
    if number(&ipv4::PROTOCOL) == u32::from(ICMP) {
        // Queries and their answers may be answered with an error, errors never; an unknown type may be one.
        let kind = icmp::TYPE.read(bytes.get(header_len..)?)?;
        if ![0, 8, 13, 14, 15, 16, 17, 18].contains(&kind) {
            return None;
        }
    }
    bytes.truncate(LONGEST - 28);
    let ip = Ipv4Meta { source, destination: from, id, ttl, dscp: 0, ecn: 0, df: false };
    let (kind, code, mtu) = report.message();
    Some(pack_icmp(&ip, kind, code, mtu, &Payload::from(bytes)))
}

/// What an ICMP error quotes: whose segment it was, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// Who sent the quoted datagram.
    pub source: Addr,
    /// To whom, at the end of its source route.
    pub destination: Addr,
    /// What it carries: TCP or UDP.
    pub layer: Layer,
    /// Its source port.
    pub source_port: u16,
    /// Its destination port.
    pub destination_port: u16,
    /// Its sequence number; 0 for UDP.
    pub seq: u32,
}

/// Reads the quotation of an ICMP error: an IPv4 header and at least 8 octets after it. The header's checksum is not looked at, since
/// routers on the way changed its TTL. `None` where it is no such thing.
pub fn quote(bytes: &[u8]) -> Option<Quote> {
    ipv4::VERSION.read(bytes).filter(|v| *v == 4)?;
    let start = ipv4::IHL.read(bytes).filter(|n| *n >= 5)? as usize * 4;
    let rest = bytes.get(start..)?;
    ipv4::FRAGMENT_OFFSET.read(bytes).filter(|n| *n == 0)?;
    let (layer, source_port, destination_port, seq) = match Layer::of_protocol(ipv4::PROTOCOL.read(bytes)?)? {
        Layer::Tcp => (Layer::Tcp, tcp::SOURCE_PORT.read(rest)?, tcp::DESTINATION_PORT.read(rest)?, tcp::SEQ.read(rest)?),
        Layer::Udp => (Layer::Udp, udp::SOURCE_PORT.read(rest)?, udp::DESTINATION_PORT.read(rest)?, udp::CHECKSUM.read(rest).map(|_| 0)?),
        Layer::Ipv4 | Layer::Icmp => return None,
    };
    Some(Quote {
        source: Addr(ipv4::SOURCE.read(bytes)?),
        destination: last_destination(bytes)?,
        layer,
        source_port: source_port as u16,
        destination_port: destination_port as u16,
        seq,
    })
}
