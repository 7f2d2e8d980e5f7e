//! The Internet checksum (RFC 1071) of the IPv4 header, and of TCP and UDP with their pseudo-header.

use super::Addr;
use super::field::{Field, ipv4, tcp, udp};
use super::receive::{TCP, UDP};

/// A running one's complement sum. Bytes may be fed in pieces of any length.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    total: u64,
    odd: bool,
}

impl Sum {
    /// Adds bytes; a piece of odd length is continued by the next.
    pub fn add(&mut self, bytes: &[u8]) {
        let mut bytes = bytes;
        if self.odd
            && let Some((first, rest)) = bytes.split_first()
        {
            self.total += u64::from(*first);
            self.odd = false;
            bytes = rest;
        }
        let (blocks, rest) = bytes.as_chunks::<4>();
        // 2^32 blocks of 32 bits fit before the 64-bit total could overflow.
        self.total = fold(self.total) + blocks.iter().map(|b| u64::from(u32::from_be_bytes(*b))).sum::<u64>();
        let (pairs, last) = rest.as_chunks::<2>();
        self.total += pairs.iter().map(|p| u64::from(u16::from_be_bytes(*p))).sum::<u64>();
        if let [byte] = last {
            self.total += u64::from(*byte) << 8;
            self.odd = true;
        }
    }

    /// The checksum: the complement of the sum.
    pub const fn checksum(self) -> u16 {
        !(fold(self.total) as u16)
    }
}

const fn fold(mut total: u64) -> u64 {
    while total > 0xffff {
        total = (total >> 16) + (total & 0xffff);
    }
    total
}

/// The sum over the 12 bytes of the pseudo-header (RFC 9293 §3.1): addresses, zero, protocol and length.
pub fn pseudo_header(source: Addr, destination: Addr, protocol: u8, length: u16) -> [u8; 12] {
    let mut out = [0; 12];
    out[..4].copy_from_slice(&source.0.to_be_bytes());
    out[4..8].copy_from_slice(&destination.0.to_be_bytes());
    out[9] = protocol;
    out[10..].copy_from_slice(&length.to_be_bytes());
    out
}

/// The field that holds the checksum of the transport header of this datagram: TCP's or UDP's.
pub fn transport_checksum_field(bytes: &[u8]) -> Option<&'static Field> {
    match ipv4::PROTOCOL.read(bytes)? as u8 {
        TCP => Some(&tcp::CHECKSUM),
        UDP => Some(&udp::CHECKSUM),
        _ => None,
    }
}

/// The checksum that the transport header of this datagram should carry, over as many bytes as the total length claims and there are.
/// For UDP, 0 becomes `0xffff` (RFC 768). `None` where there is no such header.
pub fn right_transport_checksum(bytes: &[u8]) -> Option<u16> {
    let field = transport_checksum_field(bytes)?;
    let start = ipv4::IHL.read(bytes)? as usize * 4;
    let end = (ipv4::TOTAL_LENGTH.read(bytes)? as usize).min(bytes.len());
    let segment = bytes.get(start..end)?;
    field.read(segment)?;
    let protocol = ipv4::PROTOCOL.read(bytes)? as u8;
    let mut sum = Sum::default();
    let (source, destination) = (Addr(ipv4::SOURCE.read(bytes)?), Addr(ipv4::DESTINATION.read(bytes)?));
    sum.add(&pseudo_header(source, destination, protocol, segment.len() as u16));
    sum.add(segment.get(..field.bytes().start)?);
    sum.add(segment.get(field.bytes().end..)?);
    let checksum = sum.checksum();
    Some(if protocol == UDP && checksum == 0 { 0xffff } else { checksum })
}
