//! Files and links: whatever is written reads back, whatever arrives is answered, nothing panics.

use proptest::prelude::*;
use std::fmt::Write;
use tcplab::base::{Ppm, Span};
use tcplab::scenario::intervention::forge::{EndName, Forge, Moment, Term, Value, What};
use tcplab::scenario::intervention::{Fingerprint, Intervention, Kind, Matcher, Target};
use tcplab::scenario::url::{self, Link};
use tcplab::scenario::{AppCall, Content, ProblemKind, Scenario, ScriptStep, Trigger, catalogue, check, file, settings};
use tcplab::tcp::Variable;
use tcplab::wire::Flags;
use tcplab::wire::field::FIELDS;

fn base() -> Scenario {
    catalogue::find("lost-last-ack").unwrap()
}

fn link(scenario: &Scenario) -> Link {
    Link::between(&base(), scenario)
}

fn ids(problems: &[tcplab::scenario::Problem]) -> Vec<(&str, &'static str)> {
    problems.iter().map(|p| (p.place.as_str(), p.kind.id())).collect()
}

#[test]
fn a_link_holds_only_what_differs_and_reads_as_a_person_would_write_it() {
    let mut s = base();
    for (name, text) in
        [("msl", "5s"), ("loss", "10%"), ("client.iss", "100"), ("server.rate", "1.5Mbps"), ("rtt", "100ms"), ("nagle", "off")]
    {
        settings::set(&mut s, name, text).unwrap();
    }
    s.interventions.push("edit c1: tcp.syn=0".parse().unwrap());
    s.interventions.push("drop s2!A.1.0.a2".parse().unwrap());
    let text = link(&s).to_string();
    assert_eq!(
        text,
        "#/lost-last-ack?rtt=100ms&loss=0.1&server.rate=1500kbps&client.iss=100&msl=5s&nagle=off&edit=c1:tcp.syn=0&drop=s2!A.1.0.a2"
    );
    let read = url::read(&text);
    assert_eq!((read.problems, read.scenario), (vec![], Some(s)));
}

#[test]
fn what_the_scenario_does_itself_can_be_switched_off_by_a_link() {
    let mut s = base();
    s.interventions[0].enabled = false;
    assert_eq!(link(&s).to_string(), "#/lost-last-ack?off=drop:c4");
    assert_eq!(url::read("#/lost-last-ack?off=drop:c4").scenario, Some(s));
    let mut gone = base();
    gone.interventions.clear();
    assert_eq!(link(&gone).to_string(), "#/lost-last-ack?off=drop:c4");
}

#[test]
fn unequal_delays_are_said_one_by_one() {
    let mut s = base();
    settings::set(&mut s, "client.delay", "10ms").unwrap();
    assert_eq!(settings::get(&s, "rtt"), None);
    assert_eq!(link(&s).to_string(), "#/lost-last-ack?client.delay=10ms");
    settings::set(&mut s, "rtt", "7ns").unwrap();
    assert_eq!((settings::get(&s, "client.delay"), settings::get(&s, "server.delay")), (Some("3ns".into()), Some("4ns".into())));
    assert_eq!(link(&s).to_string(), "#/lost-last-ack?rtt=7ns");
}

#[test]
fn a_profile_sets_many_things_and_what_is_said_beside_it_wins_wherever_it_stands() {
    let fragment = "#/closed-port?rto_min=1s&server.mss=200&server.profile=teaching&profile=linux";
    let read = url::read(fragment);
    assert_eq!(read.problems, []);
    let s = read.scenario.unwrap();
    let of = |name: &str| settings::get(&s, name).unwrap();
    assert_eq!([of("client.msl"), of("client.rto_min"), of("client.rto_max")], ["30s", "1s", "120s"]);
    assert_eq!([of("server.msl"), of("server.mss"), of("server.iss")], ["5s", "200", "0"]);
    let base = catalogue::find("closed-port").unwrap();
    let text = Link::between(&base, &s).to_string();
    assert_eq!(text, "#/closed-port?client.profile=linux&server.profile=teaching&server.msl=5s&server.mss=200&client.rto_min=1s");
    assert_eq!(url::read(&text).scenario, Some(s));
}

#[test]
fn a_profile_leaves_what_the_scenario_itself_has_set_and_a_file_keeps_it() {
    // The scenario's own buffer makes its point.
    let mut s = catalogue::find("zero-window").unwrap();
    let own = settings::get(&s, "server.rcv_buf");
    settings::set(&mut s, "profile", "freebsd").unwrap();
    assert_eq!(settings::get(&s, "server.rcv_buf"), own);
    assert_eq!(settings::get(&s, "client.rcv_buf").unwrap(), "65536");
    let text = file::write(&s);
    assert!(text.contains("\"profile\": \"freebsd\"") && !text.contains("keepalive"), "{text}");
    assert_eq!(file::read(&text), Ok(s));
}

#[test]
fn to_choose_one_profile_and_then_another_leaves_nothing_of_the_first() {
    // Its MSL of 30 s is Linux's too.
    let base = catalogue::find("lost-syn").unwrap();
    let mut now = base.clone();
    for profile in ["linux", "teaching", "freebsd", "rfc"] {
        settings::change(&base, &mut now, "profile", profile).unwrap();
        settings::change(&base, &mut now, "nagle", "off").unwrap();
    }
    assert_eq!(Link::between(&base, &now).to_string(), "#/lost-syn?nagle=off");
    settings::change(&base, &mut now, "client.profile", "linux").unwrap();
    assert_eq!(Link::between(&base, &now).to_string(), "#/lost-syn?client.profile=linux&nagle=off");
}

#[test]
fn view_parameters_pass_through() {
    let read = url::read("#/http-post?lang=zh&msl=5s&at=c3");
    assert_eq!(read.link.view, [("lang".to_owned(), "zh".to_owned()), ("at".to_owned(), "c3".to_owned())]);
    assert_eq!(read.link.to_string(), "#/http-post?msl=5s&lang=zh&at=c3");
}

#[test]
fn links_that_mail_programs_mangled_still_read() {
    let wanted = url::read("#/http-post?msl=5s&drop=c3").scenario;
    for mangled in [
        "#/http-post%3Fmsl%3D5s%26drop%3Dc3",
        "/http-post?msl=5s&amp;drop=c3",
        "#/http-post/?msl=5%73&drop=%633",
        "#http-post?&msl=5s&&drop=c3",
    ] {
        assert_eq!(url::read(mangled).scenario, wanted, "{mangled}");
    }
    assert_eq!(url::read("").scenario, catalogue::find(url::HOME));
}

#[test]
fn what_a_link_says_twice_is_done_once_and_all_else_holds() {
    let once = |link: &str| url::read(link).scenario.map(|s| (s.interventions, s.budget));
    for idempotent in ["drop=c4", "reorder=c4", "edit=c4:tcp.psh=1,@52=ff", "off=drop:c4", "edit=c4:data=6869"] {
        let read = url::read(&format!("#/http-post?{idempotent}&delay=c6:5ms&{idempotent}"));
        assert_eq!(read.problems, [], "{idempotent}");
        assert_eq!(read.scenario.map(|s| (s.interventions, s.budget)), once(&format!("#/http-post?{idempotent}&delay=c6:5ms")));
    }
    for other in
        ["delay=c4:5ms", "dup=c4", "corrupt=c4:~300", "corrupt=c4", "edit=c4:~300", "forge=1s:flags=R", "call=1s:client%20send%2010"]
    {
        let read = url::read(&format!("#/http-post?{other}&drop=c6&{other}"));
        let verb = other.split('=').next().expect("a verb");
        assert_eq!(ids(&read.problems), [(verb, "twice")], "{other}");
        assert_eq!(read.scenario.map(|s| (s.interventions, s.budget)), once(&format!("#/http-post?{other}&drop=c6")), "{other}");
    }
}

#[test]
fn every_fault_of_a_link_is_named_and_the_rest_is_read() {
    let read = url::read(
        "#/http-post?los=1&loss=abc&msl=0ms&rtt=50ms&mss=99999999999999999999999&mss=5&drop=zz&drop=q9&edit=c1:tcp.sin=1&edit=c1&clent.loss=0&nagle=maybe&client.seed=1&address=1.2.3.4&off=x",
    );
    assert_eq!(
        ids(&read.problems),
        [
            ("los", "unknown-setting"),
            ("mss", "duplicate"),
            ("drop", "not-a-target"),
            ("edit", "unknown-field"),
            ("edit", "not-an-intervention"),
            ("off", "not-an-intervention"),
            ("loss", "not-a-probability"),
            ("msl", "out-of-range"),
            ("mss", "out-of-range"),
            ("clent.loss", "unknown-host"),
            ("nagle", "unknown-word"),
            ("client.seed", "unknown-setting"),
            ("address", "needs-host"),
            ("drop", "no-such-key"),
        ]
    );
    assert_eq!(settings::get(&read.scenario.unwrap(), "rtt"), Some("50ms".into()));
    let unknown = url::read("#/three-way-handshaek?msl=5s");
    assert_eq!(unknown.scenario, None);
    assert!(matches!(&unknown.problems[0].kind, ProblemKind::UnknownScenario { nearest, .. } if nearest == "three-way-handshake"));
    let long = url::read(&format!("#/http-post?x={}", "y".repeat(100_000)));
    assert_eq!((ids(&long.problems), long.scenario.is_some()), (vec![("", "too-long")], false));
}

#[test]
fn every_fault_of_a_file_is_named_with_its_path() {
    let text = r#"{
        "slug": "Bad slug", "nonsense": 1, "title": {"en": "x", "fr": "y"},
        "settings": {"msl": "soon", "rcv_buf": 0, "bogus": "1", "nagle": []},
        "scripts": {
            "client": {"steps": [
                {"when": "0ms", "do": "connect"}, {"when": "whenever", "do": "close"}, {"after": "5", "do": "close"},
                {"do": "dance"}, {"do": {"send": 5}}, {"do": {"send_hex": "abc"}}, {}
            ]},
            "nobody": {}, "client@7": {}
        },
        "story": [{"at": "sent 3c", "en": "", "zh": ""}, {"en": "a"}, {"at": "client DANCING"}],
        "interventions": ["lose c1", 5]
    }"#;
    let problems = file::read(text).unwrap_err();
    assert_eq!(
        ids(&problems),
        [
            ("", "unknown-key"),
            ("scripts.client.steps[1].when", "unknown-word"),
            ("scripts.client.steps[2].after", "not-a-span"),
            ("scripts.client.steps[3].do", "unknown-word"),
            ("scripts.client.steps[4].do.send", "wrong-type"),
            ("scripts.client.steps[5].do.send_hex", "not-hex"),
            ("scripts.client.steps[6]", "missing"),
            ("scripts.nobody", "unknown-host"),
            ("scripts.client@7", "no-connection"),
            ("settings.nagle", "wrong-type"),
            ("settings.msl", "not-a-span"),
            ("settings.rcv_buf", "out-of-range"),
            ("settings.bogus", "strange-setting"),
            ("title", "unknown-key"),
            ("story[0].at", "not-a-segment"),
            ("story[0]", "missing"),
            ("story[1]", "missing"),
            ("story[2].at", "unknown-word"),
            ("story[2]", "missing"),
            ("interventions[0]", "not-an-intervention"),
            ("interventions[1]", "wrong-type"),
        ]
    );
    for (bad, id) in [("{", "syntax"), ("{\"slug\":\"a\",\"slug\":\"b\"}", "syntax"), ("[]", "wrong-type"), ("{}", "missing")] {
        assert_eq!(file::read(bad).unwrap_err()[0].kind.id(), id, "{bad}");
    }
    assert_eq!(file::read(&" ".repeat(2 << 20)).unwrap_err()[0].kind.id(), "too-long");
    assert!(file::read(&"[".repeat(100_000)).is_err());
}

#[test]
fn interventions_read_as_a_person_writes_them() {
    let short = [
        "delay=c3:200ms",
        "dup=s2",
        "dup=s2:2@10ms",
        "reorder=c4",
        "reorder=c4:2@500ms",
        "corrupt=c3",
        "corrupt=c3:5",
        "drop=every(from=client,has=F)",
        "drop=nth2(from=server,to=client,connection=0,flags=SA,seq=0..10,data,again)",
        "forge=2s:flags=R,tcp.seq=server.rcv_nxt+100",
        "forge=c3/arrives+10ms:from=server,as=client,flags=PA,text=a,b=c:d",
        "forge=1s:flags=S,ipv4.source=random,tcp.source_port=random,tcp.seq=n-1,times=100,every=10ms",
        "forge=every(data)/dies:raw=4500,opts=01,sum=wrong,data=00ff",
        "off=forge:2s:flags=R",
    ];
    for text in short {
        let read = url::read(&format!("#/lost-last-ack?{text}"));
        assert_eq!(read.problems, vec![], "{text}");
        let back = read.link.to_string().replace("%2C", ",");
        assert_eq!(back, format!("#/lost-last-ack?{text}"));
    }
    // Braces, spaces and hexadecimal numbers are for whoever writes by hand.
    let hand: Intervention = "forge  2s : flags=R , tcp.seq={server.rcv_nxt}+0x64,ipv4.source=192.0.2.9".parse().unwrap();
    assert_eq!(hand.to_string(), "forge 2s: flags=R,tcp.seq=server.rcv_nxt+100,ipv4.source=192.0.2.9");
    // A host's hyphen is no minus.
    let hyphen = "forge 2s: tcp.seq={web-1.iss}-1";
    assert_eq!(hyphen.parse::<Intervention>().unwrap().to_string(), hyphen);
    assert_eq!("forge 2s: tcp.seq=web-1.iss-1".parse::<Intervention>().unwrap().to_string(), hyphen);
}

#[test]
fn every_fault_of_an_intervention_is_named() {
    let id = |text: &str| text.parse::<Intervention>().err().map_or("none", |kind| kind.id());
    for (text, wanted) in [
        ("delay c3", "not-an-intervention"),
        ("delay c3: soon", "not-a-span"),
        ("dup c3: many", "not-a-number"),
        ("dup c3: 2@", "not-a-span"),
        ("corrupt c3: 2@1s", "not-an-intervention"),
        ("drop 2s", "not-an-intervention"),
        ("drop every(from)", "not-a-matcher"),
        ("drop every(data,empty)", "not-a-matcher"),
        ("drop all(data)", "not-a-matcher"),
        ("drop every(flags=Q)", "not-a-matcher"),
        ("drop every(data)!S.0.0", "not-an-intervention"),
        ("forge c3/leaps: flags=R", "unknown-word"),
        ("forge 2parsecs: flags=R", "not-a-span"),
        ("forge 2s: flags=Q", "not-flags"),
        ("forge 2s: times=100000", "out-of-range"),
        ("forge 2s: tcp.seq=server.mood", "not-forged"),
        ("forge 2s: tcp.seq=1+", "not-forged"),
        ("forge 2s: tcp.seq=1+1+1+1+1+1+1+1+1", "not-forged"),
        ("forge 2s: nonsense=1", "not-forged"),
        ("forge 2s: sum=right", "not-forged"),
        ("forge 2s: raw=abc", "not-hex"),
        ("forge 2s: flags=R,flags=S", "duplicate"),
        ("forge 2s: text=a,data=00", "none"),
        ("forge 2s: every=often", "not-a-span"),
        ("forge ", "not-a-target"),
    ] {
        assert_eq!(id(text), wanted, "{text}");
    }
    let refused = |text: &str| {
        let mut s = base();
        s.interventions.push(text.parse().unwrap());
        check::check(&s).iter().map(|p| p.kind.id()).collect::<Vec<_>>().join(" ")
    };
    for (text, wanted) in [
        ("drop r1", ""),
        ("drop q1", "no-such-key"),
        ("delay c1: 1000h", "after-the-end"),
        ("dup c1: 0", "out-of-range"),
        ("dup c1: 101", "out-of-range"),
        ("reorder c1: 0@30h", "out-of-range after-the-end"),
        ("corrupt c1: 1000", "out-of-range"),
        ("drop nth0(data)", "out-of-range"),
        ("drop every(from=mallory,to=trent)", "unknown-host unknown-host"),
        ("drop every(connection=7)", "no-connection"),
        ("forge 40h: flags=R", "after-the-end"),
        ("forge 1s: from=mallory", "unknown-host"),
        ("forge 1s: as=mallory", "no-end"),
        ("forge 1s: as=client@3", "no-end"),
        ("forge 1s: tcp.seq={client@3.iss}", "no-end"),
        ("forge 1s: times=0", "out-of-range"),
        ("forge 1s: times=1001", "out-of-range"),
        ("forge 1s: every=99h", "after-the-end"),
    ] {
        assert_eq!(refused(text), wanted, "{text}");
    }
    let long = Intervention::from_verb_and_rest("forge", &format!("1s:opts={},text={}", "01".repeat(41), "x".repeat(70_000))).unwrap();
    assert_eq!(refused(&long.to_string()), "too-long too-long");
}

#[test]
fn absurd_scenarios_are_refused() {
    let refused = |change: &dyn Fn(&mut Scenario)| {
        let mut s = base();
        change(&mut s);
        check::check(&s).iter().map(|p| format!("{} {}", p.place, p.kind.id())).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(refused(&|_| ()), "");
    assert_eq!(refused(&|s| s.hosts.clear()).split(',').next(), Some("hosts missing"));
    assert_eq!(refused(&|s| s.hosts[0].key = 'x'), "hosts[0].key bad-key");
    assert_eq!(refused(&|s| s.hosts[1].key = 'c'), "hosts[1].key duplicate");
    assert_eq!(refused(&|s| s.hosts[1].address = s.hosts[0].address), "server.address address-taken");
    assert_eq!(refused(&|s| s.hosts[1].address.0 = 0), "server.address bad-address");
    assert_eq!(refused(&|s| s.hosts = vec![s.hosts[0].clone(); 33]), "hosts too-many");
    assert_eq!(refused(&|s| s.connections[0].ends[0].port = 0), "");
    assert_eq!(refused(&|s| s.connections[0].ends[1].port = 0), "scripts.server.steps[0] missing");
    assert_eq!(refused(&|s| s.connections[0].ends.iter_mut().for_each(|e| e.port = 0)), "connections[0] missing");
    assert_eq!(refused(&|s| s.hosts[0].rules.ports = (9, 8)), "client.port_first greater");
    let jumbo = tcplab::scenario::AppCall::SendTo(tcplab::scenario::Content::Size(65_508));
    assert_eq!(refused(&|s| s.scripts[0].steps[1].call = jumbo.clone()), "scripts.server.steps[1] too-much-to-send");
    assert_eq!(refused(&|s| s.connections[0].ends[1].host = 0), "connections[0] one-host");
    assert_eq!(refused(&|s| s.connections.push(s.connections[0].clone())), "connections[1] duplicate");
    assert_eq!(refused(&|s| s.scripts[0].connection = 9), "scripts no-connection");
    assert_eq!(refused(&|s| s.scripts.push(s.scripts[0].clone())), "scripts.server duplicate");
    assert_eq!(refused(&|s| s.hosts[0].tcp.rto_max = Span::from_millis(10)), "client.rto_min greater, client.rto_initial greater");
    assert_eq!(refused(&|s| s.hosts[0].tcp.receive_buffer = 0), "client.rcv_buf out-of-range");
    assert_eq!(refused(&|s| s.scripts[0].steps[1].after = Span::MAX), "scripts.server.steps[1] after-the-end");
    let huge = tcplab::scenario::AppCall::Send(tcplab::scenario::Content::Size(u32::MAX));
    assert_eq!(refused(&|s| s.scripts[0].steps[1].call = huge.clone()), "scripts too-much-to-send");
    assert_eq!(refused(&|s| s.interventions = vec!["drop q1".parse().unwrap()]), "drop no-such-key");
}

#[test]
fn three_hosts_and_two_connections_survive_their_file() {
    let text = r#"{
        "slug": "two-clients",
        "hosts": [
            {"name": "alice", "key": "a", "address": "192.0.2.1"},
            {"name": "bob", "key": "b", "address": "192.0.2.2"},
            {"name": "server", "key": "s", "address": "198.51.100.7"}
        ],
        "connections": [["alice:49152", "server:80"], ["bob:49152", "server:80 iss 77"]],
        "settings": {"rtt": "20ms", "bob.mss": 500, "server.loss": 0.25, "alice.nagle": false, "iw": 4},
        "scripts": {
            "server": {"steps": [{"when": "0ms", "do": "listen"}]},
            "server@1": {"reads": false, "steps": [{"when": "0ms", "do": "listen"}, {"when": "read 3", "do": {"reading": true}}]},
            "alice": {"steps": [{"do": "connect"}, {"when": "connected", "do": {"send": "héllo"}}]},
            "bob@1": {"steps": [{"do": "connect"}, {"do": {"send_hex": "00ff"}}, {"do": {"receive": 10}}, {"when": "failed", "do": "abort"}]}
        },
        "interventions": ["off drop a1", "edit b2!A.1.0.n1.k1: tcp.window=0"]
    }"#;
    let s = file::read(text).unwrap();
    assert_eq!(file::read(&file::write(&s)), Ok(s));
}

fn fingerprint() -> impl Strategy<Value = Fingerprint> {
    (any::<Option<u16>>(), flags(), any::<u32>(), any::<u32>(), any::<u32>(), any::<u16>())
        .prop_map(|(connection, flags, seq, ack, len, nth)| Fingerprint { connection, flags, seq, ack, len, nth })
}

fn span() -> impl Strategy<Value = Span> {
    (0u64..1_000_000_000_000).prop_map(Span)
}

fn flags() -> impl Strategy<Value = Flags> {
    any::<u8>().prop_map(Flags)
}

fn host() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["client".to_owned(), "server".to_owned()])
}

fn target() -> impl Strategy<Value = Target> {
    let matcher = (
        (prop::option::of(host()), prop::option::of(host()), prop::option::of(Just(0)), prop::option::of(1u32..)),
        (prop::option::of(flags()), prop::option::of(flags()), prop::option::of(any::<(u32, u32)>())),
        (any::<Option<bool>>(), any::<Option<bool>>()),
    );
    let like = matcher.prop_map(|((from, to, connection, nth), (flags, has, seq), (data, again))| {
        Target::Like(Box::new(Matcher { from, to, connection, flags, has, seq, data, again, nth }))
    });
    prop_oneof!["[csdrx][1-9][0-9]{0,3}".prop_map(|name| Target::Segment(name.parse().unwrap())), like]
}

fn value() -> impl Strategy<Value = Value> {
    let of = (host(), 0usize..5).prop_map(|(host, what)| {
        let what =
            [What::Port, What::Address, What::Variable(Variable::RcvNxt), What::Variable(Variable::Iss), What::Variable(Variable::Cwnd)]
                [what];
        Term::Of(EndName { host, connection: 0 }, what)
    });
    let term = prop_oneof![any::<u32>().prop_map(Term::Number), Just(Term::Random), Just(Term::Count), of];
    prop::collection::vec((any::<bool>(), term), 1..5).prop_map(|terms| Value { terms })
}

fn forge() -> impl Strategy<Value = Forge> {
    let bytes = || prop::collection::vec(any::<u8>(), 0..40);
    let text = "[ -~]{0,30}".prop_map(String::into_bytes);
    let fields = prop::collection::btree_map(0usize..FIELDS.len(), value(), 0..4);
    (
        (
            prop::sample::select(vec![Moment::Leaves, Moment::Arrives, Moment::Dies]),
            span(),
            prop::option::of(host()),
            prop::option::of(host()),
        ),
        (flags(), fields, bytes(), prop_oneof![bytes(), text.boxed()], prop::option::of(bytes())),
        (any::<bool>(), 1u16..=1000, span()),
    )
        .prop_map(|((moment, after, from, claims), (flags, fields, options, payload, raw), (bad_checksum, times, every))| Forge {
            moment,
            after,
            from,
            claims: claims.map(|host| EndName { host, connection: 0 }),
            flags,
            fields: fields.into_iter().map(|(at, value)| (&FIELDS[at], value)).collect(),
            options,
            payload,
            raw,
            bad_checksum,
            times,
            every,
        })
}

fn intervention() -> impl Strategy<Value = Intervention> {
    let edits = prop::sample::select(vec!["tcp.syn=0", "tcp.window=4096,sum=keep", "@52=ff00", "~415"]);
    let kind = prop_oneof![
        Just(Kind::Drop),
        span().prop_map(Kind::Delay),
        (1u16..=100, span()).prop_map(|(copies, after)| Kind::Duplicate { copies, after }),
        (1u16..=100, span()).prop_map(|(behind, limit)| Kind::Reorder { behind, limit }),
        edits.prop_map(|text| Kind::Edit(text.parse().unwrap())),
        (1u16..=100).prop_map(Kind::Corrupt),
        any::<u32>().prop_map(Kind::CorruptBit),
        forge().prop_map(|f| Kind::Forge(Box::new(f))),
    ];
    (target(), kind, any::<bool>(), prop::option::of(fingerprint()), prop::option::of(span())).prop_map(
        |(mut target, mut kind, enabled, print, at)| {
            // A time is for what is forged; then there is no other moment, and a fingerprint is for a name.
            if let (Kind::Forge(forge), Some(at)) = (&mut kind, at) {
                forge.moment = Moment::Leaves;
                target = Target::At(at);
            }
            let fingerprint = print.filter(|_| matches!(target, Target::Segment(_)));
            Intervention { target, kind, enabled, fingerprint }
        },
    )
}

/// Some settings, each with a value of its range.
fn some_settings() -> impl Strategy<Value = Vec<(String, String)>> {
    let prefix = prop::sample::select(vec!["", "client.", "server."]);
    let one = prop_oneof![
        (0u64..86_400_000_000_000).prop_map(|n| ("rtt".to_owned(), Span(n).to_string())),
        (prefix.clone(), 0u32..=1_000_000).prop_map(|(p, n)| (format!("{p}loss"), Ppm::new(n).to_string())),
        (prefix.clone(), 0u64..43_200_000_000_000).prop_map(|(p, n)| (format!("{p}delay"), Span(n).to_string())),
        (prefix.clone(), 1u64..1_000_000_000_000).prop_map(|(p, n)| (format!("{p}rate"), format!("{n}bps"))),
        (prefix.clone(), any::<u32>()).prop_map(|(p, n)| (format!("{p}iss"), n.to_string())),
        (prefix.clone(), 1u16..).prop_map(|(p, n)| (format!("{p}port"), n.to_string())),
        (prefix.clone(), 1u16..65_495).prop_map(|(p, n)| (format!("{p}mss"), n.to_string())),
        (prefix.clone(), prop::sample::select(vec!["rfc5681", "7", "rfc6928"])).prop_map(|(p, v)| (format!("{p}iw"), v.to_owned())),
        (prefix, prop::sample::select(vec!["on", "off"])).prop_map(|(p, v)| (format!("{p}reads"), v.to_owned())),
        any::<u64>().prop_map(|n| ("seed".to_owned(), n.to_string())),
    ];
    prop::collection::vec(one, 0..8)
}

proptest! {
    #[test]
    fn a_scenario_survives_its_link_and_its_file(pairs in some_settings(), interventions in prop::collection::vec(intervention(), 0..6)) {
        let mut s = base();
        for (name, text) in &pairs {
            settings::set(&mut s, name, text).unwrap();
        }
        for i in interventions {
            if !s.interventions.iter().any(|j| i.same(j)) {
                s.interventions.push(i);
            }
        }
        let text = link(&s).to_string();
        let read = url::read(&text);
        prop_assert_eq!(read.problems, vec![]);
        let read = read.scenario.unwrap();
        // Changes stand in a link in an order of its own.
        let changes = |s: &Scenario| {
            let mut all: Vec<String> = s.interventions.iter().map(ToString::to_string).collect();
            all.sort();
            all
        };
        prop_assert_eq!(changes(&read), changes(&s));
        prop_assert_eq!(Scenario { interventions: s.interventions.clone(), ..read.clone() }, s.clone());
        // The same scenario has one link.
        prop_assert_eq!(link(&read).to_string(), text);
        prop_assert_eq!(file::read(&file::write(&s)), Ok(s));
    }

    #[test]
    fn a_fingerprint_reads_back(print in fingerprint()) {
        prop_assert_eq!(print.to_string().parse(), Ok(print));
    }

    #[test]
    fn no_fragment_makes_it_panic(text in ".{0,200}") {
        let read = url::read(&text);
        let _ = read.link.to_string();
    }

    #[test]
    fn no_fragment_that_looks_like_one_makes_it_panic(pairs in prop::collection::vec(("(drop|delay|dup|reorder|corrupt|forge|edit|off|msl|loss|client\\.iss|iss|rtt|x|at)", "[%c0-9a-z!:=.,@~&#?\u{00e9}\u{4e2d}-]{0,12}"), 0..8)) {
        let mut text = String::from("#/http-post?");
        for (key, value) in pairs {
            write!(text, "{key}={value}&").unwrap();
        }
        let (link, _) = Link::parse(&text);
        // What was read is written so that it reads back the same.
        let (again, problems) = Link::parse(&link.to_string());
        prop_assert_eq!((again, problems), (link, vec![]));
    }

    #[test]
    fn no_file_makes_it_panic(at in 0usize..4000, replacement in "[\\[\\]{}\",:a-z0-9 ]{0,3}") {
        let text = file::write(&base());
        let at = (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let end = text[at..].char_indices().nth(replacement.len()).map_or(text.len(), |(i, _)| at + i);
        let _ = file::read(&format!("{}{replacement}{}", &text[..at], &text[end..]));
    }

    #[test]
    fn no_value_makes_a_setting_panic(id in 0usize..settings::SETTINGS.len(), text in "\\PC{0,20}|[0-9.]{0,25}(ms|s|%|bps|Mbps)?") {
        let mut s = base();
        let name = settings::SETTINGS[id].id;
        for name in [name.to_owned(), format!("client.{name}")] {
            if settings::set(&mut s, &name, &text).is_ok() {
                // What it says afterwards means the same.
                let said = settings::get(&s, &name).unwrap();
                let mut again = base();
                settings::set(&mut again, &name, &text).unwrap();
                settings::set(&mut s, &name, &said).unwrap();
            }
        }
    }
}

#[test]
fn one_parameter_goes_back_to_the_scenarios_own_and_leaves_the_others() {
    let base = catalogue::find("lost-last-ack").unwrap();
    let mut s = base.clone();
    settings::set(&mut s, "loss", "0.1").unwrap();
    settings::set(&mut s, "msl", "5s").unwrap();
    settings::reset(&base, &mut s, "client.loss");
    assert_eq!(settings::difference(&base, &s), [("server.loss".into(), "0.1".into()), ("msl".into(), "5s".into())]);
    settings::reset(&base, &mut s, "loss");
    settings::reset(&base, &mut s, "msl");
    assert_eq!(s, base);
    // A round trip that is laid unevenly comes back as it was laid.
    let mut uneven = base.clone();
    settings::set(&mut uneven, "client.delay", "10ms").unwrap();
    let mut s = uneven.clone();
    settings::set(&mut s, "rtt", "200ms").unwrap();
    settings::reset(&uneven, &mut s, "rtt");
    assert_eq!(s, uneven);
}

#[test]
fn an_edited_script_is_said_by_what_differs_and_reads_back() {
    let base = catalogue::find("http-post").unwrap();
    let own = base.steps_of(0, 0).to_vec();
    assert!(own.len() >= 3, "{own:?}");
    let edited = |change: &dyn Fn(&mut Vec<ScriptStep>)| {
        let mut steps = own.clone();
        change(&mut steps);
        let s = base.with_script(0, 0, steps);
        let text = Link::between(&base, &s).to_string();
        let read = url::read(&text);
        assert_eq!((read.problems, read.scenario.as_ref()), (vec![], Some(&s)), "{text}");
        text.strip_prefix("#/http-post").unwrap().to_owned()
    };
    assert_eq!(edited(&|_| {}), "");
    assert_eq!(edited(&Vec::clear), "?client.script=");
    assert_eq!(edited(&|s| s.truncate(2)), "?client.script=1..2");
    assert_eq!(
        edited(&|s| s.swap(0, 1)),
        format!("?client.script=2;1;{}", if own.len() == 3 { "3".to_owned() } else { format!("3..{}", own.len()) })
    );
    let step = |when, after, call| ScriptStep { when, after, call };
    let hello = AppCall::Send(Content::Bytes(b"a;b\\c: 1\r\n".to_vec()));
    let text = edited(&|s| {
        s.truncate(1);
        s.push(step(Trigger::Connected, Span::from_millis(5), AppCall::Send(Content::Size(400))));
        s.push(step(Trigger::Then, Span::ZERO, hello.clone()));
        s.push(step(Trigger::Urgent, Span::ZERO, AppCall::Close));
    });
    assert_eq!(text, "?client.script=1;connected+5ms:send%20400;say%20a%5C;b%5C%5Cc:%201%0D%0A;urgent:close");
}

#[test]
fn every_call_and_trigger_is_written_and_read_back() {
    let content = [Content::Size(7), Content::Bytes(b"say: no; 1".to_vec()), Content::Bytes(vec![0xff, 0])];
    let calls = content.into_iter().map(AppCall::Send).chain(AppCall::WORDS.map(|(_, call)| call)).chain([
        AppCall::SendUrgent(Content::Size(1)),
        AppCall::SendUrgent(Content::Bytes(b"!".to_vec())),
        AppCall::SendTo(Content::Size(1)),
        AppCall::SendTo(Content::Bytes(b" ?".to_vec())),
        AppCall::Receive(10),
        AppCall::Reading(false),
        AppCall::KeepAlive(true),
        AppCall::Service(46),
        AppCall::ReceiveBuffer(100),
        AppCall::Linger(None),
        AppCall::Linger(Some(Span::from_secs(1))),
    ]);
    let triggers = [Trigger::At(Span::from_millis(3)), Trigger::Then, Trigger::Connected, Trigger::Read(4), Trigger::EndOfStream];
    let triggers = triggers.into_iter().chain([Trigger::Urgent, Trigger::Failed]);
    for (call, when) in calls.flat_map(|call| triggers.clone().map(move |when| (call.clone(), when))) {
        for after in [Span::ZERO, Span::from_millis(5)] {
            let step = ScriptStep { when, after, call: call.clone() };
            assert_eq!(ScriptStep::read(&step.text()), Ok(step.clone()), "{}", step.text());
        }
    }
}

#[test]
fn a_script_that_cannot_be_read_says_what_is_wrong_with_it() {
    for (script, id) in [
        ("client.script=9", "no-step"),
        ("client.script=2..1", "no-step"),
        ("client.script=jump", "not-a-call"),
        ("client.script=conected:close", "unknown-word"),
        ("client.script=read x:close", "not-a-number"),
        ("client.script=5:close", "not-a-span"),
        ("client.script=connected+5:close", "not-a-span"),
        ("client.script=dscp 64", "out-of-range"),
        ("client.script=hex abc", "not-hex"),
        ("nobody.script=1", "no-end"),
        ("client@7.script=1", "no-end"),
    ] {
        let place = script.split('=').next().unwrap();
        let read = url::read(&format!("#/http-post?{script}"));
        assert_eq!(ids(&read.problems), [(place, id)], "{script}");
    }
}
