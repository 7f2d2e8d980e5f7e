//! A host: which connection a datagram is for, and the calls and timers of all of them.

use super::effect::{Emission, Expired, HostEffect, Identity, Tag};
use super::emission::Wrapper;
use super::isn;
use super::reassembly::Reassembly;
use super::socket::{Socket, Tuple};
use crate::base::Time;
use crate::base::order;
use crate::tcp::{
    Answer, Call, CallError, Connection, Effect, Effects, IcmpError, Reason, Segment, SendKind, Seq, State, TcpConfig, Value, Variable,
    reset_for,
};
use crate::wire::fragment::Fragment;
use crate::wire::icmp::quote;
use crate::wire::{Addr, Datagram, Flags, IcmpReceived, IcmpReport, Layer, Transport, receive};
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
    /// The run's seed; ISNs and IP ids are drawn from it.
    pub seed: u64,
}

/// A connection's end that the host's owner knows beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// The owner's number for this end.
    pub tag: u32,
    /// Our port.
    pub local_port: u16,
    /// The peer's address.
    pub remote: Addr,
    /// The peer's port.
    pub remote_port: u16,
    /// Our ISN; `None` draws one.
    pub iss: Option<Seq>,
}

/// The announced ends, by number and by 4-tuple.
#[derive(Debug)]
struct Peers {
    by_tag: BTreeMap<u32, Tuple>,
    by_tuple: BTreeMap<Tuple, (u32, Option<Seq>)>,
}

impl Peers {
    fn new(peers: &[Peer]) -> Peers {
        let tuple = |p: &Peer| Tuple { local_port: p.local_port, remote: p.remote, remote_port: p.remote_port };
        Peers {
            by_tag: order::map(peers.iter().map(|p| (p.tag, tuple(p)))),
            by_tuple: order::map(peers.iter().map(|p| (tuple(p), (p.tag, p.iss)))),
        }
    }

    fn tuple(&self, tag: u32) -> Option<Tuple> {
        self.by_tag.get(&tag).copied()
    }

    fn tag(&self, tuple: Tuple) -> Tag {
        self.by_tuple.get(&tuple).map(|(tag, _)| *tag)
    }

    fn iss(&self, tuple: Tuple) -> Option<Seq> {
        self.by_tuple.get(&tuple)?.1
    }
}

/// An end system.
#[derive(Clone, Debug)]
pub struct Host {
    tcp: Rc<TcpConfig>,
    seed: u64,
    wrapper: Wrapper,
    reassembly: Reassembly,
    peers: Rc<Peers>,
    listening: BTreeSet<u16>,
    sockets: Vec<Option<Socket>>,
    free: Vec<usize>,
    /// Differentiated Services code points that applications chose, by tag.
    services: BTreeMap<u32, u8>,
    /// Connections that are over, by the tags of their ends, with bytes that the application has still to read.
    leftovers: BTreeMap<u32, Connection>,
    by_tuple: BTreeMap<Tuple, usize>,
    by_deadline: BTreeSet<(Time, usize)>,
    /// Sockets that were touched in this instant and may owe an acknowledgment.
    touched: Vec<usize>,
    /// Segments sent for connections that do not exist, alike and in a row.
    last_orphan: Option<Identity>,
    /// Whether reasons are wanted.
    record: bool,
    /// Kept between calls, so that a segment costs no allocation.
    scratch: Vec<Effect>,
}

impl Host {
    /// A host with nothing open.
    pub fn new(config: HostConfig, peers: Vec<Peer>) -> Host {
        Host {
            wrapper: Wrapper::new(config.address, config.ttl, config.df, config.seed),
            reassembly: Reassembly::default(),
            tcp: config.tcp,
            seed: config.seed,
            peers: Rc::new(Peers::new(&peers)),
            listening: BTreeSet::new(),
            sockets: Vec::new(),
            free: Vec::new(),
            services: BTreeMap::new(),
            leftovers: BTreeMap::new(),
            by_tuple: BTreeMap::new(),
            by_deadline: BTreeSet::new(),
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
        self.listening.insert(port);
    }

    /// OPEN, active, of the end announced as `tag`. Nothing happens where it is open already.
    pub fn connect(&mut self, tag: u32, now: Time, out: &mut Vec<HostEffect>) -> Result<(), CallError> {
        let tuple = self.peers.tuple(tag).ok_or(CallError::RemoteUnspecified)?;
        if self.by_tuple.contains_key(&tuple) {
            return Err(CallError::AlreadyExists);
        }
        self.leftovers.remove(&tag);
        let iss = self.iss(tuple, now);
        let mut effects = self.effects();
        let connection = Connection::open_active(Rc::clone(&self.tcp), iss, now, &mut effects);
        let slot = self.insert(Socket::new(tuple, Some(tag), connection, iss));
        self.settle(slot, effects, out);
        Ok(())
    }

    /// Any other call on the connection of `tag`.
    pub fn call(&mut self, tag: u32, call: Call, now: Time, out: &mut Vec<HostEffect>) -> Result<Answer, CallError> {
        let Some(slot) = self.slot_of(tag) else { return self.call_leftover(tag, call, now) };
        let mut effects = self.effects();
        let answer = match self.sockets.get_mut(slot) {
            Some(Some(socket)) => socket.connection.call(call, now, &mut effects),
            _ => Err(CallError::DoesNotExist),
        };
        self.settle(slot, effects, out);
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

    /// A call on a connection that is over: what was delivered before its end can still be read.
    fn call_leftover(&mut self, tag: u32, call: Call, now: Time) -> Result<Answer, CallError> {
        let connection = self.leftovers.get_mut(&tag).ok_or(CallError::DoesNotExist)?;
        let answer = connection.call(call, now, &mut Effects::default());
        if !connection.left_unread() {
            self.leftovers.remove(&tag);
        }
        answer
    }

    /// A datagram arrived.
    pub fn receive(&mut self, datagram: &Datagram, now: Time, out: &mut Vec<HostEffect>) {
        let received = match receive(datagram, true) {
            Ok(received) => received,
            Err(fault) => return out.push(HostEffect::Faulty(fault)),
        };
        // Nobody can be answered where the source is no host (MUST-63).
        if received.ip.destination != self.wrapper.address() || !received.ip.source.is_unicast() {
            return out.push(HostEffect::NotForUs);
        }
        let tcp = match received.transport {
            Transport::Tcp(tcp) => tcp,
            Transport::Fragment => return self.fragment(datagram, now, out),
            Transport::Icmp(message) => return self.icmp(&message, now, out),
            Transport::Udp(_) | Transport::Other => return out.push(HostEffect::NotForUs),
        };
        let tuple = Tuple { local_port: tcp.destination_port, remote: received.ip.source, remote_port: tcp.source_port };
        let segment = Segment {
            seq: Seq(tcp.seq),
            ack: Seq(tcp.ack),
            flags: tcp.flags,
            window: tcp.window,
            urgent: tcp.urgent,
            options: tcp.options,
            payload: tcp.payload,
        };
        let slot = match self.by_tuple.get(&tuple) {
            Some(slot) => Some(*slot),
            None if self.listening.contains(&tuple.local_port) => Some(self.spawn(tuple, now)),
            None => None,
        };
        let mut effects = self.effects();
        let Some(slot) = slot else {
            out.push(HostEffect::NoSuchConnection);
            reset_for(&segment, &mut effects);
            return self.orphan(tuple, effects, out);
        };
        if let Some(Some(socket)) = self.sockets.get_mut(slot) {
            if segment.flags.has(Flags::SYN) {
                socket.irs = Some(segment.seq);
            }
            socket.connection.on_segment(segment, now, &mut effects);
        }
        self.settle(slot, effects, out);
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
        let quote = quote(message.payload.bytes()).filter(|q| q.source == self.wrapper.address() && q.layer == Layer::Tcp);
        let (Some(error), Some(quote)) = (error, quote) else { return out.push(HostEffect::NotForUs) };
        let tuple = Tuple { local_port: quote.source_port, remote: quote.destination, remote_port: quote.destination_port };
        let Some(&slot) = self.by_tuple.get(&tuple) else { return out.push(HostEffect::NoSuchConnection) };
        let mut effects = self.effects();
        if let Some(Some(socket)) = self.sockets.get_mut(slot) {
            socket.connection.on_icmp(error, Seq(quote.seq), now, &mut effects);
        }
        self.settle(slot, effects, out);
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
        let mut effects = self.effects();
        let socket = self.sockets.get_mut(slot)?.as_mut()?;
        let fired = socket.connection.timers().next().map(|(_, kind)| Expired::Timer(socket.tag, kind));
        socket.connection.on_timer(now, &mut effects);
        self.settle(slot, effects, out);
        fired
    }

    /// Sends the acknowledgments that are owed at once, after the applications had their say in this instant.
    pub fn flush(&mut self, now: Time, out: &mut Vec<HostEffect>) {
        while let Some(slot) = self.touched.pop() {
            let mut effects = self.effects();
            if let Some(Some(socket)) = self.sockets.get_mut(slot) {
                socket.connection.flush(now, &mut effects);
            }
            self.apply(slot, effects, out);
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
        let listens = self.peers.tuple(tag).is_some_and(|t| self.listening.contains(&t.local_port));
        if listens { State::Listen } else { State::Closed }
    }

    fn socket_of(&self, tag: u32) -> Option<&Socket> {
        self.sockets.get(self.slot_of(tag)?)?.as_ref()
    }

    fn slot_of(&self, tag: u32) -> Option<usize> {
        self.by_tuple.get(&self.peers.tuple(tag)?).copied()
    }

    /// The ISN of a new connection: the announced one, or the host's choice.
    fn iss(&self, tuple: Tuple, now: Time) -> Seq {
        self.peers.iss(tuple).unwrap_or_else(|| isn::choose(&self.tcp, self.seed, self.wrapper.address(), tuple, now))
    }

    /// A connection in LISTEN for a segment that a listener got.
    fn spawn(&mut self, tuple: Tuple, now: Time) -> usize {
        let iss = self.iss(tuple, now);
        let tag = self.peers.tag(tuple);
        let connection = Connection::open_passive(Rc::clone(&self.tcp), iss, now, &mut Effects::default());
        self.insert(Socket::new(tuple, tag, connection, iss))
    }

    fn insert(&mut self, mut socket: Socket) -> usize {
        socket.dscp = socket.tag.and_then(|tag| self.services.get(&tag)).copied().unwrap_or(0);
        let tuple = socket.tuple;
        let slot = self.free.pop().unwrap_or(self.sockets.len());
        if slot == self.sockets.len() {
            self.sockets.push(None);
        }
        if let Some(place) = self.sockets.get_mut(slot) {
            *place = Some(socket);
        }
        self.by_tuple.insert(tuple, slot);
        slot
    }

    fn effects(&mut self) -> Effects {
        Effects { list: std::mem::take(&mut self.scratch), record: self.record }
    }

    /// Applies effects and remembers that the socket may owe an acknowledgment.
    fn settle(&mut self, slot: usize, effects: Effects, out: &mut Vec<HostEffect>) {
        if !self.touched.contains(&slot) {
            self.touched.push(slot);
        }
        self.apply(slot, effects, out);
    }

    fn apply(&mut self, slot: usize, mut effects: Effects, out: &mut Vec<HostEffect>) {
        let Some(Some(socket)) = self.sockets.get_mut(slot) else { return };
        let mut forget = false;
        for effect in effects.list.drain(..) {
            match effect {
                Effect::Send { segment, kind, nth } => {
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
        forget |= matches!(socket.connection.state(), State::Listen | State::Closed);
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
            self.touched.retain(|s| *s != slot);
            let gone = self.sockets.get_mut(slot).and_then(Option::take);
            if let Some(Socket { tag: Some(tag), connection, .. }) = gone
                && connection.left_unread()
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
