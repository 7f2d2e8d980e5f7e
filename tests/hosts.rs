//! Hosts with many connections, queues, ports, crashes: what must hold whatever happens to them.

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::rc::Rc;
use tcplab::base::{Ppm, Span};
use tcplab::path::PipeConfig;
use tcplab::scenario::{AppCall, ConnectionSpec, Content, EndSpec, HostSpec, Scenario, Script, ScriptStep, Trigger, check};
use tcplab::sim::{AppAct, EndId, Fate, Item, LossCause, RecordKind, Recorder, Run, StopCause, Trace, simulate};
use tcplab::tcp::{AppEvent, CallError, Rule, SendKind, State};
use tcplab::wire::{Addr, Flags};

fn step(when: Trigger, call: AppCall) -> ScriptStep {
    ScriptStep { when, after: Span::ZERO, call }
}

fn at(ms: u64, call: AppCall) -> ScriptStep {
    step(Trigger::At(Span::from_millis(ms)), call)
}

fn end(host: u16, port: u16) -> EndSpec {
    EndSpec { host, port, iss: None }
}

/// `clients` hosts and a server, 20 ms from each other.
fn hosts(clients: u16, loss: u32) -> Vec<HostSpec> {
    let keys = ('a'..='z').filter(|k| !matches!(k, 'd' | 's' | 'x'));
    let uplink = PipeConfig { delay: Span::from_millis(10), loss: Ppm::new(loss), ..PipeConfig::default() };
    let named = (0..clients).zip(keys).map(|(i, key)| HostSpec::new(&format!("client-{i}"), key, Addr(0xc000_0201 + u32::from(i))));
    let server = HostSpec::new("server", 's', Addr(0xc633_6407));
    named.chain([server]).map(|h| HostSpec { uplink, ..h }).collect()
}

/// The client end sends `up` bytes and closes; the server end sends `down` bytes and closes at the end of the stream.
fn exchange(connection: u16, start: u64, up: u32, down: u32) -> [Script; 2] {
    let client =
        vec![at(start, AppCall::Connect), step(Trigger::Connected, AppCall::Send(Content::Size(up))), step(Trigger::Then, AppCall::Close)];
    let server = vec![
        at(0, AppCall::Listen),
        step(Trigger::Connected, AppCall::Send(Content::Size(down))),
        step(Trigger::EndOfStream, AppCall::Close),
    ];
    [(0, client), (1, server)].map(|(end, steps)| Script { connection, end, reads: true, steps })
}

/// `count` connections from `clients` hosts to one port; every host chooses its ports.
fn many(seed: u64, clients: u16, count: u16, loss: u32, up: u32) -> Scenario {
    let mut s = Scenario { slug: "many".into(), seed, hosts: hosts(clients, loss), ..Scenario::default() };
    for i in 0..count {
        s.connections.push(ConnectionSpec { ends: [end(i % clients, 0), end(clients, 80)] });
        s.scripts.extend(exchange(i, u64::from(i) % 50, up + u32::from(i), 40 + u32::from(i)));
    }
    for host in &mut s.hosts {
        host.tcp.msl = Span::from_secs(1);
        host.tcp.r2 = Span::from_secs(600);
        host.tcp.r2_syn = Span::from_secs(600);
    }
    s
}

fn run(s: Scenario) -> Trace {
    assert_eq!(check::check(&s), []);
    simulate(&Rc::new(s))
}

/// What each application read.
#[derive(Default)]
struct Streams(BTreeMap<EndId, Vec<u8>>);

impl Recorder for Streams {
    fn read(&mut self, end: EndId, bytes: &[u8]) {
        self.0.entry(end).or_default().extend_from_slice(bytes);
    }
}

fn streams(s: &Scenario) -> (BTreeMap<EndId, Vec<u8>>, Option<StopCause>) {
    let mut streams = Streams::default();
    let mut run = Run::new(&Rc::new(s.clone()));
    while run.step(&mut streams) {}
    (streams.0, run.stopped())
}

fn clean(s: &Scenario) -> Scenario {
    let mut s = s.clone();
    s.hosts.iter_mut().for_each(|h| h.uplink.loss = Ppm::ZERO);
    s
}

fn calls(trace: &Trace, act: AppAct) -> usize {
    trace.all_records().filter(|r| r.kind == RecordKind::Call(act)).count()
}

fn told(trace: &Trace, connection: u16, side: u8) -> Vec<AppEvent> {
    let of = |r: &tcplab::sim::Record| r.end == Some(EndId { connection, side });
    trace.all_records().filter(of).filter_map(|r| if let RecordKind::Told(e) = r.kind { Some(e) } else { None }).collect()
}

fn states(trace: &Trace, connection: u16, side: u8) -> Vec<State> {
    trace.bands().iter().filter(|b| b.end == EndId { connection, side }).map(|b| b.state).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn every_connection_of_a_host_gets_its_own_bytes_once_and_in_order(
        seed in any::<u64>(), clients in 1u16..4, count in 1u16..12, loss in 0u32..200_000, up in 1u32..4_000,
    ) {
        let s = many(seed, clients, count, loss, up);
        let ((expected, _), (got, stopped)) = (streams(&clean(&s)), streams(&s));
        prop_assert_eq!(stopped, Some(StopCause::Quiet));
        prop_assert_eq!(expected.len(), usize::from(count) * 2);
        prop_assert!(got == expected, "streams differ");
        let trace = run(s);
        for end in trace.ends() {
            let last = trace.bands().iter().rfind(|b| b.end == end).map(|b| b.state);
            prop_assert!(matches!(last, Some(State::Closed | State::Listen)), "{:?} ends in {:?}", end, last);
        }
    }

    #[test]
    fn a_crash_cuts_streams_short_and_changes_no_byte(
        seed in any::<u64>(), count in 1u16..6, loss in 0u32..150_000, crash in 1u64..400, back in prop::option::of(1u64..3_000), victim in 0u16..2,
    ) {
        let mut s = many(seed, 1, count, loss, 9_000);
        let script = &mut s.scripts[usize::from(victim)];
        script.steps.push(at(crash, AppCall::Crash));
        // The crash comes at its time, whatever the script's other steps wait for.
        let last = script.steps.len() - 1;
        script.steps.swap(1, last);
        script.steps.truncate(2);
        if let Some(ms) = back {
            script.steps.push(ScriptStep { when: Trigger::Then, after: Span::from_millis(ms), call: AppCall::Reboot });
        }
        s.hosts.iter_mut().for_each(|h| (h.tcp.r2, h.tcp.r2_syn) = (Span::from_secs(20), Span::from_secs(20)));
        let mut whole = many(seed, 1, count, 0, 9_000);
        whole.hosts.iter_mut().for_each(|h| h.uplink.loss = Ppm::ZERO);
        let (expected, _) = streams(&whole);
        let (got, stopped) = streams(&s);
        prop_assert_eq!(stopped, Some(StopCause::Quiet));
        for (end, bytes) in &got {
            let expected = expected.get(end).map(Vec::as_slice).unwrap_or_default();
            prop_assert!(expected.starts_with(bytes), "{:?} read what was not sent", end);
        }
        let (a, b) = (run(s.clone()), run(s));
        prop_assert_eq!(a.wire_digest(), b.wire_digest());
        prop_assert_eq!(a.trace_digest(), b.trace_digest());
    }
}

#[test]
fn a_thousand_connections_of_one_host_all_end_well() {
    let mut s = many(7, 1, 1_000, 0, 1);
    // Most at once: their handshakes and closes overlap.
    s.scripts.iter_mut().filter(|x| x.end == 0).for_each(|x| x.steps[0] = at(u64::from(x.connection % 5), AppCall::Connect));
    let trace = run(s);
    assert_eq!(trace.stop(), StopCause::Quiet);
    assert_eq!(calls(&trace, AppAct::Connect), 1_000);
    let ended = trace.all_records().filter(|r| r.kind == RecordKind::Told(AppEvent::EndOfStream)).count();
    assert_eq!((ended, trace.segments().filter(|row| row.nth > 0).count()), (2_000, 0));
    let last: BTreeMap<EndId, State> = trace.bands().iter().map(|b| (b.end, b.state)).collect();
    assert!(last.iter().all(|(end, state)| *state == [State::Closed, State::Listen][usize::from(end.side)] || *state == State::Closed));
    let mut ports: Vec<u16> = (0..1_000).map(|connection| trace.port(EndId { connection, side: 0 })).collect();
    ports.sort_unstable();
    ports.dedup();
    assert_eq!(ports.len(), 1_000);
    assert!(ports[0] >= 49_152);
}

#[test]
fn a_host_without_a_free_port_refuses_to_connect_and_sends_nothing() {
    let mut s = many(1, 1, 3, 0, 10);
    s.hosts[0].rules.ports = (50_000, 50_001);
    let trace = run(s);
    assert_eq!(calls(&trace, AppAct::Refused(Rule::OpenRefused, CallError::NoPorts)), 1);
    assert_eq!(states(&trace, 2, 0), [State::Closed]);
}

#[test]
fn ports_follow_a_hash_of_the_destination_and_a_count() {
    let port = |seed, server: u16, nth: u16| {
        let mut s = many(seed, 1, 3, 0, 10);
        s.connections.iter_mut().for_each(|c| c.ends[1].port = server);
        run(s).port(EndId { connection: nth, side: 0 })
    };
    assert_eq!([port(1, 80, 1), port(1, 80, 2)], [port(1, 80, 0) + 1, port(1, 80, 0) + 2]);
    assert_ne!(port(1, 80, 0), port(1, 81, 0));
    assert_ne!(port(1, 80, 0), port(2, 80, 0));
}

/// One client that connects again from the same port 2 s after its peer has closed.
fn again(server: impl FnOnce(&mut Scenario)) -> Trace {
    let mut s = many(1, 1, 1, 0, 10);
    s.connections[0].ends[0].port = 49_152;
    let client = &mut s.scripts[0].steps;
    client.remove(2);
    client.extend([
        step(Trigger::EndOfStream, AppCall::Close),
        ScriptStep { when: Trigger::Then, after: Span::from_secs(2), call: AppCall::Connect },
        step(Trigger::Connected, AppCall::Send(Content::Size(10))),
        step(Trigger::EndOfStream, AppCall::Close),
    ]);
    s.scripts[1].steps = vec![at(0, AppCall::Listen), step(Trigger::Read(10), AppCall::Close)];
    s.hosts.iter_mut().for_each(|h| h.tcp.msl = Span::from_secs(30));
    server(&mut s);
    run(s)
}

#[test]
fn may_2_a_later_syn_reopens_a_listeners_connection_out_of_time_wait() {
    let trace = again(|_| ());
    let seen = states(&trace, 0, 1);
    assert_eq!(seen.iter().filter(|s| **s == State::TimeWait).count(), 2);
    assert_eq!(seen.iter().filter(|s| **s == State::SynReceived).count(), 2);
    // The second incarnation is told apart, and its numbers lie beyond the first's.
    let second = trace.segment(trace.find("s4".parse().unwrap()).unwrap()).unwrap();
    let end = EndId { connection: 0, side: 1 };
    assert_eq!((trace.incarnation(end, 0), trace.incarnation(end, second.cause)), (0, 1));
    let off = again(|s| s.hosts[1].rules.reopen = false);
    // The SYN is only acknowledged; the client's RST then ends TIME-WAIT, and its next SYN comes through.
    let syns = off.segments().filter(|row| row.from == Some(0) && Flags(row.head[33]) == Flags::SYN).count();
    assert_eq!((syns, states(&off, 0, 1).iter().filter(|s| **s == State::SynReceived).count()), (3, 2));
}

#[test]
fn an_active_open_replaces_its_own_time_wait_only_where_that_is_allowed() {
    let active = |reuse: bool| {
        let mut s = many(1, 1, 1, 0, 10);
        s.connections[0].ends[0].port = 49_152;
        s.hosts[0].tcp.msl = Span::from_secs(30);
        s.hosts[0].rules.port_reuse = reuse;
        s.scripts[0].steps.push(at(2_000, AppCall::Connect));
        run(s)
    };
    assert_eq!(calls(&active(false), AppAct::Refused(Rule::OpenRefused, CallError::AlreadyExists)), 1);
    let trace = active(true);
    assert_eq!(states(&trace, 0, 0).iter().filter(|s| **s == State::Established).count(), 2);
}

#[test]
fn a_full_syn_queue_drops_silently_or_resets_by_its_knob() {
    let flood = |resets: bool| {
        let mut s = many(1, 1, 5, 0, 10);
        s.scripts.iter_mut().filter(|x| x.end == 0).for_each(|x| x.steps[0] = at(1, AppCall::Connect));
        s.hosts[1].rules.syn_queue = 2;
        s.hosts[1].rules.overflow_resets = resets;
        run(s)
    };
    let silent = flood(false);
    assert_eq!((0..5).filter(|c| told(&silent, *c, 0).contains(&AppEvent::Connected)).count(), 5);
    assert!(silent.segments().any(|row| row.from == Some(0) && row.nth > 0));
    let resets = flood(true);
    assert_eq!((0..5).filter(|c| told(&resets, *c, 0) == [AppEvent::Refused]).count(), 3);
}

#[test]
fn a_connection_waits_in_the_backlog_until_it_is_accepted() {
    let mut s = many(1, 1, 3, 0, 10);
    s.hosts[1].rules.backlog = 1;
    for script in s.scripts.iter_mut().filter(|x| x.end == 1) {
        script.steps.insert(1, ScriptStep { when: Trigger::Connected, after: Span::from_millis(700), call: AppCall::Accept });
    }
    let trace = run(s);
    assert_eq!((calls(&trace, AppAct::Accept), trace.stop()), (3, StopCause::Quiet));
    let first_read = |connection| {
        let end = Some(EndId { connection, side: 1 });
        trace.all_records().find(|r| r.end == end && matches!(r.kind, RecordKind::Call(AppAct::Receive(_)))).map(|r| r.step)
    };
    for connection in 0..3 {
        let end = Some(EndId { connection, side: 1 });
        let accepted = trace.all_records().find(|r| r.end == end && r.kind == RecordKind::Call(AppAct::Accept)).map(|r| r.step);
        assert!(accepted.is_some() && accepted <= first_read(connection), "nothing is read before accept()");
    }
}

#[test]
fn a_host_rations_its_challenge_acks_over_all_connections() {
    // Each client crashes and connects again with numbers inside the server's window: every SYN is a challenge.
    let challenges = |limit: Option<u16>| {
        let mut s = many(1, 8, 8, 0, 10);
        for (i, connection) in s.connections.iter_mut().enumerate() {
            connection.ends[0].port = 49_152 + i as u16;
            connection.ends[0].iss = Some(1_000);
        }
        for script in s.scripts.iter_mut().filter(|x| x.end == 0) {
            script.steps = vec![
                at(10, AppCall::Connect),
                at(100, AppCall::Crash),
                step(Trigger::Then, AppCall::Reboot),
                step(Trigger::Then, AppCall::Connect),
            ];
        }
        s.hosts[8].rules.challenge_limit = limit;
        let trace = run(s);
        // Within the first interval; the others try again, and get theirs later.
        trace.segments().filter(|row| row.kind == SendKind::ChallengeAck && row.sent.0 < 5_000_000_000).count()
    };
    assert_eq!(challenges(None), 8);
    assert_eq!(challenges(Some(3)), 3);
    assert_eq!(challenges(Some(0)), 0);
}

#[test]
fn nothing_reaches_a_host_that_is_off_or_unplugged() {
    let mut s = many(1, 1, 1, 0, 10);
    s.scripts[1].steps = vec![at(0, AppCall::Listen), at(5, AppCall::Unplug), at(1_500, AppCall::Plug), at(4_000, AppCall::Crash)];
    s.scripts[0].steps.insert(2, at(5_000, AppCall::Send(Content::Size(10))));
    s.hosts[0].tcp.r2 = Span::from_secs(5);
    let trace = run(s);
    let died = |cause: LossCause| trace.segments().filter(|row| matches!(row.fate, Fate::Lost(_, c) if c == cause)).count();
    assert_eq!(died(LossCause::Unplugged), 2);
    assert!(died(LossCause::HostDown) > 2);
    assert_eq!(told(&trace, 0, 0).last(), Some(&AppEvent::TimedOut));
}

#[test]
fn a_rebooted_host_gives_out_no_number_for_its_quiet_time() {
    let mut s = many(1, 1, 1, 0, 10);
    s.hosts[0].rules.quiet_time = Span::from_secs(30);
    s.hosts[1].rules.quiet_time = Span::from_secs(40);
    s.scripts[0].steps.splice(0..1, [at(0, AppCall::Reboot), step(Trigger::Then, AppCall::Connect)]);
    s.scripts[1].steps.insert(0, at(0, AppCall::Reboot));
    let trace = run(s);
    let first = |host: u16| trace.segments().find(|row| row.from == Some(host)).unwrap().sent.0 / 1_000_000_000;
    assert_eq!(first(0), 30);
    assert!(first(1) >= 40);
    assert!(told(&trace, 0, 0).contains(&AppEvent::Connected));
}

#[test]
fn linger_decides_how_close_ends() {
    let closing = |linger: Option<Span>| {
        let mut s = many(1, 1, 1, 0, 5_000);
        s.scripts[0].steps.splice(
            2..3,
            [step(Trigger::Then, AppCall::Linger(linger)), at(100, AppCall::CloseBoth), step(Trigger::Then, AppCall::Unplug)],
        );
        run(s)
    };
    let when = |trace: &Trace, act: AppAct| {
        let step = trace.all_records().find(|r| r.kind == RecordKind::Call(act)).unwrap().step;
        trace.step(step).unwrap().time.0 / 1_000_000
    };
    let zero = closing(Some(Span::ZERO));
    assert_eq!(states(&zero, 0, 0).last(), Some(&State::Closed));
    assert!(zero.segments().any(|row| row.from == Some(0) && Flags(row.head[33]).has(Flags::RST)));
    assert_eq!(when(&closing(None), AppAct::Unplug), 100);
    // It blocks until the FIN is acknowledged.
    let waits = closing(Some(Span::from_secs(9)));
    assert!(when(&waits, AppAct::Unplug) > 100);
    assert!(when(&waits, AppAct::Unplug) < 9_000);
}

#[test]
fn shld_3_a_close_with_unread_data_resets() {
    let mut s = many(1, 1, 1, 0, 5_000);
    s.scripts[1].reads = false;
    s.scripts[1].steps = vec![at(0, AppCall::Listen), at(500, AppCall::CloseBoth)];
    let trace = run(s);
    let last = trace.segments().filter(|row| row.from == Some(1)).last().unwrap();
    assert!(Flags(last.head[33]).has(Flags::RST));
    assert_eq!(told(&trace, 0, 0).last(), Some(&AppEvent::Reset));
}

#[test]
fn errors_of_connect_are_told_apart() {
    let error = |change: &dyn Fn(&mut Scenario)| {
        let mut s = many(1, 1, 1, 0, 10);
        s.scripts.truncate(1);
        s.hosts[0].tcp.r2_syn = Span::from_secs(9);
        change(&mut s);
        let trace = run(s);
        told(&trace, 0, 0).last().copied()
    };
    assert_eq!(error(&|_| ()), Some(AppEvent::Refused));
    assert_eq!(error(&|s| s.hosts[0].uplink.loss = Ppm::ONE), Some(AppEvent::TimedOut));
}

#[test]
fn wrong_checksums_are_taken_only_where_a_host_does_not_verify_them() {
    let taken = |verify: bool| {
        let mut s = many(1, 1, 1, 0, 10);
        s.hosts[1].rules.checksums = verify;
        s.interventions.push("edit a1: tcp.checksum=0".parse().unwrap_or_else(|e| panic!("{e}")));
        let trace = run(s);
        let row = trace.segment(trace.find("a1".parse().unwrap()).unwrap()).unwrap();
        let why = trace.explain(row.ended_by.unwrap()).unwrap();
        let ignored = why.items.iter().any(|i| matches!(i, Item::Why(_, r) if r.rule == Rule::ChecksumIgnored));
        assert_eq!(ignored, !verify);
        matches!(row.fate, Fate::Arrived(_))
    };
    assert!(taken(false));
    assert!(!taken(true));
}

#[test]
fn udp_keeps_datagrams_whole_and_bound_ports_apart() {
    let mut s = Scenario { slug: "udp".into(), seed: 1, hosts: hosts(2, 0), ..Scenario::default() };
    s.connections = vec![ConnectionSpec { ends: [end(0, 0), end(2, 53)] }, ConnectionSpec { ends: [end(1, 0), end(2, 53)] }];
    let client = |connection| {
        let sends = [10, 20, 65_507].map(|n| step(Trigger::Then, AppCall::SendTo(Content::Size(n))));
        Script { connection, end: 0, reads: true, steps: [at(1, AppCall::Bind)].into_iter().chain(sends).collect() }
    };
    let answer = step(Trigger::Read(10), AppCall::SendTo(Content::Size(7)));
    s.scripts = vec![
        client(0),
        client(1),
        Script { connection: 0, end: 1, reads: true, steps: vec![at(0, AppCall::Bind), answer.clone()] },
        Script { connection: 1, end: 1, reads: false, steps: vec![at(900, AppCall::Receive(4)), at(901, AppCall::Receive(65_535))] },
    ];
    s.hosts[2].rules.udp_buffer = 100;
    let trace = run(s);
    let read = |connection, side| -> Vec<u32> {
        let of = trace.all_records().filter(|r| r.end == Some(EndId { connection, side }));
        of.filter_map(|r| if let RecordKind::Call(AppAct::Receive(n)) = r.kind { Some(n) } else { None }).collect()
    };
    assert_eq!(read(0, 1), [10, 20]);
    // The first datagram was cut to 4 bytes, and the rest of it is lost; the largest found no room.
    assert_eq!(read(1, 1), [4, 20]);
    assert_eq!((read(0, 0), read(1, 0)), (vec![7], vec![]));
}

#[test]
fn a_udp_datagram_for_a_port_that_nobody_bound_is_reported() {
    let mut s = Scenario { slug: "udp".into(), seed: 1, hosts: hosts(1, 0), ..Scenario::default() };
    s.connections = vec![ConnectionSpec { ends: [end(0, 5_000), end(1, 53)] }];
    s.scripts = vec![Script { connection: 0, end: 0, reads: true, steps: vec![at(1, AppCall::SendTo(Content::Size(3)))] }];
    assert_eq!(told(&run(s), 0, 0), [AppEvent::Refused]);
}
