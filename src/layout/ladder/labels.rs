//! Labels of a scene's arrows: which form there is room for, and where.

use super::forms::Forms;
use super::label::{Form, Label, Role, Run, runs_width};
use super::look::Choice;
use super::marks::{Mark, Marks};
use super::pane::{Anchor, Point, Shape};
use super::place::{Frame, Taken, upright};
use super::{Ghost, Scene};
use crate::base::Time;
use crate::sim::Origin;

use crate::layout::timeline::{Segment, Side, Way};
use crate::layout::words::Words;

/// Baseline above the line, and the strip that glyphs take above it, px at text scale 1 and 11 px type.
const LIFT: f64 = 4.5;
/// Top of the strip.
const STRIP_TOP: f64 = -12.6;
/// Bottom of the strip.
const STRIP_BOTTOM: f64 = -2.2;
/// From the rail to a label, px at text scale 1.
const INSET: f64 = 14.0;
/// From a label to the head of its own arrow.
const HEAD_ROOM: f64 = 18.0;
/// From a label to a line that would cross it.
const PAD: f64 = 5.0;
/// From where the router's own packet sets out to a label behind it: past a ✕ and its word.
const BEHIND: f64 = 78.0;
/// Room kept for the word "lost" in any language.
const WORD: f64 = 28.0;
/// Room kept for the longer one of what died in the router.
const ROUTER_WORD: f64 = 62.0;

/// Room kept for the word beside the ✕ of a segment.
const fn word_room(segment: &Segment) -> f64 {
    if segment.died_midway() { ROUTER_WORD } else { WORD }
}

/// Steeper lines carry level labels: the tangent of 38 degrees.
const STEEP: f64 = 0.781_3;
/// Lines looked at for one label; where there are more, they cross it whatever is done.
const CROWD: usize = 160;
/// How much detail the label of a group can have.
const DETAILS: u8 = 4;
/// A label begins within this part of its way, where some form of it can.
const NEAR: f64 = 0.3;

fn steep(from: Point, to: Point) -> bool {
    to.y - from.y > STEEP * (to.x - from.x).abs().max(1e-6)
}

/// Whether the end of a segment is still to come.
fn is_on_its_way(segment: &Segment, now: Option<Time>) -> bool {
    now.is_some_and(|now| segment.ended().is_none_or(|end| end > now))
}

/// A label where it stands.
struct Fit {
    label: Label,
    frame: Frame,
    /// Where it begins on its way.
    u: f64,
    /// The sender's side, and the room that a pencil takes, where there is one.
    pencil: Option<(Side, f64)>,
    /// Whether nothing crosses it there.
    free: bool,
}

impl Scene {
    /// The label of a row, and the pencil before it where the reader edited the segment. None where it could only lie on another.
    pub(super) fn label(&self, at: usize, origin: f64, now: Option<Time>, words: &dyn Words) -> (Option<Label>, Option<Point>) {
        let fit = self.fitted(at, origin, now, words);
        let Some(Fit { label, frame, u, pencil, .. }) = fit.filter(|fit| fit.free || !self.lies_on_another(at, fit, origin, now, words))
        else {
            return (None, None);
        };
        let pen = pencil.map(|(side, room)| {
            // On the left of the text, whichever end that is.
            let u = if side == Side::Left { u } else { u + label.length + room };
            frame.point(u, -LIFT * self.pane.text).up(-2.0 * self.pane.text)
        });
        (Some(label), pen)
    }

    /// Where a row's label finds room, and in which form.
    fn fitted(&self, at: usize, origin: f64, now: Option<Time>, words: &dyn Words) -> Option<Fit> {
        let first = self.timeline.segments.get(at)?;
        let group = self.members(at, now);
        let wording = self.wording(words);
        let marks = if is_on_its_way(first, now) { Marks::of(first).on_the_way() } else { Marks::of(first) };
        let skipped = match self.pane.shape {
            Shape::Phone => 2,
            _ if wording.look.has(Choice::Options) && !self.timeline.options_of(first).is_empty() => 0,
            _ => 1,
        };
        let joined = group.len() > 1;
        let write = |n: usize| {
            if joined {
                return wording.group(&group, DETAILS.saturating_sub(n as u8 + 1));
            }
            Form::ALL.get(skipped + n).map_or_else(Vec::new, |form| wording.segment(first, marks, *form))
        };
        let count = if joined { usize::from(DETAILS) } else { Form::ALL.len() - skipped };
        let forms = Forms::new(count, self.pane.label_size(), &write);
        let edited = group.iter().any(|s| s.edited);
        let pencil = if edited { 14.0 * self.pane.text } else { 0.0 };
        let fit = self.fit(at, forms, pencil, group.len() as u32, origin)?;
        Some(Fit { pencil: edited.then_some((first.side, pencil)), ..fit })
    }

    /// The segments a row's label speaks for, as far as they have left by `now`.
    fn members(&self, at: usize, now: Option<Time>) -> Vec<Segment> {
        let count = self.rows.get(at).map_or(0, |row| row.count as usize);
        let own = self.timeline.segments.iter().zip(&self.rows).skip(at).filter(|(_, row)| row.leader as usize == at);
        let left = own.take(count).map(|(s, _)| s).take_while(|s| now.is_none_or(|t| s.sent <= t));
        // What befalls those that are on their way is still to come.
        let way = |s: &Segment| if is_on_its_way(s, now) { Way::default() } else { s.way };
        left.map(|s| Segment { way: way(s), ..*s }).collect()
    }

    /// The fullest form that some free stretch has room for; the shortest at its default place where none has.
    fn fit(&self, at: usize, mut forms: Forms<'_>, pencil: f64, count: u32, origin: f64) -> Option<Fit> {
        let (segment, row) = (self.timeline.segments.get(at)?, self.rows.get(at)?);
        let text = self.pane.text;
        let (from, to) = row.line(segment.side, &self.pane);
        let level = steep(from, to);
        let frame = Frame::new(from, to, level);
        let way = if level { (to.x - from.x).abs() } else { from.far(to) };
        let end = way - if segment.lost() { 10.0 } else { HEAD_ROOM } * text;
        let taken = self.taken(at, &frame, level, (from, to));
        let start = INSET * text;
        // A shorter form at the sender's end rather than a longer one far from it; less than fields only where nothing else fits.
        let all = forms.count;
        let whole = all.saturating_sub(if count > 1 { 1 } else { 3 }).max(1);
        let mut gap = |among: usize, latest: f64| {
            (0..among).find_map(|n| {
                let width = forms.width(n) + pencil;
                Some((n, taken.first_gap(start, end.min(latest + width), width)?))
            })
        };
        let free = gap(whole, way * NEAR).or_else(|| gap(whole, end));
        let short = free.or_else(|| gap(all, end));
        // The router's own packet has all the way behind it to itself, where what it answers ends in a ✕ and a word.
        let router = free.is_none() && segment.origin == Origin::Router && segment.midway;
        let behind = (0..all).filter(|_| router).find_map(|n| {
            let room = BEHIND * text + forms.width(n) + pencil;
            (room <= way).then_some((n, -room))
        });
        let found = behind.or(short);
        // Where nothing is free, lines cross it: a larger scale parts them.
        let (n, u) = found.unwrap_or((all.saturating_sub(1), start));
        let (runs, length) = forms.take(n)?;
        let size = self.pane.label_size();
        // The pencil stands to the left of the text: before it from the left end, behind it from the right.
        let shift = if segment.side == Side::Left { pencil } else { 0.0 };
        let mut lowered = frame.point(u + shift, -LIFT * text);
        lowered.y -= origin;
        let anchor = if segment.side == Side::Left { Anchor::Start } else { Anchor::End };
        let frame = Frame::new(from.up(origin), to.up(origin), level);
        let label = Label { runs, at: lowered, anchor, turn: frame.turn(), length, size, count };
        Some(Fit { label, frame, u, pencil: None, free: found.is_some() })
    }

    /// Whether a label that found nothing free would lie on another: one that did, or one of an earlier segment that did not either; or on
    /// the word beside a ✕.
    fn lies_on_another(&self, at: usize, fit: &Fit, origin: f64, now: Option<Time>, words: &dyn Words) -> bool {
        let Fit { label, frame, u, .. } = fit;
        let text = self.pane.text;
        let hits = |stretch: Option<(f64, f64)>| stretch.is_some_and(|(from, to)| to > *u && from < u + label.length);
        let (y, reach) = (label.at.y + origin, label.length * label.turn.1.abs() + 2.0 * label.size);
        let (mut found, mut seen) = (false, 0);
        self.index.query(y - reach, y + reach, &mut |other| {
            let (Some(segment), Some(row)) = (self.timeline.segments.get(other), self.rows.get(other)) else { return };
            if found || seen >= CROWD {
                return;
            }
            seen += 1;
            if segment.lost() {
                let (_, cut) = row.line(segment.side, &self.pane);
                let room = if segment.side == Side::Left { word_room(segment) } else { -word_room(segment) };
                let stretch = self.lost_word(other, segment, cut).and_then(|word| {
                    let corner = |dx: f64, dy: f64| Point::new(word.x + dx * text, word.y + dy * text - origin);
                    frame.figure(upright(corner(0.0, -8.5), corner(room, 2.5)), STRIP_TOP * text, STRIP_BOTTOM * text)
                });
                found = hits(stretch);
            }
            if !found && other != at && row.count > 0 && !row.hidden {
                let theirs = self.fitted(other, origin, now, words);
                found = theirs.is_some_and(|theirs| {
                    (theirs.free || other < at) && hits(frame.figure(theirs.label.corners(), STRIP_TOP * text, STRIP_BOTTOM * text))
                });
            }
        });
        found
    }

    /// What a row's label must not touch: other lines, their heads, ✕ and the word beside it.
    fn taken(&self, at: usize, frame: &Frame, level: bool, (from, to): (Point, Point)) -> Taken {
        let text = self.pane.text;
        let (top, bottom) = (STRIP_TOP * text, STRIP_BOTTOM * text);
        let mut taken = Taken::default();
        let lower = if level { from.y } else { to.y };
        let mut seen = 0;
        self.index.query(from.y + top * 2.0, lower + 8.0 * text, &mut |other| {
            seen += 1;
            let (Some(segment), Some(row)) = (self.timeline.segments.get(other), self.rows.get(other)) else { return };
            if seen > CROWD || (other == at && !level) {
                return;
            }
            let (a, b) = row.line(segment.side, &self.pane);
            // As far as where it meets our own line: labels that stand on the two must not meet over the crossing.
            // A level label may stand on the line of the flat arrow that it answers, whose own label stands there too.
            taken.add(frame.crossing(a, b, top, if level { 0.6 } else { -0.6 } * text), PAD * text);
            // Most end far from here.
            if other == at
                || !frame.near(b, top, bottom, ROUTER_WORD * 2.0 * text)
                || !segment.lost() && !frame.near(b, top, bottom, 24.0 * text)
            {
                return;
            }
            let out = if segment.side == Side::Left { text } else { -text };
            let mut block = |at: Point, from: (f64, f64), to: (f64, f64)| {
                let corner = |(dx, dy): (f64, f64)| Point::new(at.x + dx * out, at.y + dy * text);
                taken.add(frame.figure(upright(corner(from), corner(to)), top, bottom), PAD * text);
            };
            if segment.lost() {
                block(b, (0.0, -6.0), (6.0, 6.0));
                if let Some(at) = self.lost_word(other, segment, b) {
                    block(at, (0.0, -8.5), (word_room(segment), 2.5));
                }
            } else {
                // Its head, and the ✕ before it where it was discarded.
                let far = if Marks::of(segment).has(Mark::Discarded) { (-21.0, -6.0) } else { (-9.0, -4.0) };
                block(b, far, (0.0, -far.1));
            }
        });
        taken.sort();
        taken
    }

    /// Where the word beside the ✕ of a lost segment stands: above to the far side of it, or below where a line passes there. `None` where
    /// the word beside a ✕ that was there before says it.
    pub(super) fn lost_word(&self, at: usize, segment: &Segment, cut: Point) -> Option<Point> {
        let text = self.pane.text;
        let out = if segment.side == Side::Left { 1.0 } else { -1.0 };
        let places = [-3.0, 11.0].map(|dy| Point::new(cut.x + out * 10.0 * text, cut.y + dy * text));
        let room = word_room(segment) * text;
        let mut free = [true; 2];
        let mut said = false;
        let mut seen = 0;
        self.index.query(cut.y - 28.0 * text, cut.y + 28.0 * text, &mut |other| {
            seen += 1;
            let (Some(theirs), Some(row)) = (self.timeline.segments.get(other), self.rows.get(other)) else { return };
            if other == at || seen > CROWD {
                return;
            }
            let (a, b) = row.line(theirs.side, &self.pane);
            let before = (theirs.ended(), other) < (segment.ended(), at);
            said |=
                before && theirs.side == segment.side && theirs.lost() && (b.x - cut.x).abs() < room && (b.y - cut.y).abs() < 12.0 * text;
            for (place, free) in places.iter().zip(&mut free) {
                let frame = Frame::new(*place, Point::new(place.x + out, place.y), true);
                let crossing = frame.crossing(a, b, -9.5 * text, 2.5 * text);
                *free &= crossing.is_none_or(|(from, to)| to < 0.0 || from > room);
            }
        });
        let [above, below] = places;
        (!said).then_some(if free == [false, true] { below } else { above })
    }

    /// "before: …" along an arrow of the previous run; only where it stands free and alone.
    pub(super) fn ghost_label(&self, at: usize, segment: &Segment, ghost: &Ghost, origin: f64, words: &dyn Words) -> Option<Label> {
        let (_, row) = self.ghosts.rows.get(at)?;
        let close = |other: Option<usize>| {
            other.and_then(|o| self.ghosts.rows.get(o)).is_some_and(|(_, r)| (r.top - row.top).abs() < 14.0 * self.pane.text)
        };
        if self.pane.shape == Shape::Phone || close(at.checked_sub(1)) {
            return None;
        }
        let text = self.pane.text;
        let (from, to) = (ghost.from.up(-origin), ghost.to.up(-origin));
        let frame = Frame::new(from, to, false);
        if steep(from, to) {
            return None;
        }
        let mut taken = self.taken(usize::MAX, &frame, false, (from, to));
        let mut seen = 0;
        self.ghosts.index.query(from.y + 2.0 * STRIP_TOP * text, to.y + 8.0 * text, &mut |other| {
            seen += 1;
            let Some((index, row)) = self.ghosts.rows.get(other).filter(|_| other != at && seen <= CROWD) else { return };
            let side = self.ghosts.timeline.segments.get(*index).map_or(segment.side, |s| s.side);
            let (a, b) = row.line(side, &self.pane);
            taken.add(frame.crossing(a, b, STRIP_TOP * text, -0.6 * text), PAD * text);
        });
        taken.sort();
        let mut wording = self.wording(words);
        wording.timeline = &self.ghosts.timeline;
        let what: String = wording.segment(segment, Marks::default(), Form::Compact).into_iter().map(|r| r.text).collect();
        let runs = vec![Run { text: words.say("ladder.before", &[("what", &what)]), role: Role::Name }];
        let size = 10.0 * text;
        let length = runs_width(&runs, size);
        let way = from.far(to);
        // Further in than the labels of the present run, which keep the ends.
        let u = taken.first_gap(INSET * text, way - HEAD_ROOM * text, length)?;
        let at = frame.point(u, -LIFT * text).up(origin);
        let anchor = if segment.side == Side::Left { Anchor::Start } else { Anchor::End };
        let label = Label { runs, at, anchor, turn: frame.turn(), length, size, count: 1 };
        let fit = Fit { label, frame: Frame::new(ghost.from, ghost.to, false), u, pencil: None, free: true };
        (!self.lies_on_another(usize::MAX, &fit, origin, None, words)).then_some(fit.label)
    }
}
