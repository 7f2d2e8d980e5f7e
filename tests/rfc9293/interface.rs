//! The user's interface, and what a host adds to an end of a connection (RFC 9293 §3.9, §3.8.3).

use crate::harness::*;
use std::rc::Rc;
use tcplab::base::{Span, Time};
use tcplab::host::{Host, HostConfig, HostEffect, Peer};
use tcplab::scenario::{AppCall, Scenario, ScriptStep, Trigger, catalogue, check, file, settings};
use tcplab::sim::{EndId, Recorder, Run, simulate};
use tcplab::tcp::config::IsnChoice;
use tcplab::tcp::{Answer, AppEvent, Call, CallError, State, TcpConfig};
use tcplab::wire::{Addr, Datagram, EditList, Flags, Ipv4Meta, Payload, Received, TcpFields, TcpOption, Transport, pack_tcp, receive};

const HERE: Addr = Addr(0xc633_6407);
const THERE: Addr = Addr(0xc000_0201);

/// A host with two known ends: 0 from port 80 to `THERE:49152`, 1 from port 80 to `THERE:49153`.
fn host() -> Host {
    let config = HostConfig { address: HERE, ttl: 64, df: true, tcp: Rc::new(TcpConfig::default()), rules: Rc::default(), seed: 1 };
    let peer = |tag: u32| Peer { tag, local_port: 80, remote: THERE, remote_port: 49_152 + tag as u16, iss: None, accepts: false };
    Host::new(config, &[peer(0), peer(1)])
}

fn syn(source: Addr, destination: Addr, port: u16) -> Datagram {
    let ip = Ipv4Meta { source, destination, id: 1, ttl: 64, dscp: 0, ecn: 0, df: true };
    let options = [TcpOption::MaximumSegmentSize(1000)];
    let fields = TcpFields { seq: 5, ack: 0, flags: Flags::SYN, window: 60_000, urgent: 0, options: &options };
    pack_tcp(&ip, port, 80, &fields, &Payload::default())
}

fn heard(host: &mut Host, datagram: &Datagram) -> Vec<HostEffect> {
    let mut out = Vec::new();
    host.receive(datagram, Time::ZERO, &mut out);
    host.flush(Time::ZERO, &mut out);
    out
}

fn emitted(effects: &[HostEffect]) -> usize {
    effects.iter().filter(|e| matches!(e, HostEffect::Emit(_))).count()
}

#[test]
fn must_41_another_passive_open_leaves_existing_connections_alone() {
    let mut host = host();
    host.listen(80);
    heard(&mut host, &syn(THERE, HERE, 49_152));
    assert_eq!((host.state(0), host.state(1)), (State::SynReceived, State::Listen));
    host.listen(80);
    host.listen(81);
    assert_eq!((host.state(0), host.state(1)), (State::SynReceived, State::Listen));
}

#[test]
fn must_42_a_port_may_listen_while_a_connection_of_it_is_being_opened() {
    let mut host = host();
    let mut out = Vec::new();
    assert_eq!(host.connect(0, Time::ZERO, &mut out), Ok(80));
    assert_eq!(host.state(0), State::SynSent);
    host.listen(80);
    assert_eq!((host.state(0), host.state(1)), (State::SynSent, State::Listen));
    heard(&mut host, &syn(THERE, HERE, 49_153));
    assert_eq!((host.state(0), host.state(1)), (State::SynSent, State::SynReceived));
    assert_eq!(host.connect(0, Time::ZERO, &mut out), Err(CallError::AlreadyExists));
}

#[test]
fn must_45_all_segments_of_a_connection_come_from_the_address_it_began_with() {
    let mut host = host();
    host.listen(80);
    let mut effects = heard(&mut host, &syn(THERE, HERE, 49_152));
    while let Some(at) = host.deadline().filter(|at| *at < at_ms(400_000)) {
        host.expire(at, &mut effects);
    }
    assert!(emitted(&effects) > 3);
    for effect in &effects {
        if let HostEffect::Emit(emission) = effect {
            assert_eq!(emission.datagram.head[12..16], HERE.0.to_be_bytes());
        }
    }
}

#[test]
fn must_46_an_address_that_no_host_can_have_is_refused_before_the_run() {
    for address in [0, 0xe000_0001, 0xffff_ffff] {
        let mut scenario = Scenario::blank();
        scenario.slug = "x".into();
        scenario.hosts[1].address = Addr(address);
        assert!(check::check(&scenario).iter().any(|p| p.kind.id() == "bad-address"), "{address:x}");
    }
}

#[test]
fn must_57_a_syn_to_a_group_of_hosts_is_dropped_in_silence() {
    let mut host = host();
    host.listen(80);
    for to in [0xe000_0001, 0xffff_ffff, 0xc633_64ff] {
        assert_eq!(emitted(&heard(&mut host, &syn(THERE, Addr(to), 49_152))), 0);
    }
    assert_eq!(host.state(0), State::Listen);
}

#[test]
fn must_63_a_syn_from_an_address_that_no_host_can_have_is_ignored() {
    let mut host = host();
    host.listen(80);
    for from in [0, 0xe000_0001, 0xffff_ffff] {
        assert_eq!(emitted(&heard(&mut host, &syn(Addr(from), HERE, 49_152))), 0, "{from:x}");
    }
    assert_eq!(emitted(&heard(&mut host, &syn(THERE, HERE, 49_152))), 1);
}

#[test]
fn must_21_every_connection_may_have_an_r2_of_its_own() {
    for limit in [5, 1000] {
        let mut one = One::established(TcpConfig { r2: Span::from_secs(limit), ..TcpConfig::default() }, 60_000);
        one.send(10);
        let start = one.now;
        while !one.deleted() {
            one.wait();
        }
        assert!(one.now.since(start) >= Span::from_secs(limit));
        assert!(one.now.since(start) <= Span::from_secs(limit + 120));
    }
}

#[test]
fn shld_9_shld_10_shld_11_the_application_hears_of_trouble_after_three_retransmissions_and_before_the_end() {
    let config = TcpConfig::default();
    assert!(config.r1 >= 3 && config.r2 >= Span::from_secs(100));
    let mut one = One::established(config, 60_000);
    one.send(10);
    for _ in 0..2 {
        one.wait();
    }
    assert!(one.told().is_empty());
    one.wait();
    assert_eq!(one.told(), [AppEvent::Unresponsive]);
    assert_eq!(one.state(), State::Established);
}

#[test]
fn must_16_a_segment_carries_no_more_than_the_peer_takes_and_the_link_carries() {
    for (link, expected) in [(Some(700), 700), (Some(5000), 1000), (None, 1000)] {
        let mut one = One::established(TcpConfig { link_mss: link, ..TcpConfig::default() }, 60_000);
        let longest = one.send(5000).iter().map(|s| s.payload.len()).max();
        assert_eq!(longest, Some(expected));
    }
}

#[test]
fn shld_27_shld_28_what_several_sends_queued_leaves_in_the_largest_segments() {
    let mut one = One::active(TcpConfig::default());
    for _ in 0..5 {
        assert!(one.send(300).is_empty());
    }
    let opened = one.hear(tcplab::tcp::Segment { options: vec![TcpOption::MaximumSegmentSize(1000)], ..seg(SYN_ACK, 0, 1, 0) });
    assert_eq!(briefs(&opened), [(ACK | PSH, 1, 1, 1000)]);
    // Nagle's algorithm keeps the rest until the first is acknowledged.
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 1001, 0))), [(ACK | PSH, 1001, 1, 500)]);
}

#[test]
fn may_15_must_60_a_send_without_push_leaves_at_once_and_sets_no_psh() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    let from = one.log.len();
    assert!(one.call(Call::Send { data: Payload::from(text(1000)), push: false }).is_ok());
    assert_eq!(briefs(&one.sent(from)), [(ACK, 1, 1, 1000)]);
    assert_eq!(briefs(&one.send(1000)), [(ACK | PSH, 1001, 1, 1000)]);
}

#[test]
fn may_16_unpushed_data_is_gathered_while_something_is_in_flight() {
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.send(10);
    for _ in 0..3 {
        let from = one.log.len();
        assert!(one.call(Call::Send { data: Payload::from(text(100)), push: false }).is_ok());
        assert!(one.sent(from).is_empty());
    }
    assert_eq!(briefs(&one.hear(seg(ACK, 1, 11, 0))), [(ACK, 11, 1, 300)]);
}

#[test]
fn shld_20_an_application_that_does_not_listen_to_reports_is_not_disturbed() {
    // Reports are effects: nothing waits for the application to take them.
    let mut one = One::established(TcpConfig::default(), 60_000);
    one.send(10);
    for _ in 0..3 {
        one.wait();
    }
    one.log.clear();
    one.hear(seg(ACK, 1, 11, 0));
    assert_eq!((one.state(), one.told().len()), (State::Established, 0));
}

/// The ISN with which a host answers a SYN at this time.
fn isn(seed: u64, port: u16, at: Time, choice: IsnChoice) -> u32 {
    let tcp = Rc::new(TcpConfig { isn: choice, ..TcpConfig::default() });
    let mut host = Host::new(HostConfig { address: HERE, ttl: 64, df: true, tcp, rules: Rc::default(), seed }, &[]);
    host.listen(80);
    let mut out = Vec::new();
    host.receive(&syn(THERE, HERE, port), at, &mut out);
    let head = out.iter().find_map(|e| if let HostEffect::Emit(e) = e { Some(e.datagram.head.clone()) } else { None });
    tcplab::wire::field::read(&head.expect("a SYN,ACK")[20..], "tcp.seq").expect("a number")
}

#[test]
fn must_8_shld_1_initial_numbers_follow_a_clock_of_4_microseconds_and_differ_by_connection() {
    let hashed = |seed, port, at| isn(seed, port, Time(at), IsnChoice::Hashed);
    let first = hashed(1, 50_000, 0);
    assert_eq!(hashed(1, 50_000, 3_999), first);
    assert_eq!(hashed(1, 50_000, 4_000), first.wrapping_add(1));
    assert_eq!(hashed(1, 50_000, 1_000_000_000), first.wrapping_add(250_000));
    assert_ne!(hashed(1, 50_001, 0), first);
    assert_ne!(hashed(2, 50_000, 0), first);
}

#[test]
fn an_initial_number_from_the_clock_alone_can_be_guessed() {
    for (seed, port) in [(1, 50_000), (9, 1234)] {
        assert_eq!(isn(seed, port, at_ms(1), IsnChoice::Clock), 250);
    }
}

#[test]
fn what_was_delivered_can_be_read_after_the_connection_is_over() {
    let mut scenario = catalogue::find("half-close").expect("it is there");
    settings::set(&mut scenario, "time_wait", "off").expect("a switch");
    let mut streams = Streams::default();
    let mut run = Run::new(&Rc::new(scenario));
    while run.step(&mut streams) {}
    assert_eq!(streams.0, [2500, 600]);
}

/// How much each application read.
#[derive(Default)]
struct Streams([usize; 2]);

impl Recorder for Streams {
    fn read(&mut self, end: EndId, bytes: &[u8]) {
        self.0[usize::from(end.side)] += bytes.len();
    }
}

#[test]
fn must_48_shld_21_shld_22_the_application_sets_the_service_of_its_segments_and_may_change_it() {
    let mut host = host();
    let mut out = Vec::new();
    host.set_service(0, 46);
    assert_eq!(host.connect(0, Time::ZERO, &mut out), Ok(80));
    host.set_service(0, 10);
    let at = host.deadline().expect("the SYN is timed");
    host.expire(at, &mut out);
    assert_eq!(host.connect(1, at, &mut out), Ok(80));
    let field = |e: &HostEffect| if let HostEffect::Emit(e) = e { Some(e.datagram.head[1]) } else { None };
    assert_eq!(out.iter().filter_map(field).collect::<Vec<_>>(), [46 << 2, 10 << 2, 0]);
}

#[test]
fn a_script_sets_the_service_of_one_direction() {
    let mut scenario = catalogue::find("http-post").expect("it is there");
    let script = scenario.scripts.iter_mut().find(|s| s.end == 0).expect("the client's");
    script.steps.insert(0, ScriptStep { when: Trigger::At(Span::ZERO), after: Span::ZERO, call: AppCall::Service(46) });
    assert_eq!(file::read(&file::write(&scenario)).as_ref(), Ok(&scenario));
    let trace = simulate(&Rc::new(scenario));
    assert!(trace.segments().all(|row| row.head[1] == if row.name.key == 'c' { 46 << 2 } else { 0 }));
}

#[test]
fn may_9_the_application_can_ask_for_the_service_that_it_received_last() {
    let mut host = host();
    host.listen(80);
    assert_eq!(host.received_service(0), None);
    let mut datagram = syn(THERE, HERE, 49_152);
    for service in [46, 10] {
        // The segment is what it was; the checksum of its IPv4 header is not.
        let edit = format!("ipv4.dscp={service}").parse::<EditList>().expect("an edit");
        datagram = Datagram::from_bytes(edit.apply(&datagram.to_bytes()).expect("a field"));
        heard(&mut host, &datagram);
        assert_eq!(host.received_service(0), Some(service));
    }
}

/// A listener's connection with the end 0, as far as its peer's numbers and its own go.
struct Incarnation {
    host: Host,
    seq: u32,
    ack: u32,
    now: Time,
}

impl Incarnation {
    /// The peer sends a segment; the acknowledgment follows whatever the host sends.
    fn send(&mut self, flags: Flags, text: &[u8]) {
        let ip = Ipv4Meta { source: THERE, destination: HERE, id: 1, ttl: 64, dscp: 0, ecn: 0, df: true };
        let fields = TcpFields { seq: self.seq, ack: self.ack, flags, window: 60_000, urgent: 0, options: &[] };
        let mut out = Vec::new();
        self.host.receive(&pack_tcp(&ip, 49_152, 80, &fields, &Payload::from(text.to_vec())), self.now, &mut out);
        self.host.flush(self.now, &mut out);
        self.seq += text.len() as u32 + u32::from(flags.any(Flags::SYN | Flags::FIN));
        self.follow(&out);
    }
    fn call(&mut self, call: Call) -> Result<Answer, CallError> {
        let mut out = Vec::new();
        let answer = self.host.call(0, call, self.now, &mut out);
        self.host.flush(self.now, &mut out);
        self.follow(&out);
        answer
    }
    fn follow(&mut self, out: &[HostEffect]) {
        for effect in out {
            if let HostEffect::Emit(emission) = effect
                && let Ok(Received { transport: Transport::Tcp(tcp), .. }) = receive(&emission.datagram, true)
            {
                self.ack = tcp.seq + tcp.payload.len() + u32::from(tcp.flags.any(Flags::SYN | Flags::FIN));
            }
        }
    }
    fn read(&mut self) -> String {
        match self.call(Call::Receive { max: 100 }) {
            Ok(Answer::Received(data)) => String::from_utf8_lossy(data.bytes()).into_owned(),
            other => panic!("{other:?}"),
        }
    }
    /// A whole connection, whose text the application does not read; `first` closes first, and is in TIME-WAIT then.
    fn unread(&mut self, text: &str, first: bool) {
        self.send(Flags::SYN, b"");
        self.send(Flags::ACK, b"");
        if first {
            self.call(Call::Close).expect("it is open");
        }
        self.send(Flags::ACK | Flags::FIN, text.as_bytes());
        if !first {
            self.call(Call::Close).expect("it is open");
            self.send(Flags::ACK, b"");
        }
        self.seq += 1000;
    }
}

#[test]
fn what_a_connection_delivered_is_read_before_what_its_next_incarnation_does() {
    for first in [true, false] {
        let mut end = Incarnation { host: host(), seq: 100, ack: 0, now: Time::ZERO };
        end.host.listen(80);
        for text in ["one", "two"] {
            end.unread(text, first);
            assert_eq!(end.host.state(0), if first { State::TimeWait } else { State::Listen });
        }
        // A SYN opens it anew, out of TIME-WAIT or as a listener's next; the application has read nothing yet.
        end.send(Flags::SYN, b"");
        end.send(Flags::ACK, b"three");
        assert_eq!(end.host.state(0), State::Established);
        assert_eq!([end.read(), end.read(), end.read()], ["one", "two", "three"]);
        assert!(!end.host.has_unread(0));
        // An application that wants no more of the end gets no more.
        end.send(Flags::ACK, b"four");
        end.call(Call::Abort).expect("it is open");
        assert!(!end.host.has_unread(0));
    }
}

#[test]
fn what_was_not_read_is_gone_with_the_call_that_ends_all_reading() {
    for (first, call) in [(true, Call::Abort), (true, Call::CloseBoth), (false, Call::Abort), (false, Call::CloseBoth)] {
        let mut end = Incarnation { host: host(), seq: 100, ack: 0, now: Time::ZERO };
        end.host.listen(80);
        end.unread("one", first);
        assert!(end.host.has_unread(0));
        let _ = end.call(call.clone());
        assert!(!end.host.has_unread(0), "{first} {call:?}");
    }
}
