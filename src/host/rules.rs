//! Every knob of a host that is not its TCP's. Each is read by its own rule and by nothing else.

use crate::base::Span;
use crate::wire::SourceRoute;

/// What a host decides for all its connections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostRules {
    /// Connections of one listening port whose handshake is not done, at most.
    pub syn_queue: u16,
    /// Connections of one listening port that are ESTABLISHED and wait for `accept`, at most.
    pub backlog: u16,
    /// What does not fit into these queues is answered with a RST; off drops it silently, and the peer tries again.
    pub overflow_resets: bool,
    /// First and last port that the host chooses from (RFC 6056 §3.2).
    pub ports: (u16, u16),
    /// A later SYN opens a listener's connection out of TIME-WAIT (RFC 9293 §3.6.1, MAY-2).
    pub reopen: bool,
    /// An active OPEN may use addresses and ports that an ended connection still holds in TIME-WAIT.
    pub port_reuse: bool,
    /// Challenge ACKs within one interval, at most, over all connections (RFC 5961 §7); `None` sets no limit.
    pub challenge_limit: Option<u16>,
    /// That interval.
    pub challenge_interval: Span,
    /// How long no sequence number is given out after a reboot (RFC 9293 §3.4.3).
    pub quiet_time: Span,
    /// The source route of connections that its applications open actively (RFC 9293 §3.9.2.1, MUST-51).
    pub source_route: Option<SourceRoute>,
    /// UDP data that may wait to be read at one port, bytes.
    pub udp_buffer: u32,
    /// Verify the checksums of TCP and UDP (MUST-3); off is a mistake for teaching.
    pub checksums: bool,
}

impl Default for HostRules {
    fn default() -> Self {
        HostRules {
            syn_queue: 4096,
            backlog: 4096,
            overflow_resets: false,
            ports: (49_152, 65_535),
            reopen: true,
            port_reuse: false,
            challenge_limit: Some(10),
            challenge_interval: Span::from_secs(5),
            quiet_time: Span::ZERO,
            source_route: None,
            udp_buffer: 65_536,
            checksums: true,
        }
    }
}
