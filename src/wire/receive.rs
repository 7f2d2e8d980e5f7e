//! From bytes to what a host acts on, and back: what is sound is handed up, what is not is dropped with the fault named.

use super::checksum::{Sum, pseudo_header};
use super::fault::Fault;
use super::field::{ipv4, tcp};
use super::option::{self, TcpOption};
use super::{Addr, Datagram, Flags, Payload};

/// Protocol number of TCP.
pub const TCP: u8 = 6;
/// Protocol number of UDP.
pub const UDP: u8 = 17;

/// What a sender decides of the IPv4 header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ipv4Meta {
    /// Source address.
    pub source: Addr,
    /// Destination address.
    pub destination: Addr,
    /// Identification.
    pub id: u16,
    /// Time to live.
    pub ttl: u8,
    /// Differentiated services code point, 6 bits.
    pub dscp: u8,
    /// Explicit congestion notification, 2 bits.
    pub ecn: u8,
    /// Don't fragment.
    pub df: bool,
}

/// What a sender decides of the TCP header, ports apart.
#[derive(Clone, Copy, Debug)]
pub struct TcpFields<'a> {
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
    /// Options, in order; padded here. Those that do not fit into 40 bytes are left out.
    pub options: &'a [TcpOption],
}

/// A datagram that a host may act on.
#[derive(Clone, Debug)]
pub struct Received {
    /// From the IPv4 header.
    pub ip: Ipv4Meta,
    /// What it carries.
    pub transport: Transport,
}

/// What a datagram carries.
#[derive(Clone, Debug)]
pub enum Transport {
    /// A TCP segment.
    Tcp(TcpReceived),
    /// Something else.
    Other,
}

/// A TCP segment whose checksum and lengths are good.
#[derive(Clone, Debug)]
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

/// The datagram that carries a TCP segment, with both checksums right.
pub fn pack_tcp(ip: &Ipv4Meta, source_port: u16, destination_port: u16, fields: &TcpFields<'_>, payload: &Payload) -> Datagram {
    let mut head = Vec::with_capacity(60);
    head.resize(20, 0);
    let mut header = [0u8; 20];
    tcp::SOURCE_PORT.write(&mut header, u32::from(source_port));
    tcp::DESTINATION_PORT.write(&mut header, u32::from(destination_port));
    tcp::SEQ.write(&mut header, fields.seq);
    tcp::ACK.write(&mut header, fields.ack);
    header[13] = fields.flags.0;
    tcp::WINDOW.write(&mut header, u32::from(fields.window));
    tcp::URGENT_POINTER.write(&mut header, u32::from(fields.urgent));
    head.extend_from_slice(&header);
    option::write_all(fields.options, &mut head);
    let tcp_len = head.len() - 20;
    if let Some(header) = head.get_mut(20..) {
        tcp::DATA_OFFSET.write(header, (tcp_len / 4) as u32);
    }
    ipv4_header(&mut head, ip, TCP, tcp_len + payload.len() as usize);
    let mut sum = tcp_sum(*ip, tcp_len + payload.len() as usize);
    sum.add(head.get(20..).unwrap_or_default());
    sum.add(payload.bytes());
    if let Some(header) = head.get_mut(20..) {
        tcp::CHECKSUM.write(header, u32::from(sum.checksum()));
    }
    Datagram { head, payload: payload.clone() }
}

/// Writes an IPv4 header without options into the first 20 bytes.
fn ipv4_header(head: &mut [u8], ip: &Ipv4Meta, protocol: u8, carried: usize) {
    ipv4::VERSION.write(head, 4);
    ipv4::IHL.write(head, 5);
    ipv4::DSCP.write(head, u32::from(ip.dscp & 0x3f));
    ipv4::ECN.write(head, u32::from(ip.ecn & 3));
    ipv4::TOTAL_LENGTH.write(head, (20 + carried).min(65_535) as u32);
    ipv4::ID.write(head, u32::from(ip.id));
    ipv4::DF.write(head, u32::from(ip.df));
    ipv4::TTL.write(head, u32::from(ip.ttl));
    ipv4::PROTOCOL.write(head, u32::from(protocol));
    ipv4::SOURCE.write(head, ip.source.0);
    ipv4::DESTINATION.write(head, ip.destination.0);
    let mut sum = Sum::default();
    sum.add(head.get(..20).unwrap_or_default());
    ipv4::CHECKSUM.write(head, u32::from(sum.checksum()));
}

/// The length of a sound IPv4 header at the start of `head`: version 4, a possible IHL, a right header checksum and a total length that
/// covers it. The fault where it is not sound (RFC 1122 §3.2.1.1–2, RFC 1812 §5.2.2).
pub fn sound_ipv4(head: &[u8], total: usize) -> Result<usize, Fault> {
    let version = ipv4::VERSION.read(head).ok_or(Fault::Truncated { needed: 20, found: total })?;
    if version != 4 {
        return Err(Fault::Version { found: version });
    }
    let ihl = ipv4::IHL.read(head).unwrap_or(0);
    let len = ihl as usize * 4;
    if ihl < 5 {
        return Err(Fault::IhlShort { found: ihl });
    }
    let header = head.get(..len).ok_or(Fault::Truncated { needed: len, found: total })?;
    let mut sum = Sum::default();
    sum.add(header);
    if sum.checksum() != 0 {
        return Err(Fault::Ipv4Checksum { expected: right_ipv4_checksum(header), found: ipv4::CHECKSUM.read(header).unwrap_or(0) as u16 });
    }
    let claimed = ipv4::TOTAL_LENGTH.read(header).unwrap_or(0) as usize;
    if claimed < len || claimed > total {
        return Err(Fault::TotalLength { claimed, found: total });
    }
    Ok(len)
}

/// The checksum that an IPv4 header should carry.
pub fn right_ipv4_checksum(header: &[u8]) -> u16 {
    let mut sum = Sum::default();
    sum.add(header.get(..10).unwrap_or_default());
    sum.add(header.get(12..).unwrap_or_default());
    sum.checksum()
}

/// Reads a datagram as a receiving host does; the first fault that makes it drop the datagram is returned.
/// `verify` off accepts wrong TCP checksums: a mistake for teaching.
pub fn receive(datagram: &Datagram, verify: bool) -> Result<Received, Fault> {
    let head = &datagram.head[..];
    let ihl = sound_ipv4(head, datagram.len())?;
    let number = |field: &super::field::Field| field.read(head).unwrap_or(0);
    let ip = Ipv4Meta {
        source: Addr(number(&ipv4::SOURCE)),
        destination: Addr(number(&ipv4::DESTINATION)),
        id: number(&ipv4::ID) as u16,
        ttl: number(&ipv4::TTL) as u8,
        dscp: number(&ipv4::DSCP) as u8,
        ecn: number(&ipv4::ECN) as u8,
        df: number(&ipv4::DF) == 1,
    };
    if number(&ipv4::MF) == 1 || number(&ipv4::FRAGMENT_OFFSET) != 0 {
        return Err(Fault::Fragment {});
    }
    if number(&ipv4::PROTOCOL) != u32::from(TCP) {
        return Ok(Received { ip, transport: Transport::Other });
    }
    // What lies beyond the total length is padding of the link, not part of the segment. A storage split elsewhere than at the end of
    // the header (after an edit) is put right first.
    let claimed = number(&ipv4::TOTAL_LENGTH) as usize;
    let offset = tcp::DATA_OFFSET.read(head.get(ihl..).unwrap_or_default()).unwrap_or(0) as usize;
    if claimed != datagram.len() || head.len() != ihl + offset * 4 {
        let mut bytes = datagram.to_bytes();
        bytes.truncate(claimed);
        let canonical = Datagram::from_bytes(bytes);
        return receive_tcp(ip, canonical.head.get(ihl..).unwrap_or_default(), &canonical.payload, verify);
    }
    receive_tcp(ip, head.get(ihl..).unwrap_or_default(), &datagram.payload, verify)
}

/// Reads a TCP segment: `header` and `text` together are what the IPv4 datagram carries; where the data offset is possible, `header` ends there.
fn receive_tcp(ip: Ipv4Meta, header: &[u8], text: &Payload, verify: bool) -> Result<Received, Fault> {
    let carried = header.len() + text.len() as usize;
    let offset =
        tcp::DATA_OFFSET.read(header).filter(|_| header.len() >= 20).ok_or(Fault::Truncated { needed: 40, found: 20 + carried })?;
    if verify {
        let mut sum = tcp_sum(ip, carried);
        sum.add(header);
        sum.add(text.bytes());
        if sum.checksum() != 0 {
            let mut sum = tcp_sum(ip, carried);
            sum.add(header.get(..16).unwrap_or_default());
            sum.add(header.get(18..).unwrap_or_default());
            sum.add(text.bytes());
            return Err(Fault::TcpChecksum { expected: sum.checksum(), found: tcp::CHECKSUM.read(header).unwrap_or(0) as u16 });
        }
    }
    if offset < 5 {
        return Err(Fault::DataOffsetShort { found: offset });
    }
    let end = offset as usize * 4;
    if end > carried {
        return Err(Fault::DataOffsetLong { found: offset, room: carried });
    }
    let options = header.get(20..end).unwrap_or_default();
    let number = |field: &super::field::Field| field.read(header).unwrap_or(0);
    Ok(Received {
        ip,
        transport: Transport::Tcp(TcpReceived {
            source_port: number(&tcp::SOURCE_PORT) as u16,
            destination_port: number(&tcp::DESTINATION_PORT) as u16,
            seq: number(&tcp::SEQ),
            ack: number(&tcp::ACK),
            flags: Flags(header.get(13).copied().unwrap_or(0)),
            window: number(&tcp::WINDOW) as u16,
            urgent: number(&tcp::URGENT_POINTER) as u16,
            options: option::read_all(options),
            payload: text.clone(),
        }),
    })
}

/// The sum over the pseudo-header of a TCP segment of `len` bytes.
fn tcp_sum(ip: Ipv4Meta, len: usize) -> Sum {
    let mut sum = Sum::default();
    sum.add(&pseudo_header(ip.source, ip.destination, TCP, len as u16));
    sum
}

/// The destination address, wherever a version-4 header is long enough to hold one.
pub fn destination(datagram: &Datagram) -> Option<Addr> {
    ipv4::VERSION.read(&datagram.head).filter(|v| *v == 4)?;
    ipv4::DESTINATION.read(&datagram.head).map(Addr)
}
