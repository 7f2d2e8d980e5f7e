//! One stream of bytes as both ends hold it: what its sender has of it above, what its receiver has below, on one scale, with
//! the windows over them as brackets.

use super::text::{Face, width};
use super::timeline::{Side, Timeline};
use crate::layout::decimal::between;
use crate::sim::{Fate, StepId, Trace};
use crate::tcp::{Seq, Value, Variable};

/// Height of the drawing of one stream, px.
pub const HEIGHT: f64 = 128.0;
/// Where the strips begin, px: left of it stands whose they are.
pub const LEFT: f64 = 92.0;
/// Height of a strip, px.
pub const STRIP: f64 = 18.0;
/// Upper edges of the two strips, px.
pub const TOPS: [f64; 2] = [34.0, 82.0];
/// Size of what is written, px.
pub const SIZE: f64 = 9.5;

/// Variables of an end.
pub type Values = [(Variable, Value)];

/// A stretch of bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The key of what they are; a frozen name too.
    pub id: &'static str,
    /// 0: in the sender's strip; 1: in the receiver's.
    pub row: usize,
    /// Left edge, px.
    pub left: f64,
    /// Right edge, px.
    pub right: f64,
    /// How many.
    pub bytes: u64,
}

/// A window over a strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Bracket {
    /// The variable that says how wide it is, and how wide.
    pub text: String,
    /// Its class.
    pub id: &'static str,
    /// Left edge, px.
    pub left: f64,
    /// Right edge, px.
    pub right: f64,
    /// Its line, px.
    pub y: f64,
    /// Whether it opens upwards: the strip is above it.
    pub above: bool,
    /// Whether it goes on beyond the drawing.
    pub open: bool,
}

/// A number along a strip.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The variable and its number.
    pub text: String,
    /// Where, px.
    pub x: f64,
    /// Where its text begins, px.
    pub left: f64,
    /// Baseline of its text, px.
    pub y: f64,
    /// 0 for the sender's strip, 1 for the receiver's.
    pub row: usize,
}

/// One stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// Its sender.
    pub side: Side,
    /// Width of the whole, px.
    pub width: f64,
    /// Whether each end has a TCB that knows of the stream.
    pub known: [bool; 2],
    /// Whether the stream began before what is drawn.
    pub torn: bool,
    /// Its stretches.
    pub parts: Vec<Part>,
    /// Its windows.
    pub brackets: Vec<Bracket>,
    /// Its numbers.
    pub marks: Vec<Mark>,
}

fn find(values: &Values, variable: Variable) -> Option<Value> {
    values.iter().find(|(v, _)| *v == variable).map(|(_, value)| *value)
}

fn bytes(values: &Values, variable: Variable) -> u64 {
    if let Some(Value::Bytes(n)) = find(values, variable) { n } else { 0 }
}

/// A sequence number as bytes after `iss`.
fn after(values: &Values, variable: Variable, iss: Seq) -> Option<u64> {
    match find(values, variable)? {
        Value::Own(seq) | Value::Peer(seq) => Some(u64::from(seq.since(iss))),
        _ => None,
    }
}

/// Where the stream of `side` begins, as its ends know it now: of a connection that was opened again, its newest beginning.
pub fn begins(side: Side, ends: [&Values; 2]) -> Option<Seq> {
    let (sender, receiver) = (*side.pick(&ends), *side.other().pick(&ends));
    match find(sender, Variable::Iss).or_else(|| find(receiver, Variable::Irs))? {
        Value::Own(seq) | Value::Peer(seq) => Some(seq),
        _ => None,
    }
}

/// Bytes that came early to the receiver of `side`'s stream, from → to after `iss`, apart from each other and in order.
pub fn early(trace: &Trace, timeline: &Timeline, side: Side, iss: Option<Seq>, cursor: Option<StepId>) -> Vec<(u64, u64)> {
    let (Some(iss), Some(cursor)) = (iss, cursor) else { return Vec::new() };
    let mut pieces: Vec<(u64, u64)> = Vec::new();
    for segment in timeline.segments.iter().filter(|s| s.side == side && matches!(s.fate, Fate::Arrived(_))) {
        let arrived = trace.segment(segment.id).and_then(|s| s.ended_by).is_some_and(|step| step <= cursor);
        if let Some(tcp) = segment.heading.tcp().filter(|t| arrived && t.len > 0) {
            let from = u64::from(tcp.seq.wrapping_sub(iss.0));
            pieces.push((from, from + u64::from(tcp.len)));
        }
    }
    crate::base::order::sort_by_key(&mut pieces, |p| *p);
    let mut joined: Vec<(u64, u64)> = Vec::new();
    for (from, to) in pieces {
        match joined.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => joined.push((from, to)),
        }
    }
    joined
}

impl Stream {
    /// The stream that `side` sends from `iss` on. `arrived` is what [`early`] gives: of it, what lies beyond RCV.NXT came early.
    /// `write` writes a number so many behind `iss`.
    pub fn new(
        side: Side,
        iss: Option<Seq>,
        ends: [&Values; 2],
        arrived: &[(u64, u64)],
        width: f64,
        write: &dyn Fn(u64) -> String,
    ) -> Stream {
        let (sender, receiver) = (*side.pick(&ends), *side.other().pick(&ends));
        let width = width.max(LEFT + 120.0);
        let sent = iss.and_then(|iss| Some((after(sender, Variable::SndUna, iss)?, after(sender, Variable::SndNxt, iss)?)));
        let next = iss.and_then(|iss| after(receiver, Variable::RcvNxt, iss));
        let mut stream = Stream {
            side,
            width,
            known: [sent.is_some(), next.is_some()],
            torn: false,
            parts: Vec::new(),
            brackets: Vec::new(),
            marks: Vec::new(),
        };
        // The SYN has number 0; data begins with 1.
        let (una, nxt) = sent.map_or((next.unwrap_or(1), next.unwrap_or(1)), |(una, nxt)| (una.max(1), nxt.max(1)));
        let end = (nxt + bytes(sender, Variable::Unsent)).max(next.unwrap_or(0));
        let (wnd, cwnd, rcv) = (bytes(sender, Variable::SndWnd), bytes(sender, Variable::Cwnd), bytes(receiver, Variable::RcvWnd));
        let mss = bytes(sender, Variable::SndMss).max(1);
        let pending = end.saturating_sub(una);
        // As much of the windows as fits beside what there is.
        let ahead = pending.max(wnd.max(cwnd).max(rcv).min((pending * 2).max(mss * 4))).max(1);
        let back = (una - 1).min(ahead);
        let scale = Scale { from: una - back, px: (width - LEFT - 6.0) / (ahead + back) as f64, until: una + ahead };
        stream.torn = scale.from > 1;
        if sent.is_some() {
            stream.part(&scale, 0, "buffer.acked", 1, una);
            stream.part(&scale, 0, "buffer.flight", una, nxt);
            stream.part(&scale, 0, "buffer.unsent", nxt, nxt + bytes(sender, Variable::Unsent));
            stream.bracket(&scale, "SND.WND", "wnd", (una, wnd), 11.0, false);
            stream.bracket(&scale, "cwnd", "cwnd", (una, cwnd), 26.0, false);
            stream.mark(&scale, 0, &[("SND.UNA", una), ("SND.NXT", nxt)], write);
        }
        if let Some(next) = next.map(|n| n.max(1)) {
            let read = next.saturating_sub(bytes(receiver, Variable::Unread)).max(1);
            stream.part(&scale, 1, "buffer.read", 1, read);
            stream.part(&scale, 1, "buffer.unread", read, next);
            let mut gap = next;
            let kept = bytes(receiver, Variable::OutOfOrder) > 0;
            for &(from, to) in arrived.iter().filter(|(from, _)| kept && *from > next) {
                stream.part(&scale, 1, "buffer.gap", gap, from);
                stream.part(&scale, 1, "buffer.early", from, to);
                gap = to;
            }
            stream.bracket(&scale, "RCV.WND", "wnd", (next, rcv), TOPS[1] + STRIP + 6.0, true);
            stream.mark(&scale, 1, &[("RCV.NXT", next)], write);
        }
        stream
    }

    fn part(&mut self, scale: &Scale, row: usize, id: &'static str, from: u64, to: u64) {
        let (left, right) = (scale.x(from), scale.x(to));
        if to > from && right > left {
            self.parts.push(Part { id, row, left, right, bytes: to - from });
        }
    }

    fn bracket(&mut self, scale: &Scale, name: &str, id: &'static str, (from, length): (u64, u64), y: f64, above: bool) {
        let endless = length >= (1 << 31) - 1;
        let to = from.saturating_add(length);
        let size = if endless { "∞".to_owned() } else { length.to_string() };
        let text = [name, " ", &size].concat();
        self.brackets.push(Bracket { text, id, left: scale.x(from), right: scale.x(to), y, above, open: to > scale.until });
    }

    /// Writes numbers under a strip; two that stand close get a line each, two that are one are written once.
    fn mark(&mut self, scale: &Scale, row: usize, numbers: &[(&str, u64)], write: &dyn Fn(u64) -> String) {
        let mut marks: Vec<(String, u64)> = Vec::new();
        for &(name, n) in numbers {
            match marks.last_mut().filter(|last| last.1 == n) {
                Some((names, _)) => *names = [names, " = ", name].concat(),
                None => marks.push((name.to_owned(), n)),
            }
        }
        let mut free = f64::NEG_INFINITY;
        let base = TOPS.get(row).copied().unwrap_or_default() + STRIP;
        for (names, n) in marks {
            let text = [&names, " ", &write(n)].concat();
            let x = scale.x(n);
            let wide = width(&text, SIZE, Face::Mono);
            let left = between(x - wide / 2.0, LEFT, (self.width - wide).max(LEFT));
            // The receiver's numbers stand beside the bracket, at the strip's right edge or left of it.
            let y = if row == 1 { base + 24.0 } else { base + if left < free { 20.0 } else { 10.0 } };
            free = left + wide + 6.0;
            self.marks.push(Mark { text, x, left, y, row });
        }
    }
}

struct Scale {
    from: u64,
    until: u64,
    px: f64,
}

impl Scale {
    fn x(&self, byte: u64) -> f64 {
        LEFT + byte.clamp(self.from, self.until).saturating_sub(self.from) as f64 * self.px
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::simulate;
    use std::rc::Rc;

    fn streams(slug: &str, pick: impl Fn(&Trace) -> u32) -> [Stream; 2] {
        let trace = simulate(&Rc::new(crate::scenario::catalogue::find(slug).expect(slug)));
        let timeline = Timeline::of(&trace, 0);
        let step = Some(pick(&trace));
        let all = trace.variables_after(step);
        let ends =
            [0, 1].map(|side| all.iter().find(|(e, _)| (e.connection, e.side) == (0, side)).map(|(_, v)| v.as_slice()).unwrap_or_default());
        Side::BOTH.map(|side| {
            let iss = begins(side, ends);
            Stream::new(side, iss, ends, &early(&trace, &timeline, side, iss, step), 576.0, &|n| n.to_string())
        })
    }

    fn check(slug: &str, stream: &Stream) {
        for row in 0..2 {
            let mut x = LEFT;
            for part in stream.parts.iter().filter(|p| p.row == row) {
                assert!(part.left >= x - 0.01 && part.right <= stream.width && part.right.is_finite(), "{slug}: {part:?}");
                x = part.right;
            }
        }
        for bracket in &stream.brackets {
            assert!(bracket.left >= LEFT && bracket.right >= bracket.left && bracket.right <= stream.width, "{slug}: {bracket:?}");
        }
        for mark in &stream.marks {
            assert!(mark.left >= LEFT && mark.y < HEIGHT, "{slug}: {mark:?}");
        }
    }

    #[test]
    fn every_scenario_has_buffers_at_every_moment() {
        for slug in crate::scenario::catalogue::slugs() {
            for part in 0..4 {
                for stream in streams(slug, |t| t.step_count() * part / 4) {
                    check(slug, &stream);
                }
            }
        }
    }

    #[test]
    fn a_connection_that_opens_again_counts_from_its_new_beginning() {
        let [client, _] = streams("time-wait-reopen", |t| t.step_count() - 3);
        assert!(client.marks.iter().all(|m| m.text.ends_with(" 4") || m.text.ends_with(" 5")), "{:?}", client.marks);
    }

    #[test]
    fn a_gap_lies_between_what_came_in_order_and_what_came_early() {
        let trace = simulate(&Rc::new(crate::scenario::catalogue::find("lost-data-segment").expect("it is there")));
        let held = |step: u32| {
            let all = trace.variables_after(Some(step));
            all.iter().any(|(e, v)| e.side == 1 && bytes(v, Variable::OutOfOrder) > 0)
        };
        let step = (0..trace.step_count()).find(|s| held(*s)).expect("a segment comes early");
        let [stream, _] = streams("lost-data-segment", |_| step);
        let ids: Vec<&str> = stream.parts.iter().filter(|p| p.row == 1).map(|p| p.id).collect();
        assert!(ids.ends_with(&["buffer.gap", "buffer.early"]), "{ids:?}");
    }

    #[test]
    fn without_a_tcb_there_is_nothing_to_draw() {
        let stream = Stream::new(Side::Left, None, [&[], &[]], &[], 576.0, &|n| n.to_string());
        assert_eq!((stream.known, stream.parts.len(), stream.brackets.len()), ([false; 2], 0, 0));
    }
}
