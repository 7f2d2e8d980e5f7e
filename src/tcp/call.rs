//! The user/TCP interface of RFC 9293 §3.9.1: what an application calls and what it is told. OPEN is the constructor.

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
    /// RECEIVE: take up to `max` bytes that arrived in order.
    Receive {
        /// Most bytes to take.
        max: u32,
    },
    /// CLOSE: no more to send.
    Close,
    /// ABORT: drop everything, send RST.
    Abort,
    /// STATUS: read the TCB; changes nothing.
    Status,
}

/// Why a call is refused, in the words of RFC 9293 §3.10.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
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
    #[error("remote unspecified")]
    RemoteUnspecified,
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
    /// Our CLOSE is complete.
    Closed,
}
