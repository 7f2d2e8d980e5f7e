//! From what a sender decides to the bytes of a datagram, lengths and checksums right.

use super::checksum::{Sum, pseudo_header};
use super::field::{FLAGS_BYTE, icmp, ipv4, tcp, udp};
use super::option::{self, TcpOption};
use super::receive::{ICMP, TCP, UDP};
use super::{Addr, Datagram, Flags, Payload};

/// What a sender decides of the IPv4 header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ipv4Meta {
    /// Source address.
    pub source: Addr,
    /// Destination address: where it goes in the end, whatever its source route.
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

/// The datagram that carries a TCP segment, with both checksums right. The payload is shared, not copied. A datagram holds at most
/// 65 535 bytes: the total length of a longer one is wrong, and a receiver drops it.
pub fn pack_tcp(ip: &Ipv4Meta, source_port: u16, destination_port: u16, fields: &TcpFields<'_>, payload: &Payload) -> Datagram {
    let mut head = Vec::with_capacity(if fields.options.is_empty() { 40 } else { 80 });
    head.resize(20, 0);
    let mut header = [0u8; 20];
    tcp::SOURCE_PORT.write(&mut header, u32::from(source_port));
    tcp::DESTINATION_PORT.write(&mut header, u32::from(destination_port));
    tcp::SEQ.write(&mut header, fields.seq);
    tcp::ACK.write(&mut header, fields.ack);
    header[FLAGS_BYTE] = fields.flags.0;
    tcp::WINDOW.write(&mut header, u32::from(fields.window));
    tcp::URGENT_POINTER.write(&mut header, u32::from(fields.urgent));
    head.extend_from_slice(&header);
    option::write_all(fields.options, &mut head);
    let tcp_len = head.len() - 20;
    if let Some(header) = head.get_mut(20..) {
        tcp::DATA_OFFSET.write(header, (tcp_len / 4) as u32);
    }
    let carried = tcp_len + payload.len() as usize;
    ipv4_header(&mut head, ip, TCP, carried);
    let sum = transport_sum(ip, TCP, carried, &head, payload);
    if let Some(header) = head.get_mut(20..) {
        tcp::CHECKSUM.write(header, u32::from(sum.checksum()));
    }
    Datagram { head, payload: payload.clone() }
}

/// The datagram that carries a UDP datagram, with both checksums right (RFC 768: a checksum of 0 is sent as `0xffff`).
pub fn pack_udp(ip: &Ipv4Meta, source_port: u16, destination_port: u16, payload: &Payload) -> Datagram {
    let carried = 8 + payload.len() as usize;
    let mut head = vec![0; 28];
    ipv4_header(&mut head, ip, UDP, carried);
    let mut header = [0u8; 8];
    udp::SOURCE_PORT.write(&mut header, u32::from(source_port));
    udp::DESTINATION_PORT.write(&mut header, u32::from(destination_port));
    udp::LENGTH.write(&mut header, carried.min(65_535) as u32);
    let place = head.get_mut(20..).unwrap_or_default();
    place.copy_from_slice(&header);
    let sum = transport_sum(ip, UDP, carried, &head, payload);
    let checksum = if sum.checksum() == 0 { 0xffff } else { sum.checksum() };
    if let Some(header) = head.get_mut(20..) {
        udp::CHECKSUM.write(header, u32::from(checksum));
    }
    Datagram { head, payload: payload.clone() }
}

/// The datagram that carries an ICMP message, with both checksums right (RFC 792). `mtu` is the next hop's, in the field of RFC 1191 §4;
/// 0 in any other message.
pub fn pack_icmp(ip: &Ipv4Meta, kind: u8, code: u8, mtu: u16, payload: &Payload) -> Datagram {
    let mut head = vec![0; 28];
    ipv4_header(&mut head, ip, ICMP, 8 + payload.len() as usize);
    let mut header = [0u8; 8];
    icmp::TYPE.write(&mut header, u32::from(kind));
    icmp::CODE.write(&mut header, u32::from(code));
    icmp::MTU.write(&mut header, u32::from(mtu));
    let mut sum = Sum::default();
    sum.add(&header);
    sum.add(payload.bytes());
    icmp::CHECKSUM.write(&mut header, u32::from(sum.checksum()));
    head.get_mut(20..).unwrap_or_default().copy_from_slice(&header);
    Datagram { head, payload: payload.clone() }
}

/// The sum over the pseudo-header, what follows 20 bytes of IPv4 header in `head`, and the payload.
fn transport_sum(ip: &Ipv4Meta, protocol: u8, carried: usize, head: &[u8], payload: &Payload) -> Sum {
    let mut sum = Sum::default();
    sum.add(&pseudo_header(ip.source, ip.destination, protocol, carried as u16));
    sum.add(head.get(20..).unwrap_or_default());
    sum.add(payload.bytes());
    sum
}

/// Writes an IPv4 header without options into the first 20 bytes.
fn ipv4_header(head: &mut [u8], ip: &Ipv4Meta, protocol: u8, carried: usize) {
    let Some(head) = head.first_chunk_mut::<20>() else { return };
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
    sum.add(head);
    ipv4::CHECKSUM.write(head, u32::from(sum.checksum()));
}
