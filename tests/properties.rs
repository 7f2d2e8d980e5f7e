//! What must hold of every run: bytes arrive once and in order, both ends finish, nothing panics, and the same scenario gives the same run.

use proptest::prelude::*;
use std::rc::Rc;
use tcplab::base::{Ppm, Span};
use tcplab::path::{Burst, Filter, PipeConfig, RouteConfig, RouterConfig};
use tcplab::scenario::settings::SETTINGS;
use tcplab::scenario::{
    AppCall, ConnectionSpec, Content, EndSpec, Fingerprint, HostSpec, Intervention, Kind, Scenario, Script, ScriptStep, SegmentName,
    Target, Trigger, catalogue, check, settings,
};
use tcplab::sim::{EndId, Recorder, Run, Simulation, StopCause, Trace, simulate};
use tcplab::tcp::{State, TcpConfig, Value, Variable};
use tcplab::wire::{Addr, Edit, EditList, Flags};

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
        (host.uplink, host.downlink, host.route) = (PipeConfig::default(), PipeConfig::default(), RouteConfig::default());
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

prop_compose! {
    /// A link on which anything may happen, though seldom enough that something gets through: its queue holds the fragments of the
    /// longest segment at the least MTU, 31 of them, since of a datagram that does not fit in, the last one never arrives.
    fn link()(
        delay in 0u64..200, rate in prop::option::of(200_000u64..100_000_000), loss in 0u32..60_000,
        burst in prop::option::of((1_000u32..50_000, 200_000u32..900_000)), chances in any::<[bool; 4]>(), often in 1_000u32..150_000,
        held in 0u64..500, jitter in 0u64..300, in_order in any::<bool>(), queue in prop::option::of((4_000u64..60_000, 32u64..60)),
        outages in prop::sample::select(vec!["0s..1ns", "40ms..2s", "0s..3s,4s..4500ms", "100ms..200ms,300ms..400ms,500ms..600ms,1s..9s"]),
    ) -> PipeConfig {
        let chance = |on: usize| if chances[on] { Ppm::new(often) } else { Ppm::ZERO };
        PipeConfig {
            delay: Span::from_millis(delay),
            rate,
            loss: Ppm::new(loss),
            burst: burst.map(|(p, r)| Burst { to_bad: Ppm::new(p), to_good: Ppm::new(r), loss_bad: Ppm::ONE, loss_good: Ppm::ZERO }),
            duplicate: chance(0),
            reorder: chance(1),
            reorder_delay: Span::from_millis(held),
            jitter: if chances[2] { Span::from_millis(jitter) } else { Span::ZERO },
            in_order,
            corrupt: chance(3),
            queue_bytes: queue.map(|(bytes, _)| bytes),
            queue_packets: queue.map(|(_, packets)| packets),
            mark_at: queue.map(|(bytes, _)| bytes / 2),
            outages: outages.parse().unwrap(),
        }
    }
}

prop_compose! {
    /// A host behind such links; a segment has so few fragments that all of them may get through. One flipped bit is always found, two may cancel out: only the way to the router flips any.
    fn behind(config: TcpConfig)(
        uplink in link(), downlink in link(), (mtu, df) in prop_oneof![Just((65_535u16, true)), (68u16..1_500, Just(true)), (300u16..1_500, Just(false))], ttl in 2u8..,
    ) -> HostSpec {
        HostSpec {
            tcp: config.clone(), uplink, downlink: PipeConfig { corrupt: Ppm::ZERO, ..downlink },
            route: RouteConfig { mtu, ..RouteConfig::default() }, df, ttl, ..HostSpec::new("", ' ', Addr(0))
        }
    }
}

fn hosts() -> impl Strategy<Value = [HostSpec; 2]> {
    config().prop_flat_map(|config| {
        // Copies of what is long over need TIME-WAIT and the whole handshake.
        let config = TcpConfig { time_wait: true, two_way_handshake: false, ..config };
        [behind(config.clone()), behind(config)]
    })
}

/// Something that a reader may do.
fn intervention() -> impl Strategy<Value = Intervention> {
    let name = (prop::sample::select(vec!['c', 's', 'd', 'x', 'r']), 1u32..40, prop::sample::select(vec!["", "", ".1", ".2"]))
        .prop_map(|(key, number, piece)| format!("{key}{number}{piece}"));
    let act = prop::sample::select(vec![
        "drop {}",
        "delay {}: 300ms",
        "dup {}: 2@10ms",
        "reorder {}: 2",
        "corrupt {}: 3",
        "edit {}: tcp.window=0",
        "edit {}: ~100",
        "forge {}: flags=R,as=client,tcp.seq=client.snd_nxt",
        "forge {}/arrives: flags=A,as=server,times=3,every=20ms",
        "forge {}/dies: flags=S,as=client,tcp.seq=random",
        "drop nth3(from=client,data)",
        "drop every(from=server,again)",
        "forge 200ms: flags=S,tcp.seq=random",
        "call 300ms: client close",
    ]);
    (act, name, prop::bool::weighted(0.8)).prop_map(|(act, name, enabled)| {
        let made: Intervention = act.replace("{}", &name).parse().unwrap();
        Intervention { enabled, ..made }
    })
}

/// A setting, of one host where it is each host's own, and a value of it or near to one: the ends of its range, what lies beyond them, its words.
fn setting() -> impl Strategy<Value = (String, String)> {
    let who = prop::sample::select(vec!["", "client.", "server."]);
    (prop::sample::select(SETTINGS.iter().collect::<Vec<_>>()), who, any::<prop::sample::Index>()).prop_map(|(setting, who, pick)| {
        let mut texts: Vec<String> = setting.words.iter().map(ToString::to_string).collect();
        texts.extend(setting.unit.range().into_iter().flat_map(|(least, most)| [least.to_string(), most.to_string()]));
        texts.extend(
            ["0", "0s", "1", "1ns", "65535", "65536", "4294967295", "18446744073709551615", "3153600000s", "18446744073s", "on", "off", ""]
                .map(str::to_owned),
        );
        texts.extend(["0.5/0.5", "0s..1s", "*:rst", "203.0.113.254", "strict:203.0.113.254,198.51.100.7"].map(str::to_owned));
        (format!("{}{}", if setting.per_host() { who } else { "" }, setting.id), pick.get(&texts).clone())
    })
}

/// A configuration as no parameter sets it: each number is nothing, one, or as large as can be.
fn absurd() -> impl Strategy<Value = TcpConfig> {
    (any::<[u8; 19]>(), any::<[bool; 10]>()).prop_map(|(pick, on)| {
        let number = |i: usize| [0, 1, 2, u64::MAX, u64::MAX / 2, 536][usize::from(pick[i]) % 6];
        let span = |i: usize| Span([0, 1, 1_000_000, u64::MAX, 3_153_600_000_000_000_000, 1_000_000_000][usize::from(pick[i]) % 6]);
        TcpConfig {
            mss: on[0].then_some(number(0) as u16),
            link_mss: on[1].then_some(number(1) as u16),
            ip_options: number(2) as u16,
            send_buffer: number(3) as u32,
            receive_buffer: number(4) as u32,
            msl: span(5),
            rto_initial: span(6),
            rto_min: span(7),
            rto_max: span(8),
            rto_after_syn_loss: span(9),
            clock_granularity: span(10),
            r1: number(11) as u16,
            r2: span(12),
            r2_syn: span(13),
            delayed_ack: span(14),
            ack_every: number(15) as u16,
            persist_initial: on[2].then_some(span(16)),
            persist_max: span(17),
            user_timeout: on[3].then_some(span(18)),
            sws_override: span(0),
            dup_ack_threshold: number(5) as u16,
            keep_alive: on[4],
            keep_alive_time: span(1),
            keep_alive_interval: span(2),
            keep_alive_probes: number(6) as u16,
            ack_split: number(7) as u16,
            ack_ahead: number(8) as u32,
            nagle: on[5],
            sws_sender: on[6],
            sws_receiver: on[7],
            time_wait: on[8],
            shrinks_window: on[9],
            ..TcpConfig::default()
        }
    })
}

/// The run of whatever passes for a scenario, cut off early, ends as it says; its trace holds no more than so many events can make.
fn ends(mut scenario: Scenario) -> Result<(), TestCaseError> {
    let budget = &mut scenario.budget;
    (budget.events, budget.segments) = (budget.events.min(5_000), budget.segments.min(20_000));
    let trace = simulate(&Rc::new(scenario));
    prop_assert!(trace.stop() != StopCause::Unfinished);
    prop_assert!(u64::from(trace.step_count()) <= 5_000 && trace.memory() < 64 << 20, "{} bytes", trace.memory());
    for step in (0..trace.step_count()).step_by(97) {
        prop_assert!(trace.explain(step).is_some());
    }
    Ok(())
}

/// Everything that a trace holds.
fn columns(trace: &Trace) -> String {
    let rows: Vec<_> = trace.segments().collect();
    let records: Vec<_> = trace.all_records().collect();
    let starts: Vec<_> = trace.ends().map(|end| (trace.iss(end), trace.port(end), trace.incarnation(end, u32::MAX))).collect();
    format!("{rows:?}\n{:?}\n{records:?}\n{:?}\n{:?}\n{starts:?}\n{:?}", trace.steps(), trace.outcomes(), trace.stop(), trace.memory())
}

fn with_hosts(mut scenario: Scenario, hosts: [HostSpec; 2]) -> Scenario {
    for (host, with) in scenario.hosts.iter_mut().zip(hosts) {
        *host = HostSpec { name: host.name.clone(), key: host.key, address: host.address, ..with };
    }
    scenario
}

/// The run of a scenario, over: each end got just what the other sent, so many bytes of the client's and the server's.
fn delivers(scenario: Scenario, [up, down]: [u32; 2]) -> Result<Run, TestCaseError> {
    let expected = sent(&scenario);
    prop_assert_eq!((expected[0].len(), expected[1].len()), (down as usize, up as usize));
    let mut streams = Streams::default();
    let mut run = Run::new(&Rc::new(scenario));
    while run.step(&mut streams) {}
    prop_assert_eq!(run.stopped(), Some(StopCause::Quiet));
    prop_assert!(streams.0 == expected, "streams differ");
    Ok(run)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_byte_is_lost_invented_or_reordered_whatever_the_path_does(
        seed in any::<u64>(), up in 1u32..20_000, down in 1u32..20_000, hosts in hosts(),
    ) {
        let mut scenario = with_hosts(exchange(seed, up, down, &TcpConfig::default(), PipeConfig::default()), hosts);
        scenario.budget.events = 200_000;
        let run = delivers(scenario, [up, down])?;
        let trace = simulate(run.scenario());
        for end in trace.ends() {
            let last = trace.bands().iter().rfind(|b| b.end == end).map(|b| b.state);
            prop_assert!(matches!(last, Some(State::Closed | State::Listen)), "{:?} ends in {:?}", end, last);
        }
        prop_assert!(trace.segments().all(|row| row.ended_by.is_some()), "nothing is on its way when all is over");
        let again = simulate(run.scenario());
        prop_assert_eq!(trace.wire_digest(), again.wire_digest());
        prop_assert_eq!(trace.trace_digest(), again.trace_digest());
    }

    #[test]
    fn any_path_filter_and_silence_ends_in_a_stated_way(
        seed in any::<u64>(), hosts in hosts(), reports in any::<[bool; 3]>(), routed in any::<bool>(), corrupt in 0u32..300_000,
        filter in prop::sample::select(vec!["1:drop", "80:drop", "80:rst", "80:icmp", "49152:rst", "*:icmp", "*:drop"]),
        (key, number, ttl, bit) in (prop::sample::select(vec!['c', 's', 'r', 'd']), 1u32..9, 0u32..4, 0u32..480),
    ) {
        let mut scenario = with_hosts(exchange(seed, 4_000, 3_000, &TcpConfig::default(), PipeConfig::default()), hosts);
        let [ttl_exceeded, unreachable, too_big] = reports;
        scenario.router = RouterConfig { ttl_exceeded, unreachable, too_big };
        scenario.hosts[1].route.filter = filter.parse::<Filter>().unwrap();
        scenario.hosts[0].route.routed = routed;
        scenario.hosts[1].downlink.corrupt = Ppm::new(corrupt);
        for text in [format!("edit {key}{number}: ipv4.ttl={ttl},ipv4.df=0"), format!("edit c{number}: ~{bit}"), format!("edit s{number}: ipv4.mf=1")] {
            scenario.interventions.push(text.parse().unwrap());
        }
        scenario.budget.events = 20_000;
        let trace = simulate(&Rc::new(scenario));
        prop_assert!(trace.stop() != StopCause::Unfinished);
        for step in 0..trace.step_count().min(60) {
            prop_assert!(trace.explain(step).is_some());
        }
    }

    #[test]
    fn every_byte_arrives_once_and_in_order_and_both_ends_finish(
        seed in any::<u64>(), up in 1u32..30_000, down in 1u32..30_000, tcp in config(), loss in 0u32..300_000, delay in 0u64..300,
        rate in prop::option::of(100_000u64..100_000_000),
    ) {
        let uplink = PipeConfig { delay: Span::from_millis(delay), rate, loss: Ppm::new(loss), ..PipeConfig::default() };
        let scenario = exchange(seed, up, down, &tcp, uplink);
        let run = delivers(scenario, [up, down])?;
        let trace = simulate(run.scenario());
        for end in trace.ends() {
            let last = trace.bands().iter().rfind(|b| b.end == end).map(|b| b.state);
            prop_assert!(matches!(last, Some(State::Closed)), "{:?} ends in {:?}", end, last);
        }
    }

    #[test]
    fn tiny_segments_buffers_and_numbers_about_to_wrap_lose_no_byte_either(
        seed in any::<u64>(), (up, down) in (1u32..400, 1u32..400), tcp in config(), sizes in [(1u16..30, 1u32..90, 1u32..90), (1u16..30, 1u32..90, 1u32..90)],
        before in [0u32..450, 0u32..450], (loss, duplicate, reorder) in (0u32..300_000, 0u32..200_000, 0u32..200_000), no_mss in any::<bool>(),
    ) {
        let [loss, duplicate, reorder] = [loss, duplicate, reorder].map(Ppm::new);
        let uplink = PipeConfig { delay: Span::from_millis(15), loss, duplicate, reorder, reorder_delay: Span::from_millis(90), ..PipeConfig::default() };
        // Copies of what is long over need TIME-WAIT and the whole handshake.
        let tcp = TcpConfig { time_wait: true, two_way_handshake: false, ..tcp };
        let mut scenario = exchange(seed, up, down, &tcp, uplink);
        for ((host, (mss, send_buffer, receive_buffer)), end) in scenario.hosts.iter_mut().zip(sizes).zip(0..) {
            let mss = (!no_mss || end == 0).then_some(mss);
            host.tcp = TcpConfig { mss, send_buffer, receive_buffer, ..host.tcp.clone() };
            scenario.connections[0].ends[end].iss = Some(0u32.wrapping_sub(before[end]));
        }
        let run = delivers(scenario, [up, down])?;
        for end in run.ends() {
            let state = run.variables(end).into_iter().find(|(v, _)| *v == Variable::State).map(|(_, value)| value);
            prop_assert!(matches!(state, None | Some(Value::State(State::Closed | State::Listen))), "{:?} ends in {:?}", end, state);
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
    fn a_run_that_is_resumed_after_an_edit_is_the_run_from_the_beginning(
        seed in any::<u64>(), hosts in hosts(), config in config(), clean in any::<bool>(),
        (before, after) in (prop::collection::vec(intervention(), 0..4), prop::collection::vec(intervention(), 0..3)), swap in any::<bool>(),
        kept in 0usize..4, toggle in prop::option::of(0usize..4), every in 1u32..60, cut in prop::option::of(1u32..200),
    ) {
        let mut scenario = exchange(seed, 9_000, 5_000, &config, PipeConfig { delay: Span::from_millis(20), ..PipeConfig::default() });
        if !clean {
            scenario = with_hosts(scenario, hosts);
            scenario.hosts[1].downlink.corrupt = Ppm::new(50_000);
        }
        scenario.connections[0].ends[0].port = 0;
        scenario.budget.events = 3_000;
        scenario.interventions.clone_from(&before);
        let old = Rc::new(scenario.clone());
        let mut previous = Simulation::new(&old).with_checkpoints(every);
        while previous.advance(cut.unwrap_or(u32::MAX)).stopped.is_none() && cut.is_none() {}
        let previous = previous.finish();
        scenario.interventions.truncate(kept);
        scenario.interventions.extend(after);
        if let Some(toggled) = toggle.and_then(|at| scenario.interventions.get_mut(at)) {
            toggled.enabled = !toggled.enabled;
        }
        if swap {
            // As the page names what the reader chose.
            for (i, print) in scenario.interventions.iter_mut().zip([Fingerprint { connection: Some(0), flags: Flags::ACK, seq: 1, ack: 1, len: 0, nth: 0 }]) {
                i.fingerprint = matches!(i.target, Target::Segment(_)).then_some(print);
            }
        }
        let new = Rc::new(scenario);
        let finish = |mut simulation: Simulation| {
            while simulation.advance(u32::MAX).stopped.is_none() {}
            simulation.finish()
        };
        let fresh = finish(Simulation::new(&new).with_checkpoints(every));
        let resumed = finish(Simulation::resume(&previous, &new).with_checkpoints(every));
        prop_assert_eq!(columns(&fresh), columns(&resumed));
        prop_assert_eq!(fresh.wire_digest(), resumed.wire_digest());
        // What is looked at anew is looked at in the new run, wherever it begins.
        for step in (0..fresh.step_count()).step_by(37) {
            prop_assert_eq!(format!("{:?}", fresh.explain(step)), format!("{:?}", resumed.explain(step)));
        }
        // And back: what was undone leaves nothing behind.
        let back = finish(Simulation::resume(&resumed, &old));
        let once = finish(Simulation::new(&old));
        prop_assert_eq!(columns(&back), columns(&once));
    }

    #[test]
    fn any_configuration_is_refused_in_words_or_runs_to_a_stated_end(
        seed in any::<u64>(), settings in prop::collection::vec(setting(), 1..9), slug in prop::sample::select(catalogue::slugs().collect::<Vec<_>>()),
    ) {
        let mut scenario = catalogue::find(slug).unwrap();
        for (name, text) in settings {
            if let Err(problem) = settings::set(&mut scenario, &name, &text) {
                prop_assert!(problem.to_string().len() > name.len(), "{name}={text}");
            }
        }
        scenario.seed = seed;
        let problems = check::check(&scenario);
        if problems.is_empty() {
            ends(scenario)?;
        }
        prop_assert!(problems.iter().all(|p| !p.to_string().is_empty()));
    }

    #[test]
    fn numbers_that_no_parameter_allows_harm_no_run_either(
        seed in any::<u64>(), (up, down) in (0u32..5_000, 0u32..5_000), tcp in [absurd(), absurd()], loss in 0u32..300_000,
    ) {
        let uplink = PipeConfig { delay: Span::from_millis(15), loss: Ppm::new(loss), ..PipeConfig::default() };
        let mut scenario = exchange(seed, up, down, &TcpConfig::default(), uplink);
        for (host, tcp) in scenario.hosts.iter_mut().zip(tcp) {
            host.tcp = tcp;
        }
        ends(scenario)?;
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
        scenario.interventions.push(Intervention { target: Target::Segment(SegmentName { key, number, piece: 0 }), kind, enabled: true, fingerprint: None });
        scenario.budget.events = 20_000;
        let trace = simulate(&Rc::new(scenario));
        prop_assert!(trace.stop() != StopCause::Unfinished);
        for step in 0..trace.step_count().min(60) {
            prop_assert!(trace.explain(step).is_some());
        }
    }
}

#[test]
fn an_edit_near_the_end_repeats_only_the_end() {
    let mut scenario = exchange(1, 9_000_000, 10, &TcpConfig::default(), PipeConfig::default());
    let previous = simulate(&Rc::new(scenario.clone()));
    let resumed_at = |scenario: &Scenario| Simulation::resume(&previous, &Rc::new(scenario.clone())).advance(0).steps;
    let steps = previous.step_count();
    for (text, least) in [("drop c1", 0), ("drop s1", 0), ("drop c6000", steps / 2), ("drop every(data)", 0), ("forge 1s: flags=S", 0)] {
        scenario.interventions = vec![text.parse().unwrap()];
        let at = resumed_at(&scenario);
        assert!(if least == 0 { at == 0 } else { at >= least }, "{text}: {at} of {steps}");
    }
    // What is switched off has no say, nor has what never left; another scenario is another run.
    scenario.interventions = vec![Intervention { enabled: false, ..scenario.interventions[0].clone() }, "drop x9".parse().unwrap()];
    assert!(resumed_at(&scenario) + 1024 > steps);
    scenario.seed = 2;
    assert_eq!(resumed_at(&scenario), 0);
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
