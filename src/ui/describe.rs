//! A step in a few words: for the live region, tooltips and the dock.

use crate::locale::{Words, panes, shell};
use crate::sim::{EndId, RecordKind, StepId, StepKind, Trace};
use crate::tcp::TimerKind;

/// The name of a host in the reader's language; a name of the scenario's own stays.
pub fn host(words: &Words, trace: &Trace, index: u16) -> String {
    let name = trace.scenario().hosts.get(usize::from(index)).map_or("?", |h| h.name.as_str());
    words.find(&["host.", name].concat()).unwrap_or(name).to_owned()
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

/// What happened, and what followed: `0.033 s, Server: c1 arrives; SYN-RECEIVED; sends s1`.
pub fn step(words: &Words, trace: &Trace, id: StepId) -> String {
    let Some(step) = trace.step(id) else { return String::new() };
    let name = |segment| trace.segment(segment).map(|s| s.name.to_string()).unwrap_or_default();
    let who = host(words, trace, step.host);
    let what = match step.kind {
        StepKind::Arrival(segment) => words.fill(panes::WHY_STEP_ARRIVAL, &[("segment", &name(segment)), ("who", &who)]),
        StepKind::Death(segment) => words.fill(panes::WHY_STEP_DEATH, &[("segment", &name(segment))]),
        StepKind::Timer(_, kind) => words.fill(panes::WHY_STEP_TIMER, &[("timer", words.text(timer(kind))), ("who", &who)]),
        StepKind::Forwarding(segment) => words.fill(panes::WHY_STEP_FORWARDING, &[("segment", &name(segment))]),
        StepKind::Reassembly => words.fill(panes::WHY_STEP_REASSEMBLY, &[("who", &who)]),
        StepKind::Application(_) => words.fill(panes::WHY_STEP_APPLICATION, &[("who", &who)]),
        StepKind::Forge(_) => words.text(panes::WHY_STEP_FORGE).to_owned(),
    };
    let mut parts = vec![what];
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
