//! A step in a few words: for the live region, tooltips and the dock.

use crate::locale::{Words, panes, shell};
use crate::sim::{EndId, RecordKind, Step, StepId, StepKind, Trace};
use crate::tcp::TimerKind;

/// The name of a host of a run.
pub fn host<'a>(words: &'a Words, trace: &'a Trace, index: u16) -> &'a str {
    words.host(trace.scenario().hosts.get(usize::from(index)).map_or("?", |h| h.name.as_str()))
}

/// The host of a connection's end.
pub fn end_host(trace: &Trace, end: EndId) -> u16 {
    let connection = trace.scenario().connections.get(usize::from(end.connection));
    connection.and_then(|c| c.ends.get(usize::from(end.side))).map_or(0, |e| e.host)
}

/// The name of a timer.
pub fn timer(kind: TimerKind) -> crate::locale::Key {
    match kind {
        TimerKind::Retransmission => panes::WHY_TIMER_RETRANSMISSION,
        TimerKind::Persist => panes::WHY_TIMER_PERSIST,
        TimerKind::DelayedAck => panes::WHY_TIMER_DELAYED_ACK,
        TimerKind::KeepAlive => panes::WHY_TIMER_KEEP_ALIVE,
        TimerKind::TimeWait => panes::WHY_TIMER_TIME_WAIT,
        TimerKind::UserTimeout => panes::WHY_TIMER_USER_TIMEOUT,
        TimerKind::SwsOverride => panes::WHY_TIMER_SWS_OVERRIDE,
    }
}

/// What set a step off.
pub fn stimulus(words: &Words, trace: &Trace, step: &Step) -> String {
    let key = match step.kind {
        StepKind::Arrival(_) => panes::WHY_STEP_ARRIVAL,
        StepKind::Death(_) => panes::WHY_STEP_DEATH,
        StepKind::Timer(..) => panes::WHY_STEP_TIMER,
        StepKind::Forwarding(_) => panes::WHY_STEP_FORWARDING,
        StepKind::Reassembly => panes::WHY_STEP_REASSEMBLY,
        StepKind::Application(_) => panes::WHY_STEP_APPLICATION,
        StepKind::Forge(_) => panes::WHY_STEP_FORGE,
    };
    let segment = match step.kind {
        StepKind::Arrival(id) | StepKind::Death(id) | StepKind::Forwarding(id) => trace.segment(id).map(|s| s.name.to_string()),
        _ => None,
    };
    let timer = if let StepKind::Timer(_, kind) = step.kind { words.text(timer(kind)) } else { "" };
    words.fill(key, &[("segment", &segment.unwrap_or_default()), ("timer", timer), ("who", host(words, trace, step.host))])
}

/// What happened, and what followed: `0.033 s, server: c1 arrives; SYN-RECEIVED; sends s1`.
pub fn step(words: &Words, trace: &Trace, id: StepId) -> String {
    let Some(step) = trace.step(id) else { return String::new() };
    let name = |segment| trace.segment(segment).map(|s| s.name.to_string()).unwrap_or_default();
    let mut parts = vec![stimulus(words, trace, &step)];
    for record in trace.records(id) {
        match record.kind {
            RecordKind::State(_, to) => parts.push(to.name().to_owned()),
            RecordKind::Discarded => parts.push(words.text(shell::STEP_DISCARDED).to_owned()),
            RecordKind::Sent(segment) => parts.push(words.fill(shell::STEP_SENDS, &[("name", &name(segment))])),
            _ => {}
        }
    }
    let list = parts.join(words.text(shell::LIST_SEPARATOR));
    words.fill(shell::STEP_AT, &[("time", &words.clock(step.time)), ("what", &list)])
}
