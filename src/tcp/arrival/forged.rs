//! RFC 5961: a segment that somebody off the path could have made up is answered with a challenge ACK, not obeyed. Switched off,
//! the rules are RFC 793's.

use crate::tcp::send::Sender;
use crate::tcp::{Seq, TcpConfig};

/// A RST in the window that does not hit RCV.NXT (§3.2).
pub(super) fn reset_is_doubtful(seq: Seq, rcv_nxt: Seq, config: &TcpConfig) -> bool {
    config.rfc5961 && seq != rcv_nxt
}

/// A SYN on a connection that is synchronised (§4.2).
pub(super) fn syn_is_doubtful(config: &TcpConfig) -> bool {
    config.rfc5961
}

/// An acknowledgment older than any window we were offered (§5.2).
pub(super) fn ack_is_doubtful(ack: Seq, snd: &Sender, config: &TcpConfig) -> bool {
    config.rfc5961 && ack.before(snd.una - snd.max_wnd)
}
