//! From segment to datagram: the host's address, TTL and identification, and the checksums.

use super::socket::Tuple;
use crate::base::{Purpose, chance};
use crate::tcp::Segment;
use crate::wire::{Addr, Datagram, Ipv4Meta, TcpFields, pack_tcp};

/// What a host puts into the IPv4 header of whatever it sends.
#[derive(Clone, Debug)]
pub struct Wrapper {
    address: Addr,
    ttl: u8,
    next_id: u16,
}

impl Wrapper {
    pub(super) fn new(address: Addr, ttl: u8, seed: u64) -> Wrapper {
        Wrapper { address, ttl, next_id: chance(seed, Purpose::IpId, &[u64::from(address.0)]) as u16 }
    }

    pub(super) fn address(&self) -> Addr {
        self.address
    }

    /// The datagram that carries `segment`, with the Differentiated Services code point that the application chose (SHLD-22). DF is set (RFC 1191: the path is asked, not the fragmenter).
    pub(super) fn wrap(&mut self, tuple: Tuple, segment: &Segment, dscp: u8) -> Datagram {
        let ip = Ipv4Meta { source: self.address, destination: tuple.remote, id: self.next_id, ttl: self.ttl, dscp, ecn: 0, df: true };
        self.next_id = self.next_id.wrapping_add(1);
        let fields = TcpFields {
            seq: segment.seq.0,
            ack: segment.ack.0,
            flags: segment.flags,
            window: segment.window,
            urgent: segment.urgent,
            options: &segment.options,
        };
        pack_tcp(&ip, tuple.local_port, tuple.remote_port, &fields, &segment.payload)
    }
}
