//! Whole runs: engine, hosts, path and trace as the page has them.

use crate::{BUFFER, MSS, Must, ROUNDS, Report, timed};
use std::rc::Rc;
use std::time::Duration;
use tcplab::base::Span;
use tcplab::scenario::{AppCall, ConnectionSpec, Content, EndSpec, HostSpec, Scenario, Script, ScriptStep, Trigger};
use tcplab::sim::{Nothing, Run, Simulation, StopCause, simulate};
use tcplab::wire::Addr;

/// Bytes that make about a hundred thousand segments, acknowledgments included.
const LONG: u32 = 97_000_000;
/// Bytes of all connections together where their number is compared. Segments and windows are small there, so that finding a
/// connection and its timers is measured, not how much text the processor's cache holds.
const SHARED: u32 = 6_000_000;
const SMALL: u16 = 100;

/// `connections` clients of one host that each send their part of `bytes` to the other.
fn scenario(connections: u16, bytes: u32, mss: u16, window: u32) -> Scenario {
    let step = |when, call| ScriptStep { when, after: Span::ZERO, call };
    let mut hosts = vec![HostSpec::new("client", 'c', Addr(0xc000_0201)), HostSpec::new("server", 's', Addr(0xc633_6407))];
    for host in &mut hosts {
        host.uplink.delay = Span::from_millis(5);
        host.tcp.mss = Some(mss);
        host.tcp.receive_buffer = window;
    }
    let mut scenario = Scenario { slug: "bench".into(), seed: 1, hosts, ..Scenario::default() };
    for connection in 0..connections {
        let end = |host, port| EndSpec { host, port, iss: None };
        scenario.connections.push(ConnectionSpec { ends: [end(0, 20_000 + connection), end(1, 80)] });
        let part = bytes / u32::from(connections);
        let client = vec![
            step(Trigger::At(Span::from_millis(1)), AppCall::Connect),
            step(Trigger::Connected, AppCall::Send(Content::Size(part))),
            step(Trigger::Then, AppCall::Close),
        ];
        let server = vec![step(Trigger::At(Span::ZERO), AppCall::Listen), step(Trigger::EndOfStream, AppCall::Close)];
        for (end, steps) in [(0, client), (1, server)] {
            scenario.scripts.push(Script { connection, end, reads: true, steps });
        }
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

/// What an edit costs before anything is drawn: the whole run again, the making of what the applications send included.
fn milliseconds(scenario: &Rc<Scenario>) -> f64 {
    let (took, trace) = timed(|| simulate(scenario));
    assert_eq!(trace.stop(), StopCause::Quiet);
    took.as_secs_f64() * 1e3
}

/// Measures and reports.
pub fn measure(report: &mut Report) {
    let long = scenario(1, LONG, MSS, BUFFER);
    let shared = |connections| scenario(connections, SHARED, SMALL, u32::from(SMALL) * 20);
    let (one, many) = (Rc::new(shared(1)), Rc::new(shared(1_000)));
    let plain = Rc::new(long.clone());
    let trace = simulate(&plain);
    let count = trace.segment_count();
    let name = |id: u32| trace.segment(id).map(|row| row.name);
    let drop = |id: u32| {
        let mut edited = long.clone();
        // A data segment at or after `id`.
        let name = (id..count).filter_map(name).find(|name| name.key == 'c');
        edited.interventions.extend(name.map(|name| format!("drop {name}").parse().unwrap_or_else(|e| panic!("{e}"))));
        Rc::new(edited)
    };
    let (first, last) = (drop(4), drop(count / 20 * 19));
    let memory = trace.memory() as f64 / f64::from(count);
    let mut best = [f64::MAX; 6];
    let mut keep = |at: usize, value: f64| {
        if let Some(slot) = best.get_mut(at) {
            *slot = slot.min(value);
        }
    };
    for _ in 0..ROUNDS.div_ceil(2) {
        keep(0, nanoseconds(bare(&one)));
        keep(1, nanoseconds(bare(&many)));
        keep(2, nanoseconds(bare(&plain)));
        keep(3, nanoseconds(traced(&plain)));
        keep(4, milliseconds(&first));
        keep(5, milliseconds(&last));
    }
    let [one, many, bare, full, first, last] = best;
    report.figure("run/untraced", "segments/s", 1e9 / bare, None);
    report.figure("run/traced", "segments/s", 1e9 / full, Some(Must::AtLeast(500_000.0)));
    report.figure("run/trace-memory", "B/segment", memory, Some(Must::AtMost(250.0)));
    report.figure("run/connections-1", "ns/segment", one, None);
    report.figure("run/connections-1000", "ns/segment", many, None);
    report.figure("run/edit-first-of-100000", "ms", first, Some(Must::AtMost(500.0)));
    report.figure("run/edit-last-tenth-of-100000", "ms", last, Some(Must::AtMost(150.0)));
}
