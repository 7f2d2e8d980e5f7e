//! Whole runs: engine, hosts, path and trace as the page has them.

use crate::{BUFFER, MSS, Must, ROUNDS, Report, timed};
use std::rc::Rc;
use std::time::Duration;
use tcplab::base::Span;
use tcplab::scenario::{AppCall, ConnectionSpec, Content, EndSpec, HostSpec, Scenario, Script, ScriptStep, Trigger};
use tcplab::sim::{Nothing, Run, Simulation, StopCause, Trace, simulate};
use tcplab::wire::Addr;

/// Bytes that make about a hundred thousand segments, acknowledgments included.
const LONG: u32 = 97_000_000;
/// Messages, and the bytes of each, where the number of connections is compared. Segments are small there, so that finding a
/// connection and its timers is measured, not how much text the processor's cache holds.
const MESSAGES: u16 = 1_000;
const MESSAGE: u32 = 20_000;
const SMALL: u16 = 100;

/// Two hosts and `connections` of the one to the other, with nothing to say yet.
fn blank(connections: u16, mss: u16, window: u32) -> Scenario {
    let mut hosts = vec![HostSpec::new("client", 'c', Addr(0xc000_0201)), HostSpec::new("server", 's', Addr(0xc633_6407))];
    for host in &mut hosts {
        host.uplink.delay = Span::from_millis(5);
        host.tcp.mss = Some(mss);
        host.tcp.receive_buffer = window;
    }
    let end = |host, port| EndSpec { host, port, iss: None };
    let connections = (0..connections).map(|n| ConnectionSpec { ends: [end(0, 20_000 + n), end(1, 80)] }).collect();
    Scenario { slug: "bench".into(), seed: 1, hosts, connections, ..Scenario::default() }
}

fn step(when: Trigger, call: AppCall) -> ScriptStep {
    ScriptStep { when, after: Span::ZERO, call }
}

/// Adds the applications: the client connects and makes `calls`, the server takes what comes and closes after it.
fn talk(scenario: &mut Scenario, connection: u16, calls: impl Iterator<Item = ScriptStep>) {
    let mut client = vec![step(Trigger::At(Span::from_millis(1)), AppCall::Connect)];
    client.extend(calls);
    client.push(step(Trigger::Then, AppCall::Close));
    let server = vec![step(Trigger::At(Span::ZERO), AppCall::Listen), step(Trigger::EndOfStream, AppCall::Close)];
    for (end, steps) in [(0, client), (1, server)] {
        scenario.scripts.push(Script { connection, end, reads: true, steps });
    }
}

/// One connection that sends `bytes` at once.
fn long(bytes: u32) -> Scenario {
    let mut scenario = blank(1, MSS, BUFFER);
    talk(&mut scenario, 0, [step(Trigger::Connected, AppCall::Send(Content::Size(bytes)))].into_iter());
    scenario
}

/// A thousand messages in turn over so many connections, all open from the beginning to the end of all messages.
fn in_turn(connections: u16) -> Scenario {
    let mut scenario = blank(connections, SMALL, u32::from(SMALL) * 20);
    let turn = |n: u16| Span::from_millis(1_000 + 200 * u64::from(n));
    for connection in 0..connections {
        let calls = (connection..MESSAGES).step_by(usize::from(connections));
        let calls = calls.map(|n| step(Trigger::At(turn(n)), AppCall::Send(Content::Size(MESSAGE))));
        talk(&mut scenario, connection, calls.chain([step(Trigger::At(turn(MESSAGES)), AppCall::Reading(true))]));
    }
    scenario
}

/// The same messages over a thousand connections, all at once.
fn at_once() -> Scenario {
    let mut scenario = blank(MESSAGES, SMALL, u32::from(SMALL) * 20);
    for connection in 0..MESSAGES {
        talk(&mut scenario, connection, [step(Trigger::Connected, AppCall::Send(Content::Size(MESSAGE)))].into_iter());
    }
    scenario
}

/// A run of which nothing is kept: how long it took, and its segments.
fn bare(scenario: &Rc<Scenario>) -> (Duration, u32) {
    let mut run = Run::new(scenario);
    let (took, ()) = timed(|| while run.step(&mut Nothing) {});
    assert_eq!(run.stopped(), Some(StopCause::Quiet));
    (took, run.segments())
}

fn nanoseconds((took, segments): (Duration, u32)) -> f64 {
    took.as_nanos() as f64 / f64::from(segments.max(1))
}

/// The same with everything kept.
fn traced(scenario: &Rc<Scenario>) -> (Duration, u32) {
    let mut simulation = Simulation::new(scenario);
    let (took, ()) = timed(|| while simulation.advance(u32::MAX).stopped.is_none() {});
    (took, simulation.finish().segment_count())
}

/// What an edit costs before anything is drawn: the run again, from where it can matter.
fn milliseconds(before: &Trace, scenario: &Rc<Scenario>) -> f64 {
    let (took, trace) = timed(|| {
        let mut simulation = Simulation::resume(before, scenario);
        while simulation.advance(u32::MAX).stopped.is_none() {}
        simulation.finish()
    });
    assert_eq!(trace.stop(), StopCause::Quiet);
    took.as_secs_f64() * 1e3
}

/// Bytes of memory that the program holds now, where the system says it.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

/// Measures and reports.
pub fn measure(report: &mut Report) {
    let base = long(LONG);
    let plain = Rc::new(base.clone());
    let before = resident();
    let trace = simulate(&plain);
    let held = resident().zip(before).map(|(after, before)| after.saturating_sub(before).saturating_sub(u64::from(LONG)));
    let count = trace.segment_count();
    if let Some(held) = held {
        report.figure("run/memory", "B/segment", held as f64 / f64::from(count), Some(Must::AtMost(250.0)));
    }
    // A data segment at or after `id`.
    let lost = |id: u32| {
        let mut edited = base.clone();
        let name = (id..count).filter_map(|id| trace.segment(id)).find(|row| row.name.key == 'c').map(|row| row.name);
        edited.interventions.extend(name.map(|name| format!("drop {name}").parse().unwrap_or_else(|e| panic!("{e}"))));
        Rc::new(edited)
    };
    let (first, last) = (lost(4), lost(count / 20 * 19));
    let [one, many, all] = [in_turn(1), in_turn(MESSAGES), at_once()].map(Rc::new);
    let mut best = [f64::MAX; 7];
    let mut keep = |at: usize, value: f64| {
        if let Some(slot) = best.get_mut(at) {
            *slot = slot.min(value);
        }
    };
    for _ in 0..ROUNDS.div_ceil(2) {
        keep(0, nanoseconds(bare(&one)));
        keep(1, nanoseconds(bare(&many)));
        keep(2, nanoseconds(bare(&all)));
        keep(3, nanoseconds(bare(&plain)));
        keep(4, nanoseconds(traced(&plain)));
        keep(5, milliseconds(&trace, &first));
        keep(6, milliseconds(&trace, &last));
    }
    let [one, many, all, bare, full, first, last] = best;
    report.figure("run/untraced", "segments/s", 1e9 / bare, None);
    report.figure("run/traced", "segments/s", 1e9 / full, Some(Must::AtLeast(500_000.0)));
    report.figure("run/connections-1", "ns/segment", one, None);
    report.figure("run/connections-1000", "ns/segment", many, None);
    report.figure("run/connections-1000-of-1", "×", many / one, Some(Must::AtMost(1.1)));
    report.figure("run/connections-1000-at-once", "ns/segment", all, None);
    report.figure("run/edit-first-of-100000", "ms", first, Some(Must::AtMost(500.0)));
    report.figure("run/edit-last-tenth-of-100000", "ms", last, Some(Must::AtMost(150.0)));
}
