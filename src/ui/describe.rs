//! A step in a few words: for the live region, tooltips and the dock.

use crate::locale::{Words, shell};
use crate::sim::{EndId, Fate, RecordKind, StepId, StepKind, Trace};
use crate::tcp::TimerKind;

/// The name of a host in the reader's language; a name of the scenario's own stays.
pub fn host(words: &Words, trace: &Trace, index: u16) -> String {
    let name = trace.scenario().hosts.get(usize::from(index)).map_or("?", |h| h.name.as_str());
    words.find(&format!("host.{name}")).unwrap_or(name).to_owned()
}

/// The host of a connection's end.
pub fn end_host(trace: &Trace, end: EndId) -> u16 {
    let connection = trace.scenario().connections.get(usize::from(end.connection));
    connection.and_then(|c| c.ends.get(usize::from(end.side))).map_or(0, |e| e.host)
}

/// The name of a timer.
pub fn timer(kind: TimerKind) -> crate::locale::Key {
    match kind {
        TimerKind::Retransmission => shell::TIMER_RTO,
        TimerKind::Persist => shell::TIMER_PERSIST,
        TimerKind::DelayedAck => shell::TIMER_DELAYED_ACK,
        TimerKind::KeepAlive => shell::TIMER_KEEP_ALIVE,
        TimerKind::TimeWait => shell::TIMER_TIME_WAIT,
        TimerKind::UserTimeout => shell::TIMER_USER,
        TimerKind::SwsOverride => shell::TIMER_SWS,
    }
}

/// What happened, and what followed: `0.033 s, Server: c1 arrives; SYN-RECEIVED; sends s1`.
pub fn step(words: &Words, trace: &Trace, id: StepId) -> String {
    let Some(step) = trace.step(id) else { return String::new() };
    let name = |segment| trace.segment(segment).map(|s| s.name.to_string()).unwrap_or_default();
    let what = match step.kind {
        StepKind::Arrival(segment) => {
            let taken = !matches!(trace.segment(segment).map(|s| s.fate), Some(Fate::Discarded(_)));
            words.fill(if taken { shell::STEP_ARRIVES } else { shell::STEP_DISCARDED }, &[("name", &name(segment))])
        }
        StepKind::Death(segment) => words.fill(shell::STEP_LOST, &[("name", &name(segment))]),
        StepKind::Timer(_, kind) => words.fill(shell::STEP_EXPIRES, &[("timer", words.text(timer(kind)))]),
        StepKind::Application(_) => words.text(shell::STEP_APPLICATION).to_owned(),
    };
    let mut parts = vec![what];
    for record in trace.records(id) {
        match record.kind {
            RecordKind::State(_, to) => parts.push(to.name().to_owned()),
            RecordKind::Sent(segment) => parts.push(words.fill(shell::STEP_SENDS, &[("name", &name(segment))])),
            _ => {}
        }
    }
    let list = parts.join(words.text(shell::LIST_SEPARATOR));
    words.fill(shell::STEP_AT, &[("time", &words.clock(step.time)), ("host", &host(words, trace, step.host)), ("what", &list)])
}
