//! What must hold of every run: bytes arrive once and in order, both ends finish, nothing panics, and the same scenario gives the same run.

use proptest::prelude::*;
use std::rc::Rc;
use tcplab::base::{Ppm, Span};
use tcplab::path::PipeConfig;
use tcplab::scenario::{
    AppCall, ConnectionSpec, Content, EndSpec, HostSpec, Intervention, Kind, Scenario, Script, ScriptStep, SegmentName, Target, Trigger,
};
use tcplab::sim::{EndId, Recorder, Run, StopCause, simulate};
use tcplab::tcp::{State, TcpConfig};
use tcplab::wire::{Addr, Edit, EditList};

fn host(name: &str, key: char, address: u32, tcp: &TcpConfig, uplink: PipeConfig) -> HostSpec {
    HostSpec { tcp: tcp.clone(), uplink, ..HostSpec::new(name, key, Addr(address)) }
}

fn step(when: Trigger, call: AppCall) -> ScriptStep {
    ScriptStep { when, after: Span::ZERO, call }
}

/// The client sends `up` bytes and closes; the server answers with `down` bytes once it read them all, and closes at the end of the stream.
fn exchange(seed: u64, up: u32, down: u32, tcp: &TcpConfig, uplink: PipeConfig) -> Scenario {
    let ends = [EndSpec { host: 0, port: 49152, iss: Some(u32::MAX - 700) }, EndSpec { host: 1, port: 80, iss: None }];
    let client = vec![
        step(Trigger::At(Span::from_millis(1)), AppCall::Connect),
        step(Trigger::Connected, AppCall::Send(Content::Size(up))),
        step(Trigger::Read(u64::from(down)), AppCall::Close),
    ];
    let server = vec![
        step(Trigger::At(Span::ZERO), AppCall::Listen),
        step(Trigger::Read(u64::from(up)), AppCall::Send(Content::Size(down))),
        step(Trigger::EndOfStream, AppCall::Close),
    ];
    Scenario {
        slug: "test".into(),
        seed,
        hosts: vec![host("client", 'c', 0xc000_0201, tcp, uplink), host("server", 's', 0xc633_6407, tcp, uplink)],
        connections: vec![ConnectionSpec { ends }],
        scripts: vec![
            Script { connection: 0, end: 0, reads: true, steps: client },
            Script { connection: 0, end: 1, reads: true, steps: server },
        ],
        ..Scenario::default()
    }
}

/// Keeps what each application read.
#[derive(Default)]
struct Streams([Vec<u8>; 2]);

impl Recorder for Streams {
    fn read(&mut self, end: EndId, bytes: &[u8]) {
        self.0[usize::from(end.side)].extend_from_slice(bytes);
    }
}

/// What each application sent, read back from a run without loss.
fn sent(scenario: &Scenario) -> [Vec<u8>; 2] {
    let mut clean = scenario.clone();
    for host in &mut clean.hosts {
        host.uplink.loss = Ppm::ZERO;
    }
    let mut streams = Streams::default();
    let mut run = Run::new(&Rc::new(clean));
    while run.step(&mut streams) {}
    streams.0
}

prop_compose! {
    fn config()(mss in 1u16..1461, rcv in 500u32..70_000, snd in 500u32..70_000, nagle in any::<bool>(), delack in 0u64..400, on in any::<[bool; 7]>(), mistakes in any::<bool>())
        -> TcpConfig {
        TcpConfig {
            mss: Some(mss.max(40)),
            receive_buffer: rcv,
            send_buffer: snd,
            nagle,
            // The deliberate mistakes cost time and segments, and never a byte.
            time_wait: on[0] || !mistakes,
            karn: on[1] || !mistakes,
            sws_sender: on[2] || !mistakes,
            sws_receiver: on[3] || !mistakes,
            go_back_n: on[4] && mistakes,
            two_way_handshake: on[5] && mistakes,
            keep_alive: on[6],
            delayed_ack: Span::from_millis(delack),
            msl: Span::from_secs(5),
            r2: Span::from_secs(3600),
            r2_syn: Span::from_secs(3600),
            ..TcpConfig::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_byte_arrives_once_and_in_order_and_both_ends_finish(
        seed in any::<u64>(), up in 1u32..30_000, down in 1u32..30_000, tcp in config(), loss in 0u32..300_000, delay in 0u64..300,
        rate in prop::option::of(100_000u64..100_000_000),
    ) {
        let uplink = PipeConfig { delay: Span::from_millis(delay), rate, loss: Ppm::new(loss), ..PipeConfig::default() };
        let scenario = exchange(seed, up, down, &tcp, uplink);
        let expected = sent(&scenario);
        prop_assert_eq!((expected[0].len(), expected[1].len()), (down as usize, up as usize));
        let scenario = Rc::new(scenario);
        let mut streams = Streams::default();
        let mut run = Run::new(&scenario);
        while run.step(&mut streams) {}
        prop_assert_eq!(run.stopped(), Some(StopCause::Quiet));
        prop_assert!(streams.0 == expected, "streams differ");
        let trace = simulate(&scenario);
        for end in trace.ends() {
            let last = trace.bands().iter().rfind(|b| b.end == end).map(|b| b.state);
            prop_assert!(matches!(last, Some(State::Closed)), "{:?} ends in {:?}", end, last);
        }
    }

    #[test]
    fn the_same_scenario_gives_the_same_run(seed in any::<u64>(), up in 1u32..9_000, loss in 0u32..400_000) {
        let uplink = PipeConfig { delay: Span::from_millis(20), rate: None, loss: Ppm::new(loss), ..PipeConfig::default() };
        let scenario = Rc::new(exchange(seed, up, 500, &TcpConfig::default(), uplink));
        let (a, b) = (simulate(&scenario), simulate(&scenario));
        prop_assert_eq!(a.wire_digest(), b.wire_digest());
        prop_assert_eq!(a.trace_digest(), b.trace_digest());
    }

    #[test]
    fn a_replayed_step_is_the_step_that_was_run(seed in any::<u64>(), loss in 0u32..300_000, pick in any::<prop::sample::Index>()) {
        let uplink = PipeConfig { delay: Span::from_millis(20), rate: None, loss: Ppm::new(loss), ..PipeConfig::default() };
        let scenario = Rc::new(exchange(seed, 20_000, 20_000, &TcpConfig::default(), uplink));
        let trace = simulate(&scenario);
        let step = pick.index(trace.step_count() as usize) as u32;
        let explained = trace.explain(step).unwrap();
        let replayed: Vec<_> = explained.items.iter().filter_map(|i| match i {
            tcplab::sim::Item::Did(end, kind) => Some((*end, *kind)),
            _ => None,
        }).collect();
        let recorded: Vec<_> = trace.records(step).map(|r| (r.end, r.kind)).collect();
        prop_assert_eq!(replayed, recorded);
        // Looking at an earlier moment after a later one gives the same as looking at it first.
        let fresh = simulate(&scenario);
        prop_assert_eq!(trace.variables_after(Some(step / 2)), fresh.variables_after(Some(step / 2)));
    }

    #[test]
    fn any_edit_of_any_segment_ends_in_a_stated_way(
        seed in any::<u64>(), key in prop::sample::select(vec!['c', 's']), number in 1u32..12,
        bits in prop::collection::vec(0u32..480, 1..5), keep in any::<bool>(), drop in any::<bool>(),
    ) {
        let uplink = PipeConfig { delay: Span::from_millis(20), rate: None, loss: Ppm::ZERO, ..PipeConfig::default() };
        let mut scenario = exchange(seed, 4_000, 3_000, &TcpConfig { msl: Span::from_secs(1), ..TcpConfig::default() }, uplink);
        let edits = EditList { edits: bits.into_iter().map(Edit::Flip).collect(), keep_checksums: keep, keep_lengths: false };
        let kind = if drop { Kind::Drop } else { Kind::Edit(edits) };
        scenario.interventions.push(Intervention { target: Target::Segment(SegmentName { key, number }), kind, enabled: true, fingerprint: None });
        scenario.budget.events = 20_000;
        let trace = simulate(&Rc::new(scenario));
        prop_assert!(trace.stop() != StopCause::Unfinished);
        for step in 0..trace.step_count().min(60) {
            prop_assert!(trace.explain(step).is_some());
        }
    }
}

#[test]
fn a_path_that_loses_everything_ends_by_the_engines_own_rules() {
    let uplink = PipeConfig { delay: Span::from_millis(20), rate: None, loss: Ppm::ONE, ..PipeConfig::default() };
    let trace = simulate(&Rc::new(exchange(1, 100, 100, &TcpConfig::default(), uplink)));
    assert_eq!(trace.stop(), StopCause::Quiet);
    let told: Vec<_> =
        trace.all_records().filter_map(|r| if let tcplab::sim::RecordKind::Told(e) = r.kind { Some(e) } else { None }).collect();
    assert!(told.contains(&tcplab::tcp::AppEvent::TimedOut), "{told:?}");
}
