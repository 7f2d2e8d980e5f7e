//! The card about what is pointed at on the ladder. Of a segment: what its bytes say in short, when it went and came, what it died of,
//! what caused it; of a timer: when it started, was due and ended, and why.

use crate::base::Time;
use crate::draw::Markup;
use crate::layout::ladder::Marks;
use crate::layout::ladder::options::options_text;
use crate::layout::timeline::Segment;
use crate::layout::{Side, Timeline};
use crate::locale::{Words, lab, panes as key};
use crate::sim::{EndId, Fate, SegmentId, TimerEnd, TimerSpan};
use crate::tcp::{Seq, Variable};
use crate::ui::describe;
use crate::ui::lab::stimulus::stimulus;
use crate::ui::panes::fate::{cause_key, fate_told};
use crate::ui::panes::heading::what;
use crate::ui::panes::numbers::{Iss, Origin, instant, seq_text, value_text};
use crate::ui::panes::who::{owner, who, who_in_text};
use crate::ui::state::{CardOf, RunHandle, View};
use crate::wire::Flags;

/// The card as markup; none where there is nothing to tell.
pub fn card(run: &RunHandle, view: &View, words: &Words, about: CardOf) -> Option<String> {
    match about {
        CardOf::Segment(id) => of_segment(run, view, words, id),
        CardOf::Windows(side) => of_windows(run, view, words, side),
        CardOf::Timer(first, runs) => of_timer(run, view, words, first, runs),
    }
}

/// The bytes of an end at the cursor, and the windows over them.
fn of_windows(run: &RunHandle, view: &View, words: &Words, side: u8) -> Option<String> {
    const TOLD: [(Variable, &str); 6] = [
        (Variable::SndUna, "SND.UNA"),
        (Variable::SndNxt, "SND.NXT"),
        (Variable::Flight, ""),
        (Variable::SndWnd, "SND.WND"),
        (Variable::Cwnd, "cwnd"),
        (Variable::RcvWnd, "RCV.WND"),
    ];
    let (end, step) = (EndId { connection: view.connection, side }, view.cursor?);
    let all = run.variables_after(Some(step));
    let (_, values) = all.iter().find(|(e, _)| *e == end)?;
    let origin = Origin::of(run, end, step);
    let time = run.step(step).map_or(Time::ZERO, |s| s.time);
    let mut m = Markup::new();
    let title = words.fill(key::CARD_WINDOWS, &[("who", who_in_text(words, side)), ("time", &instant(words, time))]);
    m.open("p").class(&["card-head"]).open("b").class(&[owner(side)]).text(&title).close("b");
    m.close("p");
    m.open("dl");
    for (variable, name) in TOLD {
        let Some((_, value)) = values.iter().find(|(v, _)| *v == variable) else { continue };
        m.open("dt").text(if name.is_empty() { words.text(key::CARD_FLIGHT) } else { name }).close("dt");
        m.open("dd").text(&value_text(words, view.numbers, origin, *value)).close("dd");
    }
    m.close("dl");
    Some(m.finish())
}

/// A timer's start, its deadline and its end, each with what caused it. None of what is still to come.
fn of_timer(run: &RunHandle, view: &View, words: &Words, first: u32, runs: u32) -> Option<String> {
    let (_, after) = run.timers().split_at_checked(first as usize)?;
    let start = after.first()?;
    let same = |t: &&TimerSpan| t.end == start.end && t.timer == start.timer;
    let shown: Vec<&TimerSpan> = after.iter().filter(same).take(runs as usize).take_while(|t| view.shows(t.started_by)).collect();
    let last = shown.last()?;
    let said = |key, time, step| {
        let cause = run.step(step).map(|step| stimulus(words, run, &step)).unwrap_or_default();
        words.fill(key, &[("time", &instant(words, time)), ("cause", &cause), ("n", &words.number(shown.len() as u64 - 1))])
    };
    let mut lines = vec![said(lab::CARD_STARTED, start.from, start.started_by)];
    if shown.len() > 1 {
        lines.push(said(lab::CARD_AGAIN, last.from, last.started_by));
    }
    let due = [("time", &*instant(words, last.deadline)), ("span", &words.span(last.length()))];
    lines.push(words.fill(lab::CARD_DUE, &due));
    if let Some(step) = last.ended_by.filter(|step| view.shows(*step)) {
        lines.push(match last.how {
            TimerEnd::Expired => words.fill(lab::CARD_EXPIRED, &[("time", &instant(words, last.to))]),
            _ => said(lab::CARD_STOPPED, last.to, step),
        });
    }
    let mut m = Markup::new();
    let side = start.end.side;
    m.open("p").class(&["card-head"]).open("b").class(&[owner(side)]).text(who(words, side)).close("b");
    m.text(" ").open("b").text(words.text(describe::timer(start.timer))).close("b");
    m.close("p");
    for line in lines {
        m.open("p").text(&line).close("p");
    }
    Some(m.finish())
}

/// None of what is still to come.
fn of_segment(run: &RunHandle, view: &View, words: &Words, id: SegmentId) -> Option<String> {
    let row = run.segment(id).filter(|row| view.shows(row.cause))?;
    let timeline = run.timeline(view.connection);
    let segment = timeline.segments.iter().find(|s| s.id == id)?;
    let mut m = Markup::new();
    let told = row.ended_by.is_none_or(|step| view.shows(step));
    head(&mut m, segment, told, words);
    fields(&mut m, &timeline, segment, view, words);
    m.open("p").text(&way(segment, told, words)).close("p");
    if let Some(step) = run.step(row.cause) {
        let cause = stimulus(words, run, &step);
        m.open("p").class(&["muted"]).text(&words.fill(key::CARD_CAUSE, &[("cause", &cause)])).close("p");
    }
    Some(m.finish())
}

fn head(m: &mut Markup, segment: &Segment, told: bool, words: &Words) {
    let side = u8::from(segment.side == Side::Right);
    m.open("p").class(&["card-head"]);
    m.open("b").class(&[segment.owner()]).text(&segment.name.to_string()).close("b");
    m.text(" ").open("b").text(&what(words, &segment.heading)).close("b");
    let marks = Marks::of(segment);
    let marks = if told { marks } else { marks.on_the_way() };
    for word in marks.words().filter_map(|key| words.find(key)) {
        m.text(" ").open("span").text(word).close("span");
    }
    if !segment.midway {
        m.text(" ").open("span").class(&["muted"]);
        m.text(&[who_in_text(words, side), " → ", who_in_text(words, 1 - side)].concat()).close("span");
    }
    m.close("p");
}

/// The fields of its header; a number that bytes follow comes with that of the last of them.
fn fields(m: &mut Markup, timeline: &Timeline, segment: &Segment, view: &View, words: &Words) {
    let Some(tcp) = segment.heading.tcp() else { return };
    let number = |side: Side, value: u32| {
        let iss = Iss::of(u8::from(side == Side::Right), *side.pick(&segment.iss));
        seq_text(Seq(value), iss, view.numbers)
    };
    let counts = u32::from(tcp.flags.has(Flags::SYN)) + u32::from(tcp.flags.has(Flags::FIN));
    let takes = tcp.len.saturating_add(counts);
    let mut seq = number(segment.side, tcp.seq);
    if takes > 1 {
        seq = [seq, number(segment.side, tcp.seq.wrapping_add(takes - 1))].join("–");
    }
    let peer = segment.side.other();
    let ack = tcp.flags.has(Flags::ACK).then(|| number(peer, tcp.ack));
    let options = options_text(timeline.options_of(segment), |value| number(peer, value));
    let rows = [
        ("seq", Some(seq)),
        ("ack", ack),
        ("len", Some(words.number(u64::from(tcp.len)))),
        ("win", Some(words.number(u64::from(tcp.window)))),
        (words.text(key::LOOK_OPTIONS), Some(options).filter(|text| !text.is_empty())),
    ];
    m.open("dl");
    for (at, (name, value)) in rows.into_iter().enumerate().filter_map(|(at, (name, value))| Some((at, (name, value?)))) {
        // The options have a line of their own.
        let class = [if at == 4 { "wide" } else { "" }];
        m.open("dt").class(&class).text(name).close("dt");
        m.open("dd").class(&class).text(&value).close("dd");
    }
    m.close("dl");
}

/// When it left, what became of it and when, and how long that took.
fn way(segment: &Segment, told: bool, words: &Words) -> String {
    let sent = words.fill(key::BITS_SENT, &[("time", &instant(words, segment.sent))]);
    let way = [&sent, words.text(lab::LIST_COMMA), &fate_told(words, segment.fate, told)].concat();
    let more = match segment.fate {
        Fate::Arrived(t) | Fate::Discarded(t) => words.fill(key::CARD_TOOK, &[("span", &words.span(t.since(segment.sent)))]),
        Fate::Lost(_, cause) => words.find(cause_key(cause)).unwrap_or_default().to_owned(),
        Fate::InFlight => String::new(),
    };
    if told && !more.is_empty() { words.aside(&way, &more) } else { way }
}
