//! The scene: everything the ladder of one run needs, in small rows, and the view of a window of it.

use super::arrow::{self, Arrow};
use super::band::StateBand;
use super::fold::FoldBand;
use super::ghost::{Ghost, Ghosts};
use super::gutter::{self, Note, Triangle};
use super::label::{FlagStyle, Numbers, Wording};
use super::look::{Choice, Look};
use super::outage::{self, OutageBand};
use super::pane::{Pane, Shape};
use super::ruler::{Playhead, Ruler, Tick};
use super::timer::{self, Bar, TimerBar};
use super::windows;
use crate::base::order;
use crate::base::{Span, Time};
use crate::layout::intervals::Intervals;
use crate::layout::time_scale::{ScaleOptions, TimeScale};
use crate::layout::timeline::{Side, Timeline};
use crate::layout::words::Words;
use crate::sim::SegmentId;
use std::rc::Rc;

/// What the reader chose about the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Width of the ladder, px.
    pub width: f64,
    /// Magnifies all type and its distances (lecture view); 1 is plain.
    pub text: f64,
    /// Magnifies time; 1 is plain.
    pub zoom: f64,
    /// Silence longer than this is folded; `None` lets the crossing decide.
    pub fold_after: Option<Span>,
    /// How sequence numbers are written.
    pub numbers: Numbers,
    /// How flags are written.
    pub flags: FlagStyle,
    /// Which segments are shown, and which columns of their labels.
    pub look: Look,
    /// Overrides what the width says.
    pub shape: Option<Shape>,
    /// Leaves out arrows of a crowd that lie too near to others: for the page, which must be quick. What is exported holds all.
    pub thinned: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            width: 831.0,
            text: 1.0,
            zoom: 1.0,
            fold_after: None,
            numbers: Numbers::default(),
            flags: FlagStyle::default(),
            look: Look::default(),
            shape: None,
            thinned: false,
        }
    }
}

/// What is to be drawn, in the order of drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// The ruler.
    pub ticks: Vec<Tick>,
    /// States.
    pub bands: Vec<StateBand>,
    /// Folds, over rails and under timers.
    pub folds: Vec<FoldBand>,
    /// Timers.
    pub bars: Vec<TimerBar>,
    /// Calls.
    pub triangles: Vec<Triangle>,
    /// What is written in the gutters.
    pub notes: Vec<Note>,
    /// The previous run, where it differs.
    pub ghosts: Vec<Ghost>,
    /// Segments, by departure.
    pub arrows: Vec<Arrow>,
    /// Times at which a link carries nothing.
    pub outages: Vec<OutageBand>,
    /// Both rails' upper and lower ends, px.
    pub rail: (f64, f64),
}

/// The ladder of one run.
#[derive(Clone, Debug)]
pub struct Scene {
    pub(super) timeline: Rc<Timeline>,
    pub(super) options: Options,
    pub(super) pane: Pane,
    pub(super) scale: TimeScale,
    pub(super) rows: Vec<arrow::Row>,
    /// Where each segment's row is: rows go by departure, which a queue in a link can put out of the order of names.
    by_id: Vec<(SegmentId, u32)>,
    pub(super) index: Intervals,
    pub(super) ghosts: Ghosts,
    pub(super) ruler: Ruler,
    pub(super) bars: Vec<Bar>,
    pub(super) notes: [Vec<gutter::Row>; 2],
    pub(super) outages: Vec<outage::Row>,
    pub(super) rail: (f64, f64),
}

/// Labels nearer than this join, px at text scale 1.
const JOIN: f64 = 14.0;
/// A joined label speaks for no more than this, px at text scale 1.
pub(super) const LONGEST: f64 = 168.0;
/// Rails begin and end so far beyond the first and the last instant, px at text scale 1.
const RAIL_END: f64 = 12.0;
/// Room above the first instant, px at text scale 1: rail's end and the name of the first state.
const HEAD_ROOM: f64 = 30.0;

/// A run without what the reader hides; `rows` lose the same.
fn filtered(timeline: &Timeline, look: Look, rows: &mut Vec<arrow::Row>) -> Timeline {
    let mut shown = timeline.clone();
    let mut all = timeline.segments.iter();
    rows.retain(|_| all.next().is_some_and(|s| look.shows(s)));
    for (at, row) in (0..).zip(rows) {
        row.leader = at;
    }
    shown.segments.retain(|s| look.shows(s));
    shown
}

impl Scene {
    /// Lays out a run, and the previous run where it differs.
    pub fn new(timeline: Rc<Timeline>, previous: Option<Rc<Timeline>>, options: Options) -> Scene {
        let mut scene = Scene::alone(Rc::clone(&timeline), previous.as_deref(), options);
        if options.look.filters() {
            scene = scene.filtered();
        }
        if let Some(previous) = previous { scene.beside(&timeline, previous) } else { scene }
    }

    /// The same with the previous run where it differs from this one, which is given whole: what the reader hides differs too.
    #[must_use]
    pub fn beside(mut self, whole: &Timeline, previous: Rc<Timeline>) -> Scene {
        self.ghosts = Ghosts::new(previous, whole, &self.scale, self.options.look);
        self
    }

    /// The same without what the reader hides. Times, and so every place, stay those of the whole run.
    #[must_use]
    pub fn filtered(mut self) -> Scene {
        let mut rows = arrow::rows(&self.timeline, &self.scale);
        self.timeline = Rc::new(filtered(&self.timeline, self.options.look, &mut rows));
        self.settle(rows);
        self
    }

    /// Joins the labels of what is drawn, and makes its indexes.
    fn settle(&mut self, mut rows: Vec<arrow::Row>) {
        let segments = &self.timeline.segments;
        self.by_id = segments.iter().zip(0..).map(|(s, row)| (s.id, row)).collect();
        order::sort_by_key(&mut self.by_id, |at| *at);
        let text = self.pane.text;
        arrow::join(&mut rows, segments, JOIN * text, LONGEST * text);
        if self.options.thinned {
            arrow::hide(&mut rows, segments);
        }
        self.index = Intervals::new(rows.iter().map(|r| (r.top, r.bottom)));
        self.rows = rows;
    }

    /// Lays out a run, all of it; [`Scene::filtered`] takes out what the reader hides, which is settled again then: only once the lab part
    /// of the page is here can it be taken out, and until then all is drawn. What the previous run did after the end of this one gets room
    /// below it, where [`Scene::beside`] draws it.
    pub fn alone(timeline: Rc<Timeline>, previous: Option<&Timeline>, options: Options) -> Scene {
        let last = timeline.events.last().copied().unwrap_or_default();
        let later = previous.map_or(&[][..], |p| p.events.get(p.events.partition_point(|time| *time <= last)..).unwrap_or_default());
        let beside = if options.look.has(Choice::Windows) { windows::ROOM } else { 0.0 };
        let mut pane = Pane::new(options.width, options.text, options.shape, beside);
        let text = pane.text;
        let crossing = timeline.crossing();
        let scale_options = ScaleOptions {
            crossing_height: 42.0 * text,
            zoom: options.zoom,
            fold_after: options.fold_after,
            fold_height: 30.0 * text,
            fold_margin: 20.0 * text,
            head: HEAD_ROOM * text,
        };
        let scale = TimeScale::new(&[&*timeline.events, later].concat(), crossing, &scale_options);
        let bars = timer::bars(&timeline.timers, &scale, 4.0);
        let rail = ((HEAD_ROOM - RAIL_END) * text, scale.y(last) + RAIL_END * text);
        let notes = Side::BOTH.map(|side| gutter::rows(&timeline, side, &bars, &scale, rail.0, text));
        let outages = outage::rows(&timeline.outages, &scale);
        let ruler = Ruler::new(&scale, later.last().map_or(timeline.end, |later| timeline.end.max(*later)), &mut pane);
        let ghosts = Ghosts::default();
        let (rows, by_id, index) = <_>::default();
        let mut scene = Scene { timeline, options, pane, scale, rows, by_id, index, ghosts, ruler, bars, notes, outages, rail };
        scene.settle(arrow::rows(&scene.timeline, &scene.scale));
        scene
    }

    /// Height of the whole, px.
    pub fn height(&self) -> f64 {
        self.scale.height()
    }
    /// The columns.
    pub fn pane(&self) -> &Pane {
        &self.pane
    }
    /// The map between time and height.
    pub fn scale(&self) -> &TimeScale {
        &self.scale
    }
    /// The run.
    pub fn timeline(&self) -> &Rc<Timeline> {
        &self.timeline
    }
    /// The first instant at which the previous run differs; `None` where there is none, or it is the same.
    pub fn divergence(&self) -> Option<Time> {
        self.ghosts.divergence
    }
    /// The ruler's unit, for its head where the ticks do not carry it.
    pub fn ruler_unit(&self) -> &'static str {
        self.ruler.unit()
    }
    /// The playhead at an instant.
    pub fn playhead(&self, time: Time, origin: f64) -> Playhead {
        self.ruler.playhead(&self.scale, time, &self.pane, origin)
    }
    /// Index in the timeline of a segment, where it belongs to this ladder.
    pub fn row_of(&self, id: SegmentId) -> Option<usize> {
        let row = self.by_id.binary_search_by_key(&id, |(id, _)| *id).ok().and_then(|at| self.by_id.get(at));
        row.map(|(_, row)| *row as usize)
    }
    /// The stretch of heights a segment takes, px from the scene's top.
    pub fn extent(&self, id: SegmentId) -> Option<(f64, f64)> {
        self.rows.get(self.row_of(id)?).map(|r| (r.top, r.bottom))
    }
    /// One arrow with its label, wherever the window is.
    pub fn arrow(&self, id: SegmentId, origin: f64, now: Option<Time>, words: &dyn Words) -> Option<Arrow> {
        self.draw_arrow(self.row_of(id)?, origin, now, words)
    }

    /// One arrow without its label.
    pub fn line(&self, id: SegmentId, now: Option<Time>) -> Option<Arrow> {
        self.bare_arrow(self.row_of(id)?, 0.0, now)
    }

    pub(super) fn wording<'a>(&'a self, words: &'a dyn Words) -> Wording<'a> {
        let Options { numbers, flags, look, .. } = self.options;
        Wording { timeline: &self.timeline, numbers, flags, look, words }
    }

    pub(super) fn draw_arrow(&self, at: usize, origin: f64, now: Option<Time>, words: &dyn Words) -> Option<Arrow> {
        let mut arrow = self.bare_arrow(at, origin, now)?;
        let (segment, row) = (self.timeline.segments.get(at)?, self.rows.get(at)?);
        if let Some(cut) = arrow.lost_at {
            arrow.lost_word = self.lost_word(at, segment, cut.up(-origin)).map(|word| word.up(origin));
        }
        if row.count > 0 {
            let (label, pencil) = self.label(at, origin, now, words);
            arrow.label = label;
            arrow.pencil = pencil;
        }
        Some(arrow)
    }

    pub(super) fn bare_arrow(&self, at: usize, origin: f64, now: Option<Time>) -> Option<Arrow> {
        arrow::draw(self.timeline.segments.get(at)?, self.rows.get(at)?, &self.pane, &self.scale, origin, now)
    }
}
