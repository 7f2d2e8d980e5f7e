//! A host: which connection a datagram is for, and the calls and timers of all of them.

use super::effect::{Emission, Expired, HostEffect, Identity};
use super::emission::Wrapper;
use super::isn;
use super::listeners::{Listeners, Place};
use super::peers::{Peer, Peers};
use super::ports::Ports;
use super::reassembly::Reassembly;
use super::rules::HostRules;
use super::socket::{Socket, Tuple};
use super::throttle::Throttle;
use super::udp::Udp;
use crate::base::{Map, Time};
use crate::tcp::{
    Answer, Call, CallError, Connection, Effect, Effects, IcmpError, Reason, Rule, Segment, SendKind, Seq, State, TcpConfig, Value,
    Variable, reset_for,
};
use crate::wire::fragment::Fragment;
use crate::wire::icmp::quote;
use crate::wire::{Addr, Datagram, Flags, IcmpReceived, IcmpReport, Ipv4Meta, Layer, TcpReceived, Transport, receive};
use std::collections::{BTreeMap, BTreeSet};
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
    /// Connections that are over, by the tags of their ends, with bytes that the application has still to read.
    pub(super) leftovers: Map<u32, Connection>,
    pub(super) by_tuple: BTreeMap<Tuple, usize>,
    /// Where the connection of each tag was put last; it may be gone, or have lost its name.
    last_slots: Vec<usize>,
    /// Where the last segment belonged: the next one often does too.
    last_arrived: usize,
    pub(super) by_deadline: BTreeSet<(Time, usize)>,
    /// When an end whose ISN was announced was first opened: the clock of its numbers goes on from there.
    opened: Map<u32, Time>,
    /// Sockets that were touched in this instant and may owe an acknowledgment.
    pub(super) touched: Vec<usize>,
    /// Segments sent for connections that do not exist, alike and in a row.
    pub(super) last_orphan: Option<Identity>,
    /// Whether reasons are wanted.
    pub(super) record: bool,
    /// Kept between calls, so that a segment costs no allocation.
    scratch: Vec<Effect>,
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
            by_tuple: BTreeMap::new(),
            last_slots: Vec::new(),
            last_arrived: usize::MAX,
            by_deadline: BTreeSet::new(),
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
        let timer = self.by_deadline.first().map(|(time, _)| *time);
        timer.into_iter().chain(self.reassembly.deadline()).min()
    }

    /// OPEN, passive: SYNs to `port` are welcome from now on.
    pub fn listen(&mut self, port: u16) {
        self.listeners.open(port);
    }

    /// OPEN, active, of the end announced as `tag`. Returns the port it is opened from.
    ///
    /// # Errors
    /// It is open already, no port is free, or the peer's port is not known.
    pub fn connect(&mut self, tag: u32, now: Time, out: &mut Vec<HostEffect>) -> Result<u16, CallError> {
        let peer = self.peers.get(tag).ok_or(CallError::DoesNotExist)?;
        let known = self.peers.tuple(tag).ok_or(CallError::DoesNotExist)?;
        if known.remote_port == 0 {
            return Err(CallError::RemoteUnspecified);
        }
        // Its application may open it again once it has closed it.
        let over = |state| !matches!(state, State::SynSent | State::SynReceived | State::Established | State::CloseWait);
        if self.socket_of(tag).is_some_and(|s| !over(s.connection.state())) {
            return Err(CallError::AlreadyExists);
        }
        let tuple = if peer.local_port == 0 { self.choose_port(tag, known, out)? } else { known };
        let last = match self.by_tuple.get(&tuple).copied() {
            Some(slot) => Some(self.take_over(slot, now, out).ok_or(CallError::AlreadyExists)?),
            None => None,
        };
        self.leftovers.remove(&tag);
        let iss = beyond(self.iss(tuple, now, true), last);
        let mut effects = self.effects(now);
        let connection = Connection::open_active(Rc::clone(&self.tcp), iss, now, &mut effects);
        let slot = self.insert(Socket::new(tuple, Some(tag), connection, iss));
        self.settle(slot, effects, now, out);
        Ok(tuple.local_port)
    }

    /// The port that the host chooses for an active OPEN: one whose connection to this destination is free.
    fn choose_port(&mut self, tag: u32, known: Tuple, out: &mut Vec<HostEffect>) -> Result<Tuple, CallError> {
        let with = |port| Tuple { local_port: port, ..known };
        let (by_tuple, sockets, listeners) = (&self.by_tuple, &self.sockets, &self.listeners);
        let reuse = self.rules.port_reuse;
        let waits = |slot: &usize| sockets.get(*slot).and_then(Option::as_ref).is_some_and(|s| s.connection.state() == State::TimeWait);
        let taken = |port| listeners.has(port) || by_tuple.get(&with(port)).is_some_and(|slot| !(reuse && waits(slot)));
        let about = (self.wrapper.address(), known.remote, known.remote_port);
        let port = self.ports.choose(self.rules.ports, self.seed, about, taken).ok_or(CallError::NoPorts)?;
        self.name(tag, with(port));
        self.why(Some(tag), Rule::PortChosen, &[("port", Value::Count(port.into()))], out);
        Ok(with(port))
    }

    /// The peer of the end `tag` chose its port: from now on the connection with it bears this number.
    pub fn learn(&mut self, tag: u32, remote_port: u16) {
        if let Some(tuple) = self.peers.tuple(tag) {
            self.name(tag, Tuple { remote_port, ..tuple });
        }
    }

    /// The end `tag` is the connection with this 4-tuple from now on; what bore its number before goes on without one.
    fn name(&mut self, tag: u32, tuple: Tuple) {
        let before = self.peers.choose(tag, tuple).filter(|before| *before != tuple);
        let old = before.and_then(|before| self.by_tuple.get(&before)).and_then(|slot| self.sockets.get_mut(*slot));
        if let Some(Some(socket)) = old {
            socket.tag = None;
        }
    }

    /// Takes a connection of the end `tag` off the listener's queue.
    ///
    /// # Errors
    /// It does not wait there.
    pub fn accept(&mut self, tag: u32) -> Result<(), CallError> {
        let slot = self.slot_of(tag).ok_or(CallError::DoesNotExist)?;
        let Some(Some(socket)) = self.sockets.get_mut(slot) else { return Err(CallError::DoesNotExist) };
        if socket.place != Place::Waiting {
            return Err(CallError::AlreadyExists);
        }
        socket.place = Place::Own;
        self.listeners.shift(socket.tuple.local_port, Place::Waiting, Place::Own);
        Ok(())
    }

    /// Ends a connection in TIME-WAIT in favour of a new one of the same addresses and ports, where the host's rules allow it.
    /// Returns the number that the new ISN must not lie before.
    fn take_over(&mut self, slot: usize, now: Time, out: &mut Vec<HostEffect>) -> Option<Seq> {
        if !self.rules.port_reuse {
            return None;
        }
        let mut effects = self.effects(now);
        let last = self.sockets.get_mut(slot)?.as_mut()?.connection.replace(now, &mut effects);
        self.apply(slot, effects, now, out);
        last
    }

    /// Any other call on the connection of `tag`.
    pub fn call(&mut self, tag: u32, call: Call, now: Time, out: &mut Vec<HostEffect>) -> Result<Answer, CallError> {
        let Some(slot) = self.slot_of(tag) else { return self.call_leftover(tag, call, now) };
        let mut effects = self.effects(now);
        let answer = match self.sockets.get_mut(slot) {
            Some(Some(socket)) => socket.connection.call(call, now, &mut effects),
            _ => Err(CallError::DoesNotExist),
        };
        self.settle(slot, effects, now, out);
        answer
    }

    /// Sets the Differentiated Services code point (6 bits) of what the end `tag` sends from now on, before or after it is opened
    /// (RFC 9293 §3.9.1.9, MUST-48, SHLD-21).
    pub fn set_service(&mut self, tag: u32, dscp: u8) {
        let dscp = dscp & 0x3f;
        self.services.insert(tag, dscp);
        if let Some(Some(socket)) = self.slot_of(tag).and_then(|slot| self.sockets.get_mut(slot)) {
            socket.dscp = dscp;
        }
    }

    /// The Differentiated Services code point of what the end `tag` received last (RFC 9293 §3.9.1.9, MAY-9).
    pub fn received_service(&self, tag: u32) -> Option<u8> {
        self.socket_of(tag)?.received_dscp
    }

    /// The code point of what the end `tag` sends.
    pub(super) fn service(&self, tag: u32) -> u8 {
        self.services.get(&tag).copied().unwrap_or(0)
    }

    /// A call on a connection that is over: what was delivered before its end can still be read.
    fn call_leftover(&mut self, tag: u32, call: Call, now: Time) -> Result<Answer, CallError> {
        let connection = self.leftovers.get_mut(&tag).ok_or(CallError::DoesNotExist)?;
        let answer = connection.call(call, now, &mut Effects::default());
        if !connection.has_unread() {
            self.leftovers.remove(&tag);
        }
        answer
    }

    /// A datagram arrived.
    pub fn receive(&mut self, datagram: &Datagram, now: Time, out: &mut Vec<HostEffect>) {
        let received = match receive(datagram, self.rules.checksums) {
            Ok(received) => received,
            Err(fault) => return out.push(HostEffect::Faulty(fault)),
        };
        // Nobody can be answered at an address that is no host's (MUST-63).
        let source = received.ip.source;
        if received.ip.destination != self.wrapper.address() || !source.is_unicast() {
            return out.push(HostEffect::NotForUs);
        }
        if !self.rules.checksums && self.record && receive(datagram, true).is_err() {
            let (local_port, remote_port) = match &received.transport {
                Transport::Tcp(tcp) => (tcp.destination_port, tcp.source_port),
                Transport::Udp(udp) => (udp.destination_port, udp.source_port),
                _ => (0, 0),
            };
            self.why(self.peers.tag(Tuple { local_port, remote: source, remote_port }), Rule::ChecksumIgnored, &[], out);
        }
        match received.transport {
            Transport::Tcp(tcp) => self.segment_arrives(received.ip, tcp, now, out),
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

    fn segment_arrives(&mut self, ip: Ipv4Meta, tcp: TcpReceived, now: Time, out: &mut Vec<HostEffect>) {
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
        let timer = self.by_deadline.first().map(|(time, _)| *time);
        if let Some(wait) = self.reassembly.deadline().filter(|wait| *wait <= now && timer.is_none_or(|timer| *wait < timer)) {
            for first in self.reassembly.expire(wait) {
                self.report(&first, IcmpReport::ReassemblyTimeExceeded, out);
            }
            return Some(Expired::Reassembly);
        }
        let (_, slot) = self.by_deadline.first().copied().filter(|(time, _)| *time <= now)?;
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

    /// Whether a RECEIVE on the connection of `tag` may find bytes.
    pub fn has_unread(&self, tag: u32) -> bool {
        match self.socket_of(tag) {
            Some(socket) => socket.connection.has_unread(),
            None => self.leftovers.has(&tag),
        }
    }

    /// The variables of the connection of `tag`.
    pub fn variables(&self, tag: u32) -> Option<Vec<(Variable, Value)>> {
        Some(self.socket_of(tag)?.connection.variables())
    }

    /// Why the connection of `tag` is sending nothing now.
    pub fn why_silent(&self, tag: u32, now: Time) -> Option<Reason> {
        Some(self.socket_of(tag)?.connection.why_silent(now))
    }

    /// The state of the connection of `tag`; LISTEN or CLOSED where there is none.
    pub fn state(&self, tag: u32) -> State {
        if let Some(socket) = self.socket_of(tag) {
            return socket.connection.state();
        }
        let listens = self.peers.tuple(tag).is_some_and(|t| self.listeners.has(t.local_port));
        if listens { State::Listen } else { State::Closed }
    }

    pub(super) fn socket_of(&self, tag: u32) -> Option<&Socket> {
        self.sockets.get(self.slot_of(tag)?)?.as_ref()
    }

    fn slot_of(&self, tag: u32) -> Option<usize> {
        self.slot_at(self.peers.tuple(tag)?, self.last_slots.get(tag as usize).copied())
    }

    /// The connection with this 4-tuple. It is looked for where it is `guess`ed first.
    fn slot_at(&self, tuple: Tuple, guess: Option<usize>) -> Option<usize> {
        let is_it = |slot: &usize| self.sockets.get(*slot).and_then(Option::as_ref).is_some_and(|s| s.tuple == tuple);
        guess.filter(is_it).or_else(|| self.by_tuple.get(&tuple).copied())
    }

    /// The ISN of a new connection: the announced one, or the host's choice. The clock goes on from the announced one too: a later
    /// incarnation begins as much later (RFC 9293 §3.4.1). `opens` says whether this is an opening.
    fn iss(&mut self, tuple: Tuple, now: Time, opens: bool) -> Seq {
        let announced = self.peers.tag(tuple).and_then(|tag| Some((tag, self.peers.get(tag)?.iss?)));
        let Some((tag, iss)) = announced else { return isn::choose(&self.tcp, self.seed, self.wrapper.address(), tuple, now) };
        let first = if opens { *self.opened.entry(tag, now) } else { now };
        iss + isn::ticks(Time(now.since(first).0))
    }

    /// A connection in LISTEN for a segment that a listener got; its ISN lies at or after `last`, where there is such.
    fn spawn(&mut self, tuple: Tuple, segment: &Segment, last: Option<Seq>, now: Time) -> usize {
        let opens = segment.flags.has(Flags::SYN) && !segment.flags.any(Flags::RST | Flags::ACK);
        let iss = beyond(self.iss(tuple, now, opens), last);
        let tag = self.peers.tag(tuple);
        let connection = Connection::open_passive(Rc::clone(&self.tcp), iss, now, &mut Effects::default());
        let accepts = tag.and_then(|tag| self.peers.get(tag)).is_some_and(|p| p.accepts);
        let mut socket = Socket::new(tuple, tag, connection, iss);
        (socket.place, socket.accepts) = (Place::New, accepts);
        self.insert(socket)
    }

    fn insert(&mut self, mut socket: Socket) -> usize {
        socket.dscp = socket.tag.and_then(|tag| self.services.get(&tag)).copied().unwrap_or(0);
        let (tuple, tag) = (socket.tuple, socket.tag);
        let slot = self.free.pop().unwrap_or(self.sockets.len());
        if slot == self.sockets.len() {
            self.sockets.push(None);
        }
        if let Some(place) = self.sockets.get_mut(slot) {
            *place = Some(socket);
        }
        self.by_tuple.insert(tuple, slot);
        if let Some(tag) = tag {
            let tag = tag as usize;
            if tag >= self.last_slots.len() {
                self.last_slots.resize(tag + 1, usize::MAX);
            }
            self.last_slots[tag] = slot;
        }
        slot
    }

    fn effects(&mut self, now: Time) -> Effects {
        let throttled = !self.throttle.is_open(&self.rules, now);
        Effects { list: std::mem::take(&mut self.scratch), record: self.record, throttled }
    }

    /// Applies effects and remembers that the socket may owe an acknowledgment.
    fn settle(&mut self, slot: usize, effects: Effects, now: Time, out: &mut Vec<HostEffect>) {
        if let Some(Some(socket)) = self.sockets.get_mut(slot)
            && !std::mem::replace(&mut socket.touched, true)
        {
            self.touched.push(slot);
        }
        self.apply(slot, effects, now, out);
    }

    fn apply(&mut self, slot: usize, mut effects: Effects, now: Time, out: &mut Vec<HostEffect>) {
        let Some(Some(socket)) = self.sockets.get_mut(slot) else {
            self.scratch = effects.list;
            return;
        };
        let mut forget = false;
        for effect in effects.list.drain(..) {
            match effect {
                Effect::Send { segment, kind, nth } => {
                    if kind == SendKind::ChallengeAck {
                        self.throttle.count(&self.rules, now);
                    }
                    let identity = socket.identify(&segment, nth);
                    let datagram = self.wrapper.wrap(socket.tuple, &segment, socket.dscp);
                    out.push(HostEffect::Emit(Box::new(Emission { datagram, tag: socket.tag, kind, identity })));
                }
                Effect::Delete => forget = true,
                other => out.push(HostEffect::Tcp(socket.tag, other)),
            }
        }
        self.scratch = effects.list;
        // A child of a listener that falls back to LISTEN, or never left it, is the listener again (§3.10.7.4, MUST-3).
        let state = socket.connection.state();
        forget |= matches!(state, State::Listen | State::Closed);
        let place = match socket.place {
            _ if forget => Place::Own,
            Place::New | Place::Half if state == State::SynReceived => Place::Half,
            Place::New | Place::Half if socket.accepts => Place::Waiting,
            Place::New | Place::Half => Place::Own,
            stays => stays,
        };
        if place != socket.place {
            self.listeners.shift(socket.tuple.local_port, socket.place, place);
            socket.place = place;
        }
        let deadline = if forget { None } else { socket.connection.deadline() };
        if deadline != socket.indexed {
            if let Some(old) = socket.indexed {
                self.by_deadline.remove(&(old, slot));
            }
            if let Some(new) = deadline {
                self.by_deadline.insert((new, slot));
            }
            socket.indexed = deadline;
        }
        if forget {
            self.by_tuple.remove(&socket.tuple);
            let gone = self.sockets.get_mut(slot).and_then(Option::take);
            if let Some(Socket { tag: Some(tag), connection, .. }) = gone
                && connection.has_unread()
            {
                self.leftovers.insert(tag, connection);
            }
            self.free.push(slot);
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
                    let datagram = self.wrapper.wrap(tuple, &segment, 0);
                    out.push(HostEffect::Emit(Box::new(Emission { datagram, tag, kind: SendKind::New, identity })));
                }
                other => out.push(HostEffect::Tcp(tag, other)),
            }
        }
        self.scratch = effects.list;
    }
}

/// An ISN that does not lie before `last`, the first number that an incarnation before it did not use (RFC 9293 §3.6.1).
fn beyond(iss: Seq, last: Option<Seq>) -> Seq {
    last.map_or(iss, |last| iss.later(last))
}
