//! Whose segment a datagram looks like, by its addresses and ports.

use super::rows::EndId;
use super::trace::Trace;
use crate::scenario::{EndSpec, Scenario};
use crate::wire::Addr;
use crate::wire::field::{Field, ipv4, tcp};

/// The end of the first connection between these addresses with just these ports, whether the scenario names them or a host chose them.
pub(super) fn by_ports(trace: &Trace, head: &[u8]) -> Option<EndId> {
    let end = of(trace.scenario(), head)?;
    let peer = EndId { side: 1 - end.side, ..end };
    let transport = head.get(ipv4::IHL.read(head)? as usize * 4..)?;
    let is = |end, field: &Field| field.read(transport) == Some(trace.port(end).into());
    (is(end, &tcp::SOURCE_PORT) && is(peer, &tcp::DESTINATION_PORT)).then_some(end)
}

/// The end of the first connection with these addresses and ports; where none has the ports, of the first between the two hosts.
pub(super) fn of(scenario: &Scenario, head: &[u8]) -> Option<EndId> {
    let (source, destination) = (Addr(ipv4::SOURCE.read(head)?), Addr(ipv4::DESTINATION.read(head)?));
    let transport = head.get(ipv4::IHL.read(head)? as usize * 4..);
    let ports = transport.and_then(|t| Some((tcp::SOURCE_PORT.read(t)?, tcp::DESTINATION_PORT.read(t)?)));
    let address = |end: &EndSpec| scenario.hosts.get(usize::from(end.host)).map(|h| h.address);
    let between = (0u16..).zip(&scenario.connections).flat_map(|(connection, spec)| {
        let [a, b] = &spec.ends;
        [(EndId { connection, side: 0 }, a, b), (EndId { connection, side: 1 }, b, a)]
    });
    let fits = between.filter(|(_, a, b)| (address(a), address(b)) == (Some(source), Some(destination)));
    // A port that a host chooses may be any.
    let misses = |end: &EndSpec, port: Option<u32>| match end.port {
        _ if port == Some(end.port.into()) => 0,
        0 => 1,
        _ => 2,
    };
    { fits }.min_by_key(|(_, a, b)| misses(a, ports.map(|p| p.0)).max(misses(b, ports.map(|p| p.1)))).map(|(end, ..)| end)
}
