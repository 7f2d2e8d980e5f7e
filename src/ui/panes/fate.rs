//! What became of a segment, in words.

use super::numbers::instant;
use crate::locale::{Words, panes as key};
use crate::sim::Fate;

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
