//! The catalogue: every scenario runs as its text says, in both languages, to the same digest everywhere.
//!
//! `TCPLAB_BLESS=1 cargo test --test scenarios` writes the golden digests anew. Commit them only with a sentence on why
//! shared links may now show another run.

use std::fmt::Write;
use std::rc::Rc;
use tcplab::layout::heading::{Heading, TcpHeading};
use tcplab::locale::{Words, languages};
use tcplab::scenario::{Cue, ProblemKind, Scenario, Text, catalogue, file, settings, url};
use tcplab::sim::{EndId, Outcome, StopCause, Trace, simulate};
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
