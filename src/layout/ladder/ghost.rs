//! The previous run, drawn only where it differs from the present one.

use super::Scene;
use super::arrow::{Row, head, rows};
use super::fold::count_within;
use super::label::Label;
use super::look::Look;
use super::pane::{Pane, Point};
use super::pieces::within;
use crate::base::Time;
use crate::layout::intervals::Intervals;
use crate::layout::time_scale::TimeScale;
use crate::layout::timeline::{Segment, Side, Timeline};
use crate::layout::words::Words;
use crate::scenario::SegmentName;
use std::ops::Range;
use std::rc::Rc;

/// An arrow of the previous run, ready to draw: thin, grey.
#[derive(Clone, Debug, PartialEq)]
pub struct Ghost {
    /// Index of the segment in the previous run's segments.
    pub index: usize,
    /// Its name there.
    pub name: SegmentName,
    /// The sender's rail.
    pub side: Side,
    /// Departure.
    pub from: Point,
    /// The tip, or where it was lost.
    pub to: Point,
    /// The head's triangle; `None` where it was lost.
    pub head: Option<[Point; 3]>,
    /// "before: …", where there is room.
    pub label: Option<Label>,
}

/// The differing part of a previous run.
#[derive(Clone, Debug, Default)]
pub struct Ghosts {
    /// The whole previous run.
    pub timeline: Rc<Timeline>,
    /// Its segments that the present run lacks, with their rows; of those that lie on each other, one.
    pub rows: Vec<(usize, Row)>,
    /// Index over `rows`.
    pub index: Intervals,
    /// How many lie wholly within each fold.
    pub folded: Vec<u32>,
    /// The first instant at which the runs differ.
    pub divergence: Option<Time>,
}

impl Ghosts {
    /// Compares two runs; heights are those of the present run's scale. What `look` hides differs, but is not drawn.
    pub fn new(previous: Rc<Timeline>, present: &Timeline, scale: &TimeScale, look: Look) -> Ghosts {
        let all = rows(&previous, scale);
        let (mut differ, mut every) = (Vec::new(), Vec::new());
        let mut divergence = None;
        let (mut at, mut next) = (0, 0);
        let mut seen = [(f64::NEG_INFINITY, f64::NEG_INFINITY); 2];
        for (index, old) in previous.segments.iter().enumerate() {
            while present.segments.get(at).is_some_and(|s| s.sent < old.sent) {
                at += 1;
            }
            // Both runs are in order: look on from the last twin, and only then from the first of the instant.
            let find = |from: usize| {
                let mut instant = present.segments.iter().enumerate().skip(from).take_while(|(_, s)| s.sent == old.sent);
                instant.find(|(_, s)| same_departure(s, old)).map(|(at, s)| (at, s.lost(), s.fate))
            };
            let twin = find(next.max(at)).or_else(|| if next > at { find(at) } else { None });
            next = twin.map_or(next, |(index, ..)| index + 1);
            if twin.is_some_and(|(_, _, fate)| fate == old.fate) {
                continue;
            }
            divergence.get_or_insert(old.sent);
            // The same segment, lost now, be it as it was or edited: its grey arrow would carry it on past the cut.
            let mut instant = present.segments.iter().skip(at).take_while(|s| s.sent == old.sent);
            if twin.is_some_and(|(_, lost, _)| lost) || instant.any(|s| s.name == old.name && s.lost()) || !look.shows(old) {
                continue;
            }
            // One of many that lie on each other will do.
            if let Some(row) = all.get(index) {
                every.push((row.top, row.bottom));
                let last = old.side.pick_mut(&mut seen);
                if old.lost() || row.top - last.0 >= 1.0 || (row.bottom - last.1).abs() >= 1.0 {
                    *last = (row.top, row.bottom);
                    differ.push((index, *row));
                }
            }
        }
        let extra =
            present.segments.iter().zip(previous.segments.iter()).find(|(new, old)| new.sent != old.sent || !same_departure(new, old));
        let first_new = extra.map(|(new, _)| new.sent).or_else(|| present.segments.get(previous.segments.len()).map(|s| s.sent));
        let divergence = [divergence, first_new].into_iter().flatten().min();
        let index = Intervals::new(differ.iter().map(|(_, row)| (row.top, row.bottom)));
        let folded = count_within(scale, every.into_iter());
        Ghosts { timeline: previous, rows: differ, index, folded, divergence }
    }

    /// Draws one, without its label.
    pub fn draw(&self, row: usize, pane: &Pane, origin: f64, now: Option<Time>) -> Option<(Ghost, &Segment)> {
        let (index, row) = self.rows.get(row)?;
        let segment = self.timeline.segments.get(*index)?;
        // Nothing of the future, be it of another run.
        if now.is_some_and(|t| segment.sent > t) {
            return None;
        }
        let (mut from, mut to) = row.line(segment.side, pane);
        from.y -= origin;
        to.y -= origin;
        let head = (!segment.lost()).then(|| head(from, to));
        Some((Ghost { index: *index, name: segment.name, side: segment.side, from, to, head, label: None }, segment))
    }
}

impl Scene {
    /// The previous run's arrows that begin between two heights.
    pub(super) fn ghosts_begun(&self, heights: &Range<f64>, origin: f64, now: Option<Time>, words: &dyn Words) -> Vec<Ghost> {
        let rows = &self.ghosts.rows;
        let y = |at: usize| rows.get(at).map_or(f64::INFINITY, |(_, row)| row.top);
        within(rows.len(), &y, heights).filter_map(|at| self.draw_ghost(at, origin, now, words)).collect()
    }

    fn draw_ghost(&self, at: usize, origin: f64, now: Option<Time>, words: &dyn Words) -> Option<Ghost> {
        // Wholly within a fold: counted there, not drawn.
        let (_, row) = self.ghosts.rows.get(at)?;
        let fold = self.scale.folds().partition_point(|f| f.bottom < row.top);
        if self.scale.folds().get(fold).is_some_and(|f| f.top <= row.top && row.bottom <= f.bottom) {
            return None;
        }
        let (mut ghost, segment) = self.ghosts.draw(at, &self.pane, origin, now)?;
        ghost.label = self.ghost_label(at, segment, &ghost, origin, words);
        Some(ghost)
    }
}

fn same_departure(a: &Segment, b: &Segment) -> bool {
    (a.side, a.midway) == (b.side, b.midway) && a.heading == b.heading && a.kind == b.kind && a.edited == b.edited
}
