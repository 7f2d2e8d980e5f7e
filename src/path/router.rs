//! The router where the links meet: it reads the IPv4 header, looks for the destination and counts down the TTL; what it
//! cannot hand on it reports (RFC 1812).

use super::filter::{Filter, Verdict};
use crate::wire::field::{Layer, ipv4, tcp, udp};
use crate::wire::receive::{right_ipv4_checksum, sound_ipv4};
use crate::wire::source_route::{advance, is_pending, is_strict};
use crate::wire::{Addr, Datagram, IcmpReport};

/// How the router reaches one host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteConfig {
    /// Whether it has a route to the host at all.
    pub routed: bool,
    /// Largest datagram that the way from the router to the host carries, bytes; the host itself believes in 1500.
    pub mtu: u16,
    /// What it lets through to the host.
    pub filter: Filter,
}

impl Default for RouteConfig {
    fn default() -> Self {
        RouteConfig { routed: true, mtu: 65_535, filter: Filter::default() }
    }
}

/// Which errors the router reports; a silent one is a black hole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouterConfig {
    /// Time exceeded.
    pub ttl_exceeded: bool,
    /// Network and host unreachable, and source routes that fail.
    pub unreachable: bool,
    /// Fragmentation needed.
    pub too_big: bool,
}

impl Default for RouterConfig {
    fn default() -> Self {
        RouterConfig { ttl_exceeded: true, unreachable: true, too_big: true }
    }
}

impl RouterConfig {
    /// The router's address (RFC 5737: for documentation).
    pub const ADDRESS: Addr = Addr(0xcb00_71fe);

    /// Whether it reports this.
    pub fn reports(&self, report: IcmpReport) -> bool {
        match report {
            IcmpReport::TtlExceeded => self.ttl_exceeded,
            IcmpReport::NetUnreachable | IcmpReport::HostUnreachable | IcmpReport::SourceRouteFailed => self.unreachable,
            IcmpReport::FragmentationNeeded(_) => self.too_big,
            _ => true,
        }
    }
}

/// What the router decides about a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forwarding {
    /// Out of the link with this index, in fragments where it is larger than the MTU.
    To(usize),
    /// Its TTL would reach 0 here (RFC 1812 §5.3.1).
    TtlExpired,
    /// No link leads to its destination; whether its network is known at least.
    NoRoute(bool),
    /// Its source route cannot be followed (RFC 1122 §3.3.5).
    SourceRouteFailed,
    /// Its header cannot be read: not IPv4, too short, or a wrong header checksum (RFC 1812 §5.2.2).
    BadHeader,
    /// A filter stops it.
    Filtered(Verdict),
    /// It is larger than the way on carries, and must not be fragmented (RFC 1191 §3): the MTU.
    TooBig(u16),
}

impl Forwarding {
    /// The error that tells the sender, where one does.
    pub fn report(self) -> Option<IcmpReport> {
        match self {
            Forwarding::TtlExpired => Some(IcmpReport::TtlExceeded),
            Forwarding::NoRoute(true) => Some(IcmpReport::HostUnreachable),
            Forwarding::NoRoute(false) => Some(IcmpReport::NetUnreachable),
            Forwarding::SourceRouteFailed => Some(IcmpReport::SourceRouteFailed),
            Forwarding::Filtered(Verdict::Prohibit) => Some(IcmpReport::Prohibited),
            Forwarding::TooBig(mtu) => Some(IcmpReport::FragmentationNeeded(mtu)),
            Forwarding::To(_) | Forwarding::BadHeader | Forwarding::Filtered(_) => None,
        }
    }
}

/// Decides where `datagram` goes, and counts its TTL down where it goes on; otherwise it stays as it came, to be quoted. `addresses` and
/// `routes` are those of the hosts, in order.
pub fn forward(datagram: &mut Datagram, addresses: &[Addr], routes: &[RouteConfig]) -> Forwarding {
    let len = datagram.len();
    let Ok(header_len) = sound_ipv4(&datagram.head, len) else { return Forwarding::BadHeader };
    let number = |field: &crate::wire::Field| field.read(&datagram.head).unwrap_or(0);
    let ttl = number(&ipv4::TTL);
    if ttl <= 1 {
        return Forwarding::TtlExpired;
    }
    let onward = match on_source_route(datagram, header_len) {
        Ok(onward) => onward,
        Err(way) => return way,
    };
    let destination = Addr(ipv4::DESTINATION.read(onward.as_deref().unwrap_or(&datagram.head)).unwrap_or(0));
    let known = addresses.iter().position(|a| *a == destination);
    let Some((to, route)) = known.and_then(|to| Some((to, routes.get(to).filter(|r| r.routed)?))) else {
        if onward.is_some() {
            return Forwarding::SourceRouteFailed;
        }
        // Hosts whose addresses have 24 bits in common share a network.
        return Forwarding::NoRoute(addresses.iter().any(|a| a.0 >> 8 == destination.0 >> 8));
    };
    if let Some(verdict) = route.filter.verdict(destination_port(datagram, header_len)) {
        return Forwarding::Filtered(verdict);
    }
    if len > usize::from(route.mtu) && number(&ipv4::DF) == 1 {
        return Forwarding::TooBig(route.mtu);
    }
    if let Some(header) = datagram.head.get_mut(..header_len) {
        if let Some(onward) = onward {
            header.copy_from_slice(&onward);
        }
        ipv4::TTL.write(header, ttl - 1);
        let checksum = right_ipv4_checksum(header);
        ipv4::CHECKSUM.write(header, u32::from(checksum));
    }
    Forwarding::To(to)
}

/// The header with which a datagram goes on whose source route names this router as the gateway that it has reached (RFC 791 §3.1); `None`
/// for any other. Gateways beyond this router, if there were any, would be hosts on its links, so that a strict route is broken only where
/// it does not name this router.
fn on_source_route(datagram: &Datagram, header_len: usize) -> Result<Option<Vec<u8>>, Forwarding> {
    let header = datagram.head.get(20..header_len).filter(|o| !o.is_empty()).and_then(|_| datagram.head.get(..header_len));
    let Some(header) = header.filter(|h| is_pending(h)) else { return Ok(None) };
    let is_here = |header: &[u8]| ipv4::DESTINATION.read(header) == Some(RouterConfig::ADDRESS.0);
    if !is_here(header) {
        return if is_strict(header) { Err(Forwarding::SourceRouteFailed) } else { Ok(None) };
    }
    let mut header = header.to_vec();
    while is_here(&header) && advance(&mut header, RouterConfig::ADDRESS) {}
    Ok(Some(header))
}

/// The destination port, where the datagram shows one: not in a fragment other than the first.
fn destination_port(datagram: &Datagram, header_len: usize) -> Option<u16> {
    let head = &datagram.head;
    ipv4::FRAGMENT_OFFSET.read(head).filter(|n| *n == 0)?;
    let header = head.get(header_len..)?;
    let port = match Layer::of_protocol(ipv4::PROTOCOL.read(head)?)? {
        Layer::Tcp => tcp::DESTINATION_PORT.read(header)?,
        Layer::Udp => udp::DESTINATION_PORT.read(header)?,
        Layer::Ipv4 | Layer::Icmp => return None,
    };
    Some(port as u16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Ipv4Meta, Payload, pack_udp};

    const HERE: Addr = Addr(0xc000_0201);
    const THERE: Addr = Addr(0xc633_6407);

    fn datagram(destination: Addr, ttl: u8, df: bool, len: usize) -> Datagram {
        let ip = Ipv4Meta { source: HERE, destination, id: 1, ttl, dscp: 0, ecn: 0, df };
        pack_udp(&ip, 5, 80, &Payload::from(vec![0; len]))
    }

    fn way(mut d: Datagram, route: RouteConfig) -> (Forwarding, u32) {
        let before = d.clone();
        let way = forward(&mut d, &[HERE, THERE], &[RouteConfig::default(), route]);
        assert!(matches!(way, Forwarding::To(_)) || d == before, "what is to be quoted is unchanged");
        assert!(sound_ipv4(&d.head, d.len()).is_ok());
        (way, ipv4::TTL.read(&d.head).unwrap_or(0))
    }

    #[test]
    fn each_reason_to_stop_is_told_apart() {
        let plain = RouteConfig::default();
        assert_eq!(way(datagram(THERE, 2, true, 9), plain), (Forwarding::To(1), 1));
        assert_eq!(way(datagram(THERE, 1, true, 9), plain).0, Forwarding::TtlExpired);
        assert_eq!(way(datagram(Addr(THERE.0 + 1), 9, true, 9), plain).0, Forwarding::NoRoute(true));
        assert_eq!(way(datagram(Addr(0x0a00_0001), 9, true, 9), plain).0, Forwarding::NoRoute(false));
        assert_eq!(way(datagram(THERE, 9, true, 9), RouteConfig { routed: false, ..plain }).0, Forwarding::NoRoute(true));
        assert_eq!(way(datagram(THERE, 9, true, 73), RouteConfig { mtu: 100, ..plain }).0, Forwarding::TooBig(100));
        assert_eq!(way(datagram(THERE, 9, true, 72), RouteConfig { mtu: 100, ..plain }).0, Forwarding::To(1));
        assert_eq!(way(datagram(THERE, 9, false, 73), RouteConfig { mtu: 100, ..plain }).0, Forwarding::To(1));
        let filter = "443:rst,80:icmp,*:drop".parse().unwrap_or_default();
        assert_eq!(way(datagram(THERE, 9, true, 9), RouteConfig { filter, ..plain }).0, Forwarding::Filtered(Verdict::Prohibit));
    }
}
