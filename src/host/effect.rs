//! What a host wants done, in order.

use crate::tcp::{CallError, Effect, Rule, SendKind, State, TimerKind};
use crate::wire::Fault;
use crate::wire::{Datagram, Flags};

/// A number by which whoever owns the host knows a connection's end; `None` for a connection it never announced.
pub type Tag = Option<u32>;

/// One effect.
#[derive(Clone, Debug)]
pub enum HostEffect {
    /// Put this datagram on the wire.
    Emit(Box<Emission>),
    /// The engine of this connection wants this (never a `Send`).
    Tcp(Tag, Effect),
    /// A call is refused.
    Refused {
        /// Whose.
        tag: u32,
        /// What says so.
        rule: Rule,
        /// The state it was made in.
        state: State,
        /// With what it is answered.
        error: CallError,
    },
    /// The arrived datagram was dropped before TCP saw it.
    Faulty(Fault),
    /// The arrived datagram is not for this host, or nothing here takes it.
    NotForUs,
    /// The arrived datagram is a fragment, and waits for the others.
    Held,
    /// No connection and no listener has its ports and addresses (RFC 9293 §3.10.7.1).
    NoSuchConnection,
}

/// What expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expired {
    /// A timer of a connection.
    Timer(Tag, TimerKind),
    /// The wait for missing fragments.
    Reassembly,
}

/// A datagram that leaves.
#[derive(Clone, Debug)]
pub struct Emission {
    /// Its bytes.
    pub datagram: Datagram,
    /// The connection's end.
    pub tag: Tag,
    /// What it is sent for.
    pub kind: SendKind,
    /// What tells it from others.
    pub identity: Identity,
}

/// What tells a segment from others, whatever was sent before it on other accounts. Chance and fingerprints key on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// Control bits.
    pub flags: Flags,
    /// Sequence number relative to the sender's ISN (absolute for a connection that does not exist).
    pub seq: u32,
    /// For a segment that takes no sequence number, its acknowledgment number relative to the peer's ISN; otherwise 0.
    pub ack: u32,
    /// Bytes of payload.
    pub len: u32,
    /// How often it was sent before.
    pub nth: u16,
}
