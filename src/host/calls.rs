//! What applications ask of a host: OPEN and the other calls on the connections of their ends (RFC 9293 §3.9.1).

use super::demux::Host;
use super::effect::HostEffect;
use super::isn::beyond;
use super::listeners::Place;
use super::socket::{Socket, Tuple};
use crate::base::Time;
use crate::tcp::{Answer, Call, CallError, Connection, Effect, Effects, Rule, Seq, State, Value};
use std::rc::Rc;

impl Host {
    /// OPEN, passive: SYNs to `port` are welcome from now on.
    pub fn listen(&mut self, port: u16) {
        self.listeners.open(port);
    }

    /// CLOSE or ABORT of the end `tag` in LISTEN (RFC 9293 §3.10.4, §3.10.5): unless another end listens there too, nobody is let in at
    /// its port any more. Connections that began there go on.
    pub fn unlisten(&mut self, tag: u32, out: &mut Vec<HostEffect>) {
        self.listeners.close(self.peers.tuple(tag).map_or(0, |tuple| tuple.local_port));
        self.why(Some(tag), Rule::CloseListen, &[], out);
        out.push(HostEffect::Tcp(Some(tag), Effect::State { from: State::Listen, to: State::Closed }));
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
        let mut socket = Socket::new(tuple, Some(tag), connection, iss);
        if let Some(route) = self.rules.source_route {
            socket.take_route(route);
        }
        let slot = self.insert(socket);
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
    pub(super) fn take_over(&mut self, slot: usize, now: Time, out: &mut Vec<HostEffect>) -> Option<Seq> {
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
        if matches!(call, Call::CloseBoth | Call::Abort) {
            self.leftovers.remove(&tag);
        }
        let slot = match self.slot_of(tag) {
            // A stream is read to its end before the next.
            Some(slot) if !(matches!(call, Call::Receive { .. }) && self.leftovers.has(&tag)) => slot,
            _ => return self.call_leftover(tag, call, now),
        };
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
        let rest = self.leftovers.get_mut(&tag).ok_or(CallError::DoesNotExist)?;
        let connection = rest.front_mut().ok_or(CallError::DoesNotExist)?;
        let answer = connection.call(call, now, &mut Effects::default());
        if !connection.has_unread() {
            rest.pop_front();
        }
        if rest.is_empty() {
            self.leftovers.remove(&tag);
        }
        answer
    }
}
