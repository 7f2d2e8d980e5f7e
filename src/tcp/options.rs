//! Options of our SYN, and what the peer's SYN says (RFC 9293 §3.7.1).

use super::{Segment, TcpConfig};
use crate::wire::TcpOption;

/// What the peer takes if it does not say (MUST-15), bytes.
pub(super) const DEFAULT_MSS: u32 = 536;

/// The options of our SYN.
pub(super) fn of_syn(config: &TcpConfig) -> Vec<TcpOption> {
    config.mss.map(TcpOption::MaximumSegmentSize).into_iter().collect()
}

/// RMSS: what our SYN announces, or what the peer takes it for.
pub(super) fn announced_mss(config: &TcpConfig) -> u32 {
    config.mss.map_or(DEFAULT_MSS, u32::from).max(1)
}

/// The effective send MSS in bytes (MUST-16): what the peer takes, no more than our link carries, less the options that
/// every segment bears (none yet).
pub(super) fn effective_mss(config: &TcpConfig, syn: &Segment) -> u32 {
    let peer = syn.mss().map_or(DEFAULT_MSS, u32::from);
    let link = config.link_mss.or(config.mss).map_or(1460, u32::from);
    peer.min(link).max(1)
}
