//! The ECN codepoints of the IPv4 header (RFC 3168 §5).

use super::Datagram;
use super::field::ipv4;
use super::receive::{right_ipv4_checksum, sound_ipv4};

/// ECT(0): routers may mark it.
pub const CAPABLE: u8 = 2;
/// CE: it met congestion.
pub const MARKED: u8 = 3;

/// Turns ECT into CE, and says so; what is not capable of ECN stays as it is.
pub fn mark(datagram: &mut Datagram) -> bool {
    let Ok(len) = sound_ipv4(&datagram.head, datagram.len()) else { return false };
    let Some(header) = datagram.head.get_mut(..len) else { return false };
    let capable = matches!(ipv4::ECN.read(header), Some(1 | 2));
    if capable {
        congested(header);
    }
    capable
}

/// Writes CE into an IPv4 header.
pub fn congested(header: &mut [u8]) {
    ipv4::ECN.write(header, MARKED.into());
    let checksum = right_ipv4_checksum(header);
    ipv4::CHECKSUM.write(header, u32::from(checksum));
}
