//! What every step of the engine works with: the configuration, the timers, the time, and where effects go.

use super::reason::Facts;
use super::{AppEvent, Effect, Effects, Fact, Reason, Rule, Segment, SendKind, State, TcpConfig, TimerKind, Timers};
use crate::base::{Span, Time};

/// The surroundings of one step.
pub(super) struct Cx<'a> {
    pub config: &'a TcpConfig,
    pub timers: &'a mut Timers,
    pub out: &'a mut Effects,
    pub now: Time,
}

impl Cx<'_> {
    /// Records the rule that decided, with the values it names, looked up in `from` in turn.
    pub fn why(&mut self, rule: Rule, from: &[&dyn Facts]) {
        if self.out.record {
            self.out.list.push(Effect::Why(reason(rule, from)));
        }
    }

    pub fn send(&mut self, segment: Segment, kind: SendKind, nth: u16) {
        self.out.list.push(Effect::Send { segment, kind, nth });
    }

    /// Whether an acknowledgment of this kind may leave: challenges are rationed by the host (RFC 5961 §7).
    pub fn may_answer(&mut self, kind: SendKind) -> bool {
        let held = kind == SendKind::ChallengeAck && self.out.throttled;
        if held {
            self.why(Rule::ChallengeThrottled, &[]);
        }
        !held
    }

    pub fn tell(&mut self, event: AppEvent) {
        self.out.list.push(Effect::Tell(event));
    }

    pub fn discard(&mut self) {
        self.out.list.push(Effect::Discard);
    }

    pub fn duplicate(&mut self) {
        self.out.list.push(Effect::Duplicate);
    }

    pub fn state(&mut self, from: State, to: State) {
        if from != to {
            self.out.list.push(Effect::State { from, to });
        }
    }

    /// Starts a timer or moves it.
    pub fn start(&mut self, timer: TimerKind, after: Span) {
        let at = self.now + after;
        if self.timers.get(timer) != Some(at) {
            self.timers.set(timer, Some(at));
            self.out.list.push(Effect::TimerStart { timer, at });
        }
    }

    /// Starts a timer that does not run yet.
    pub fn start_if_stopped(&mut self, timer: TimerKind, after: Span) {
        if !self.runs(timer) {
            self.start(timer, after);
        }
    }

    pub fn stop(&mut self, timer: TimerKind) {
        if self.runs(timer) {
            self.timers.set(timer, None);
            self.out.list.push(Effect::TimerStop(timer));
        }
    }

    pub fn stop_all(&mut self) {
        for timer in TimerKind::ALL {
            self.stop(timer);
        }
    }

    pub fn runs(&self, timer: TimerKind) -> bool {
        self.timers.get(timer).is_some()
    }
}

/// A rule with the values it names.
pub(super) fn reason(rule: Rule, from: &[&dyn Facts]) -> Reason {
    let find = |name| from.iter().find_map(|f| f.fact(name));
    let facts = rule.facts().iter().filter_map(|&name| Some(Fact { name, value: find(name)? })).collect();
    Reason { rule, facts }
}
