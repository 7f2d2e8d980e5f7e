//! Challenge ACKs are rationed over all connections of a host (RFC 5961 §7), so that nobody can make it send them without end.

use super::rules::HostRules;
use crate::base::Time;

/// How many challenge ACKs left in the present interval.
#[derive(Clone, Debug, Default)]
pub(super) struct Throttle {
    began: Time,
    sent: u16,
}

impl Throttle {
    /// Whether another one may leave now. An interval begins with the first one after the last interval's end.
    pub fn is_open(&self, rules: &HostRules, now: Time) -> bool {
        rules.challenge_limit.is_none_or(|limit| self.is_over(rules, now) || self.sent < limit)
    }

    /// One leaves now.
    pub fn count(&mut self, rules: &HostRules, now: Time) {
        if self.sent == 0 || self.is_over(rules, now) {
            *self = Throttle { began: now, sent: 0 };
        }
        self.sent = self.sent.saturating_add(1);
    }

    fn is_over(&self, rules: &HostRules, now: Time) -> bool {
        now.since(self.began) >= rules.challenge_interval
    }
}
