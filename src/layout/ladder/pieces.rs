//! What is to be drawn, in pieces: each holds what begins in one stretch of heights, so that a page need only draw anew the pieces that
//! changed or came into sight. What spans many stretches, such as rails and folds, belongs to none.

use super::arrow::Row;
use super::band::{self, Edges};
use super::scene::LONGEST;
use super::timer::{self, Bar};
use super::{Arrow, Ghost, Scene, View, fold, gutter};
use crate::base::{Time, order};
use crate::layout::timeline::Side;
use crate::layout::words::Words;
use crate::sim::SegmentId;
use std::mem::{discriminant, replace};
use std::ops::Range;

/// Height of a stretch, px.
pub const STRETCH: f64 = 80.0;
/// A longer bar reaches through several stretches and belongs to none, px.
const LONGEST_BAR: f64 = 4.0 * STRETCH;
/// Texts reach so far beyond what they belong to, px at text scale 1.
const TEXTS: f64 = 24.0;

/// How far a piece has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nothing of it is there yet.
    Ahead,
    /// It may change with every instant.
    UnderWay,
    /// It stays as it is.
    Over,
}

/// The number of the stretch that a height lies in.
fn number(y: f64) -> i32 {
    (y / STRETCH).floor() as i32
}

/// The heights of a stretch.
fn heights(number: i32) -> Range<f64> {
    f64::from(number) * STRETCH..(f64::from(number) + 1.0) * STRETCH
}

/// Whether a bar reaches through several stretches, as the timer of a long transfer does.
fn spans(bar: &Bar) -> bool {
    bar.bottom - bar.top > LONGEST_BAR
}

/// Which of so many, by height, lie in a stretch.
pub(super) fn within(count: usize, y: &dyn Fn(usize) -> f64, heights: &Range<f64>) -> Range<usize> {
    let first = |bound: f64| {
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = usize::midpoint(low, high);
            if y(middle) < bound { low = middle + 1 } else { high = middle }
        }
        low
    };
    first(heights.start)..first(heights.end)
}

/// The heights of a list's items.
fn tops<T>(list: &[T], y: fn(&T) -> f64) -> impl Fn(usize) -> f64 {
    move |at| list.get(at).map_or(f64::INFINITY, y)
}

impl Scene {
    /// Everything up to `now` (`None`: the whole run). Heights are those of the scene less `origin`.
    pub fn view(&self, origin: f64, now: Option<Time>, words: &dyn Words) -> View {
        let all = self.reach_of_texts(0.0, self.height());
        let mut view = self.begun(&all, origin, now, words);
        view.ghosts = self.ghosts_begun(&all, origin, now, words);
        self.span(&mut view, &all, origin, now, words);
        view
    }

    /// The numbers of the stretches that have something between two heights, in order.
    pub fn stretches(&self, top: f64, bottom: f64) -> Vec<i32> {
        let Range { start: above, end: below } = self.reach_of_texts(top, bottom);
        let mut numbers: Vec<i32> = (number(above)..=number(below)).collect();
        let mut last = None;
        let mut add = |y: Option<f64>| {
            // Most begin in the same stretch as the one before.
            if let Some(n) = y.map(number).filter(|n| last.replace(*n) != Some(*n)) {
                numbers.push(n);
            }
        };
        self.index.query(above, below, &mut |at| add(self.rows.get(at).map(|r| r.top)));
        self.ghosts.index.query(above, below, &mut |at| add(self.ghosts.rows.get(at).map(|(_, r)| r.top)));
        // A bar of a stretch reaches at most so far below where it begins.
        for bar in self.bars_begun(&(above - LONGEST_BAR..above)).filter(|b| b.bottom >= above) {
            add(Some(bar.top));
        }
        order::sort_by_key(&mut numbers, |n| *n);
        numbers.dedup();
        numbers
    }

    /// The stretch that a segment begins in.
    pub fn stretch_of(&self, id: SegmentId) -> Option<i32> {
        self.extent(id).map(|(top, _)| number(top))
    }

    /// What begins in a stretch, up to `now`.
    pub fn piece(&self, stretch: i32, now: Option<Time>, words: &dyn Words) -> View {
        self.begun(&self.heights(stretch), 0.0, now, words)
    }

    /// What the previous run shows of a stretch where it differs, up to `now`. It is drawn apart: a new reader has none.
    pub fn ghosts(&self, stretch: i32, now: Option<Time>, words: &dyn Words) -> Vec<Ghost> {
        self.ghosts_begun(&self.heights(stretch), 0.0, now, words)
    }

    /// The heights of a stretch, as far as there is anything.
    fn heights(&self, stretch: i32) -> Range<f64> {
        let (asked, all) = (heights(stretch), self.reach_of_texts(0.0, self.height()));
        asked.start.max(all.start)..asked.end.min(all.end)
    }

    /// What can reach into what lies between two heights.
    fn reach_of_texts(&self, top: f64, bottom: f64) -> Range<f64> {
        let texts = TEXTS * self.pane.text;
        top.max(0.0) - texts..bottom.min(self.height()) + texts
    }

    /// How far what begins in a stretch has come by `now`.
    pub fn progress(&self, stretch: i32, now: Time) -> Progress {
        let (y, heights, text) = (self.scale.y(now), heights(stretch), self.pane.text);
        if heights.start > y + TEXTS * text {
            return Progress::Ahead;
        }
        // A label may speak for segments that leave after the first.
        let last = |r: &Row| if r.count > 1 { r.bottom.max(r.top + LONGEST * text) } else { r.bottom };
        let over = heights.end < y
            && within(self.rows.len(), &tops(&self.rows, |r| r.top), &heights).all(|at| self.rows.get(at).is_some_and(|r| last(r) < y))
            && self.bars_begun(&heights).all(|b| b.bottom < y)
            && Side::BOTH.into_iter().all(|side| self.notes_begun(side, &heights).all(|r| r.time <= now));
        if over { Progress::Over } else { Progress::UnderWay }
    }

    /// What reaches through the stretches between two heights, up to `now`: rails with their states, folds, outages and long timers.
    pub fn spanning(&self, top: f64, bottom: f64, now: Option<Time>, words: &dyn Words) -> View {
        let mut view = View::default();
        self.span(&mut view, &self.reach_of_texts(top, bottom), 0.0, now, words);
        view
    }

    fn begun(&self, heights: &Range<f64>, origin: f64, now: Option<Time>, words: &dyn Words) -> View {
        let mut view = View::default();
        let ticked = heights.start..heights.end.min(self.rail.1 + 1e-6);
        view.ticks = self.ruler.ticks(&self.scale, ticked.start, ticked.end, now, origin);
        // A tick at the very edge belongs to the stretch below it.
        view.ticks.retain(|t| ticked.contains(&(t.y + origin)));
        for at in within(self.rows.len(), &tops(&self.rows, |r| r.top), heights) {
            if self.rows.get(at).is_some_and(|r| !r.hidden) {
                view.arrows.extend(self.draw_arrow(at, origin, now, words));
            }
        }
        view.bars.extend(self.bars_begun(heights).filter_map(|b| timer::draw(b, &self.pane, &self.scale, origin, now)));
        for side in Side::BOTH {
            // The name of a timer stands where there is room along its bar: not before the bar has come there.
            let there = |r: &&gutter::Row| now.is_none_or(|t| r.time <= t && r.y <= self.scale.y(t) + TEXTS * self.pane.text);
            view.notes.extend(self.notes_begun(side, heights).filter(there).map(|r| gutter::draw(r, side, &self.pane, origin, words)));
        }
        let calls = &self.timeline.calls;
        let y = |at: usize| calls.get(at).map_or(f64::INFINITY, |c| self.scale.y(c.time));
        let mut last = [None; 2];
        for call in within(calls.len(), &y, heights).filter_map(|at| calls.get(at)).filter(|c| now.is_none_or(|t| c.time <= t)) {
            let y = self.scale.y(call.time);
            // Of those that lie upon each other one is seen. No pixel belongs to two stretches.
            let looks = Some((y.floor(), discriminant(&call.act)));
            if !self.options.thinned || replace(call.side.pick_mut(&mut last), looks) != looks {
                view.triangles.push(gutter::triangle(call, &self.pane, y - origin));
            }
        }
        view
    }

    /// The bars that begin in a stretch, but for those that reach through many.
    fn bars_begun(&self, heights: &Range<f64>) -> impl Iterator<Item = &Bar> {
        let begun = within(self.bars.len(), &tops(&self.bars, |b| b.top), heights);
        begun.filter_map(|at| self.bars.get(at)).filter(|b| !spans(b))
    }

    fn notes_begun(&self, side: Side, heights: &Range<f64>) -> impl Iterator<Item = &gutter::Row> {
        let rows = side.pick(&self.notes);
        within(rows.len(), &tops(rows, |r| r.y), heights).filter_map(|at| rows.get(at))
    }

    fn span(&self, view: &mut View, heights: &Range<f64>, origin: f64, now: Option<Time>, words: &dyn Words) {
        let (above, below) = (heights.start, heights.end);
        view.rail = (self.rail.0 - origin, now.map_or(self.rail.1, |t| self.scale.y(t).min(self.rail.1)) - origin);
        let seen = self.outages.iter().filter(|o| o.top <= below && o.bottom >= above);
        view.outages.extend(seen.filter_map(|o| self.draw_outage(o, origin, now, words)));
        for side in Side::BOTH {
            self.view_bands(view, side, (above, below), origin, now);
        }
        let folds = self.scale.folds();
        let first = folds.partition_point(|f| f.bottom < above);
        for (at, f) in folds.iter().enumerate().skip(first).take_while(|(_, f)| f.top <= below) {
            let ghosts = self.ghosts.folded.get(at).copied().unwrap_or(0);
            view.folds.extend(fold::draw(at, f, &self.timeline, ghosts, (origin, now), &self.pane, words));
        }
        let bars = self.bars.iter().filter(|b| spans(b) && b.top <= below && b.bottom >= above);
        view.bars.extend(bars.filter_map(|b| timer::draw(b, &self.pane, &self.scale, origin, now)));
    }

    fn view_bands(&self, view: &mut View, side: Side, (above, below): (f64, f64), origin: f64, now: Option<Time>) {
        let spans = side.pick(&self.timeline.states);
        let first = spans.partition_point(|s| self.scale.y(s.to) < above);
        // The last band reaches past the last instant.
        let first = first.min(spans.len().saturating_sub(1));
        for (at, span) in spans.iter().enumerate().skip(first) {
            let edges = Edges { above: self.rail.0, below: self.rail.1, first: at == 0, last: at + 1 == spans.len() };
            let Some(mut band) = band::draw(span, side, edges, &self.pane, &self.scale, now) else { break };
            if band.top > below {
                break;
            }
            band.top -= origin;
            band.bottom -= origin;
            if let Some(name) = &mut band.name {
                name.at.y -= origin;
            }
            view.bands.push(band);
        }
    }

    /// The lines between two heights without their labels, by departure.
    pub fn lines(&self, top: f64, bottom: f64, now: Option<Time>) -> Vec<Arrow> {
        let mut lines = Vec::new();
        self.index.query(top, bottom, &mut |at| {
            if self.rows.get(at).is_some_and(|r| !r.hidden) {
                lines.extend(self.bare_arrow(at, 0.0, now));
            }
        });
        lines
    }

    /// The whole lines of what is on its way at an instant, without labels; the latest first.
    pub fn on_the_way(&self, time: Time) -> impl Iterator<Item = Arrow> {
        let y = self.scale.y(time);
        let flies = move |a: &Arrow| a.sent <= time && a.ended.is_none_or(|end| end > time);
        self.lines(y, y, None).into_iter().rev().filter(flies)
    }
}
