//! Which segments an intervention is aimed at.

use super::interventions::Subject;
use crate::host::Identity;
use crate::scenario::{Fingerprint, Matcher, Scenario};

/// The fingerprint of what a host emits for a connection.
pub(super) fn print(identity: &Identity, connection: Option<u16>) -> Fingerprint {
    let Identity { flags, seq, ack, len, nth } = *identity;
    Fingerprint { connection, flags, seq, ack, len, nth }
}

/// A fingerprint in an order of its own, so that it can be looked up.
pub(super) type Fit = (Option<u16>, u32, u32, u32, u16, u8);

/// The order of fingerprints.
pub(super) fn fit(print: &Fingerprint) -> Fit {
    (print.connection, print.seq, print.len, print.ack, print.nth, print.flags.0)
}

/// A matcher whose hosts are looked up.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    /// The intervention.
    pub(super) intervention: usize,
    matcher: Matcher,
    from: Option<u16>,
    to: Option<u16>,
}

impl Wanted {
    pub(super) fn new(intervention: usize, matcher: &Matcher, scenario: &Scenario) -> Wanted {
        // A name that no host has, which the check refuses, fits nothing.
        let index = |name: &String| scenario.hosts.iter().position(|h| h.name == *name).map_or(u16::MAX, |i| i as u16);
        let host = |name: &Option<String>| name.as_ref().map(index);
        Wanted { intervention, from: host(&matcher.from), to: host(&matcher.to), matcher: matcher.clone() }
    }

    /// Whether a segment fits, whichever of those that fit it is.
    pub(super) fn fits(&self, subject: &Subject, identity: &Identity) -> bool {
        let m = &self.matcher;
        self.from.is_none_or(|host| subject.from == Some(host))
            && self.to.is_none_or(|host| subject.to == Some(host))
            && m.connection.is_none_or(|n| subject.connection == Some(n))
            && m.flags.is_none_or(|flags| flags == identity.flags)
            && m.has.is_none_or(|flags| identity.flags.has(flags))
            && m.seq.is_none_or(|(low, high)| identity.seq.wrapping_sub(low) <= high.wrapping_sub(low))
            && m.data.is_none_or(|data| data == (identity.len > 0))
            && m.again.is_none_or(|again| again == (identity.nth > 0))
    }

    /// Whether the nth that fits is the one, or one of those, that are meant.
    pub(super) fn is_nth(&self, nth: u32) -> bool {
        self.matcher.nth.is_none_or(|wanted| wanted == nth)
    }
}
