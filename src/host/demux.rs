//! A host: which connection a datagram is for, and the calls and timers of all of them.

use super::deadlines::Deadlines;
use super::effect::{Emission, Expired, HostEffect, Identity};
use super::emission::Wrapper;
use super::listeners::{Listeners, Place};
use super::peers::{Peer, Peers};
use super::ports::Ports;
use super::reassembly::Reassembly;
use super::rules::HostRules;
use super::socket::{Socket, Tuple};
use super::throttle::Throttle;
use super::udp::Udp;
use crate::base::{Map, Time};
use crate::tcp::{Connection, Effect, Effects, Fact, IcmpError, Reason, Rule, Segment, SendKind, Seq, TcpConfig, Value, reset_for};
use crate::wire::fragment::Fragment;
use crate::wire::icmp::quote;
use crate::wire::source_route::is_pending;
use crate::wire::{
    Addr, Datagram, Flags, IcmpReceived, IcmpReport, Ipv4Meta, Layer, SourceRoute, TcpReceived, Transport, destination, receive,
};
use std::collections::VecDeque;
use std::rc::Rc;

/// What a host is made from.
#[derive(Clone, Debug)]
pub struct HostConfig {
    /// Its address.
    pub address: Addr,
    /// TTL of what it sends.
    pub ttl: u8,
    /// Whether it sends with DF set: path MTU discovery (RFC 1191).
    pub df: bool,
    /// Its TCP.
    pub tcp: Rc<TcpConfig>,
    /// What it decides for all its connections.
    pub rules: Rc<HostRules>,
    /// The run's seed; ISNs, ports and IP ids are drawn from it.
    pub seed: u64,
}

/// An end system.
#[derive(Clone, Debug)]
pub struct Host {
    pub(super) tcp: Rc<TcpConfig>,
    pub(super) rules: Rc<HostRules>,
    pub(super) seed: u64,
    pub(super) wrapper: Wrapper,
    pub(super) reassembly: Reassembly,
    pub(super) peers: Peers,
    pub(super) ports: Ports,
    pub(super) listeners: Listeners,
    pub(super) udp: Udp,
    pub(super) throttle: Throttle,
    pub(super) is_up: bool,
    pub(super) quiet_until: Time,
    pub(super) sockets: Vec<Option<Socket>>,
    pub(super) free: Vec<usize>,
    /// Differentiated Services code points that applications chose, by tag.
    pub(super) services: Map<u32, u8>,
    /// Connections that are over, by the tags of their ends, with bytes that the application has still to read; the oldest first.
    pub(super) leftovers: Map<u32, VecDeque<Connection>>,
    pub(super) by_tuple: Map<Tuple, usize>,
    /// Where the connection of each tag was put last; it may be gone, or have lost its name.
    pub(super) last_slots: Vec<usize>,
    /// Where the last segment belonged: the next one often does too.
    pub(super) last_arrived: usize,
    pub(super) deadlines: Deadlines,
    /// When an end whose ISN was announced was first opened: the clock of its numbers goes on from there.
    pub(super) opened: Map<u32, Time>,
    /// Sockets that were touched in this instant and may owe an acknowledgment.
    pub(super) touched: Vec<usize>,
    /// Segments sent for connections that do not exist, alike and in a row.
    pub(super) last_orphan: Option<Identity>,
    /// Whether reasons are wanted.
    pub(super) record: bool,
    /// Kept between calls, so that a segment costs no allocation.
    pub(super) scratch: Vec<Effect>,
}

impl Host {
    /// A host with nothing open.
    pub fn new(config: HostConfig, peers: &[Peer]) -> Host {
        Host {
            wrapper: Wrapper::new(config.address, config.ttl, config.df, config.seed),
            reassembly: Reassembly::default(),
            tcp: config.tcp,
            rules: config.rules,
            seed: config.seed,
            peers: Peers::new(peers),
            ports: Ports::default(),
            listeners: Listeners::default(),
            udp: Udp::default(),
            throttle: Throttle::default(),
            is_up: true,
            quiet_until: Time::ZERO,
            sockets: Vec::new(),
            free: Vec::new(),
            services: Map::new(),
            leftovers: Map::new(),
            by_tuple: Map::new(),
            last_slots: Vec::new(),
            last_arrived: usize::MAX,
            deadlines: Deadlines::default(),
            opened: Map::new(),
            touched: Vec::new(),
            last_orphan: None,
            record: false,
            scratch: Vec::new(),
        }
    }

    /// Whether the engine records its reasons from now on.
    pub fn set_recording(&mut self, record: bool) {
        self.record = record;
    }

    /// The earliest deadline of any of its timers.
    pub fn deadline(&self) -> Option<Time> {
        let timer = self.deadlines.first().map(|(time, _)| time);
        timer.into_iter().chain(self.reassembly.deadline()).min()
    }

    /// A datagram arrived.
    pub fn receive(&mut self, datagram: &Datagram, now: Time, out: &mut Vec<HostEffect>) {
        let received = match receive(datagram, self.rules.checksums) {
            Ok(received) => received,
            Err(fault) => return out.push(HostEffect::Faulty(fault)),
        };
        // Nobody can be answered at an address that is no host's (MUST-63).
        let source = received.ip.source;
        if destination(datagram) != Some(self.wrapper.address()) || !source.is_unicast() {
            return out.push(HostEffect::NotForUs);
        }
        let has_options = datagram.head.first().is_some_and(|first| *first != 0x45);
        if has_options && is_pending(&datagram.head) {
            // A host is no gateway (RFC 1122 §3.3.5).
            out.push(HostEffect::NotForUs);
            return self.report(datagram, IcmpReport::SourceRouteFailed, out);
        }
        let back = if has_options { SourceRoute::back(&datagram.head) } else { None };
        if !self.rules.checksums && self.record && receive(datagram, true).is_err() {
            let (local_port, remote_port) = match &received.transport {
                Transport::Tcp(tcp) => (tcp.destination_port, tcp.source_port),
                Transport::Udp(udp) => (udp.destination_port, udp.source_port),
                _ => (0, 0),
            };
            self.why(self.peers.tag(Tuple { local_port, remote: source, remote_port }), Rule::ChecksumIgnored, &[], out);
        }
        match received.transport {
            Transport::Tcp(tcp) => self.segment_arrives(received.ip, tcp, back, now, out),
            Transport::Udp(udp) => {
                let tuple = Tuple { local_port: udp.destination_port, remote: source, remote_port: udp.source_port };
                if !self.udp_arrives(tuple, udp, out) {
                    // RFC 1122 §4.1.3.1.
                    out.push(HostEffect::NoSuchConnection);
                    self.report(datagram, IcmpReport::PortUnreachable, out);
                }
            }
            Transport::Fragment => self.fragment(datagram, now, out),
            Transport::Icmp(message) => self.icmp(&message, now, out),
            Transport::Other => out.push(HostEffect::NotForUs),
        }
    }

    /// `back` is the way back of a source route that has brought it here.
    fn segment_arrives(&mut self, ip: Ipv4Meta, tcp: TcpReceived, back: Option<SourceRoute>, now: Time, out: &mut Vec<HostEffect>) {
        let tuple = Tuple { local_port: tcp.destination_port, remote: ip.source, remote_port: tcp.source_port };
        let segment = Segment {
            seq: Seq(tcp.seq),
            ack: Seq(tcp.ack),
            flags: tcp.flags,
            window: tcp.window,
            urgent: tcp.urgent,
            options: tcp.options,
            ecn: ip.ecn,
            payload: tcp.payload,
        };
        let (slot, last) = match self.slot_at(tuple, Some(self.last_arrived)) {
            Some(slot) => match self.reopen(slot, &segment, now, out) {
                Some(last) => (None, Some(last)),
                None => (Some(slot), None),
            },
            None => (None, None),
        };
        let slot = match slot {
            Some(slot) if self.backlog_holds(slot, &segment) => {
                let full = self.listeners.waiting(tuple.local_port);
                return self.turn_away(tuple, Rule::BacklogFull, full, None, now, out);
            }
            None if self.listeners.has(tuple.local_port) => match self.refusal(tuple.local_port, &segment, now) {
                Some((rule, number)) => {
                    let answered = self.rules.overflow_resets && rule != Rule::QuietTime;
                    return self.turn_away(tuple, rule, number, answered.then_some(segment), now, out);
                }
                None => Some(self.spawn(tuple, &segment, last, now)),
            },
            slot => slot,
        };
        let mut effects = self.effects(now);
        let Some(slot) = slot else {
            out.push(HostEffect::NoSuchConnection);
            reset_for(&segment, &mut effects);
            return self.orphan(tuple, effects, out);
        };
        if let Some(Some(socket)) = self.sockets.get_mut(slot) {
            if segment.flags.has(Flags::SYN) {
                socket.irs = Some(segment.seq);
            }
            socket.received_dscp = Some(ip.dscp);
            self.last_arrived = slot;
            socket.connection.on_segment(segment, now, &mut effects);
            // MUST-53, SHLD-24; of one that is not acceptable nothing is learnt, and a route that was asked for stays (MUST-52).
            if let Some(back) = back.filter(|_| socket.passive && !effects.list.contains(&Effect::Discard))
                && socket.take_route(back)
                && self.record
            {
                let facts = vec![Fact { name: "gateways", value: Value::Count(back.hops().len() as u64) }];
                effects.list.insert(0, Effect::Why(Reason { rule: Rule::SourceRouteSaved, facts }));
            }
        }
        self.settle(slot, effects, now, out);
    }

    /// Whether a SYN opens a listener's connection anew out of TIME-WAIT (MAY-2). If so the old one is gone, and the number returned
    /// that the new ISN must not lie before.
    fn reopen(&mut self, slot: usize, segment: &Segment, now: Time, out: &mut Vec<HostEffect>) -> Option<Seq> {
        if !segment.flags.has(Flags::SYN) || !self.rules.reopen || self.quiet_until > now {
            return None;
        }
        let socket = self.sockets.get_mut(slot)?.as_mut()?;
        if !self.listeners.has(socket.tuple.local_port) {
            return None;
        }
        let mut effects = Effects { list: std::mem::take(&mut self.scratch), record: self.record, throttled: false };
        let last = socket.connection.reopen(segment, now, &mut effects);
        self.apply(slot, effects, now, out);
        last
    }

    /// Whether the acknowledgment that would end a handshake finds the accept queue full: it is dropped, and our SYN,ACK sent again.
    fn backlog_holds(&self, slot: usize, segment: &Segment) -> bool {
        let Some(Some(socket)) = self.sockets.get(slot) else { return false };
        socket.place == Place::Half
            && socket.accepts
            && segment.flags.has(Flags::ACK)
            && !segment.flags.has(Flags::RST)
            && self.listeners.backlog_is_full(socket.tuple.local_port, &self.rules)
    }

    /// Why a listener can't take this SYN, and the number that decided.
    fn refusal(&self, port: u16, segment: &Segment, now: Time) -> Option<(Rule, u32)> {
        if !segment.flags.has(Flags::SYN) || segment.flags.any(Flags::RST | Flags::ACK) {
            return None;
        }
        if self.quiet_until > now {
            Some((Rule::QuietTime, 0))
        } else if self.listeners.backlog_is_full(port, &self.rules) {
            Some((Rule::BacklogFull, self.listeners.waiting(port)))
        } else if self.listeners.syn_queue_is_full(port, &self.rules) {
            Some((Rule::SynQueueFull, self.listeners.half(port)))
        } else {
            None
        }
    }

    /// Drops a segment that a listener has no room for; `answered` gets a RST.
    fn turn_away(&mut self, tuple: Tuple, rule: Rule, number: u32, answered: Option<Segment>, now: Time, out: &mut Vec<HostEffect>) {
        let tag = self.peers.tag(tuple);
        let (name, value) = match rule {
            Rule::QuietTime => ("until", Value::Time(self.quiet_until)),
            _ => ("queued", Value::Count(number.into())),
        };
        self.why(tag, rule, &[(name, value)], out);
        let mut effects = self.effects(now);
        match answered {
            Some(segment) => reset_for(&segment, &mut effects),
            None => effects.list.push(Effect::Discard),
        }
        self.orphan(tuple, effects, out);
    }

    /// A fragment waits until the datagram is whole; then that has arrived (RFC 1122 §3.3.2).
    fn fragment(&mut self, datagram: &Datagram, now: Time, out: &mut Vec<HostEffect>) {
        let Some(piece) = Fragment::read(datagram) else { return out.push(HostEffect::NotForUs) };
        match self.reassembly.take(piece, now) {
            Some(whole) => self.receive(&whole, now, out),
            None => out.push(HostEffect::Held),
        }
    }

    /// An ICMP message: the connection whose segment it quotes hears of an error (MUST-54, RFC 5927 §4).
    fn icmp(&mut self, message: &IcmpReceived, now: Time, out: &mut Vec<HostEffect>) {
        let error = IcmpError::of_message(message.kind, message.code, message.mtu);
        let quote = quote(message.payload.bytes()).filter(|q| q.source == self.wrapper.address());
        let (Some(error), Some(quote)) = (error, quote) else { return out.push(HostEffect::NotForUs) };
        let tuple = Tuple { local_port: quote.source_port, remote: quote.destination, remote_port: quote.destination_port };
        if quote.layer == Layer::Udp {
            return self.udp_error(tuple, error, out);
        }
        let Some(&slot) = self.by_tuple.get(&tuple) else { return out.push(HostEffect::NoSuchConnection) };
        let mut effects = self.effects(now);
        if let Some(Some(socket)) = self.sockets.get_mut(slot) {
            socket.connection.on_icmp(error, Seq(quote.seq), now, &mut effects);
        }
        self.settle(slot, effects, now, out);
    }

    /// Lets the timer with the earliest deadline expire, if that is not later than `now`, and says whose and which it was.
    pub fn expire(&mut self, now: Time, out: &mut Vec<HostEffect>) -> Option<Expired> {
        let timer = self.deadlines.first().map(|(time, _)| time);
        if let Some(wait) = self.reassembly.deadline().filter(|wait| *wait <= now && timer.is_none_or(|timer| *wait < timer)) {
            for first in self.reassembly.expire(wait) {
                self.report(&first, IcmpReport::ReassemblyTimeExceeded, out);
            }
            return Some(Expired::Reassembly);
        }
        let (_, slot) = self.deadlines.first().filter(|(time, _)| *time <= now)?;
        let mut effects = self.effects(now);
        let socket = self.sockets.get_mut(slot)?.as_mut()?;
        let fired = socket.connection.timers().next().map(|(_, kind)| Expired::Timer(socket.tag, kind));
        socket.connection.on_timer(now, &mut effects);
        self.settle(slot, effects, now, out);
        fired
    }

    /// Sends the acknowledgments that are owed at once, after the applications had their say in this instant.
    pub fn flush(&mut self, now: Time, out: &mut Vec<HostEffect>) {
        while let Some(slot) = self.touched.pop() {
            let mut effects = self.effects(now);
            if let Some(Some(socket)) = self.sockets.get_mut(slot) {
                socket.touched = false;
                socket.connection.flush(now, &mut effects);
            }
            self.apply(slot, effects, now, out);
        }
    }

    /// Sends the ICMP error about a datagram that arrived, where one may be sent.
    fn report(&mut self, about: &Datagram, report: IcmpReport, out: &mut Vec<HostEffect>) {
        let Some(datagram) = self.wrapper.error(about, report) else { return };
        let (kind, code, _) = report.message();
        let seq = u32::from(kind) << 8 | u32::from(code);
        let identity = Identity { seq, ack: u32::from(self.wrapper.last_id()), len: datagram.payload.len(), ..Identity::default() };
        out.push(HostEffect::Emit(Box::new(Emission { datagram, tag: None, kind: SendKind::New, identity })));
    }

    /// What is sent for a connection that does not exist.
    fn orphan(&mut self, tuple: Tuple, mut effects: Effects, out: &mut Vec<HostEffect>) {
        let tag = self.peers.tag(tuple);
        for effect in effects.list.drain(..) {
            match effect {
                Effect::Send { segment, .. } => {
                    let mut identity =
                        Identity { flags: segment.flags, seq: segment.seq.0, ack: segment.ack.0, len: segment.payload.len(), nth: 0 };
                    if let Some(last) = self.last_orphan.filter(|last| Identity { nth: 0, ..*last } == identity) {
                        identity.nth = last.nth.saturating_add(1);
                    }
                    self.last_orphan = Some(identity);
                    let datagram = self.wrapper.wrap(tuple, &segment, 0, None);
                    out.push(HostEffect::Emit(Box::new(Emission { datagram, tag, kind: SendKind::New, identity })));
                }
                other => out.push(HostEffect::Tcp(tag, other)),
            }
        }
        self.scratch = effects.list;
    }
}
