//! UDP (RFC 768): bound ports, and what arrived at them and was not read yet.

use super::demux::Host;
use super::effect::{Emission, HostEffect, Identity};
use super::socket::Tuple;
use crate::base::Map;
use crate::tcp::{AppEvent, CallError, Effect, Fact, IcmpError, Reason, Rule, SendKind, Value};
use crate::wire::{Flags, Payload, UdpReceived};
use std::collections::VecDeque;

/// Most bytes of data in one datagram: 65,535 less both headers.
pub const MAX_DATA: u32 = 65_507;

/// What one end has on hand.
#[derive(Clone, Debug, Default)]
struct Inbox {
    datagrams: VecDeque<Payload>,
    bytes: u32,
    /// Datagrams it sent.
    sent: u32,
}

/// The UDP of a host.
#[derive(Clone, Debug, Default)]
pub(super) struct Udp {
    /// Bound ports, each with the end that bound it.
    bound: Map<u16, u32>,
    inboxes: Map<u32, Inbox>,
}

impl Host {
    /// Binds the port of the end `tag`, or one that the host chooses where it has none. Returns the port.
    ///
    /// # Errors
    /// The port is bound already, or no port is free.
    pub fn bind(&mut self, tag: u32) -> Result<u16, CallError> {
        let tuple = self.peers.tuple(tag).ok_or(CallError::DoesNotExist)?;
        let port = if tuple.local_port == 0 {
            let about = (self.wrapper.address(), tuple.remote, tuple.remote_port);
            let bound = &self.udp.bound;
            let port = self.ports.choose(self.rules.ports, self.seed, about, |p| bound.has(&p)).ok_or(CallError::NoPorts)?;
            self.peers.choose(tag, Tuple { local_port: port, ..tuple });
            port
        } else {
            tuple.local_port
        };
        if self.udp.bound.has(&port) {
            return Err(CallError::AlreadyExists);
        }
        self.udp.bound.insert(port, tag);
        Ok(port)
    }

    /// Whether the end `tag` is one of UDP's: its port is bound.
    pub fn is_bound(&self, tag: u32) -> bool {
        self.peers.tuple(tag).is_some_and(|tuple| self.udp.bound.has(&tuple.local_port))
    }

    /// Sends one datagram from the end `tag` to its peer; binds its port first where nobody has. Returns its port.
    ///
    /// # Errors
    /// The data do not fit into a datagram, no port is free, or the peer's port is not known.
    pub fn send_to(&mut self, tag: u32, data: &Payload, out: &mut Vec<HostEffect>) -> Result<u16, CallError> {
        if data.len() > MAX_DATA {
            return Err(CallError::InsufficientResources);
        }
        let known = self.peers.tuple(tag).ok_or(CallError::DoesNotExist)?;
        if known.remote_port == 0 {
            return Err(CallError::RemoteUnspecified);
        }
        let port = if self.udp.bound.has(&known.local_port) { known.local_port } else { self.bind(tag)? };
        let tuple = Tuple { local_port: port, ..known };
        let inbox = self.udp.inboxes.entry(tag, Inbox::default());
        let identity = Identity { flags: Flags::NONE, seq: inbox.sent, ack: 0, len: data.len(), nth: 0 };
        inbox.sent = inbox.sent.saturating_add(1);
        let dscp = self.service(tag);
        let datagram = self.wrapper.wrap_udp(tuple, data, dscp);
        out.push(HostEffect::Emit(Box::new(Emission { datagram, tag: Some(tag), kind: SendKind::New, identity })));
        Ok(port)
    }

    /// Takes one datagram that arrived for `tag`; what is longer than `max` is cut, and the rest of it lost.
    pub fn receive_from(&mut self, tag: u32, max: u32) -> Option<Payload> {
        let inbox = self.udp.inboxes.get_mut(&tag)?;
        let data = inbox.datagrams.pop_front()?;
        inbox.bytes = inbox.bytes.saturating_sub(data.len());
        Some(data.slice(0, max))
    }

    /// A datagram arrived; false where its port is not bound.
    pub(super) fn udp_arrives(&mut self, tuple: Tuple, udp: UdpReceived, out: &mut Vec<HostEffect>) -> bool {
        let Some(owner) = self.udp.bound.get(&tuple.local_port) else { return false };
        let tag = self.peers.tag(tuple).unwrap_or(*owner);
        let room = self.rules.udp_buffer;
        let inbox = self.udp.inboxes.entry(tag, Inbox::default());
        let len = udp.payload.len();
        if inbox.bytes.saturating_add(len) > room {
            let bytes = Value::Bytes(u64::from(inbox.bytes));
            self.why(Some(tag), Rule::UdpFull, &[("unread", bytes)], out);
            out.push(HostEffect::Tcp(Some(tag), Effect::Discard));
        } else {
            inbox.bytes += len;
            inbox.datagrams.push_back(udp.payload);
            out.push(HostEffect::Tcp(Some(tag), Effect::Tell(AppEvent::Readable(len))));
        }
        true
    }

    /// An ICMP error about a datagram of this host's: its application hears of it (RFC 1122 §4.1.3.3).
    pub(super) fn udp_error(&self, tuple: Tuple, error: IcmpError, out: &mut Vec<HostEffect>) {
        let Some(owner) = self.udp.bound.get(&tuple.local_port) else { return out.push(HostEffect::NoSuchConnection) };
        let tag = Some(self.peers.tag(tuple).unwrap_or(*owner));
        self.why(tag, Rule::UdpError, &[("ICMP", Value::Name(error.name()))], out);
        let refused = error == IcmpError::PortUnreachable;
        out.push(HostEffect::Tcp(tag, Effect::Tell(if refused { AppEvent::Refused } else { AppEvent::Network(error) })));
    }

    /// Records a decision of the host's, where reasons are wanted. The values stand in the order in which the rule names them.
    pub(super) fn why(&self, tag: super::Tag, rule: Rule, facts: &[(&'static str, Value)], out: &mut Vec<HostEffect>) {
        if self.record {
            let facts = facts.iter().map(|(name, value)| Fact { name, value: *value }).collect();
            out.push(HostEffect::Tcp(tag, Effect::Why(Reason { rule, facts })));
        }
    }
}
