//! What became of a segment, in words.

use super::numbers::instant;
use crate::locale::{Words, panes as key};
use crate::sim::{Fate, LossCause};

/// The end of its way; none while it is on it.
pub fn fate(words: &Words, fate: Fate) -> Option<String> {
    let (key, time) = match fate {
        Fate::InFlight => return None,
        Fate::Arrived(t) => (key::FATE_ARRIVED, t),
        Fate::Discarded(t) => (key::FATE_DISCARDED, t),
        Fate::Lost(t, _) => (key::FATE_LOST, t),
    };
    Some(words.fill(key, &[("time", &instant(words, time))]))
}

/// The same in a table, where it may be told; else the segment is on its way.
pub fn fate_told(words: &Words, end: Fate, told: bool) -> String {
    fate(words, end).filter(|_| told).unwrap_or_else(|| words.text(key::FATE_IN_FLIGHT).to_owned())
}

/// The key of what a segment died of.
pub fn cause_key(cause: LossCause) -> &'static str {
    match cause {
        LossCause::Chance => "fate.cause.chance",
        LossCause::Dropped => "fate.cause.dropped",
        LossCause::NoRoute => "fate.cause.no-route",
        LossCause::Ttl => "fate.cause.ttl",
        LossCause::BadHeader => "fate.cause.bad-header",
        LossCause::Queue => "fate.cause.queue",
        LossCause::Outage => "fate.cause.outage",
        LossCause::Burst => "fate.cause.burst",
        LossCause::Filtered => "fate.cause.filtered",
        LossCause::TooBig => "fate.cause.too-big",
        LossCause::Unplugged => "fate.cause.unplugged",
        LossCause::HostDown => "fate.cause.host-down",
        LossCause::Crashed => "fate.cause.crashed",
        LossCause::PulledOut => "fate.cause.pulled-out",
    }
}
