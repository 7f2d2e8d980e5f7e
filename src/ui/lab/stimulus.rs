//! What set a step off, in words.

use crate::locale::{Words, panes as key};
use crate::sim::{Fate, Step, StepKind, Trace};
use crate::tcp::TimerKind;
use crate::ui::panes::fate::cause_key;
use crate::ui::panes::who::who_in_text;

/// What set the step off.
pub fn stimulus(words: &Words, run: &Trace, step: &Step) -> String {
    let name = |id| run.segment(id).map_or(String::new(), |s| s.name.to_string());
    let at = host_name(words, run, step);
    match step.kind {
        StepKind::Arrival(id) => words.fill(key::WHY_STEP_ARRIVAL, &[("segment", &name(id)), ("who", at)]),
        StepKind::Death(id) => {
            let cause = run.segment(id).and_then(|s| if let Fate::Lost(_, cause) = s.fate { words.find(cause_key(cause)) } else { None });
            let said = words.fill(key::WHY_STEP_DEATH, &[("segment", &name(id))]);
            cause.map_or(said.clone(), |cause| [&said, " (", cause, ")"].concat())
        }
        StepKind::Timer(end, kind) => {
            words.fill(key::WHY_STEP_TIMER, &[("timer", timer_name(words, kind)), ("who", end.map_or(at, |e| who_in_text(words, e.side)))])
        }
        StepKind::Forwarding(id) => words.fill(key::WHY_STEP_FORWARDING, &[("segment", &name(id))]),
        StepKind::Reassembly => words.fill(key::WHY_STEP_REASSEMBLY, &[("who", at)]),
        StepKind::Application(end) => words.fill(key::WHY_STEP_APPLICATION, &[("who", who_in_text(words, end.side))]),
        StepKind::Forge(_) => words.text(key::WHY_STEP_FORGE).to_owned(),
    }
}

/// The host that a step happens at, by name.
pub fn host_name<'a>(words: &'a Words, run: &Trace, step: &Step) -> &'a str {
    let left = run.scenario().connections.first().map(|c| c.ends[0].host);
    who_in_text(words, u8::from(left != Some(step.host)))
}

/// A timer by name.
pub fn timer_name(words: &Words, kind: TimerKind) -> &str {
    words.text(match kind {
        TimerKind::Retransmission => key::WHY_TIMER_RETRANSMISSION,
        TimerKind::Persist => key::WHY_TIMER_PERSIST,
        TimerKind::DelayedAck => key::WHY_TIMER_DELAYED_ACK,
        TimerKind::KeepAlive => key::WHY_TIMER_KEEP_ALIVE,
        TimerKind::TimeWait => key::WHY_TIMER_TIME_WAIT,
        TimerKind::UserTimeout => key::WHY_TIMER_USER_TIMEOUT,
        TimerKind::SwsOverride => key::WHY_TIMER_SWS_OVERRIDE,
    })
}
