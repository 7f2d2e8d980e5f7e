//! The connections of a host: where each is found, how one begins, and what follows from what one did.

use super::demux::Host;
use super::effect::{Emission, HostEffect};
use super::isn::{self, beyond};
use super::listeners::{Backlog, Place};
use super::socket::{Socket, Tuple};
use crate::base::Time;
use crate::tcp::{Connection, Effect, Effects, Reason, Segment, SendKind, Seq, State, Value, Variable};
use crate::wire::Flags;
use std::collections::VecDeque;
use std::rc::Rc;

impl Host {
    /// Whether a RECEIVE on the connection of `tag` may find bytes.
    pub fn has_unread(&self, tag: u32) -> bool {
        self.leftovers.has(&tag) || self.socket_of(tag).is_some_and(|socket| socket.connection.has_unread())
    }

    /// The variables of the connection of `tag`.
    pub fn variables(&self, tag: u32) -> Option<Vec<(Variable, Value)>> {
        Some(self.socket_of(tag)?.connection.variables())
    }

    /// Why the connection of `tag` is sending nothing now.
    pub fn why_silent(&self, tag: u32, now: Time) -> Option<Reason> {
        Some(self.socket_of(tag)?.connection.why_silent(now))
    }

    /// The queues of the port of the connection of `tag`; `None` where nobody listens at it.
    pub fn backlog(&self, tag: u32) -> Option<Backlog> {
        self.listeners.backlog(self.peers.tuple(tag)?.local_port, &self.rules)
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

    pub(super) fn slot_of(&self, tag: u32) -> Option<usize> {
        self.slot_at(self.peers.tuple(tag)?, self.last_slots.get(tag as usize).copied())
    }

    /// The connection with this 4-tuple. It is looked for where it is `guess`ed first.
    pub(super) fn slot_at(&self, tuple: Tuple, guess: Option<usize>) -> Option<usize> {
        let is_it = |slot: &usize| self.sockets.get(*slot).and_then(Option::as_ref).is_some_and(|s| s.tuple == tuple);
        guess.filter(is_it).or_else(|| self.by_tuple.get(&tuple).copied())
    }

    /// The ISN of a new connection: the announced one, or the host's choice. The clock goes on from the announced one too: a later
    /// incarnation begins as much later (RFC 9293 §3.4.1). `opens` says whether this is an opening.
    pub(super) fn iss(&mut self, tuple: Tuple, now: Time, opens: bool) -> Seq {
        let announced = self.peers.tag(tuple).and_then(|tag| Some((tag, self.peers.get(tag)?.iss?)));
        let Some((tag, iss)) = announced else { return isn::choose(&self.tcp, self.seed, self.wrapper.address(), tuple, now) };
        let first = if opens { *self.opened.entry(tag, now) } else { now };
        iss + isn::ticks(Time(now.since(first).0))
    }

    /// A connection in LISTEN for a segment that a listener got; its ISN lies at or after `last`, where there is such.
    pub(super) fn spawn(&mut self, tuple: Tuple, segment: &Segment, last: Option<Seq>, now: Time) -> usize {
        let opens = segment.flags.has(Flags::SYN) && !segment.flags.any(Flags::RST | Flags::ACK);
        let iss = beyond(self.iss(tuple, now, opens), last);
        let tag = self.peers.tag(tuple);
        let connection = Connection::open_passive(Rc::clone(&self.tcp), iss, now, &mut Effects::default());
        let accepts = tag.and_then(|tag| self.peers.get(tag)).is_some_and(|p| p.accepts);
        let mut socket = Socket::new(tuple, tag, connection, iss);
        (socket.place, socket.accepts, socket.passive) = (Place::New, accepts, true);
        self.insert(socket)
    }

    pub(super) fn insert(&mut self, mut socket: Socket) -> usize {
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

    pub(super) fn effects(&mut self, now: Time) -> Effects {
        let throttled = !self.throttle.is_open(&self.rules, now);
        Effects { list: std::mem::take(&mut self.scratch), record: self.record, throttled }
    }

    /// Applies effects and remembers that the socket may owe an acknowledgment.
    pub(super) fn settle(&mut self, slot: usize, effects: Effects, now: Time, out: &mut Vec<HostEffect>) {
        if let Some(Some(socket)) = self.sockets.get_mut(slot)
            && !std::mem::replace(&mut socket.touched, true)
        {
            self.touched.push(slot);
        }
        self.apply(slot, effects, now, out);
    }

    pub(super) fn apply(&mut self, slot: usize, mut effects: Effects, now: Time, out: &mut Vec<HostEffect>) {
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
                    let datagram = self.wrapper.wrap(socket.tuple, &segment, socket.dscp, socket.route.as_deref());
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
        self.deadlines.set(slot, deadline);
        if forget {
            self.by_tuple.remove(&socket.tuple);
            let gone = self.sockets.get_mut(slot).and_then(Option::take);
            if let Some(Socket { tag: Some(tag), connection, .. }) = gone
                && connection.has_unread()
            {
                self.leftovers.entry(tag, VecDeque::new()).push_back(connection);
            }
            self.free.push(slot);
        }
    }
}
