//! The names of the eleven states of RFC 9293 §3.3.2.

use std::fmt;

/// The state of a connection as the page names it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// No connection.
    #[default]
    Closed,
    /// Waiting for a SYN from any remote.
    Listen,
    /// A SYN was sent, none came yet.
    SynSent,
    /// A SYN was received and one sent; its acknowledgment is awaited.
    SynReceived,
    /// Open both ways.
    Established,
    /// A FIN was sent; its acknowledgment, or the peer's FIN, is awaited.
    FinWait1,
    /// Our FIN is acknowledged; the peer's FIN is awaited.
    FinWait2,
    /// The peer's FIN came; the local user has still to close.
    CloseWait,
    /// Both FINs crossed; the acknowledgment of ours is awaited.
    Closing,
    /// The peer closed first; the acknowledgment of our FIN is awaited.
    LastAck,
    /// Waiting 2 MSL, so that a repeated FIN can be answered and old segments die.
    TimeWait,
}

impl State {
    /// All eleven, in the order of the RFC's text.
    pub const ALL: [State; 11] = [
        State::Listen,
        State::SynSent,
        State::SynReceived,
        State::Established,
        State::FinWait1,
        State::FinWait2,
        State::CloseWait,
        State::Closing,
        State::LastAck,
        State::TimeWait,
        State::Closed,
    ];

    /// The name as RFC 9293 writes it.
    pub const fn name(self) -> &'static str {
        match self {
            State::Closed => "CLOSED",
            State::Listen => "LISTEN",
            State::SynSent => "SYN-SENT",
            State::SynReceived => "SYN-RECEIVED",
            State::Established => "ESTABLISHED",
            State::FinWait1 => "FIN-WAIT-1",
            State::FinWait2 => "FIN-WAIT-2",
            State::CloseWait => "CLOSE-WAIT",
            State::Closing => "CLOSING",
            State::LastAck => "LAST-ACK",
            State::TimeWait => "TIME-WAIT",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
