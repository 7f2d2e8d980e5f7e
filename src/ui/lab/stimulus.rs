//! What set a step off, in words.

use crate::locale::{Words, panes as key};
use crate::sim::{Step, StepKind, Trace};
use crate::tcp::TimerKind;
use crate::ui::panes::who::who_in_text;

/// What set the step off.
pub fn stimulus(words: &Words, run: &Trace, step: &Step) -> String {
    let name = |id| run.segment(id).map_or(String::new(), |s| s.name.to_string());
    let at = who_in_text(words, side_of(run, step)).to_owned();
    match step.kind {
        StepKind::Arrival(id) => words.fill(key::WHY_STEP_ARRIVAL, &[("segment", &name(id)), ("who", &at)]),
        StepKind::Death(id) => words.fill(key::WHY_STEP_DEATH, &[("segment", &name(id))]),
        StepKind::Timer(end, kind) => words.fill(
            key::WHY_STEP_TIMER,
            &[("timer", timer_name(words, kind)), ("who", end.map_or(at.as_str(), |e| who_in_text(words, e.side)))],
        ),
        StepKind::Forwarding(id) => words.fill(key::WHY_STEP_FORWARDING, &[("segment", &name(id))]),
        StepKind::Reassembly => words.fill(key::WHY_STEP_REASSEMBLY, &[("who", &at)]),
        StepKind::Application(end) => words.fill(key::WHY_STEP_APPLICATION, &[("who", who_in_text(words, end.side))]),
        StepKind::Forge(_) => words.text(key::WHY_STEP_FORGE).to_owned(),
    }
}

/// The side of the host that a step happens at.
fn side_of(run: &Trace, step: &Step) -> u8 {
    let scenario = run.scenario();
    let left = scenario.connections.first().map(|c| c.ends[0].host);
    u8::from(left != Some(step.host))
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
