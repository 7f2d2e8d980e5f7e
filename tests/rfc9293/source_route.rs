//! Source routes (RFC 9293 §3.9.2.1, RFC 1122 §3.2.1.8 and §3.3.5).

use std::rc::Rc;
use tcplab::base::Time;
use tcplab::host::{Host, HostConfig, HostEffect, HostRules, Peer};
use tcplab::scenario::url;
use tcplab::sim::{Fate, LossCause, Origin, RecordKind, Trace, simulate};
use tcplab::tcp::{AppEvent, IcmpError, State, TcpConfig};
use tcplab::wire::field::ipv4;
use tcplab::wire::source_route::{advance, is_pending, last_destination};
use tcplab::wire::{Addr, Datagram, Flags, Ipv4Meta, Payload, SourceRoute, TcpFields, TcpOption, pack_tcp};

const HERE: Addr = Addr(0xc633_6407);
const THERE: Addr = Addr(0xc000_0201);

fn route(text: &str) -> SourceRoute {
    text.parse().expect("a source route")
}

fn host(rules: HostRules) -> Host {
    let config = HostConfig { address: HERE, ttl: 64, df: true, tcp: Rc::new(TcpConfig::default()), rules: Rc::new(rules), seed: 1 };
    Host::new(config, &[Peer { tag: 0, local_port: 80, remote: THERE, remote_port: 49_152, iss: None, accepts: false }])
}

/// A segment of the peer that has come by the gateways of `way`.
fn segment(way: &str, flags: Flags, seq: u32, ack: u32) -> Datagram {
    let ip = Ipv4Meta { source: THERE, destination: HERE, id: 1, ttl: 64, dscp: 0, ecn: 0, df: true };
    let options = [TcpOption::MaximumSegmentSize(1460)];
    let options = if flags.has(Flags::SYN) { &options[..] } else { &[] };
    let fields = TcpFields { seq, ack, flags, window: 60_000, urgent: 0, options };
    let mut datagram = pack_tcp(&ip, 49_152, 80, &fields, &Payload::default());
    if !way.is_empty() {
        let way = route(way);
        way.write(&mut datagram);
        way.hops().iter().for_each(|gateway| assert!(advance(&mut datagram.head, *gateway)));
    }
    datagram
}

/// What the host sends in answer.
fn answer(host: &mut Host, datagram: &Datagram) -> Vec<Datagram> {
    let mut out = Vec::new();
    host.receive(datagram, Time::ZERO, &mut out);
    host.flush(Time::ZERO, &mut out);
    out.into_iter().filter_map(|e| if let HostEffect::Emit(e) = e { Some(e.datagram) } else { None }).collect()
}

/// The addresses that a datagram goes to, one after the other.
fn way(datagram: &Datagram) -> Vec<String> {
    let mut head = datagram.head.clone();
    let mut out = Vec::new();
    loop {
        let here = Addr(ipv4::DESTINATION.read(&head).expect("a header"));
        out.push(here.to_string());
        if !advance(&mut head, here) {
            return out;
        }
    }
}

fn run(link: &str) -> Trace {
    let reading = url::read(&format!("#/{link}"));
    assert_eq!(reading.problems, [], "{link}");
    simulate(&Rc::new(reading.scenario.expect("a scenario")))
}

fn told(trace: &Trace) -> Vec<AppEvent> {
    trace.all_records().filter_map(|r| if let RecordKind::Told(event) = r.kind { Some(event) } else { None }).collect()
}

#[test]
fn must_51_an_application_names_the_route_of_the_connection_that_it_opens() {
    let trace = run("source-route");
    assert!(told(&trace).contains(&AppEvent::Connected));
    for row in trace.segments().filter(|row| row.from == Some(0)) {
        assert_eq!(ipv4::DESTINATION.read(row.head), Some(0xcb00_71fe), "to the router first");
        assert_eq!((last_destination(row.head), row.to), (Some(HERE), Some(1)));
        // MUST-16: the option takes its room from the text.
        assert!(row.head.len() as u32 + row.payload.len() <= 1500);
    }
    assert!(trace.segments().any(|row| row.payload.len() == 1452));
    assert!(run("http-post").segments().all(|row| row.head[0] == 0x45));
}

#[test]
fn must_52_a_route_that_was_asked_for_is_not_replaced_by_one_that_is_received() {
    let mut host = host(HostRules { source_route: Some(route("10.0.0.1")), ..HostRules::default() });
    let mut out = Vec::new();
    host.connect(0, Time::ZERO, &mut out).expect("it is free");
    let syn = out.iter().find_map(|e| if let HostEffect::Emit(e) = e { Some(e.datagram.clone()) } else { None }).expect("a SYN");
    assert_eq!(way(&syn), ["10.0.0.1", "192.0.2.1"]);
    let iss = u32::from_be_bytes(syn.head[32..36].try_into().expect("four bytes"));
    let sent = answer(&mut host, &segment("10.0.0.9", Flags::SYN | Flags::ACK, 5, iss.wrapping_add(1)));
    assert_eq!(host.state(0), State::Established);
    assert_eq!(way(&sent[0]), ["10.0.0.1", "192.0.2.1"]);
}

#[test]
fn must_53_a_passive_end_answers_along_the_route_by_which_it_was_reached() {
    let mut host = host(HostRules::default());
    host.listen(80);
    let sent = answer(&mut host, &segment("10.0.0.1,10.0.0.2", Flags::SYN, 5, 0));
    assert_eq!(way(&sent[0]), ["10.0.0.2", "10.0.0.1", "192.0.2.1"]);
    // For all of the connection, though what comes later names no route.
    let iss = u32::from_be_bytes(sent[0].head[36..40].try_into().expect("four bytes"));
    assert_eq!(answer(&mut host, &segment("", Flags::ACK, 6, iss.wrapping_add(1))), []);
    let sent = answer(&mut host, &segment("", Flags::FIN | Flags::ACK, 6, iss.wrapping_add(1)));
    assert_eq!(way(&sent[0]), ["10.0.0.2", "10.0.0.1", "192.0.2.1"]);
    // And over the path.
    let trace = run("source-route");
    assert!(trace.segments().filter(|r| r.from == Some(1)).all(|r| is_pending(r.head) && matches!(r.fate, Fate::Arrived(_))));
}

#[test]
fn shld_24_a_later_route_replaces_the_earlier_one() {
    let mut host = host(HostRules::default());
    host.listen(80);
    let sent = answer(&mut host, &segment("10.0.0.1", Flags::SYN, 5, 0));
    let iss = u32::from_be_bytes(sent[0].head[32..36].try_into().expect("four bytes"));
    // Nothing is learnt from a segment that is not acceptable: it need not be the peer's.
    let sent = answer(&mut host, &segment("10.6.6.6", Flags::ACK, 90_000, 1));
    assert_eq!(way(&sent[0]), ["10.0.0.1", "192.0.2.1"]);
    answer(&mut host, &segment("10.0.0.2,10.0.0.3", Flags::ACK, 6, iss.wrapping_add(1)));
    let sent = answer(&mut host, &segment("", Flags::FIN | Flags::ACK, 6, iss.wrapping_add(1)));
    assert_eq!(way(&sent[0]), ["10.0.0.3", "10.0.0.2", "192.0.2.1"]);
}

#[test]
fn a_route_that_cannot_be_followed_is_reported_and_ends_no_connection() {
    // Strict, and the router is not named; a gateway that nobody is; a host, which is no gateway.
    for (list, from_router) in [("strict:198.51.100.7", true), ("203.0.113.254,10.0.0.1", true), ("192.0.2.1", false)] {
        let trace = run(&format!("source-route?client.source_route={list}"));
        let told = told(&trace);
        assert!(told.contains(&AppEvent::Network(IcmpError::SourceRouteFailed)), "{list}");
        assert_eq!(told.last(), Some(&AppEvent::Unreachable), "{list}");
        let dead = trace.segments().filter(|row| matches!(row.fate, Fate::Lost(_, LossCause::NoRoute))).count();
        let reports = trace.segments().filter(|row| row.origin == Origin::Router).count();
        assert_eq!((dead > 0, reports), (from_router, dead), "{list}");
    }
    let strict = run("source-route?client.source_route=strict:203.0.113.254");
    assert!(told(&strict).contains(&AppEvent::Connected));
}

#[test]
fn must_16_the_option_of_a_source_route_is_room_that_text_has_not() {
    // The path's MTU holds for all of the datagram.
    let trace = run("source-route?server.mtu=600");
    let len = |row: &tcplab::sim::SegmentRow<'_>| row.head.len() as u32 + row.payload.len();
    let sizes: Vec<u32> = trace.segments().filter(|row| row.from == Some(0) && !row.payload.is_empty()).map(|row| len(&row)).collect();
    assert!(sizes[..2] == [1500, 1500] && sizes[2..].iter().all(|n| *n <= 600) && sizes.contains(&600), "{sizes:?}");
    // Each fragment bears a copy of it, and the datagram that they make (RFC 1122 §3.2.1.8).
    let cut = run("source-route?server.mtu=600&client.df=off");
    let pieces: Vec<_> = cut.segments().filter(|row| row.name.piece > 0).collect();
    assert!(pieces.len() == 6 && pieces.iter().all(|row| row.head[20] == 131 && len(row) <= 600));
    for trace in [trace, cut] {
        let read: u64 = told(&trace).iter().map(|e| if let AppEvent::Readable(n) = e { u64::from(*n) } else { 0 }).sum();
        assert_eq!(read, 2920);
    }
}
