//! The router where the links meet: it reads the IPv4 header, counts down the TTL and looks for the destination.

use crate::wire::field::ipv4;
use crate::wire::receive::{right_ipv4_checksum, sound_ipv4};
use crate::wire::{Addr, Datagram, destination};

/// What the router decides about a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forwarding {
    /// Out of the link with this index.
    To(usize),
    /// Its TTL would reach 0 here (RFC 1812 §5.3.1).
    TtlExpired,
    /// No link leads to its destination.
    NoRoute,
    /// Its header cannot be read: not IPv4, too short, or a wrong header checksum (RFC 1812 §5.2.2).
    BadHeader,
}

/// Decides where `datagram` goes, and counts its TTL down where it goes on. `addresses` are those of the links, in order.
pub fn forward(datagram: &mut Datagram, addresses: &[Addr]) -> Forwarding {
    let len = datagram.len();
    let Ok(header_len) = sound_ipv4(&datagram.head, len) else { return Forwarding::BadHeader };
    let ttl = ipv4::TTL.read(&datagram.head).unwrap_or(0);
    if ttl <= 1 {
        return Forwarding::TtlExpired;
    }
    let Some(to) = destination(datagram).and_then(|d| addresses.iter().position(|a| *a == d)) else { return Forwarding::NoRoute };
    if let Some(header) = datagram.head.get_mut(..header_len) {
        ipv4::TTL.write(header, ttl - 1);
        let checksum = right_ipv4_checksum(header);
        ipv4::CHECKSUM.write(header, u32::from(checksum));
    }
    Forwarding::To(to)
}
