//! What a piece of the drawing shows, and what it depends on: while that stays the same, the piece need not be drawn again.

use super::shared::Shared;
use crate::base::Time;
use crate::draw::ladder::{Layers, Picked, layers};
use crate::layout;
use crate::layout::ladder::Progress;
use crate::locale::Words;
use crate::sim::{SegmentId, StepId, StepKind, Trace};
use crate::ui::lab;
use crate::ui::lab_part::LabPart;
use crate::ui::state::{RunHandle, View};
use std::rc::Rc;

/// What the pieces are drawn from.
pub struct Painter {
    run: RunHandle,
    scene: Shared,
    view: Rc<View>,
    now: Option<Time>,
    words: Words,
    timer: Option<u32>,
}

/// What a piece depends on.
#[derive(PartialEq)]
pub struct Cause {
    scene: Shared,
    words: Words,
    /// How far it has come, where not all of it is drawn.
    progress: Progress,
    /// The instant and the step up to which it is drawn, while it changes with them.
    cut: Option<(Time, Option<StepId>)>,
    /// The chosen segment, where it is in this piece.
    chosen: Option<SegmentId>,
    timer: Option<u32>,
}

impl Painter {
    /// A painter of a run as it is shown.
    pub fn new(run: RunHandle, scene: Shared, view: Rc<View>, words: Words) -> Painter {
        let (now, timer) = (now(&run, &view), named_timer(&run, &view));
        Painter { run, scene, view, now, words, timer }
    }

    /// Goes on to an instant that the player has come to; says whether anything happens on the way there.
    pub fn go_on(&mut self, time: Time) -> bool {
        let cursor = self.run.step_at(time);
        let on = cursor != self.view.cursor;
        if on {
            Rc::make_mut(&mut self.view).cursor = cursor;
            self.now = now(&self.run, &self.view);
            self.timer = named_timer(&self.run, &self.view);
        }
        on
    }

    /// The numbers of the pieces between two heights, in order.
    pub fn stretches(&self, top: f64, bottom: f64) -> Vec<i32> {
        self.scene.stretches(top, bottom)
    }

    /// What a piece depends on now.
    pub fn cause(&self, stretch: i32) -> Cause {
        let Painter { scene, view, now, words, timer, .. } = self;
        let progress = now.map_or(Progress::Over, |now| scene.progress(stretch, now));
        // What happens at the instant itself goes by its step.
        let cut = now.filter(|_| progress == Progress::UnderWay).map(|now| (now, view.cursor));
        let chosen = view.segment().filter(|id| scene.stretch_of(*id) == Some(stretch));
        Cause { scene: scene.clone(), words: words.clone(), progress, cut, chosen, timer: *timer }
    }

    /// Draws a piece.
    pub fn piece(&self, stretch: i32) -> Layers {
        let Painter { scene, view, now, words, .. } = self;
        let mut shown = scene.piece(stretch, *now, words);
        // One that a crowd hides is drawn when it is chosen.
        let chosen = view.segment().filter(|id| scene.stretch_of(*id) == Some(stretch) && shown.arrows.iter().all(|a| a.id != *id));
        shown.arrows.extend(chosen.and_then(|id| scene.arrow(id, 0.0, *now, words)));
        let before = if let LabPart::Here(here) = view.lab { lab::before(here, scene, stretch, *now, words) } else { String::new() };
        Layers { before, ..self.paint(shown) }
    }

    /// Draws what reaches through the pieces between two heights.
    pub fn spanning(&self, top: f64, bottom: f64) -> Layers {
        self.paint(self.scene.spanning(top, bottom, self.now, &self.words))
    }

    fn paint(&self, mut shown: layout::View) -> Layers {
        let Painter { scene, view, words, timer, .. } = self;
        self.keep(&mut shown);
        // While the player runs, the edge at the playhead hides the rest of a line: whole, it need not be drawn again until it ends.
        for arrow in shown.arrows.iter_mut().filter(|a| view.playing && a.moving) {
            if let Some(whole) = scene.line(arrow.id, None) {
                arrow.to = whole.to;
                arrow.head = None;
            }
        }
        layers(&shown, scene.pane(), Picked { segment: view.segment(), timer: *timer }, words)
    }

    /// Leaves out what belongs to steps after the cursor: several may share its instant.
    fn keep(&self, shown: &mut layout::View) {
        let Painter { run, view, .. } = self;
        if !view.hides() {
            return;
        }
        let seen = |step: Option<u32>| step.is_none_or(|s| view.shows(s));
        shown.arrows.retain(|a| run.segment(a.id).is_some_and(|s| view.shows(s.cause)));
        shown.bands.retain(|b| seen(b.step));
        shown.triangles.retain(|c| view.shows(c.step));
        shown.notes.retain(|n| seen(n.step));
        let timers = run.timers();
        shown.bars.retain(|b| timers.get(b.id as usize).is_some_and(|t| view.shows(t.started_by)));
    }
}

/// The instant up to which the run is drawn; `None` for all of it. While the player runs, that is the next step: the
/// overlay cuts at the playhead.
pub fn now(run: &Trace, view: &View) -> Option<Time> {
    if !view.hides() {
        return None;
    }
    let next = view.cursor.map_or(0, |c| c + 1);
    let step = if view.playing { run.step(next).or_else(|| run.step(view.cursor?)) } else { run.step(view.cursor?) };
    Some(step.map_or(Time::ZERO, |s| s.time))
}

/// The timer that the step at the cursor is about.
fn named_timer(run: &RunHandle, view: &View) -> Option<u32> {
    let step = view.cursor?;
    let StepKind::Timer(Some(end), kind) = run.step(step)?.kind else { return None };
    let at = run.timers().iter().position(|t| t.end == end && t.timer == kind && t.ended_by == Some(step))?;
    u32::try_from(at).ok()
}
