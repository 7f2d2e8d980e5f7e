//! From bytes to what a host acts on: what is sound is handed up, what is not is dropped with the fault named.

pub use super::checksum::right_ipv4_checksum;
use super::checksum::{Sum, pseudo_header};
use super::fault::Fault;
use super::field::{FLAGS_BYTE, Field, icmp, ipv4, tcp, udp};
use super::option::{self, TcpOption};
use super::source_route::last_destination;
use super::{Addr, Datagram, Flags, Ipv4Meta, Payload};

/// Protocol number of ICMP.
pub const ICMP: u8 = 1;
/// Protocol number of TCP.
pub const TCP: u8 = 6;
/// Protocol number of UDP.
pub const UDP: u8 = 17;

/// A datagram that a host may act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// From the IPv4 header.
    pub ip: Ipv4Meta,
    /// What it carries.
    pub transport: Transport,
}

/// What a datagram carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transport {
    /// A TCP segment.
    Tcp(TcpReceived),
    /// A UDP datagram.
    Udp(UdpReceived),
    /// An ICMP message.
    Icmp(IcmpReceived),
    /// A fragment of a datagram; the others are to be waited for.
    Fragment,
    /// Something else.
    Other,
}

/// A TCP segment whose checksum and lengths are good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TcpReceived {
    /// Source port.
    pub source_port: u16,
    /// Destination port.
    pub destination_port: u16,
    /// Sequence number.
    pub seq: u32,
    /// Acknowledgment number.
    pub ack: u32,
    /// Control bits.
    pub flags: Flags,
    /// Window.
    pub window: u16,
    /// Urgent pointer.
    pub urgent: u16,
    /// Options in order.
    pub options: Vec<TcpOption>,
    /// Text.
    pub payload: Payload,
}

/// A UDP datagram whose checksum and length are good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UdpReceived {
    /// Source port; 0 where the sender wants no answer.
    pub source_port: u16,
    /// Destination port.
    pub destination_port: u16,
    /// The user's data.
    pub payload: Payload,
}

/// An ICMP message whose checksum is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IcmpReceived {
    /// Type.
    pub kind: u8,
    /// Code.
    pub code: u8,
    /// MTU of the next hop, where it is code 4 of type 3 (RFC 1191 §4); 0 from a router that does not say.
    pub mtu: u16,
    /// What follows the header: for an error, the beginning of the datagram that it is about.
    pub payload: Payload,
}

/// The length of a sound IPv4 header at the start of `head`: version 4, a possible IHL, a right header checksum and a total length that
/// covers it and does not exceed `total`, the bytes that arrived. The fault where it is not sound (RFC 1122 §3.2.1.1–2, RFC 1812 §5.2.2).
pub fn sound_ipv4(head: &[u8], total: usize) -> Result<usize, Fault> {
    let fixed = head.first_chunk::<20>().ok_or(Fault::Truncated { needed: 20, found: total })?;
    let number = |field: &Field| field.read(fixed).unwrap_or(0);
    let version = number(&ipv4::VERSION);
    if version != 4 {
        return Err(Fault::Version { found: version });
    }
    let ihl = number(&ipv4::IHL);
    let len = ihl as usize * 4;
    if ihl < 5 {
        return Err(Fault::IhlShort { found: ihl });
    }
    let header = head.get(..len).ok_or(Fault::Truncated { needed: len, found: total })?;
    let mut sum = Sum::default();
    sum.add(header);
    if sum.checksum() != 0 {
        return Err(Fault::Ipv4Checksum { expected: right_ipv4_checksum(header), found: number(&ipv4::CHECKSUM) as u16 });
    }
    let claimed = number(&ipv4::TOTAL_LENGTH) as usize;
    if claimed < len || claimed > total {
        return Err(Fault::TotalLength { claimed, found: total });
    }
    Ok(len)
}

/// Reads a datagram as a receiving host does; the first fault that makes it drop the datagram is returned. The payload is shared.
/// `verify` off accepts wrong TCP and UDP checksums: a mistake for teaching.
pub fn receive(datagram: &Datagram, verify: bool) -> Result<Received, Fault> {
    let canonical;
    let datagram = if datagram.is_canonical() {
        datagram
    } else {
        canonical = put_right(datagram)?;
        &canonical
    };
    let head = &datagram.head[..];
    let ihl = sound_ipv4(head, datagram.len())?;
    let fixed = head.first_chunk::<20>().ok_or(Fault::Truncated { needed: 20, found: head.len() })?;
    let number = |field: &Field| field.read(fixed).unwrap_or(0);
    let fragment = number(&ipv4::MF) == 1 || number(&ipv4::FRAGMENT_OFFSET) != 0;
    let ip = Ipv4Meta {
        source: Addr(number(&ipv4::SOURCE)),
        destination: last_destination(head).unwrap_or_default(),
        id: number(&ipv4::ID) as u16,
        ttl: number(&ipv4::TTL) as u8,
        dscp: number(&ipv4::DSCP) as u8,
        ecn: number(&ipv4::ECN) as u8,
        df: number(&ipv4::DF) == 1,
    };
    let header = head.get(ihl..).unwrap_or_default();
    let transport = match number(&ipv4::PROTOCOL) as u8 {
        _ if fragment => Transport::Fragment,
        ICMP => Transport::Icmp(icmp(ihl, header, &datagram.payload, verify)?),
        TCP => Transport::Tcp(tcp(&ip, ihl, header, &datagram.payload, verify)?),
        UDP => Transport::Udp(udp(&ip, ihl, header, &datagram.payload, verify)?),
        _ => Transport::Other,
    };
    Ok(Received { ip, transport })
}

/// What lies beyond the total length is padding of the link, no part of the segment, and is cut off. A storage split elsewhere than at the
/// end of the transport header (after an edit) is moved there.
#[cold]
fn put_right(datagram: &Datagram) -> Result<Datagram, Fault> {
    let mut bytes = datagram.to_bytes();
    sound_ipv4(&bytes, bytes.len())?;
    bytes.truncate(ipv4::TOTAL_LENGTH.read(&bytes).unwrap_or(0) as usize);
    Ok(Datagram::from_bytes(bytes))
}

/// Reads a TCP segment: `header` and `text` together are what the datagram carries; where the data offset is possible, `header` ends there.
fn tcp(ip: &Ipv4Meta, ihl: usize, header: &[u8], text: &Payload, verify: bool) -> Result<TcpReceived, Fault> {
    let carried = header.len() + text.len() as usize;
    let fixed = header.first_chunk::<20>().ok_or(Fault::Truncated { needed: ihl + 20, found: ihl + carried })?;
    let number = |field: &Field| field.read(fixed).unwrap_or(0);
    if verify && let Err((expected, found)) = verified(ip, TCP, header, text.bytes(), &tcp::CHECKSUM) {
        return Err(Fault::TcpChecksum { expected, found });
    }
    let offset = number(&tcp::DATA_OFFSET);
    if offset < 5 {
        return Err(Fault::DataOffsetShort { found: offset });
    }
    let end = offset as usize * 4;
    let Some(options) = header.get(20..end) else { return Err(Fault::DataOffsetLong { found: offset, room: carried }) };
    Ok(TcpReceived {
        source_port: number(&tcp::SOURCE_PORT) as u16,
        destination_port: number(&tcp::DESTINATION_PORT) as u16,
        seq: number(&tcp::SEQ),
        ack: number(&tcp::ACK),
        flags: Flags(fixed[FLAGS_BYTE]),
        window: number(&tcp::WINDOW) as u16,
        urgent: number(&tcp::URGENT_POINTER) as u16,
        options: option::read_all(options),
        payload: text.clone(),
    })
}

/// Reads a UDP datagram: `header` is its 8 bytes, or fewer.
fn udp(ip: &Ipv4Meta, ihl: usize, header: &[u8], text: &Payload, verify: bool) -> Result<UdpReceived, Fault> {
    let carried = header.len() + text.len() as usize;
    let fixed = header.first_chunk::<8>().ok_or(Fault::Truncated { needed: ihl + 8, found: ihl + carried })?;
    let number = |field: &Field| field.read(fixed).unwrap_or(0);
    let claimed = number(&udp::LENGTH) as usize;
    if claimed < 8 || claimed > carried {
        return Err(Fault::UdpLength { claimed, found: carried });
    }
    let payload = text.slice(0, claimed as u32 - 8);
    let computed = number(&udp::CHECKSUM) != 0;
    if verify
        && computed
        && let Err((expected, found)) = verified(ip, UDP, fixed, payload.bytes(), &udp::CHECKSUM)
    {
        return Err(Fault::UdpChecksum { expected: if expected == 0 { 0xffff } else { expected }, found });
    }
    Ok(UdpReceived { source_port: number(&udp::SOURCE_PORT) as u16, destination_port: number(&udp::DESTINATION_PORT) as u16, payload })
}

/// Reads an ICMP message: `header` is its 8 bytes, or fewer.
fn icmp(ihl: usize, header: &[u8], payload: &Payload, verify: bool) -> Result<IcmpReceived, Fault> {
    let fixed =
        header.first_chunk::<8>().ok_or(Fault::Truncated { needed: ihl + 8, found: ihl + header.len() + payload.len() as usize })?;
    let number = |field: &Field| field.read(fixed).unwrap_or(0);
    let sum = |parts: [&[u8]; 3]| {
        let mut sum = Sum::default();
        for part in parts {
            sum.add(part);
        }
        sum.checksum()
    };
    if verify && sum([fixed, payload.bytes(), &[]]) != 0 {
        let expected = sum([fixed.get(..2).unwrap_or_default(), fixed.get(4..).unwrap_or_default(), payload.bytes()]);
        return Err(Fault::IcmpChecksum { expected, found: number(&icmp::CHECKSUM) as u16 });
    }
    Ok(IcmpReceived {
        kind: number(&icmp::TYPE) as u8,
        code: number(&icmp::CODE) as u8,
        mtu: number(&icmp::MTU) as u16,
        payload: payload.clone(),
    })
}

/// Sums the pseudo-header, the header and the text; the checksum that should stand there and that which does, where they disagree.
fn verified(ip: &Ipv4Meta, protocol: u8, header: &[u8], text: &[u8], field: &Field) -> Result<(), (u16, u16)> {
    let mut sum = Sum::default();
    sum.add(&pseudo_header(ip.source, ip.destination, protocol, (header.len() + text.len()) as u16));
    let mut right = sum;
    sum.add(header);
    sum.add(text);
    if sum.checksum() == 0 {
        return Ok(());
    }
    right.add(header.get(..field.bytes().start).unwrap_or_default());
    right.add(header.get(field.bytes().end..).unwrap_or_default());
    right.add(text);
    Err((right.checksum(), field.read(header).unwrap_or(0) as u16))
}

/// The destination address, wherever a version-4 header is long enough to hold one.
pub fn destination(datagram: &Datagram) -> Option<Addr> {
    ipv4::VERSION.read(&datagram.head).filter(|v| *v == 4)?;
    ipv4::DESTINATION.read(&datagram.head).map(Addr)
}
