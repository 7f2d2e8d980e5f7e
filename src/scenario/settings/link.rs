//! What can be set of one direction of a link.

use super::{Link, Value};
use crate::base::Span;

/// A limit that a word (unlimited, none) takes away.
macro_rules! limit {
    ($field:ident, $word:literal) => {
        (|p| p.$field.map_or(Value::Word($word), Value::Number), |p, v| p.$field = v.maybe_number())
    };
}
macro_rules! span {
    ($field:ident) => {
        (|p| Value::Span(p.$field), |p, v| p.$field = v.span())
    };
}
macro_rules! probability {
    ($field:ident) => {
        (|p| Value::Ppm(p.$field), |p, v| p.$field = v.ppm())
    };
}

pub(super) const DELAY: Link = span!(delay);
pub(super) const RATE: Link = (|p| p.rate.map_or(Value::Word("unlimited"), Value::Rate), |p, v| p.rate = v.maybe_number());
pub(super) const LOSS: Link = probability!(loss);
pub(super) const BURST: Link =
    (|p| p.burst.map_or(Value::Word("none"), Value::Burst), |p, v| p.burst = if let Value::Burst(b) = v { Some(b) } else { None });
pub(super) const DUPLICATE: Link = probability!(duplicate);
pub(super) const REORDER: Link = probability!(reorder);
pub(super) const REORDER_DELAY: Link = span!(reorder_delay);
pub(super) const JITTER: Link = span!(jitter);
pub(super) const IN_ORDER: Link = (|p| Value::Switch(p.in_order), |p, v| p.in_order = v.switch());
pub(super) const CORRUPT: Link = probability!(corrupt);
pub(super) const QUEUE: Link = limit!(queue_bytes, "unlimited");
pub(super) const QUEUE_PACKETS: Link = limit!(queue_packets, "unlimited");
pub(super) const MARK: Link = limit!(mark_at, "none");
pub(super) const OUTAGE: Link =
    (|p| if p.outages == <_>::default() { Value::Word("none") } else { Value::Outages(p.outages) }, |p, v| p.outages = v.outages());

/// Longest extra delay of a datagram.
pub(super) const LONGEST: Span = Span::from_secs(3_600);
