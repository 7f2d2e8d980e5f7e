//! Options of our SYN, and what the peer's SYN says (RFC 9293 §3.7.1).

use super::connection::{Connection, Phase};
use super::{Segment, TcpConfig};
use crate::wire::TcpOption;
use std::rc::Rc;

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
/// every segment bears: those of IP, since TCP has none such yet.
pub(super) fn effective_mss(config: &TcpConfig, syn: &Segment) -> u32 {
    let peer = syn.mss().map_or(DEFAULT_MSS, u32::from);
    let link = config.link_mss.or(config.mss).map_or(1460, u32::from);
    text_of(peer.min(link), config)
}

/// What IPv4 options leave of so many bytes that would be there for text without them.
pub(super) fn text_of(bytes: u32, config: &TcpConfig) -> u32 {
    bytes.saturating_sub(config.ip_options.into()).max(1)
}

impl Connection {
    /// From now on every segment bears so many bytes of IPv4 options, which leave less room for text (RFC 9293 §3.7.1, MUST-16).
    pub fn set_ip_options(&mut self, octets: u16) {
        let before = std::mem::replace(&mut Rc::make_mut(&mut self.config).ip_options, octets);
        if let Phase::Open(link) = &mut self.phase {
            link.snd.mss = text_of(link.snd.mss + u32::from(before), &self.config);
        }
    }
}
