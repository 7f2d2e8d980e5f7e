//! The catalogue: every scenario runs as its text says, in both languages, to the same digest everywhere.
//!
//! `TCPLAB_BLESS=1 cargo test --test scenarios` writes the golden digests anew. Commit them only with a sentence on why
//! shared links may now show another run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::rc::Rc;
use tcplab::base::{Span, Time};
use tcplab::layout::heading::{Heading, TcpHeading};
use tcplab::layout::timeline::Timeline;
use tcplab::locale::{Words, languages};
use tcplab::scenario::{AppCall, Cue, ProblemKind, Scenario, SegmentName, Text, Trigger, catalogue, file, settings, url};
use tcplab::sim::{Awaits, EndId, Fate, Item, Outcome, RecordKind, StepKind, StopCause, Trace, simulate};
use tcplab::tcp::comparison::{TESTS, comparisons};
use tcplab::tcp::{Rule, SendKind, Seq, State};
use tcplab::wire::Flags;

fn run(slug: &str) -> Trace {
    simulate(&Rc::new(catalogue::find(slug).unwrap_or_else(|| panic!("no scenario {slug}"))))
}

fn run_link(fragment: &str) -> Trace {
    let reading = url::read(fragment);
    assert_eq!(reading.problems, []);
    simulate(&Rc::new(reading.scenario.unwrap()))
}

#[test]
fn every_scenario_ends_by_itself_and_every_intervention_is_made() {
    for s in catalogue::all() {
        let trace = run(&s.slug);
        // One of them shows what would never end.
        let wanted = if s.slug == "ack-storm" { StopCause::AckStorm } else { StopCause::Quiet };
        assert_eq!(trace.stop(), wanted, "{}", s.slug);
        assert!(trace.outcomes().iter().all(|o| matches!(o, Outcome::Applied { .. })), "{}: {:?}", s.slug, trace.outcomes());
    }
}

#[test]
fn every_scenario_is_told_in_both_languages() {
    assert_eq!(catalogue::all().len(), catalogue::FILES.len());
    for s in catalogue::all() {
        let whole = |t: &Text| !t.en.trim().is_empty() && t.zh.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for (what, text) in [("title", &s.title), ("summary", &s.summary), ("lesson", &s.lesson)] {
            assert!(whole(text), "{}: {what}", s.slug);
        }
        assert!(s.story.len() >= 4, "{}", s.slug);
        for step in &s.story {
            assert!(whole(&step.text), "{}: {:?}", s.slug, step.cue);
        }
        assert!(catalogue::GROUPS.contains(&s.group.as_str()), "{}: {}", s.slug, s.group);
    }
}

/// The step in which a cue happens.
fn when(trace: &Trace, cue: Cue) -> Option<u32> {
    Some(match cue {
        Cue::Start => 0,
        Cue::Sent(name) => trace.segment(trace.find(name)?)?.cause,
        Cue::Ended(name) => trace.segment(trace.find(name)?)?.ended_by?,
        Cue::State { host, state } => {
            let (connection, side) = trace.scenario().first_end(host)?;
            let end = EndId { connection, side };
            trace.bands().iter().filter(|b| b.end == end && b.state == state).find_map(|b| b.step)?
        }
    })
}

#[test]
fn every_step_of_a_story_happens_and_in_its_order() {
    for s in catalogue::all() {
        let trace = run(&s.slug);
        let mut before = 0;
        for step in &s.story {
            let now = when(&trace, step.cue).unwrap_or_else(|| panic!("{}: {:?} never happens", s.slug, step.cue));
            assert!(now >= before, "{}: {:?} comes too late in the story", s.slug, step.cue);
            before = now;
        }
    }
}

/// The number of a segment as a scenario shows it.
fn shown(trace: &Trace, number: u32, origin: Option<Seq>) -> u32 {
    origin.filter(|_| !trace.scenario().absolute).map_or(number, |iss| Seq(number).since(iss))
}

/// Words of a text: letters, digits and what names and values hold.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let inside = |c: char| c.is_ascii_alphanumeric() || "._=:%/-".contains(c);
    text.split(move |c| !inside(c)).map(|word| word.trim_matches(|c| ".:/-".contains(c))).filter(|word| !word.is_empty())
}

#[test]
fn every_segment_and_number_that_a_text_names_is_in_the_run() {
    for s in catalogue::all() {
        let trace = run(&s.slug);
        let is_key = |key: char| "xdr".contains(key) || s.hosts.iter().any(|h| h.key == key);
        let steps = s.story.iter().map(|step| (when(&trace, step.cue).unwrap(), &step.text));
        for (now, text) in steps.chain([(u32::MAX, &s.lesson), (u32::MAX, &s.summary)]) {
            for (word, text) in [&text.en, &text.zh].into_iter().flat_map(|text| tokens(text).map(move |word| (word, text))) {
                if let Some(name) = word.parse::<SegmentName>().ok().filter(|name| is_key(name.key)) {
                    assert!(trace.find(name).is_some(), "{}: no {word}: {text}", s.slug);
                }
                // A lesson may speak of other numbers, such as a wrong one.
                let Some((key @ ("seq" | "ack"), number)) = word.split_once('=').filter(|_| now != u32::MAX) else { continue };
                let Ok(number) = number.parse::<u32>() else { continue };
                let mut said = trace.segments().filter(|row| row.cause <= now).filter_map(|row| {
                    let tcp = *Heading::read(row.head, row.payload.len()).tcp()?;
                    let [own, peer] = trace.origins(&row);
                    Some(if key == "seq" { shown(&trace, tcp.seq, own) } else { shown(&trace, tcp.ack, peer) })
                });
                assert!(said.any(|n| n == number), "{}: nothing said {word} by then: {text}", s.slug);
            }
        }
    }
}

#[test]
fn every_parameter_that_a_text_proposes_can_be_set() {
    for s in catalogue::all() {
        let texts = s.story.iter().map(|step| &step.text).chain([&s.lesson, &s.summary]);
        let words: Vec<&str> = texts.flat_map(|text| tokens(&text.en).chain(tokens(&text.zh))).collect();
        let pairs = words.iter().filter_map(|word| word.split_once('='));
        for (name, value) in pairs.filter(|(name, _)| !matches!(*name, "" | "seq" | "ack" | "mtu") && *name == name.to_lowercase()) {
            assert_eq!(settings::set_all(&mut s.clone(), [(name, value)].into_iter()), [], "{}: {name}={value}", s.slug);
        }
    }
}

#[test]
fn where_a_story_says_that_both_ends_are_open_they_are() {
    for s in catalogue::all() {
        let trace = run(&s.slug);
        let says = ["open on both sides", "Both ends are ESTABLISHED", "both sides send"];
        for step in s.story.iter().filter(|step| says.iter().any(|words| step.text.en.contains(words))) {
            let now = trace.step(when(&trace, step.cue).unwrap()).unwrap().time;
            for side in [0, 1] {
                let end = EndId { connection: 0, side };
                let band = trace.bands().iter().rfind(|b| b.end == end && b.from <= now).unwrap();
                assert_eq!(band.state, State::Established, "{}: {}", s.slug, step.text.en);
            }
        }
    }
}

/// What an end has sent and heard, as far as duplicates are about it.
#[derive(Clone, Copy, Default)]
struct Heard {
    /// The number after the greatest that was sent; probes into a closed window apart, which are no outstanding data.
    sent: Option<Seq>,
    una: Option<Seq>,
    window: u16,
}

#[test]
fn a_duplicate_is_what_rfc_5681_calls_one_and_nothing_else() {
    for s in catalogue::all() {
        let trace = run(&s.slug);
        let mut ends: BTreeMap<EndId, Heard> = BTreeMap::new();
        for step in 0..trace.step_count() {
            if let StepKind::Arrival(id) = trace.step(step).unwrap().kind
                && let Some((row, tcp)) = trace.segment(id).and_then(|row| Some((row, *Heading::read(row.head, row.payload.len()).tcp()?)))
                && let (Some(end), Fate::Arrived(_), Some(own)) = (trace.speaker(&row), row.fate, row.ended_by)
                && own == step
            {
                let to = ends.entry(EndId { side: 1 - end.side, ..end }).or_default();
                let ack = Seq(tcp.ack);
                let outstanding = to.sent.zip(to.una).is_some_and(|(sent, una)| sent.after(una));
                let bare = tcp.len == 0 && !tcp.flags.any(Flags::SYN | Flags::FIN | Flags::RST) && tcp.flags.has(Flags::ACK);
                let duplicate = outstanding && bare && to.una == Some(ack) && tcp.window == to.window;
                assert_eq!(row.duplicate, duplicate, "{} {}", s.slug, row.name);
                if tcp.flags.has(Flags::ACK) && to.una.is_none_or(|una| ack.at_or_after(una)) {
                    (to.una, to.window) = (Some(ack), tcp.window);
                }
            } else if let StepKind::Arrival(id) = trace.step(step).unwrap().kind {
                assert!(!trace.segment(id).unwrap().duplicate, "{} {id}", s.slug);
            }
            for record in trace.records(step) {
                if let RecordKind::Sent(id) = record.kind
                    && let Some((row, tcp)) =
                        trace.segment(id).and_then(|row| Some((row, *Heading::read(row.head, row.payload.len()).tcp()?)))
                    && let (Some(end), false) = (row.end, matches!(row.kind, SendKind::WindowProbe | SendKind::KeepAlive))
                {
                    let takes = tcp.len + u32::from(tcp.flags.has(Flags::SYN)) + u32::from(tcp.flags.has(Flags::FIN));
                    let from = ends.entry(end).or_default();
                    if tcp.flags.has(Flags::SYN) {
                        *from = Heard::default();
                    }
                    let after = Seq(tcp.seq) + takes;
                    from.sent = Some(from.sent.filter(|sent| sent.after(after)).unwrap_or(after));
                }
            }
        }
    }
    // Answers that repeat an acknowledgment while nothing is outstanding are none.
    for (slug, name) in
        [("lost-third-ack", "c3"), ("lost-last-ack", "c5"), ("half-open", "s2"), ("keep-alive", "s3"), ("zero-window", "s4")]
    {
        let trace = run(slug);
        assert!(!trace.segment(trace.find(name.parse().unwrap()).unwrap()).unwrap().duplicate, "{slug} {name}");
    }
}

#[test]
fn a_flood_fills_the_listeners_queue_and_leaves_it_when_the_server_gives_up() {
    let flood = run("syn-flood");
    let server = EndId { connection: 0, side: 1 };
    let after = |name: &str| {
        let step = flood.segment(flood.find(name.parse().unwrap()).unwrap()).unwrap().ended_by;
        flood.backlog(step, server).map(|b| (b.half, b.syn_queue, b.waiting))
    };
    assert_eq!(["x1", "x4", "x6", "c4"].map(after), [Some((1, 4, 0)), Some((4, 4, 0)), Some((4, 4, 0)), Some((0, 4, 0))]);
    assert_eq!(flood.backlog(None, server), None, "nobody listens yet");
    assert_eq!(flood.backlog(Some(9), EndId { side: 0, ..server }), None, "the client does not listen");
    // What no end sent has the colour of neither.
    let owners: Vec<&str> = ["x1", "s1", "c1"]
        .map(|name| {
            let segments = Timeline::of(&flood, 0).segments;
            segments.iter().find(|s| s.name.to_string() == name).map_or("", |s| s.owner())
        })
        .into();
    assert_eq!(owners, ["stranger", "server", "client"]);
}

#[test]
fn relative_numbers_count_from_the_isn_of_a_segments_own_connection_and_direction() {
    let origins = |trace: &Trace, name: &str| trace.origins(&trace.segment(trace.find(name.parse().unwrap()).unwrap()).unwrap());
    // What is older than the connection, or a stranger's, counts from nothing that is known here.
    let old = run("old-duplicate-syn");
    let [client, server] = [0, 1].map(|side| old.iss(EndId { connection: 0, side }));
    assert_eq!([origins(&old, "x1")[0], origins(&old, "s1")[1], origins(&old, "c2")[0]], [None; 3]);
    assert_eq!((origins(&old, "s1")[0], origins(&old, "c3")[0]), (server, client));
    // The server began anew after the RST.
    let last = tcp(&old).pop().unwrap();
    assert_eq!(origins(&old, "c3")[1].map(|iss| Seq(last.ack).since(iss)), Some(1));
    let flood = run("syn-flood");
    assert_eq!((origins(&flood, "x1"), origins(&flood, "s1")), ([None; 2], [None; 2]));
    assert_eq!(origins(&flood, "c4"), [0, 1].map(|side| flood.iss(EndId { connection: 0, side })));
    // The server still stands in the incarnation before.
    assert_eq!(origins(&run("half-open"), "s2"), [Some(Seq(299)), Some(Seq(99))]);
    for s in catalogue::all() {
        let trace = run(&s.slug);
        for connection in 0..s.connections.len() as u16 {
            for segment in Timeline::of(&trace, connection).segments {
                let row = trace.segment(segment.id).unwrap();
                let [own, peer] = trace.origins(&row);
                assert_eq!((*segment.side.pick(&segment.iss), *segment.side.other().pick(&segment.iss)), (own, peer));
                let Some(tcp) = segment.heading.tcp() else { continue };
                let numbers = [(own, tcp.seq), (peer, tcp.ack)].map(|(iss, n)| iss.map_or(0, |iss| Seq(n).since(iss)));
                let beyond = |n: u32| n > 2_000_000 && tcp.flags.has(Flags::ACK);
                assert!(!numbers.into_iter().any(beyond), "{} {}: {numbers:?}", s.slug, row.name);
            }
        }
    }
}

#[test]
fn the_digests_are_the_golden_ones() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/digests.txt");
    let mut now = String::new();
    for slug in catalogue::slugs() {
        writeln!(now, "{slug} {}", run(slug).wire_digest()).unwrap();
    }
    if std::env::var_os("TCPLAB_BLESS").is_some() {
        std::fs::write(path, &now).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(now, golden, "runs have changed: shared links would show another run; bless only with a reason");
}

#[test]
fn every_scenario_reads_back_from_the_file_it_writes_and_is_its_own_shortest_link() {
    for s in catalogue::all() {
        assert_eq!(file::read(&file::write(&s)).as_ref(), Ok(&s), "{}", s.slug);
        let link = url::Link::between(&s, &s);
        assert_eq!(link.to_string(), format!("#/{}", s.slug));
        assert_eq!(url::read(&link.to_string()).scenario.as_ref(), Some(&s));
    }
}

/// The TCP fields of the segments after the handshake: flags, seq, ack, payload.
fn after_handshake(trace: &Trace) -> Vec<(Flags, u32, u32, u32)> {
    tcp(trace).into_iter().skip(3).map(|t| (t.flags, t.seq, t.ack, t.len)).collect()
}

fn tcp(trace: &Trace) -> Vec<TcpHeading> {
    trace.segments().filter_map(|row| Heading::read(row.head, row.payload.len()).tcp().copied()).collect()
}

const FIN_ACK: Flags = Flags(0x11);
const ACK: Flags = Flags::ACK;

#[test]
fn the_close_of_a_study_note_has_its_numbers() {
    let trace = run("note-close-100-120");
    assert_eq!(after_handshake(&trace), [(FIN_ACK, 100, 120, 0), (ACK, 120, 101, 0), (FIN_ACK, 120, 101, 0), (ACK, 101, 121, 0)]);
    // The same by link, from the plain scenario.
    let linked = run_link("#/four-way-close?client.iss=99&server.iss=119");
    assert_eq!(after_handshake(&linked), after_handshake(&trace));
}

#[test]
fn the_handshakes_of_the_study_notes_have_their_numbers() {
    let trace = run("note-isn-928601717");
    let syn = trace.segment(0).unwrap();
    assert_eq!(syn.head[24..28], [0x37, 0x59, 0x56, 0x75]);
    assert_eq!((syn.head[32] >> 4 & 0x0f) * 4, 24, "the note's formula for the header's length");
    let numbers: Vec<(u32, u32)> = tcp(&run("note-ack-1234568")).iter().map(|t| (t.seq, t.ack)).collect();
    assert_eq!(numbers, [(1_234_567, 0), (7_654_321, 1_234_568), (1_234_568, 7_654_322)]);
    let linked = run_link("#/three-way-handshake?client.iss=928601717");
    assert_eq!(tcp(&linked)[1].ack, 928_601_718);
}

#[test]
fn a_handshake_is_relatively_zero_and_zero() {
    let trace = run("three-way-handshake");
    let iss = [0, 1].map(|side| trace.iss(EndId { connection: 0, side }).unwrap());
    let all = tcp(&trace);
    assert_eq!(all.len(), 3);
    assert_eq!((all[0].seq, all[1].seq), (iss[0].0, iss[1].0));
    assert_eq!((all[1].ack, all[2].seq, all[2].ack), ((iss[0] + 1).0, (iss[0] + 1).0, (iss[1] + 1).0));
}

#[test]
fn the_post_travels_in_three_segments() {
    let trace = run("http-post");
    let iss = trace.iss(EndId { connection: 0, side: 0 }).unwrap();
    let data: Vec<(u32, u32)> = tcp(&trace).iter().filter(|t| t.len > 0).take(3).map(|t| (t.seq.wrapping_sub(iss.0), t.len)).collect();
    assert_eq!(data, [(1, 1000), (1001, 1000), (2001, 400)]);
    let fin = tcp(&trace).into_iter().find(|t| t.flags == FIN_ACK).unwrap();
    assert_eq!(fin.seq.wrapping_sub(iss.0), 2401, "the FIN comes after the data");
}

#[test]
fn loss_of_everything_ends_by_the_engines_own_rules() {
    let trace = run_link("#/http-post?loss=100%25");
    assert_eq!(trace.stop(), StopCause::Quiet);
    assert!(trace.segments().all(|row| row.name.key == 'c'), "nothing ever reached the server");
}

#[test]
fn a_msl_of_one_second_ends_time_wait_after_two() {
    let trace = run_link("#/four-way-close?msl=1s");
    let wait = trace.bands().iter().find(|b| b.state == tcplab::tcp::State::TimeWait).unwrap();
    assert_eq!(wait.to.since(wait.from).to_string(), "2s");
}

#[test]
fn every_parameter_problem_and_group_has_its_words() {
    let mut keys: Vec<String> = ProblemKind::IDS.iter().map(|id| format!("problem.{id}")).collect();
    keys.extend(catalogue::GROUPS.iter().map(|id| format!("group.{id}")));
    for s in settings::SETTINGS {
        keys.extend([format!("setting.{}", s.id), format!("setting.{}.help", s.id)]);
        keys.extend(s.words.iter().map(|w| format!("word.{w}")));
    }
    for code in languages() {
        let words = Words::load(code);
        let missing: Vec<&String> = keys.iter().filter(|k| words.find(k).is_none()).collect();
        assert!(missing.is_empty(), "{code} lacks {missing:?}");
    }
}

#[test]
fn a_parameter_that_is_not_said_has_its_default() {
    let blank = Scenario::blank();
    for s in settings::SETTINGS.iter().filter(|s| !s.default.is_empty()) {
        if s.id == "reads" {
            continue;
        }
        let parsed = s.parse(s.default).unwrap();
        assert_eq!(s.get(&blank, None), Some(parsed), "{}", s.id);
        assert_eq!(parsed.to_string(), s.default, "{}", s.id);
    }
}

#[test]
fn what_every_rule_of_the_catalogue_compared_comes_out_as_it_decided() {
    let mut seen = 0;
    for scenario in catalogue::all() {
        let slug = scenario.slug.clone();
        let trace = simulate(&Rc::new(scenario));
        for step in (0..trace.step_count()).take(400) {
            for item in trace.explain(step).map(|e| e.items).unwrap_or_default() {
                let Item::Why(_, reason) = item else { continue };
                if let Some((rule, passes, text)) = TESTS.iter().find(|(rule, ..)| *rule == reason.rule) {
                    let all = comparisons(&reason);
                    // The byte of a probe is acknowledged, and SND.NXT does not count it.
                    if (slug.as_str(), *rule) == ("zero-window", Rule::AckAdvances) && all.is_empty() {
                        continue;
                    }
                    assert!(!all.is_empty(), "{slug}, step {step}: {} does not bear out {text}: {:?}", rule.id(), reason.facts);
                    assert!(all.iter().all(|c| c.holds == *passes));
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 1000, "{seen}");
}

#[test]
fn an_application_says_which_call_comes_next_and_when() {
    let trace = run("http-post");
    let [client, server] = [0, 1].map(|side| EndId { connection: 0, side });
    let after = |step| (trace.awaits(step, client), trace.awaits(step, server));
    let (first, _) = after(None);
    assert_eq!(first, Some(Awaits::Time(Time::ZERO + Span::from_millis(10), AppCall::Connect)));
    // The client is connected: its script goes on a little later. The server waits for the request.
    let open = trace.segment(trace.find("s1".parse().unwrap()).unwrap()).unwrap().ended_by;
    let (next, reads) = after(open);
    assert!(matches!(next, Some(Awaits::Time(at, AppCall::Send(_))) if at > trace.step(open.unwrap()).unwrap().time));
    assert!(matches!(reads, Some(Awaits::Event(Trigger::Read(2400), _, AppCall::Send(_)))));
    assert_eq!(after(trace.step_count().checked_sub(1)), (Some(Awaits::Nothing), Some(Awaits::Nothing)));
}

#[test]
fn fragments_are_given_up_because_of_the_first_of_them() {
    let trace = run_link("#/ip-fragments?drop=c3.2");
    let mut steps = (0..).zip(trace.steps());
    let (id, step) = steps.find(|(_, s)| s.kind == StepKind::Reassembly).expect("the rest never comes");
    let began = trace.waited_since(id).expect("it names its cause");
    let StepKind::Arrival(first) = trace.step(began).unwrap().kind else { panic!("an arrival") };
    assert_eq!(trace.segment(first).unwrap().name.to_string(), "c3.1");
    assert_eq!(step.time.since(trace.step(began).unwrap().time), Span::from_secs(60));
    assert_eq!(trace.waited_for(began).collect::<Vec<_>>(), [id]);
}
