//! The network between the hosts, seen from outside: what dies in it, who hears of it, and what TCP makes of it.

use std::rc::Rc;
use tcplab::layout::heading::Heading;
use tcplab::scenario::url;
use tcplab::sim::{Fate, LossCause, Origin, RecordKind, SegmentRow, StepKind, Trace, simulate};
use tcplab::tcp::{AppEvent, IcmpError};
use tcplab::wire::field::ipv4;

fn run(link: &str) -> Trace {
    let reading = url::read(&format!("#/{link}"));
    assert_eq!(reading.problems, [], "{link}");
    simulate(&Rc::new(reading.scenario.unwrap()))
}

fn told(trace: &Trace) -> Vec<AppEvent> {
    trace.all_records().filter_map(|r| if let RecordKind::Told(event) = r.kind { Some(event) } else { None }).collect()
}

fn len(row: &SegmentRow<'_>) -> u32 {
    row.head.len() as u32 + row.payload.len()
}

fn lost(trace: &Trace, cause: LossCause) -> usize {
    trace.segments().filter(|row| matches!(row.fate, Fate::Lost(_, c) if c == cause)).count()
}

#[test]
fn a_filter_is_told_from_a_closed_port_by_what_connect_hears() {
    let first_last = |link: &str| {
        let trace = run(link);
        (trace.end().0 / 1_000_000, told(&trace).last().copied())
    };
    assert_eq!(first_last("closed-port"), (76, Some(AppEvent::Refused)));
    assert_eq!(first_last("filtered-port?server.filter=80:rst"), (43, Some(AppEvent::Refused)));
    assert_eq!(first_last("filtered-port"), (183_010, Some(AppEvent::TimedOut)));
    assert_eq!(first_last("filtered-port?server.filter=80:icmp"), (183_010, Some(AppEvent::Unreachable)));
    let forbidden = AppEvent::Network(IcmpError::Prohibited);
    assert!(told(&run("filtered-port?server.filter=80:icmp")).contains(&forbidden));
    // A rule for another port lets it pass.
    assert!(told(&run("filtered-port?server.filter=81:drop")).contains(&AppEvent::Connected));
}

#[test]
fn must_54_the_connection_whose_segment_is_quoted_hears_of_the_error() {
    let trace = run("unreachable");
    assert!(told(&trace).contains(&AppEvent::Network(IcmpError::HostUnreachable)));
    let reports: Vec<_> = trace.segments().filter(|row| row.origin == Origin::Router).collect();
    assert_eq!(reports.len(), lost(&trace, LossCause::NoRoute));
    // Each is from the router to whose segment died.
    for row in &reports {
        assert_eq!(Heading::read(row.head, row.payload.len()), Heading::Icmp { kind: 3, code: 1, mtu: 0 });
        assert_eq!((row.from, row.to), (None, Some(0)));
    }
    let silent = run("unreachable?icmp_unreachable=off");
    assert_eq!(told(&silent).last(), Some(&AppEvent::TimedOut));
    assert!(silent.segments().all(|row| row.origin == Origin::Host));
}

#[test]
fn must_56_an_exceeded_ttl_ends_no_connection() {
    let trace = run("ttl-death");
    assert!(told(&trace).contains(&AppEvent::Network(IcmpError::TimeExceeded)));
    assert!(!told(&trace).contains(&AppEvent::Reset) && lost(&trace, LossCause::Ttl) == 1);
}

#[test]
fn path_mtu_discovery_finds_the_size_that_fits() {
    for mtu in [68, 576, 1000, 1499] {
        let trace = run(&format!("path-mtu?server.mtu={mtu}"));
        let report = trace.segments().find(|row| row.origin == Origin::Router).unwrap();
        assert_eq!(Heading::read(report.head, report.payload.len()), Heading::Icmp { kind: 3, code: 4, mtu });
        let Fate::Arrived(heard) = report.fate else { panic!("{:?}", report.fate) };
        let later: Vec<_> = trace.segments().filter(|row| row.from == Some(0) && row.sent > heard).collect();
        assert!(later.iter().all(|row| len(row) <= u32::from(mtu)) && later.iter().any(|row| len(row) > u32::from(mtu) - 8), "{mtu}");
        let read: u64 = told(&trace).iter().map(|e| if let AppEvent::Readable(n) = e { u64::from(*n) } else { 0 }).sum();
        assert!(read >= 2920, "{mtu}: {read}");
    }
    assert_eq!(lost(&run("path-mtu?server.mtu=1500"), LossCause::TooBig), 0);
}

#[test]
fn a_black_hole_passes_the_handshake_and_swallows_what_is_large() {
    let trace = run("black-hole");
    assert!(told(&trace).contains(&AppEvent::Connected) && told(&trace).last() == Some(&AppEvent::TimedOut));
    assert!(trace.segments().all(|row| (len(&row) > 1000) == matches!(row.fate, Fate::Lost(_, LossCause::TooBig))));
    assert!(!told(&run("black-hole?mss=960")).contains(&AppEvent::TimedOut));
}

#[test]
fn a_datagram_in_fragments_arrives_with_the_last_of_them_or_not_at_all() {
    let trace = run("ip-fragments");
    let cut: Vec<_> = trace.all_records().filter_map(|r| if let RecordKind::Fragmented(n) = r.kind { Some(n) } else { None }).collect();
    assert_eq!(cut, [3, 3, 3]);
    let fates = |name: &str| {
        let named = |name: &str| trace.segment(trace.find(name.parse().unwrap()).unwrap()).unwrap();
        let fates = [1, 2, 3].map(|n| named(&format!("{name}.{n}"))).map(|piece| {
            assert!(
                piece.origin == Origin::Fragment(named(name).id) && (piece.from, piece.to, piece.end) == (None, Some(1), named(name).end)
            );
            assert_eq!(piece.name.to_string().parse(), Ok(piece.name));
            piece.fate
        });
        (named(name).fate, fates)
    };
    assert!(matches!(fates("c3"), (Fate::Arrived(at), [Fate::Arrived(_), Fate::Arrived(_), Fate::Arrived(last)]) if at == last));
    let (whole, [first, second, third]) = fates("c4");
    assert!(matches!((whole, third), (Fate::Lost(at, LossCause::Chance), Fate::Lost(then, LossCause::Chance)) if at == then));
    assert!(matches!((first, second), (Fate::Arrived(_), Fate::Arrived(_))));
    // Their bytes are those of the whole, each with a header of its own.
    let bytes = |name: &str| {
        let row = trace.segment(trace.find(name.parse().unwrap()).unwrap()).unwrap();
        [row.head, row.payload.bytes()].concat().split_off(20)
    };
    assert_eq!(["c3.1", "c3.2", "c3.3"].map(bytes).concat(), bytes("c3"));
    assert_eq!(trace.find("c3.4".parse().unwrap()), None);
    // A minute after the first fragment of c4, the server gives up and says so.
    let report = trace.segment(trace.find("s4".parse().unwrap()).unwrap()).unwrap();
    assert_eq!(Heading::read(report.head, report.payload.len()), Heading::Icmp { kind: 11, code: 1, mtu: 0 });
    assert_eq!(trace.step(report.cause).unwrap().kind, StepKind::Reassembly);
}

#[test]
fn an_intervention_may_be_aimed_at_one_fragment() {
    let fate = |trace: &Trace, name: &str| trace.segment(trace.find(name.parse().unwrap()).unwrap()).unwrap().fate;
    let calm = "ip-fragments?server.down_loss=0";
    let plain = run(calm);
    assert!(matches!((fate(&plain, "c4"), fate(&plain, "c4.2")), (Fate::Arrived(_), Fate::Arrived(_))));
    let dropped = run(&format!("{calm}&drop=c4.2"));
    assert!(matches!(
        (fate(&dropped, "c4"), fate(&dropped, "c4.2")),
        (Fate::Lost(_, LossCause::Dropped), Fate::Lost(_, LossCause::Dropped))
    ));
    assert!(matches!(fate(&dropped, "c4.3"), Fate::Arrived(_)));
    // Late, and before one that left after it: the datagram is whole with the last of them.
    for link in [format!("{calm}&delay=c4.2:30ms"), format!("{calm}&reorder=c4.2")] {
        let (late, on_time) = (run(&link), fate(&plain, "c4"));
        assert!(
            matches!((fate(&late, "c4.2"), fate(&late, "c4"), on_time), (Fate::Arrived(a), Fate::Arrived(b), Fate::Arrived(c)) if a == b && b > c),
            "{link}"
        );
    }
    // A copy of a fragment, and one that is cut off wrong: neither harms what is whole.
    let copied = run(&format!("{calm}&dup=c4.2"));
    assert!(matches!(fate(&copied, "d1"), Fate::Arrived(_) | Fate::Discarded(_)) && matches!(fate(&copied, "c4"), Fate::Arrived(_)));
    let edited = run(&format!("{calm}&edit=c4.2:ipv4.ttl=9"));
    assert!(matches!(fate(&edited, "c4"), Fate::Arrived(_)));
    let flipped = run(&format!("{calm}&corrupt=c4.1:1"));
    assert!(!matches!(fate(&flipped, "c4"), Fate::Arrived(_)));
    for name in ["c4.", "c4.0", "c4.1.1", ".1", "c.1", "c4.70000", "c04.1"] {
        assert!(name.parse::<tcplab::scenario::SegmentName>().is_err(), "{name}");
    }
}

#[test]
fn no_router_reports_an_error_about_an_error() {
    // The server's report about the fragments cannot come back to the client, and nobody says so.
    let trace = run("ip-fragments?client.route=off&edit=c1:ipv4.mf=1");
    let about_errors = |row: &SegmentRow<'_>| row.payload.bytes().get(9) == Some(&1);
    assert!(trace.segments().filter(|row| row.origin == Origin::Router).all(|row| !about_errors(&row)));
    assert!(lost(&trace, LossCause::NoRoute) > 0);
}

#[test]
fn one_flipped_bit_is_always_found() {
    for seed in 0..40 {
        let trace = run(&format!("corruption?corrupt=0.3&seed={seed}"));
        let flipped: Vec<_> = trace.segments().filter(|row| row.flipped.is_some()).collect();
        assert!(flipped.iter().all(|row| matches!(row.fate, Fate::Discarded(_) | Fate::Lost(_, LossCause::BadHeader))), "{seed}");
        // What leaves is shown as it left.
        assert!(flipped.iter().all(|row| tcplab::wire::decode(&[row.head, row.payload.bytes()].concat()).fatal().is_none()));
    }
}

#[test]
fn a_word_that_is_a_parameter_and_an_intervention_is_told_by_its_value() {
    for (text, settings, interventions) in
        [("delay=20ms", 1, 0), ("delay=c3:20ms", 0, 1), ("dup=0.1", 1, 0), ("dup=c3", 0, 1), ("corrupt=1%25&corrupt=c3", 1, 1)]
    {
        let (link, problems) = url::Link::parse(&format!("#/http-post?{text}"));
        assert_eq!((problems.len(), link.settings.len(), link.interventions.len()), (0, settings, interventions), "{text}");
    }
}

#[test]
fn a_queue_is_shared_and_its_length_decides_who_dies() {
    let deaths: Vec<usize> =
        [1, 3, 30].iter().map(|n| lost(&run(&format!("drop-tail?server.down_queue_packets={n}")), LossCause::Queue)).collect();
    assert!(deaths[0] > deaths[1] && deaths[1] > deaths[2] && deaths[2] == 0, "{deaths:?}");
}

#[test]
fn a_copy_is_the_datagram_again_and_bears_a_name_of_its_own() {
    let trace = run("http-post?client.dup=1");
    for row in trace.segments().filter(|row| row.from == Some(0) && row.origin == Origin::Host) {
        let copies: Vec<_> = trace.segments().filter(|copy| copy.origin == Origin::Copy(row.id)).collect();
        assert_eq!(copies.len(), 1);
        assert!(copies[0].name.key == 'd' && copies[0].head == row.head && copies[0].payload == row.payload);
    }
}

#[test]
fn without_df_the_router_cuts_and_with_it_refuses() {
    let trace = run("path-mtu?client.df=off");
    assert_eq!(lost(&trace, LossCause::TooBig), 0);
    assert!(trace.segments().filter(|row| row.from == Some(0)).all(|row| ipv4::DF.read(row.head) == Some(0)));
    assert!(trace.all_records().any(|r| matches!(r.kind, RecordKind::Fragmented(2))));
}
