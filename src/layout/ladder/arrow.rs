//! Arrows: one for each segment, its fall the time it takes, to scale.

use super::label::Label;
use super::marks::{Mark, Marks};
use super::pane::{Pane, Point};
use crate::base::Time;
use crate::layout::decimal::between;
use crate::layout::time_scale::TimeScale;
use crate::layout::timeline::{Segment, Side, Timeline};
use crate::scenario::SegmentName;
use crate::sim::SegmentId;

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stroke {
    /// Sent for the first time.
    Solid,
    /// Retransmission.
    Dashed,
}

/// An arrow, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrow {
    /// The segment.
    pub id: SegmentId,
    /// Its name.
    pub name: SegmentName,
    /// The rail it comes from.
    pub side: Side,
    /// Whose colour it has: [`Segment::owner`].
    pub owner: &'static str,
    /// Departure.
    pub from: Point,
    /// The tip; or where it is cut: lost there, or not further by now.
    pub to: Point,
    /// The head's triangle, tip first; `None` where the arrow is cut by loss.
    pub head: Option<[Point; 3]>,
    /// Where it died.
    pub lost_at: Option<Point>,
    /// The word beside the ✕: its beginning (left sender) or end.
    pub lost_word: Option<Point>,
    /// Where the ✕ of a segment that arrived and was discarded stands.
    pub discarded_at: Option<Point>,
    /// Solid or dashed.
    pub stroke: Stroke,
    /// Its label; `None` where another label speaks for it.
    pub label: Option<Label>,
    /// The pencil of an edited segment, its lower left corner.
    pub pencil: Option<Point>,
    /// Its marks.
    pub marks: Marks,
    /// Whether it is on its way at the instant the view is cut at.
    pub moving: bool,
    /// Departure.
    pub sent: Time,
    /// Arrival or death.
    pub ended: Option<Time>,
}

/// Length of an arrowhead and half its width, px.
pub const HEAD: (f64, f64) = (8.5, 3.5);

impl Arrow {
    /// Where the line ends: short of the tip, so that it does not blunt it.
    pub fn line_end(&self) -> Point {
        if self.head.is_some() { back(self.from, self.to, HEAD.0 - 2.5) } else { self.to }
    }

    /// The stripe under a selected arrow: its four corners. `above` and `below` in px.
    pub fn stripe(&self, above: f64, below: f64) -> [Point; 4] {
        let (from, to) = (self.from, self.to);
        [from.up(above), to.up(above), to.up(-below), from.up(-below)]
    }
}

/// The triangle of an arrowhead whose tip is at `to`.
pub fn head(from: Point, to: Point) -> [Point; 3] {
    let base = back(from, to, HEAD.0);
    let (dx, dy) = unit(from, to);
    let (wx, wy) = (-dy * HEAD.1, dx * HEAD.1);
    [to, Point::new(base.x + wx, base.y + wy), Point::new(base.x - wx, base.y - wy)]
}

/// `by` px before `to` on the way from `from`.
fn back(from: Point, to: Point, by: f64) -> Point {
    let (dx, dy) = unit(from, to);
    Point::new(to.x - dx * by, to.y - dy * by)
}

fn unit(from: Point, to: Point) -> (f64, f64) {
    let length = from.far(to).max(1e-6);
    ((to.x - from.x) / length, (to.y - from.y) / length)
}

/// What the scene keeps of an arrow.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Departure, px from the scene's top.
    pub top: f64,
    /// End of the line, px from the scene's top.
    pub bottom: f64,
    /// Where between the rails it sets out, 0 (its rail) to 1.
    pub start: f64,
    /// Where it ends, 0 to 1.
    pub part: f64,
    /// Row whose label speaks for it; itself where its own does.
    pub leader: u32,
    /// How many rows of this sender its label speaks for; 0 where another's does.
    pub count: u32,
    /// Not drawn: it lies on the one before, in a crowd.
    pub hidden: bool,
}

/// A lost segment's line goes at least so far from its rail, and stops so far from the other, 0 to 1.
const SHORTEST: f64 = 0.12;

/// The rows of a run; labels are joined later.
pub fn rows(timeline: &Timeline, scale: &TimeScale) -> Vec<Row> {
    let crossing = timeline.crossing().0;
    let took = |s: &Segment| s.ended().filter(|_| !s.lost() && s.cut.is_none()).map(|t| t.since(s.sent).0);
    // What sets out midway has half the way to go.
    let whole_way = |s: &Segment| took(s).map(|t| if s.midway { t.saturating_mul(2) } else { t });
    let mut rows = Vec::with_capacity(timeline.segments.len());
    let mut last: [Option<u64>; 2] = [None, None];
    for (at, segment) in timeline.segments.iter().enumerate() {
        let ended = segment.ended().unwrap_or(timeline.end.max(segment.sent));
        let start = if segment.midway { 0.5 } else { 0.0 };
        let part = if let Some(took) = whole_way(segment) {
            *segment.side.pick_mut(&mut last) = Some(took);
            1.0
        } else if (segment.died_midway() || segment.cut.is_some()) && !segment.midway {
            0.5
        } else if segment.died_unsent() {
            start + SHORTEST
        } else {
            // How far a lost segment came is told by those before and after it, so that its line falls as theirs do.
            let after = timeline.segments.iter().skip(at + 1).take(8).filter(|s| s.side == segment.side).find_map(whole_way);
            let near = [*segment.side.pick(&last), after].into_iter().flatten();
            let (sum, count) = near.fold((0.0, 0.0), |(sum, count), took| (sum + took as f64, count + 1.0));
            let whole = if count > 0.0 { sum / count } else { crossing as f64 };
            between(start + ended.since(segment.sent).0 as f64 / whole.max(1.0), start + SHORTEST, 1.0 - SHORTEST)
        };
        rows.push(Row { top: scale.y(segment.sent), bottom: scale.y(ended), start, part, leader: at as u32, count: 1, hidden: false });
    }
    rows
}

impl Row {
    /// The line's two ends, px from the scene's top.
    pub fn line(&self, side: Side, pane: &Pane) -> (Point, Point) {
        (Point::new(pane.across(side, self.start), self.top), Point::new(pane.across(side, self.part), self.bottom))
    }
}

/// Joins the labels of segments that leave one end less than `apart` px after the one before. A chain longer than
/// `longest` px begins anew, so that a long transfer keeps labels all the way down.
pub fn join(rows: &mut [Row], segments: &[Segment], apart: f64, longest: f64) {
    // Per side: (leader's row, its height, the last one's height).
    let mut open: [Option<(usize, f64, f64)>; 2] = [None, None];
    for at in 0..rows.len().min(segments.len()) {
        let (Some(top), Some(side)) = (rows.get(at).map(|r| r.top), segments.get(at).map(|s| s.side)) else { continue };
        let slot = side.pick_mut(&mut open);
        match *slot {
            Some((leader, first, last)) if top - last < apart && top - first < longest => {
                *slot = Some((leader, first, top));
                if let Some(row) = rows.get_mut(at) {
                    row.leader = leader as u32;
                    row.count = 0;
                }
                if let Some(row) = rows.get_mut(leader) {
                    row.count += 1;
                }
            }
            _ => *slot = Some((at, top, top)),
        }
    }
}

/// A crowd is a joined label for at least so many.
const CROWD: u32 = 8;

/// Arrows of a crowd are drawn at least so far apart, px: nearer, nobody could tell them apart.
const CROWD_GAP: f64 = 3.0;

/// Hides arrows of a crowd that lie too near to the one drawn before and carry no mark: nobody could tell them apart,
/// and a browser could not draw them all. Chosen ones are drawn by name all the same (`Scene::arrow`).
pub fn hide(rows: &mut [Row], segments: &[Segment]) {
    // Per side: (top, bottom, part) of the last one drawn.
    let mut last = [(f64::NEG_INFINITY, f64::NEG_INFINITY, 0.0); 2];
    let mut crowd = [0; 2];
    for (row, segment) in rows.iter_mut().zip(segments) {
        let seen = segment.side.pick_mut(&mut last);
        let crowd = segment.side.pick_mut(&mut crowd);
        if row.count > 0 {
            *crowd = row.count;
        }
        let covered = row.top - seen.0 < CROWD_GAP && (row.bottom - seen.1).abs() < CROWD_GAP && (row.part - seen.2).abs() < 1e-9;
        if covered && row.count == 0 && *crowd >= CROWD && Marks::of(segment) == Marks::default() {
            row.hidden = true;
        } else {
            *seen = (row.top, row.bottom, row.part);
        }
    }
}

/// An arrow without its label and the word beside its ✕, as it stands when everything up to `now` has happened (`None`: the whole run).
/// `None` where it has not left yet. Heights are lowered by `origin`.
pub fn draw(segment: &Segment, row: &Row, pane: &Pane, scale: &TimeScale, origin: f64, now: Option<Time>) -> Option<Arrow> {
    let marks = Marks::of(segment);
    let (mut from, mut to) = row.line(segment.side, pane);
    from.y -= origin;
    to.y -= origin;
    let mut arrow = Arrow {
        id: segment.id,
        name: segment.name,
        side: segment.side,
        owner: segment.owner(),
        from,
        to,
        head: None,
        lost_at: None,
        lost_word: None,
        discarded_at: None,
        stroke: if marks.dashed() { Stroke::Dashed } else { Stroke::Solid },
        label: None,
        pencil: None,
        marks,
        moving: segment.ended().is_none(),
        sent: segment.sent,
        ended: segment.ended(),
    };
    if let Some(now) = now {
        if segment.sent > now {
            return None;
        }
        if segment.ended().is_none_or(|t| t > now) {
            let full = (row.bottom - row.top).max(1e-9);
            let part = between((scale.y(now) - row.top) / full, 0.0, 1.0);
            arrow.to = Point::new(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
            arrow.moving = true;
            arrow.marks = marks.on_the_way();
        }
    }
    if arrow.marks.cut().is_some() {
        arrow.lost_at = Some(arrow.to);
    } else if (arrow.to.x - arrow.from.x).abs() > 2.0 * HEAD.0 {
        arrow.head = Some(head(arrow.from, arrow.to));
    }
    if arrow.marks.has(Mark::Discarded) {
        arrow.discarded_at = Some(back(arrow.from, arrow.to, HEAD.0 + 8.0));
    }
    Some(arrow)
}
