//! Every knob of the engine. Each is read by its own rule and by nothing else.

use crate::base::Span;

/// The first congestion window (bytes depend on the SMSS).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitialWindow {
    /// RFC 5681 §3.1: 2 to 4 segments by the size of the SMSS.
    Rfc5681,
    /// RFC 6928: 10 segments.
    Rfc6928,
    /// So many segments.
    Segments(u16),
}

/// How a host chooses initial sequence numbers (RFC 9293 §3.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsnChoice {
    /// A clock plus a hash of the 4-tuple (SHLD-1).
    Hashed,
    /// Teaching variant: the clock alone, as RFC 793 had it. Whoever knows the time knows the number.
    Clock,
}

/// Which congestion control: how the window grows and falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Congestion {
    /// Slow start and congestion avoidance of RFC 5681.
    Reno,
    /// Teaching variant: none at all.
    None,
}

/// What is done about explicit congestion notification (RFC 3168).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EcnUse {
    /// Nothing.
    Off,
    /// It is accepted where the peer offers it.
    Accept,
    /// It is offered, and accepted.
    Offer,
}

/// Which loss recovery: what duplicate acknowledgments lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LossRecovery {
    /// RFC 6582: a partial acknowledgment shows the next loss.
    NewReno,
    /// RFC 5681 alone: recovery ends with the first new acknowledgment.
    Reno,
    /// Teaching variant: the retransmission timer alone.
    None,
}

/// The configuration of one endpoint. Defaults are the RFCs'.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TcpConfig {
    /// Maximum segment lifetime; TIME-WAIT lasts twice this. RFC 9293 §3.4.2: 2 minutes.
    pub msl: Span,
    /// The MSS announced in our SYN, bytes; `None` sends no option (the peer then assumes 536).
    pub mss: Option<u16>,
    /// Largest payload our own link carries, bytes; caps what the peer's MSS allows. `None`: as `mss`, or 1460.
    pub link_mss: Option<u16>,
    /// IPv4 options that every segment of this connection bears, bytes: they leave less room for text (MUST-16). No parameter: the host
    /// sets it where a source route does.
    pub ip_options: u16,
    /// Send buffer, bytes.
    pub send_buffer: u32,
    /// Receive buffer, bytes; the window is what is free of it.
    pub receive_buffer: u32,
    /// First RTO (RFC 6298 §2.1: 1 s).
    pub rto_initial: Span,
    /// Least RTO (RFC 6298 §2.4: 1 s).
    pub rto_min: Span,
    /// Greatest RTO (RFC 6298 §2.5: at least 60 s).
    pub rto_max: Span,
    /// RTO for data once a SYN had to be repeated (RFC 6298 §5.7: 3 s).
    pub rto_after_syn_loss: Span,
    /// Clock granularity G of RFC 6298.
    pub clock_granularity: Span,
    /// R1: retransmissions before the network layer is told (RFC 9293 §3.8.3: at least 3).
    pub r1: u16,
    /// R2: give up once unacknowledged this long (at least 100 s).
    pub r2: Span,
    /// R2 for a SYN (at least 3 min).
    pub r2_syn: Span,
    /// Longest delay of an acknowledgment (less than 0.5 s); zero acknowledges at once.
    pub delayed_ack: Span,
    /// Acknowledge at once after so many full-sized segments (2).
    pub ack_every: u16,
    /// Nagle's algorithm (RFC 9293 §3.7.4).
    pub nagle: bool,
    /// Send less than a full segment into a small window after waiting so long (RFC 9293 §3.8.6.2.1: 0.1 s to 1 s).
    pub sws_override: Span,
    /// First congestion window.
    pub initial_window: InitialWindow,
    /// Duplicate acknowledgments that start a fast retransmit (RFC 5681: 3).
    pub dup_ack_threshold: u16,
    /// Send new data on the first duplicate acknowledgments, before the threshold (RFC 3042).
    pub limited_transmit: bool,
    /// Fall back to the restart window after a pause longer than the RTO (RFC 5681 §4.1).
    pub idle_restart: bool,
    /// Congestion control.
    pub congestion: Congestion,
    /// Loss recovery.
    pub recovery: LossRecovery,
    /// Explicit congestion notification.
    pub ecn: EcnUse,
    /// First wait before a zero-window probe; doubles up to `persist_max`. `None`: the RTO (RFC 9293 §3.8.6.1).
    pub persist_initial: Option<Span>,
    /// Longest wait between zero-window probes.
    pub persist_max: Span,
    /// Give up after this long without an acknowledgment, if set (RFC 9293 §3.9.1 OPEN: user timeout).
    pub user_timeout: Option<Span>,
    /// Probe an idle connection (RFC 9293 §3.8.4); the application may switch it (MUST-24). Off (MUST-25).
    pub keep_alive: bool,
    /// Silence before the first keep-alive (MUST-28: at least 2 h).
    pub keep_alive_time: Span,
    /// Wait between keep-alives that are not answered.
    pub keep_alive_interval: Span,
    /// Give up after so many without an answer; never fewer than 2 (MUST-29).
    pub keep_alive_probes: u16,
    /// Whether a keep-alive carries one octet of garbage, for peers that answer to nothing else (MAY-6).
    pub keep_alive_octet: bool,
    /// Answer a RST, SYN or ACK that may be forged with a challenge ACK (RFC 5961); off is RFC 793.
    pub rfc5961: bool,
    /// Whether a hard ICMP error ends a synchronised connection (SHLD-26); off takes it for a soft one (RFC 5927 §5.2).
    pub icmp_aborts: bool,
    /// How the host chooses initial sequence numbers.
    pub isn: IsnChoice,
    /// Stay in TIME-WAIT for 2 MSL (MUST-13); off is a mistake for teaching: the connection is forgotten at once.
    pub time_wait: bool,
    /// Never time a segment that was sent again (Karn, RFC 6298 §3); off is a mistake for teaching.
    pub karn: bool,
    /// Avoid silly windows as a sender (MUST-38); off is a mistake for teaching.
    pub sws_sender: bool,
    /// Avoid silly windows as a receiver (MUST-39); off is a mistake for teaching.
    pub sws_receiver: bool,
    /// Teaching variant: drop what comes early instead of keeping it (SHLD-31).
    pub go_back_n: bool,
    /// Teaching variant: a passive end counts itself connected once it has answered the SYN, without waiting for the third segment.
    pub two_way_handshake: bool,
    /// Teaching variant: split each acknowledgment of data into so many; 1 is honest.
    pub ack_split: u16,
    /// Teaching variant: acknowledge so many bytes that have not come yet; 0 is honest.
    pub ack_ahead: u32,
    /// Teaching variant: take window back when the receive buffer becomes smaller, against SHLD-14.
    pub shrinks_window: bool,
    /// Whether the RST of an ABORT carries an acknowledgment too, as many systems send it; off is the form of RFC 9293 §3.10.5.
    pub reset_ack: bool,
    /// Take only what lies within the window as the header offered it; off takes what the buffer has room for.
    pub accept_offered_only: bool,
}

impl Default for TcpConfig {
    fn default() -> Self {
        TcpConfig {
            msl: Span::from_secs(120),
            mss: Some(1460),
            link_mss: None,
            ip_options: 0,
            send_buffer: 65_536,
            receive_buffer: 65_535,
            rto_initial: Span::from_secs(1),
            rto_min: Span::from_secs(1),
            rto_max: Span::from_secs(60),
            rto_after_syn_loss: Span::from_secs(3),
            clock_granularity: Span::from_millis(1),
            r1: 3,
            r2: Span::from_secs(100),
            r2_syn: Span::from_secs(180),
            delayed_ack: Span::from_millis(40),
            ack_every: 2,
            nagle: true,
            sws_override: Span::from_millis(200),
            initial_window: InitialWindow::Rfc6928,
            dup_ack_threshold: 3,
            limited_transmit: true,
            idle_restart: true,
            congestion: Congestion::Reno,
            recovery: LossRecovery::NewReno,
            ecn: EcnUse::Off,
            persist_initial: None,
            persist_max: Span::from_secs(60),
            user_timeout: None,
            keep_alive: false,
            keep_alive_time: Span::from_secs(7200),
            keep_alive_interval: Span::from_secs(75),
            keep_alive_probes: 10,
            keep_alive_octet: false,
            rfc5961: true,
            icmp_aborts: true,
            isn: IsnChoice::Hashed,
            time_wait: true,
            karn: true,
            sws_sender: true,
            sws_receiver: true,
            go_back_n: false,
            two_way_handshake: false,
            ack_split: 1,
            ack_ahead: 0,
            shrinks_window: false,
            reset_ack: false,
            accept_offered_only: false,
        }
    }
}
