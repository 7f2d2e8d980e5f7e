//! The TCB as the page reads it (RFC 9293 §3.10.6), and why nothing is being sent.

use super::connection::{Connection, Phase};
use super::cx::reason;
use super::link::Stage;
use super::reason::Facts;
use super::send::Next;
use super::{Reason, Rule, TimerKind, Value, Variable};
use crate::base::Time;

impl Connection {
    /// Every variable of the TCB, in the page's order; a variable the state has no use for is `Value::None`.
    pub fn variables(&self) -> Vec<(Variable, Value)> {
        let tcb: Option<&dyn Facts> = match &self.phase {
            Phase::Closed(_) | Phase::Listen { .. } => None,
            Phase::SynSent(snd) => Some(&**snd),
            Phase::Open(link) => Some(&**link),
            Phase::TimeWait(quiet) => Some(&**quiet),
        };
        let read = |v: Variable| match v {
            Variable::State => Value::State(self.state()),
            _ => tcb.and_then(|t| t.fact(v.name())).unwrap_or(Value::None),
        };
        Variable::ALL.iter().map(|&v| (v, read(v))).collect()
    }

    /// Why nothing is being sent now.
    pub fn why_silent(&self, _now: Time) -> Reason {
        match &self.phase {
            Phase::Closed(_) => reason(Rule::SilentClosed, &[]),
            Phase::Listen { .. } => reason(Rule::SilentListen, &[]),
            Phase::SynSent(snd) => reason(Rule::SilentSynSent, &[&**snd]),
            Phase::TimeWait(quiet) => reason(Rule::SilentTimeWait, &[&**quiet]),
            Phase::Open(link) => {
                let open = !matches!(link.stage, Stage::SynReceived { .. } | Stage::FinWait2);
                let rule = match link.snd.next(&self.config, open, false) {
                    Next::Hold(Rule::NothingToSend) if self.timers.get(TimerKind::DelayedAck).is_some() => Rule::AckDelayed,
                    Next::Hold(rule) => rule,
                    Next::New { .. } | Next::Again { .. } => Rule::NothingToSend,
                };
                reason(rule, &[&**link])
            }
        }
    }
}
