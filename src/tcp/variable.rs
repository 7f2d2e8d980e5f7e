//! The variables of a TCB by their RFC names, for the page's tables and before → after.

use super::{Seq, State};
use crate::base::{Span, Time};

/// A value with its meaning, so that the page can print it relative or absolute and with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// Not set.
    None,
    /// A sequence number of this end's own stream (relative to ISS).
    Own(Seq),
    /// A sequence number of the peer's stream (relative to IRS).
    Peer(Seq),
    /// Bytes.
    Bytes(u64),
    /// A plain count.
    Count(u64),
    /// A length of time.
    Span(Span),
    /// An instant.
    Time(Time),
    /// Yes or no.
    Bool(bool),
    /// A connection state.
    State(State),
    /// A name, such as an algorithm's phase.
    Name(&'static str),
}

/// A variable of the TCB (RFC 9293 §3.3.1, RFC 6298, RFC 5681). The order is the page's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variable {
    /// The connection's state.
    State,
    /// Oldest unacknowledged sequence number.
    SndUna,
    /// Next sequence number to send.
    SndNxt,
    /// Send window, in bytes.
    SndWnd,
    /// Sequence number of the segment that last updated the window.
    SndWl1,
    /// Acknowledgment number of that segment.
    SndWl2,
    /// Largest window the peer ever offered.
    MaxSndWnd,
    /// Initial send sequence number.
    Iss,
    /// Next sequence number expected.
    RcvNxt,
    /// Receive window, in bytes.
    RcvWnd,
    /// Initial receive sequence number.
    Irs,
    /// Bytes queued but never sent.
    Unsent,
    /// Bytes sent and not acknowledged.
    Flight,
    /// Bytes received in order and not read.
    Unread,
    /// Bytes received out of order.
    OutOfOrder,
    /// Largest payload we may send.
    SndMss,
    /// The MSS we announced.
    RcvMss,
    /// Retransmission timeout.
    Rto,
    /// Smoothed round-trip time.
    Srtt,
    /// Its variation.
    RttVar,
    /// Timeouts in a row.
    Backoff,
    /// The octet after the urgent data we send.
    SndUp,
    /// The octet after the urgent data the peer sends.
    RcvUp,
    /// Bytes to be read until the end of urgent data.
    Urgent,
    /// Congestion window.
    Cwnd,
    /// Slow-start threshold.
    Ssthresh,
    /// Duplicate acknowledgments in a row.
    DupAcks,
    /// Congestion phase.
    Phase,
    /// Recovery ends at this acknowledgment.
    Recover,
}

impl Variable {
    /// All of them, in the page's order.
    pub const ALL: &'static [Variable] = &[
        Variable::State,
        Variable::SndUna,
        Variable::SndNxt,
        Variable::SndWnd,
        Variable::SndWl1,
        Variable::SndWl2,
        Variable::MaxSndWnd,
        Variable::Iss,
        Variable::RcvNxt,
        Variable::RcvWnd,
        Variable::Irs,
        Variable::Unsent,
        Variable::Flight,
        Variable::Unread,
        Variable::OutOfOrder,
        Variable::SndMss,
        Variable::RcvMss,
        Variable::Rto,
        Variable::Srtt,
        Variable::RttVar,
        Variable::Backoff,
        Variable::SndUp,
        Variable::RcvUp,
        Variable::Urgent,
        Variable::Cwnd,
        Variable::Ssthresh,
        Variable::DupAcks,
        Variable::Phase,
        Variable::Recover,
    ];

    /// The RFC's name.
    pub const fn name(self) -> &'static str {
        match self {
            Variable::State => "state",
            Variable::SndUna => "SND.UNA",
            Variable::SndNxt => "SND.NXT",
            Variable::SndWnd => "SND.WND",
            Variable::SndWl1 => "SND.WL1",
            Variable::SndWl2 => "SND.WL2",
            Variable::MaxSndWnd => "MAX.SND.WND",
            Variable::Iss => "ISS",
            Variable::RcvNxt => "RCV.NXT",
            Variable::RcvWnd => "RCV.WND",
            Variable::Irs => "IRS",
            Variable::Unsent => "unsent",
            Variable::Flight => "FlightSize",
            Variable::Unread => "unread",
            Variable::OutOfOrder => "out of order",
            Variable::SndMss => "SMSS",
            Variable::RcvMss => "RMSS",
            Variable::Rto => "RTO",
            Variable::Srtt => "SRTT",
            Variable::RttVar => "RTTVAR",
            Variable::Backoff => "backoff",
            Variable::SndUp => "SND.UP",
            Variable::RcvUp => "RCV.UP",
            Variable::Urgent => "urgent",
            Variable::Cwnd => "cwnd",
            Variable::Ssthresh => "ssthresh",
            Variable::DupAcks => "DupAcks",
            Variable::Phase => "phase",
            Variable::Recover => "recover",
        }
    }
}
