//! The user/TCP interface of RFC 9293 §3.9.1: what an application calls and what it is told. OPEN is the constructor.

use super::{IcmpError, Value, Variable};
use crate::wire::Payload;

/// A call on an existing connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// SEND: queue bytes; `push` asks to deliver them promptly.
    Send {
        /// The bytes.
        data: Payload,
        /// The PUSH flag of the call.
        push: bool,
    },
    /// SEND with the URGENT flag (and PUSH): these bytes end the urgent data (RFC 9293 §3.8.5).
    SendUrgent {
        /// The bytes; at least one, or nothing is marked.
        data: Payload,
    },
    /// FLUSH: forget what is queued beyond the send window (RFC 9293 §3.9.1.7, MAY-14).
    Flush,
    /// RECEIVE: take up to `max` bytes that arrived in order.
    Receive {
        /// Most bytes to take.
        max: u32,
    },
    /// CLOSE: no more to send; what the peer sends can still be read (a half-close, RFC 9293 §3.6).
    Close,
    /// CLOSE for both directions, as the socket call `close` does (RFC 9293 §3.6.1, MAY-1): what is unread, or comes
    /// later, is lost, and a RST says so (SHLD-3).
    CloseBoth,
    /// Sets the receive buffer, bytes. It may shrink; the window that was promised does not (but for a teaching variant).
    ReceiveBuffer(u32),
    /// Switches keep-alive on or off for this connection (RFC 9293 §3.8.4, MUST-24).
    KeepAlive(bool),
    /// ABORT: drop everything, send RST.
    Abort,
    /// STATUS: read the TCB; changes nothing.
    Status,
}

/// What a call returns at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Done; nothing more to say.
    Done,
    /// SEND took this many bytes; fewer than offered when the send buffer became full (`AppEvent::Writable` follows).
    Accepted(u32),
    /// RECEIVE: these bytes, in order; empty while there is nothing to read yet.
    Received(Payload),
    /// STATUS: the TCB.
    Status(Vec<(Variable, Value)>),
}

/// Why a call is refused, in the words of RFC 9293 §3.10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// OPEN of a connection that exists already.
    #[error("connection already exists")]
    AlreadyExists,
    /// There is no such connection.
    #[error("connection does not exist")]
    DoesNotExist,
    /// The user has closed already.
    #[error("connection closing")]
    Closing,
    /// The send buffer is full.
    #[error("insufficient resources")]
    InsufficientResources,
    /// Nothing to read, and nothing more will come: the peer's FIN was taken.
    #[error("connection closing: end of stream")]
    EndOfStream,
    /// The remote is not known yet.
    #[error("remote socket unspecified")]
    RemoteUnspecified,
    /// Every port that the host may choose is taken.
    #[error("no free port")]
    NoPorts,
    /// The user aborted while the call waited.
    #[error("connection reset")]
    Reset,
}

impl CallError {
    /// All, in the order of their declaration.
    pub const ALL: [CallError; 8] = [
        CallError::AlreadyExists,
        CallError::DoesNotExist,
        CallError::Closing,
        CallError::InsufficientResources,
        CallError::EndOfStream,
        CallError::RemoteUnspecified,
        CallError::NoPorts,
        CallError::Reset,
    ];

    /// A short name that never changes.
    pub const fn id(self) -> &'static str {
        match self {
            CallError::AlreadyExists => "already-exists",
            CallError::DoesNotExist => "does-not-exist",
            CallError::Closing => "closing",
            CallError::InsufficientResources => "insufficient-resources",
            CallError::EndOfStream => "end-of-stream",
            CallError::RemoteUnspecified => "remote-unspecified",
            CallError::NoPorts => "no-ports",
            CallError::Reset => "reset",
        }
    }
}

/// What the engine tells the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AppEvent {
    /// The connection is ESTABLISHED.
    Connected,
    /// This many new bytes can be read, in order.
    Readable(u32),
    /// The send buffer has room again.
    Writable,
    /// The peer's FIN was reached: nothing more will come.
    EndOfStream,
    /// Refused: a RST answered our SYN.
    Refused,
    /// A RST ended the connection.
    Reset,
    /// Given up after R2 or the user timeout.
    TimedOut,
    /// Ended because the network says that the peer can't be reached: a hard ICMP error, or no answer after a soft one.
    Unreachable,
    /// A soft ICMP error (RFC 9293 §3.9.2.2, SHLD-25); the connection goes on.
    Network(IcmpError),
    /// Our CLOSE is complete: the peer has acknowledged our FIN, and with it all we sent.
    Closed,
    /// R1 retransmissions of one segment were not answered (RFC 9293 §3.8.3, SHLD-9); the connection goes on.
    Unresponsive,
    /// Urgent data is on its way or here: this many bytes are to be read until its end (RFC 9293 §3.8.5, MUST-32).
    Urgent(u32),
}
