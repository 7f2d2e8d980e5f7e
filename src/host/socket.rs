//! One connection of a host, with what the host adds to it: the 4-tuple and the count of repeated acknowledgments.

use super::effect::{Identity, Tag};
use super::listeners::Place;
use crate::tcp::{Connection, Segment, Seq};
use crate::wire::{Addr, SourceRoute};

/// The addresses and ports that identify a connection at this host (RFC 9293 §3.3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tuple {
    /// Our port.
    pub local_port: u16,
    /// The peer's address.
    pub remote: Addr,
    /// The peer's port.
    pub remote_port: u16,
}

/// A connection in use.
#[derive(Clone, Debug)]
pub struct Socket {
    pub(super) tuple: Tuple,
    pub(super) tag: Tag,
    pub(super) connection: Connection,
    /// Our ISN.
    pub(super) iss: Seq,
    /// The peer's, once a SYN of its came.
    pub(super) irs: Option<Seq>,
    /// Differentiated Services code point of what was received last, 6 bits.
    pub(super) received_dscp: Option<u8>,
    /// Differentiated Services code point of what it sends, 6 bits.
    pub(super) dscp: u8,
    /// The source route of what it sends.
    pub(super) route: Option<Box<SourceRoute>>,
    /// Whether it was OPENed passively, and answers along the route by which it is sent to.
    pub(super) passive: bool,
    /// Where it stands with its listener.
    pub(super) place: Place,
    /// Whether it waits for `accept` once it is established.
    pub(super) accepts: bool,
    /// Whether it is on the host's list of those that may owe an acknowledgment.
    pub(super) touched: bool,
    /// The last segment without sequence numbers that was sent, and how often in a row.
    last_bare: Option<Identity>,
}

impl Socket {
    pub(super) fn new(tuple: Tuple, tag: Tag, connection: Connection, iss: Seq) -> Socket {
        Socket {
            tuple,
            tag,
            connection,
            iss,
            irs: None,
            received_dscp: None,
            dscp: 0,
            route: None,
            passive: false,
            place: Place::Own,
            accepts: false,
            touched: false,
            last_bare: None,
        }
    }

    /// From now on what it sends takes this route, whose option leaves less room for text (MUST-16). Whether that is a change.
    pub(super) fn take_route(&mut self, route: SourceRoute) -> bool {
        self.connection.set_ip_options(route.octets());
        self.route.replace(Box::new(route)).is_none_or(|before| *before != route)
    }

    /// What tells `segment`, about to leave, from others. Segments that take no sequence number are counted here,
    /// since only the others have a transmission count in the engine.
    pub(super) fn identify(&mut self, segment: &Segment, nth: u16) -> Identity {
        let mut identity = Identity { flags: segment.flags, seq: segment.seq.since(self.iss), ack: 0, len: segment.payload.len(), nth };
        if segment.is_empty() {
            identity.ack = self.irs.map_or(0, |irs| segment.ack.since(irs));
            identity.nth = match self.last_bare {
                Some(last) if (Identity { nth: 0, ..last }) == (Identity { nth: 0, ..identity }) => last.nth.saturating_add(1),
                _ => 0,
            };
            self.last_bare = Some(identity);
        }
        identity
    }
}
