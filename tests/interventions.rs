//! What the reader does to a run: each kind does what it says and nothing else, and whatever is done, the run ends in a stated way.

use proptest::prelude::*;
use std::rc::Rc;
use tcplab::base::{Span, Time};
use tcplab::layout::heading::{Heading, TcpHeading};
use tcplab::scenario::{Scenario, catalogue, check, url};
use tcplab::sim::{
    EndId, Fate, LossCause, Obstacle, Origin, Outcome, RecordKind, Recorder, Run, SegmentRow, StepKind, StopCause, Trace, simulate,
};
use tcplab::tcp::{SendKind, State};
use tcplab::wire::{Flags, Layer, checksum};

fn run(fragment: &str) -> Trace {
    let reading = url::read(fragment);
    assert_eq!(reading.problems, [], "{fragment}");
    simulate(&Rc::new(reading.scenario.unwrap()))
}

fn named<'a>(trace: &'a Trace, name: &str) -> SegmentRow<'a> {
    let id = trace.find(name.parse().unwrap());
    trace.segment(id.unwrap_or_else(|| panic!("no {name}"))).unwrap()
}

fn tcp(row: &SegmentRow<'_>) -> TcpHeading {
    *Heading::read(row.head, row.payload.len()).tcp().unwrap()
}

fn arrival(row: &SegmentRow<'_>) -> Span {
    match row.fate {
        Fate::Arrived(t) | Fate::Discarded(t) => t.since(row.sent),
        other => panic!("{} did not arrive: {other:?}", row.name),
    }
}

fn names(trace: &Trace) -> Vec<String> {
    trace.segments().map(|row| row.name.to_string()).collect()
}

#[test]
fn what_a_host_has_not_wholly_sent_dies_with_it_or_its_cable() {
    // c2 is on the link by then, c3 partly, c4 and c5 wait.
    let at = |ms| Time::ZERO + Span::from_millis(ms);
    for (call, cause) in [
        ("111ms:client crash", LossCause::Crashed),
        ("111ms:client reboot", LossCause::Crashed),
        ("111ms:client crash&call=120ms:client reboot", LossCause::Crashed),
        ("111ms:client unplug", LossCause::PulledOut),
        ("111ms:client unplug&call=120ms:client plug", LossCause::PulledOut),
    ] {
        let trace = run(&format!("#/http-post?call={call}"));
        assert!(matches!(named(&trace, "c2").fate, Fate::Arrived(t) if t > at(111)), "{call}");
        let sent = [("c3", Time(97_760_000)), ("c4", at(111)), ("c5", at(111))];
        for (name, sent) in sent {
            let row = named(&trace, name);
            assert_eq!((row.sent, row.fate), (sent, Fate::Lost(at(111), cause)), "{name}, {call}");
        }
    }
    // What the reader drops, doubles, delays or holds waits for the link as all else does.
    for edit in ["drop=c4", "dup=c4", "delay=c4:10ms", "reorder=c4"] {
        let trace = run(&format!("#/http-post?{edit}&call=111ms:client crash"));
        let late = trace.segments().filter(|row| row.from == Some(0) && row.name.number != 2 && row.sent > at(80));
        let fates: Vec<Fate> = late.map(|row| row.fate).collect();
        assert!(fates.len() > 2 && fates.iter().all(|fate| *fate == Fate::Lost(at(111), LossCause::Crashed)), "{edit}: {fates:?}");
    }
    // The link is free again for what is sent after that, and what is sent to no cable is lost at once.
    let trace = run("#/http-post?call=111ms:client unplug&call=5s:client plug");
    let again = trace.segments().filter(|row| row.from == Some(0) && row.sent > at(111));
    let fates: Vec<(Time, Fate)> = again.map(|row| (row.sent, row.fate)).collect();
    assert!(fates.iter().take_while(|(sent, _)| *sent < at(5000)).all(|(sent, fate)| *fate == Fate::Lost(*sent, LossCause::Unplugged)));
    assert!(matches!(fates.last(), Some((_, Fate::Arrived(_)))), "{fates:?}");
}

/// What each application read.
#[derive(Default, PartialEq, Eq, Debug)]
struct Streams([Vec<u8>; 2]);

impl Recorder for Streams {
    fn read(&mut self, end: EndId, bytes: &[u8]) {
        self.0[usize::from(end.side)].extend_from_slice(bytes);
    }
}

fn streams(scenario: &Scenario) -> Streams {
    let mut streams = Streams::default();
    let mut run = Run::new(&Rc::new(scenario.clone()));
    while run.step(&mut streams) {}
    streams
}

#[test]
fn a_delayed_segment_arrives_so_much_later() {
    let plain = run("#/lost-data-segment?off=drop:c4");
    let late = run("#/lost-data-segment?off=drop:c4&delay=c4:200ms");
    assert_eq!(arrival(&named(&late, "c4")), arrival(&named(&plain, "c4")) + Span::from_millis(200));
    assert_eq!(late.outcomes()[1], Outcome::Applied { first: named(&late, "c4").id, times: 1 });
}

#[test]
fn the_order_in_which_changes_were_made_is_not_in_the_run_nor_in_its_link() {
    let changes = ["drop=c4", "call=300ms:client send 500", "delay=s1:20ms", "off=drop:c6", "call=100ms:server send 50"];
    let base = catalogue::find("http-post").unwrap();
    let link = |changes: &[&str]| {
        let reading = url::read(&format!("#/http-post?{}", changes.join("&")));
        assert_eq!(reading.problems, []);
        let now = reading.scenario.unwrap();
        (url::Link::between(&base, &now).to_string(), simulate(&Rc::new(now)).wire_digest().to_owned())
    };
    let (text, digest) = link(&changes);
    let mut turned = changes;
    for n in 1..changes.len() {
        turned.rotate_left(n);
        turned.swap(0, n);
        assert_eq!(link(&turned), (text.clone(), digest.clone()));
    }
    let again = url::read(&text);
    assert_eq!(simulate(&Rc::new(again.scenario.unwrap())).wire_digest(), digest);
}

#[test]
fn what_answers_a_repeated_syn_is_not_the_timers() {
    let trace = run("#/http-post?drop=s1");
    let kinds = ["c2", "s2", "s3"].map(|name| named(&trace, name).kind);
    assert_eq!(kinds, [SendKind::Timeout, SendKind::Again, SendKind::Timeout]);
    let trace = run("#/path-mtu");
    let again: Vec<_> = trace.segments().map(|row| row.kind).filter(|kind| *kind != SendKind::New && *kind != SendKind::Repeat).collect();
    assert!(again.contains(&SendKind::Again) && !again.contains(&SendKind::Timeout), "{again:?}");
}

#[test]
fn a_call_knows_what_it_waited_for() {
    let trace = run("#/http-post?call=400ms:client close");
    let at = |name: &str| named(&trace, name).ended_by.unwrap();
    let calls = || (0..trace.step_count()).filter(|s| matches!(trace.step(*s).unwrap().kind, StepKind::Application(_)));
    let answer = named(&trace, "s3").cause;
    assert_eq!(trace.waited_since(answer), Some(at("c5")), "it answers when all is read, and 20 ms later");
    assert_eq!(trace.waited_for(at("c5")).collect::<Vec<_>>(), [answer]);
    let first = calls().next().unwrap();
    assert_eq!((trace.waited_since(first), trace.is_ordered(first)), (None, false), "the clock's");
    let ordered: Vec<_> = calls().filter(|s| trace.is_ordered(*s)).collect();
    assert_eq!(ordered.len(), 1);
    assert_eq!(trace.waited_since(ordered[0]), None);
}

#[test]
fn copies_are_named_for_what_they_are_and_take_no_number() {
    let plain = run("#/three-way-handshake");
    let trace = run("#/three-way-handshake?dup=s1:2@10ms");
    let original = named(&trace, "s1");
    for (name, after) in [("d1", 10), ("d2", 20)] {
        let copy = named(&trace, name);
        assert_eq!(copy.origin, Origin::Copy(original.id));
        assert_eq!((copy.head, copy.from, copy.to), (original.head, original.from, original.to));
        assert_eq!(copy.sent, original.sent + Span::from_millis(after));
        assert_eq!(arrival(&copy), arrival(&original));
    }
    assert!(named(&plain, "c2").head == named(&trace, "c2").head, "the client's numbers are its own");
    assert_eq!(trace.stop(), StopCause::Quiet);
}

#[test]
fn a_held_segment_arrives_after_as_many_as_were_asked_for() {
    let order = |trace: &Trace| {
        let mut rows: Vec<_> = trace.segments().filter(|r| r.name.key == 'c' && tcp(r).len > 0).collect();
        rows.sort_by_key(|r| (r.sent + arrival(r), r.ended_by));
        rows.iter().map(|r| r.name.to_string()).collect::<Vec<_>>()
    };
    let trace = run("#/lost-data-segment?off=drop:c4&reorder=c4:2");
    assert_eq!(order(&trace), ["c3", "c5", "c6", "c4", "c7", "c8", "c9"]);
    // Nothing follows the last one: it goes on when its time is over.
    let last = run("#/three-way-handshake?reorder=c2:3@40ms");
    assert_eq!(arrival(&named(&last, "c2")), arrival(&named(&run("#/three-way-handshake"), "c2")) + Span::from_millis(40));
}

#[test]
fn corruption_flips_as_many_bits_as_were_asked_for_and_leaves_the_checksums() {
    for bits in [1, 7, 100] {
        let trace = run(&format!("#/http-post?corrupt=c3:{bits}"));
        let row = named(&trace, "c3");
        let now = [row.head, row.payload.bytes()].concat();
        let before = row.unedited.unwrap();
        let flipped: u32 = now.iter().zip(before).map(|(a, b)| (a ^ b).count_ones()).sum();
        assert_eq!((flipped, now.len()), (bits, before.len()));
    }
    // One bit is always caught: by a checksum, or by the router, which cannot read the header.
    for seed in 0..40 {
        let trace = run(&format!("#/http-post?seed={seed}&corrupt=c3"));
        assert!(matches!(named(&trace, "c3").fate, Fate::Discarded(_) | Fate::Lost(_, LossCause::BadHeader)), "{seed}");
    }
}

#[test]
fn a_matcher_finds_what_fits_and_nothing_else() {
    let hit = |aim: &str| -> Vec<String> {
        let trace = run(&format!("#/lost-data-segment?off=drop:c4&drop={aim}"));
        trace.segments().filter(|r| matches!(r.fate, Fate::Lost(_, LossCause::Dropped))).map(|r| r.name.to_string()).collect()
    };
    assert_eq!(hit("nth1(from=server,data)"), Vec::<String>::new());
    assert_eq!(hit("nth1(flags=SA)"), ["s1"]);
    assert_eq!(hit("nth2(from=client,data,first)"), ["c4"]);
    assert_eq!(hit("nth1(from=client,seq=2001..2500)"), ["c5"]);
    assert_eq!(hit("nth1(again,to=server)"), Vec::<String>::new());
    // Each transmission is dropped until the sender gives up.
    let all = run("#/lost-syn?drop=every(from=client,has=S)");
    assert!(names(&all).iter().all(|n| n.starts_with('c')), "{:?}", names(&all));
    assert!(matches!(all.outcomes().last(), Some(Outcome::Applied { times, .. }) if *times == all.segment_count()));
}

#[test]
fn a_segment_that_moved_is_found_under_its_new_name() {
    // c4 is meant, but c1 is lost and sent again: all names move by one.
    let meant = "A.1.1000";
    let trace = run(&format!("#/http-post?drop=c1&drop=c3!{meant}"));
    assert_eq!(trace.outcomes()[1], Outcome::Misfit { at: named(&trace, "c3").id, moved: Some(named(&trace, "c4").id) });
    let trace = run(&format!("#/http-post?drop=c99!{meant}"));
    assert_eq!(trace.outcomes()[0], Outcome::Unmatched { moved: Some(named(&trace, "c3").id) });
}

#[test]
fn a_template_reads_the_run_at_that_moment() {
    let trace = run(
        "#/http-post?forge=c5/arrives:as=client,flags=A,tcp.seq=server.rcv_nxt%2B100,tcp.ack=server.snd_nxt-1,tcp.window=n%2B5,text=a,b=c",
    );
    let forged = named(&trace, "x1");
    assert_eq!((forged.origin, forged.from, forged.to), (Origin::Forged, None, Some(1)));
    let arrived = named(&trace, "c5");
    let step = arrived.ended_by.unwrap();
    let before = trace.variables_after(Some(step));
    let value = |wanted| {
        let (_, all) = before.iter().find(|(end, _)| *end == EndId { connection: 0, side: 1 }).unwrap();
        match all.iter().find(|(v, _)| *v == wanted).unwrap().1 {
            tcplab::tcp::Value::Own(seq) | tcplab::tcp::Value::Peer(seq) => seq.0,
            other => panic!("{other:?}"),
        }
    };
    let heading = tcp(&forged);
    assert_eq!(heading.seq, value(tcplab::tcp::Variable::RcvNxt).wrapping_add(100));
    assert_eq!(heading.ack, value(tcplab::tcp::Variable::SndNxt).wrapping_sub(1));
    assert_eq!((heading.window, forged.payload.bytes()), (5, &b"a,b=c"[..]));
    assert_eq!(forged.sent, arrived.sent + arrival(&arrived));
    // Nobody has a TCB before the beginning.
    let early = run("#/http-post?forge=0s:tcp.seq=server.rcv_nxt");
    assert_eq!(early.outcomes(), [Outcome::Impossible { at: None, why: Obstacle::NothingToRead }]);
}

#[test]
fn a_forged_segment_has_right_checksums_unless_it_is_to_have_wrong_ones() {
    let whole = |trace: &Trace| {
        let row = named(trace, "x1");
        [row.head, row.payload.bytes()].concat()
    };
    for (options, wrong) in [("", false), (",opts=0204", false), (",data=00ff,opts=01,ipv4.ttl=9", false), (",sum=wrong", true)] {
        let trace = run(&format!("#/three-way-handshake?forge=1s:flags=S{options}"));
        let bytes = whole(&trace);
        let right = checksum::check(&bytes, Layer::Tcp).map(|c| c.good());
        assert_eq!(right, Some(!wrong), "{options}");
        assert_eq!(checksum::check(&bytes, Layer::Ipv4).map(|c| c.good()), Some(true));
    }
    let raw = run("#/three-way-handshake?forge=1s:from=client,raw=4500ffff");
    assert_eq!(whole(&raw), [0x45, 0, 0xff, 0xff]);
    assert!(matches!(named(&raw, "x1").fate, Fate::Lost(_, LossCause::BadHeader)));
}

#[test]
fn a_repeated_forgery_draws_anew_each_time_from_the_seed() {
    let link = "#/three-way-handshake?forge=1s:flags=S,ipv4.source=random,tcp.source_port=random,tcp.seq=random,times=20,every=10ms";
    let trace = run(link);
    let forged: Vec<_> = trace.segments().filter(|r| r.origin == Origin::Forged).collect();
    assert_eq!(forged.len(), 20);
    let mut sources: Vec<&[u8]> = forged.iter().map(|r| &r.head[12..16]).collect();
    assert!(sources.iter().all(|s| s[0] == 198 && s[1] & 0xfe == 18));
    sources.sort_unstable();
    sources.dedup();
    assert_eq!(sources.len(), 20);
    assert!(forged.windows(2).all(|w| w[1].sent == w[0].sent + Span::from_millis(10)));
    // Whatever else is done, the same is drawn.
    let other = run(&link.replace('?', "?drop=c1&"));
    let again: Vec<_> = other.segments().filter(|r| r.origin == Origin::Forged).map(|r| r.head.to_vec()).collect();
    assert!(forged.iter().map(|r| r.head.to_vec()).eq(again));
    assert_eq!(trace.outcomes()[0], Outcome::Applied { first: forged[0].id, times: 20 });
}

#[test]
fn forging_on_every_match_ends_at_the_limit() {
    // Each answer to what is forged sets off the next.
    let trace = run("#/three-way-handshake?forge=every(from=server):flags=S,tcp.seq=random,tcp.source_port=random");
    let forged = trace.segments().filter(|r| r.origin == Origin::Forged).count();
    assert_eq!(forged, 1000);
    assert_eq!(trace.stop(), StopCause::Quiet);
}

#[test]
fn a_desynchronised_pair_is_an_ack_storm() {
    let trace = run("#/lost-data-segment?forge=2s:as=client,flags=PA,tcp.seq=server.rcv_nxt,tcp.ack=server.snd_nxt,text=never%20sent");
    assert_eq!(trace.stop(), StopCause::AckStorm);
    assert!(trace.segment_count() < 150);
    let tail: Vec<_> = trace.segments().skip(trace.segment_count() as usize - 80).collect();
    assert!(tail.iter().all(|r| tcp(r).flags == Flags::ACK && tcp(r).len == 0));
    // A path that copies makes it wider rather than longer: it is one all the same, and found before it fills the memory.
    for link in ["dup=1", "dup=0.2", "client.dup=0.5&jitter=30ms"] {
        let trace = run(&format!("#/ack-storm?{link}"));
        assert_eq!(trace.stop(), StopCause::AckStorm, "{link}");
        assert!(trace.segment_count() < 6_000, "{link}: {}", trace.segment_count());
    }
}

/// Any intervention, honest in its checksums where `honest`.
fn intervention(honest: bool) -> impl Strategy<Value = String> {
    let aim = prop_oneof![
        "[cs][1-9]",
        "[cs]1[0-9]",
        prop::sample::select(vec![
            "every(from=client,data)",
            "nth2(from=server)",
            "every(has=F)",
            "nth3(data)",
            "nth1(flags=SA)",
            "every(again)",
        ])
        .prop_map(str::to_owned),
    ];
    let how = prop_oneof![
        Just(("drop", String::new())),
        (0u64..3000).prop_map(|ms| ("delay", format!("{ms}ms"))),
        (1u16..5, 0u64..500).prop_map(|(n, ms)| ("dup", format!("{n}@{ms}ms"))),
        (1u16..5, 0u64..2000).prop_map(|(n, ms)| ("reorder", format!("{n}@{ms}ms"))),
        (1u16..40).prop_map(|n| ("corrupt", n.to_string())),
        "(ipv4\\.ttl|tcp\\.(window|seq|ack|syn|rst|fin))=[01]".prop_map(|edit| ("edit", edit)),
        ("[SFRPUA]{1}", prop::sample::select(vec!["random", "server.rcv_nxt", "client.rcv_nxt-1", "server.snd_nxt+500", "0"]), 1u16..4)
            .prop_map(|(flags, seq, n)| ("forge", format!("flags={flags},tcp.seq={seq},tcp.ack={seq},times={n},every=1ms,text=x"))),
    ];
    (aim, how).prop_filter_map("dishonest", move |(aim, (verb, how))| {
        let fair = matches!(verb, "drop" | "delay" | "dup" | "reorder") || verb == "corrupt" && how == "1";
        // A segment that never gets through is as good as no network.
        let fair = fair && !(matches!(verb, "drop" | "corrupt") && aim.starts_with("every"));
        let rest = if how.is_empty() { String::new() } else { format!(": {how}") };
        (fair || !honest).then(|| format!("{verb} {aim}{rest}"))
    })
}

fn disturbed(slug: &str, seed: u64, texts: &[String]) -> Scenario {
    let mut s = catalogue::find(slug).unwrap();
    s.interventions.clear();
    s.seed = seed;
    s.interventions.extend(texts.iter().map(|t| t.parse().unwrap_or_else(|e| panic!("{t}: {e}"))));
    s.budget.events = 50_000;
    assert_eq!(check::check(&s), []);
    s
}

const SLUGS: [&str; 6] = ["http-post", "lost-data-segment", "four-way-close", "half-close", "zero-window", "urgent"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_is_done_the_run_ends_in_a_stated_way_and_is_the_same_again(
        slug in prop::sample::select(SLUGS.to_vec()), seed in any::<u64>(), texts in prop::collection::vec(intervention(false), 1..6),
    ) {
        let s = Rc::new(disturbed(slug, seed, &texts));
        let (a, b) = (simulate(&s), simulate(&s));
        prop_assert!(a.stop() != StopCause::Unfinished);
        prop_assert_eq!(a.wire_digest(), b.wire_digest());
        prop_assert_eq!(a.trace_digest(), b.trace_digest());
        prop_assert_eq!(a.outcomes(), b.outcomes());
        for step in (0..a.step_count()).step_by(37) {
            prop_assert!(a.explain(step).is_some());
        }
    }

    #[test]
    fn no_byte_is_lost_or_invented_where_checksums_are_honest(
        slug in prop::sample::select(vec!["http-post", "four-way-close", "half-close"]), seed in any::<u64>(),
        texts in prop::collection::vec(intervention(true), 1..5),
    ) {
        let plain = streams(&disturbed(slug, seed, &[]));
        let s = disturbed(slug, seed, &texts);
        let trace = simulate(&Rc::new(s.clone()));
        prop_assert_eq!(trace.stop(), StopCause::Quiet);
        prop_assert_eq!(streams(&s), plain, "{:?}", texts);
        for end in trace.ends() {
            let last = trace.bands().iter().rfind(|b| b.end == end).map(|b| b.state);
            // A listener stays one where an old SYN found it again.
            prop_assert!(matches!(last, Some(State::Closed | State::Listen)), "{:?} ends in {:?}: {:?}", end, last, texts);
        }
    }

    #[test]
    fn an_intervention_that_does_not_fit_changes_nothing(
        slug in prop::sample::select(SLUGS.to_vec()), seed in any::<u64>(), text in intervention(false),
    ) {
        let plain = disturbed(slug, seed, &[]);
        let mut s = disturbed(slug, seed, &[text]);
        for i in &mut s.interventions {
            i.target = "drop c999".parse::<tcplab::scenario::Intervention>().unwrap().target;
        }
        let (with, without) = (simulate(&Rc::new(s)), simulate(&Rc::new(plain)));
        prop_assert_eq!(with.wire_digest(), without.wire_digest());
        let unmatched = Outcome::Unmatched { moved: None };
        prop_assert!(with.outcomes().iter().all(|o| *o == unmatched));
    }
}

#[test]
fn a_call_at_a_time_is_made_then_and_named_as_a_cause() {
    let closed = run("#/three-way-handshake?call=1s:client%20close");
    let fin = closed.segments().find(|row| tcp(row).flags.has(Flags::FIN)).expect("close() sends a FIN");
    assert_eq!(fin.sent, tcplab::base::Time::ZERO + Span::from_secs(1));
    assert_eq!(closed.outcomes()[0], Outcome::Called(fin.cause));
    let aborted = run("#/three-way-handshake?call=1s:server%20abort");
    assert!(aborted.segments().any(|row| row.name.key == 's' && tcp(&row).flags.has(Flags::RST)));
}

#[test]
fn what_a_call_sends_arrives_whole_and_in_its_place() {
    let scenario =
        url::read("#/three-way-handshake?call=1s:client%20say%20hello%2C%20&call=1s:client%20say%20world&call=2s:client%20send%205000");
    assert_eq!(scenario.problems, []);
    let Streams([_, server]) = streams(&scenario.scenario.unwrap());
    assert!(server.starts_with(b"hello, world"), "{:?}", String::from_utf8_lossy(&server[..20.min(server.len())]));
    assert_eq!(server.len(), 12 + 5000);
}

#[test]
fn a_crashed_host_hears_no_call_but_to_start_again() {
    let trace = run(
        "#/three-way-handshake?call=1s:server%20crash&call=2s:server%20send%20100&call=3s:client%20send%20100&call=10s:server%20reboot",
    );
    assert!(!trace.segments().any(|row| row.name.key == 's' && !row.payload.is_empty()), "nothing is sent while it is down");
    let reset =
        trace.segments().find(|row| row.name.key == 's' && tcp(row).flags.has(Flags::RST)).expect("it knows nothing of the connection");
    assert!(reset.sent > tcplab::base::Time::ZERO + Span::from_secs(10));
}

#[test]
fn a_crash_ends_what_is_still_open_and_nothing_else() {
    // Its port is listened at for ever, its connection was over long ago.
    let trace = run("#/http-post?call=300s:server%20crash");
    let moves: Vec<_> = trace
        .all_records()
        .filter(|r| r.end == Some(EndId { connection: 0, side: 1 }))
        .filter_map(|r| if let RecordKind::State(from, to) = r.kind { Some((from, to)) } else { None })
        .collect();
    assert_eq!(moves.last(), Some(&(State::LastAck, State::Closed)), "{moves:?}");
    let trace = run("#/filtered-port?call=300s:server%20crash");
    let listens = |r: &tcplab::sim::Record| r.kind == RecordKind::State(State::Listen, State::Closed);
    assert!(trace.all_records().any(|r| listens(&r)), "one that still listens is closed");
}

#[test]
fn calls_are_read_back_as_they_are_written() {
    for text in [
        "client close",
        "server@0 send 100",
        "client say a: b, c",
        "server reading off",
        "client urgent 3",
        "server crash",
        "client rcv_buf 0",
    ] {
        let line = format!("call 1.5s: {text}");
        let call: tcplab::scenario::Intervention = line.parse().unwrap_or_else(|e| panic!("{line}: {e}"));
        assert_eq!(call.to_string().parse(), Ok(call));
    }
    for text in [
        "close",
        "client",
        "client dance",
        "client send",
        "client send many",
        "client close now",
        "client accept",
        "client send 99999999999",
    ] {
        assert!(format!("call 1s: {text}").parse::<tcplab::scenario::Intervention>().is_err(), "{text}");
    }
    assert!("call c3: client close".parse::<tcplab::scenario::Intervention>().is_err(), "a call has a time");
}
