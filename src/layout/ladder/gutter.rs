//! What is written beside the rails: names of states, calls of the application, timers. Nothing covers anything:
//! a state moves down under a call at the same instant, and a timer's name looks for room along its bar.

use super::band::clear;
use super::pane::{Anchor, Pane, Point, Shape};
use super::timer::Bar;
use crate::base::order;
use crate::base::text::halves;
use crate::base::{Span, Time};
use crate::layout::decimal::between;
use crate::layout::text::{Face, width};
use crate::layout::time_scale::TimeScale;
use crate::layout::timeline::{CallMark, Side, Timeline};
use crate::layout::words::{Words, span_text, timer_key};
use crate::sim::{AppAct, StepId, TimerEnd};
use crate::tcp::{State, TimerKind};

/// How a note is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteRole {
    /// A state's name: capitals, bold, in the owner's colour.
    State,
    /// A call: mono, in ink.
    Call,
    /// A call that only reads: mono, muted.
    Read,
    /// A timer's name: muted.
    Timer,
    /// A timer that expires: ink, bold.
    Expiry,
}

/// A note, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Beside which rail.
    pub side: Side,
    /// How it is set.
    pub role: NoteRole,
    /// The text.
    pub text: String,
    /// Where it stands, on the baseline.
    pub at: Point,
    /// Which end of it stands there.
    pub anchor: Anchor,
    /// Font size, px.
    pub size: f64,
    /// The instant it speaks of.
    pub time: Time,
    /// The step it speaks of.
    pub step: Option<StepId>,
}

/// The small triangle of a call, on the rail.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Triangle {
    /// Whose application.
    pub side: Side,
    /// Its corners, tip first.
    pub points: [Point; 3],
    /// The call.
    pub act: AppAct,
    /// When.
    pub time: Time,
    /// The step.
    pub step: StepId,
}

/// What a note says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Say {
    /// A state.
    State(State, Option<StepId>),
    /// Calls of one kind at about one instant: the first, how many, and bytes in all.
    Call(CallMark, u32, u64),
    /// A timer's name and length.
    Timer(TimerKind, Span),
    /// A timer's expiry.
    Expiry(TimerKind),
}

/// What the scene keeps of a note.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Middle of the text, px from the scene's top.
    pub y: f64,
    /// The instant it speaks of.
    pub time: Time,
    /// What it says.
    pub say: Say,
}

/// Height of one note, px at text scale 1.
const LINE: f64 = 13.0;
/// A call is written no smaller than this part of its size.
const LEAST: f64 = 0.81;
/// How far a note may stand from its instant before it is left out.
const DRIFT: f64 = 40.0;

/// The notes of one side, from the top. `head` is where the rail begins.
pub fn rows(timeline: &Timeline, side: Side, bars: &[Bar], scale: &TimeScale, head: f64, text: f64) -> Vec<Row> {
    let line = LINE * text;
    let mut wanted = wanted(timeline, side, scale, head, line);
    order::sort_by(&mut wanted, |a, b| a.y.total_cmp(&b.y).then(rank(&a.say).cmp(&rank(&b.say))));
    let mut placed: Vec<Row> = Vec::with_capacity(wanted.len());
    let mut free = f64::NEG_INFINITY;
    for row in wanted {
        let y = row.y.max(free);
        // Dense calls give way; a state's name always stands.
        if y - row.y > DRIFT * text && !matches!(row.say, Say::State(..)) {
            continue;
        }
        placed.push(Row { y, ..row });
        free = y + line;
    }
    let timers: Vec<Row> = bars.iter().filter(|b| b.first.side == side).filter_map(|b| timer_row(b, &placed, scale, line)).collect();
    thin(timers, &mut placed, 5.0 * line);
    order::sort_by(&mut placed, |a, b| a.y.total_cmp(&b.y));
    placed
}

fn wanted(timeline: &Timeline, side: Side, scale: &TimeScale, head: f64, line: f64) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    for (at, span) in side.pick(&timeline.states).iter().enumerate() {
        // The first band begins where the rail does, above the first instant.
        let y = if at == 0 { head } else { scale.y(span.from) };
        out.push(Row { y, time: span.from, say: Say::State(span.state, span.step) });
    }
    let mut last: Option<usize> = None;
    for call in timeline.calls.iter().filter(|c| c.side == side) {
        let (y, bytes) = (scale.y(call.time), u64::from(bytes(call.act)));
        let before = last.and_then(|at| out.get_mut(at)).filter(|row| y - row.y < line);
        match before.map(|row| &mut row.say) {
            Some(Say::Call(first, count, sum)) if alike(first.act, call.act) => {
                *count += 1;
                *sum += bytes;
            }
            _ => {
                last = Some(out.len());
                out.push(Row { y, time: call.time, say: Say::Call(*call, 1, bytes) });
            }
        }
    }
    let expiries = timeline.timers.iter().filter(|t| t.side == side && t.how == TimerEnd::Expired && names_expiry(t.kind));
    out.extend(expiries.map(|t| Row { y: scale.y(t.to), time: t.to, say: Say::Expiry(t.kind) }));
    out
}

/// Whether one label speaks for two calls.
fn alike(a: AppAct, b: AppAct) -> bool {
    a == b || !matches!(a, AppAct::Refused(..)) && std::mem::discriminant(&a) == std::mem::discriminant(&b)
}

/// Expiries that something follows from on the wire; the others show by what they end.
const fn names_expiry(kind: TimerKind) -> bool {
    !matches!(kind, TimerKind::DelayedAck | TimerKind::TimeWait | TimerKind::SwsOverride)
}

const fn rank(say: &Say) -> u8 {
    match say {
        Say::Expiry(_) => 0,
        Say::Call(..) => 1,
        Say::State(..) => 2,
        Say::Timer(..) => 3,
    }
}

/// The name of a bar, as near to its middle as there is room; none for a bar too short, or one that says nothing new.
fn timer_row(bar: &Bar, placed: &[Row], scale: &TimeScale, line: f64) -> Option<Row> {
    let run = &bar.last;
    let plain = run.kind == TimerKind::Retransmission && run.how != TimerEnd::Expired;
    let (top, bottom) = clear(bar.top, bar.bottom, scale);
    if plain || bottom - top < line {
        return None;
    }
    let middle = f64::midpoint(top, bottom.min(top + 60.0 * line));
    let reach = (middle - top - line / 2.0).max(0.0);
    let free = |y: f64| {
        let at = placed.partition_point(|r| r.y <= y - line);
        placed.get(at).is_none_or(|r| r.y >= y + line)
    };
    let steps = (reach / (line / 2.0)) as u32;
    let y = (0..=steps.min(24)).flat_map(|n| [-1.0, 1.0].map(|s| middle + s * f64::from(n) * line / 2.0)).find(|y| free(*y))?;
    Some(Row { y, time: run.from, say: Say::Timer(run.kind, run.deadline.since(run.from)) })
}

/// Adds the names of timers that do not meet, and repeats none within `again` px.
fn thin(timers: Vec<Row>, placed: &mut Vec<Row>, again: f64) {
    let mut taken: Vec<(f64, TimerKind)> = Vec::new();
    for row in timers {
        let Say::Timer(kind, _) = row.say else { continue };
        if taken.iter().rev().take(8).all(|(y, k)| (row.y - y).abs() >= again || (*k != kind && (row.y - y).abs() >= again / 5.0)) {
            taken.push((row.y, kind));
            placed.push(row);
        }
    }
}

const fn bytes(act: AppAct) -> u32 {
    match act {
        AppAct::Send(n) | AppAct::Receive(n) | AppAct::SendTo(n) => n,
        _ => 0,
    }
}

/// A note's text and role.
pub fn draw(row: &Row, side: Side, pane: &Pane, origin: f64, words: &dyn Words) -> Note {
    let (text, role, step) = match row.say {
        Say::State(state, step) => (state.name().to_owned(), NoteRole::State, step),
        Say::Call(call, count, sum) => {
            let role = if matches!(call.act, AppAct::Receive(_)) { NoteRole::Read } else { NoteRole::Call };
            (call_text(call.act, count, sum, words), role, Some(call.step))
        }
        Say::Timer(kind, length) => (timer_text(kind, length, side, pane, words), NoteRole::Timer, None),
        Say::Expiry(kind) => (expiry_text(kind, side, pane, words), NoteRole::Expiry, None),
    };
    let (x, anchor) = pane.gutter(side);
    let mut size = pane.text * if role == NoteRole::Timer { 10.0 } else { 10.5 };
    let mut text = text;
    if matches!(row.say, Say::Call(..)) {
        let part = |text: &str| room(side, pane) / width(text, size, Face::Mono).max(1.0);
        // Smaller, and without its unit, rather than over the ruler.
        if part(&text) < LEAST {
            text = halves(&text, " B)").map_or(text.clone(), |(before, after)| [before, ")", after].concat());
        }
        size *= between(part(&text), LEAST, 1.0);
    }
    Note { side, role, text, at: Point::new(x, row.y - origin + 0.36 * size), anchor, size, time: row.time, step }
}

/// A timer's name and length; the name alone where both would touch the ruler.
fn timer_text(kind: TimerKind, length: Span, side: Side, pane: &Pane, words: &dyn Words) -> String {
    let name = words.say(timer_key(kind), &[]);
    let both = [&name, " ", &span_text(length)].concat();
    if width(&both, 10.0 * pane.text, Face::Sans) <= room(side, pane) { both } else { name }
}

/// "RTO expires"; the name alone, which the diamond explains, where there is no room.
fn expiry_text(kind: TimerKind, side: Side, pane: &Pane, words: &dyn Words) -> String {
    let name = words.say(timer_key(kind), &[]);
    let both = words.say("ladder.timer.expires", &[("timer", &name)]);
    if width(&both, 11.0 * pane.text, Face::Sans) <= room(side, pane) { both } else { name }
}

/// Width that a note may take, px.
fn room(side: Side, pane: &Pane) -> f64 {
    let (x, _) = pane.gutter(side);
    match side {
        // Told on tap, in a box of its own.
        _ if pane.shape == Shape::Phone => f64::MAX,
        Side::Left => x - pane.ruler - pane.beside - 6.0,
        Side::Right => pane.width - pane.beside - x,
    }
}

fn call_text(act: AppAct, count: u32, sum: u64, words: &dyn Words) -> String {
    let text = match act {
        AppAct::Listen => "listen()".to_owned(),
        AppAct::Connect => "connect()".to_owned(),
        AppAct::Send(_) => carried("send", count, sum),
        AppAct::Receive(_) => carried("recv", count, sum),
        AppAct::Close => "close()".to_owned(),
        AppAct::CloseBoth => "close(both)".to_owned(),
        AppAct::Abort => "abort()".to_owned(),
        AppAct::Accept => "accept()".to_owned(),
        AppAct::Bind => "bind()".to_owned(),
        AppAct::SendTo(_) => carried("sendto", count, sum),
        act => match act.refused() {
            Some(call) => words.say("ladder.call.refuses", &[("call", call)]),
            None => words.say(&["ladder.call.", act.word().unwrap_or_default()].concat(), &[]),
        },
    };
    if count > 1 { format!("{count} × {text}") } else { text }
}

/// `recv(400 B)`; of several, what they come to: `2 × recv(): 400 B`.
fn carried(call: &str, count: u32, sum: u64) -> String {
    if count > 1 { format!("{call}(): {sum} B") } else { format!("{call}({sum} B)") }
}

/// The triangle of a call: it points at the rail where something goes in, away from it where something is taken out.
pub fn triangle(call: &CallMark, pane: &Pane, y: f64) -> Triangle {
    let (tip, base) = (pane.out(call.side, 1.0), pane.out(call.side, 8.0));
    let (tip, base) = if matches!(call.act, AppAct::Receive(_)) { (base, tip) } else { (tip, base) };
    let half = 3.5 * pane.text;
    let points = [Point::new(tip, y), Point::new(base, y - half), Point::new(base, y + half)];
    Triangle { side: call.side, points, act: call.act, time: call.time, step: call.step }
}
