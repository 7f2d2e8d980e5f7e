//! From segment to datagram: the host's address, TTL and identification, and the checksums.

use super::socket::Tuple;
use crate::base::{Purpose, chance};
use crate::tcp::Segment;
use crate::wire::icmp::error_about;
use crate::wire::{Addr, Datagram, IcmpReport, Ipv4Meta, Payload, SourceRoute, TcpFields, pack_tcp, pack_udp};

/// What a host puts into the IPv4 header of whatever it sends.
#[derive(Clone, Debug)]
pub struct Wrapper {
    address: Addr,
    ttl: u8,
    /// Whether what it sends must not be fragmented: path MTU discovery (RFC 1191).
    df: bool,
    next_id: u16,
}

impl Wrapper {
    pub(super) fn new(address: Addr, ttl: u8, df: bool, seed: u64) -> Wrapper {
        Wrapper { address, ttl, df, next_id: chance(seed, Purpose::IpId, &[u64::from(address.0)]) as u16 }
    }

    pub(super) fn address(&self) -> Addr {
        self.address
    }

    /// The datagram that carries `segment`, with the Differentiated Services code point that the application chose (SHLD-22), on its source route.
    pub(super) fn wrap(&mut self, tuple: Tuple, segment: &Segment, dscp: u8, route: Option<&SourceRoute>) -> Datagram {
        let ip = Ipv4Meta { ecn: segment.ecn, ..self.ip(tuple.remote, dscp, self.df) };
        let fields = TcpFields {
            seq: segment.seq.0,
            ack: segment.ack.0,
            flags: segment.flags,
            window: segment.window,
            urgent: segment.urgent,
            options: &segment.options,
        };
        let mut datagram = pack_tcp(&ip, tuple.local_port, tuple.remote_port, &fields, &segment.payload);
        if let Some(route) = route {
            route.write(&mut datagram);
        }
        datagram
    }

    /// Identification of the datagram before.
    pub(super) fn last_id(&self) -> u16 {
        self.next_id.wrapping_sub(1)
    }

    /// The ICMP error about a datagram that arrived, where one may be sent.
    pub(super) fn error(&mut self, about: &Datagram, report: IcmpReport) -> Option<Datagram> {
        let error = error_about(about, report, self.address, self.ttl, self.next_id)?;
        self.next_id = self.next_id.wrapping_add(1);
        Some(error)
    }

    /// The UDP datagram that carries `data`. Routers may fragment it: UDP asks no path for its MTU.
    pub(super) fn wrap_udp(&mut self, tuple: Tuple, data: &Payload, dscp: u8) -> Datagram {
        pack_udp(&self.ip(tuple.remote, dscp, false), tuple.local_port, tuple.remote_port, data)
    }

    fn ip(&mut self, destination: Addr, dscp: u8, df: bool) -> Ipv4Meta {
        let id = self.next_id;
        self.next_id = self.next_id.wrapping_add(1);
        Ipv4Meta { source: self.address, destination, id, ttl: self.ttl, dscp, ecn: 0, df }
    }
}
