//! The drawing itself: what lies in the window that is seen, and has happened.

use super::hover::{self, HoverLayer};
use super::layers::Standing;
use super::playhead::{self, Flight, Overlay};
use super::shared::Shared;
use super::size::{PAPER, STEP, Seen};
use super::svg::px;
use crate::base::Time;
use crate::draw::ladder::{LAYERS, Picked, definitions, pieces};
use crate::layout::ladder::{Arrow, Choice, Point, Window};
use crate::locale::Words;
use crate::sim::{StepKind, Trace};
use crate::ui::el::el;
use crate::ui::lab;
use crate::ui::lab_part::LabPart;
use crate::ui::part::part;
use crate::ui::playhead::Playhead;
use crate::ui::state::{Action, RunHandle, View};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Drawn beyond what is seen, px, on either side: a fast scroll shows no empty paper.
const BEYOND: f64 = 128.0;
/// Most segments whose flight is shown.
const FLIGHTS: usize = 64;

/// What the drawing needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub run: RunHandle,
    /// Its scene.
    pub scene: Shared,
    /// Cursor, selection, reveal.
    pub view: Rc<View>,
    /// The instant up to which it is drawn.
    pub now: Option<Time>,
    /// What is seen of it.
    pub seen: Seen,
    /// What scrolls.
    pub scroll: NodeRef,
    /// Words.
    pub words: Words,
    /// The playhead.
    pub playhead: Playhead,
    /// Where actions go.
    pub act: Callback<Action>,
    /// What happened before the lab part was here.
    pub early: Early,
}

/// An event that the lab part makes good once it is here.
pub type Early = Rc<RefCell<Option<Event>>>;

/// The drawing.
#[component]
pub fn Drawing(props: &Props) -> Html {
    let Props { run, scene, view, now, seen, scroll, words, playhead, act, early } = props;
    let cut = use_node_ref();
    let window = Window { top: seen.top - BEYOND, bottom: seen.top + STEP + seen.height + BEYOND, origin: 0.0 };
    let mut shown = scene.view(window, *now, words);
    keep(run, view, &mut shown);
    // One that a crowd hides is drawn when it is chosen.
    let chosen = view.segment().filter(|id| shown.arrows.iter().all(|a| a.id != *id));
    shown
        .arrows
        .extend(chosen.and_then(|id| scene.arrow(id, 0.0, *now, words)).filter(|a| run.segment(a.id).is_some_and(|s| view.shows(s.cause))));
    hush(&mut shown);
    let pane = scene.pane();
    // The paper is as long as the ladder, the window's least is all of it.
    let least = if *seen == PAPER { 0.0 } else { seen.height - 1.0 };
    let height = now.map_or(scene.height(), |t| (scene.scale().y(t) + 160.0).min(scene.height())).max(least);
    let flights = if now.is_some() { flights(props, &shown.arrows) } else { Vec::new() };
    let picked = Picked { segment: view.segment(), timer: named_timer(run, view) };
    let drawn = pieces(shown, pane, picked, words);
    let (places, standing) = (use_memo((), |()| <[NodeRef; LAYERS]>::default()), use_mut_ref(Standing::default));
    {
        let places = Rc::clone(&places);
        // Paper does not wait until effects have their turn.
        let paper = *seen == PAPER;
        let later = if paper {
            standing.borrow_mut().settle(&places, drawn);
            None
        } else {
            Some(drawn)
        };
        use_effect(move || {
            if let Some(drawn) = later {
                standing.borrow_mut().settle(&places, drawn);
            }
        });
    }
    let clip = view.playing.then_some("url(#ladder-cut)");
    let [ticks, stripe, before, lines, bands, timers, notes, labels] = &*places;
    let layer = |clip: Option<&'static str>, place: &NodeRef| el("g").node(place).set_some("clip-path", clip);
    let edge = el("rect").node(&cut).attr("x", "0").attr("y", "-100").set("width", px(pane.width));
    let pointed = hover::Props { scene: scene.clone(), now: *now, scroll: scroll.clone(), words: words.clone() };
    let moving =
        playhead::Props { scene: scene.clone(), playhead: playhead.clone(), flights, cut, scroll: scroll.clone(), playing: view.playing };
    let beside = view.look.has(Choice::Windows).then(|| {
        let seen = (window.top, window.bottom);
        let (run, scene, view, now, words) = (run.clone(), scene.clone(), view.clone(), *now, words.clone());
        view.lab.draw(act, |here| lab::windows(here, run, scene, Rc::clone(&view), (now, seen), words)).unwrap_or_default()
    });
    // What a new reader does first fetches it ([`super::Ladder`]).
    let (parting, done) = if let LabPart::Here(here) = view.lab {
        let props = lab::GestureProps {
            run: run.clone(),
            scene: scene.clone(),
            now: *now,
            view: Rc::clone(view),
            scroll: scroll.clone(),
            words: words.clone(),
            act: act.clone(),
            early: Rc::clone(early),
        };
        (lab::parting(here, scene, *now), lab::gestures(here, props))
    } else {
        <_>::default()
    };
    el("svg")
        .class("ladder-canvas")
        .set("width", px(pane.width))
        .set("height", px(height))
        .attr("aria-hidden", "true")
        .child(el("defs").drawn(definitions()).child(el("clipPath").attr("id", "ladder-cut").child(edge)))
        .child(layer(clip, ticks))
        .child(el("g").set_some("clip-path", clip).child(el("g").html(parting)).child(el("g").html(beside.unwrap_or_default())))
        .child(el("g").html(part::<HoverLayer>(pointed)))
        .child(layer(clip, stripe))
        .child(layer(view.hides().then_some("url(#ladder-cut)"), before))
        .child(layer(clip, lines))
        .child(layer(clip, bands))
        .child(layer(clip, timers))
        .child(el("g").html(part::<Overlay>(moving)))
        .child(layer(None, notes))
        .child(layer(None, labels))
        .child(el("g").html(done))
        .into()
}

/// Leaves out what belongs to steps after the cursor: several may share its instant.
fn keep(run: &Trace, view: &View, shown: &mut crate::layout::View) {
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

/// The previous run keeps silent where the present one speaks.
fn hush(shown: &mut crate::layout::View) {
    let spoken: Vec<Box2> = shown.arrows.iter().filter_map(|a| a.label.as_ref()).map(|l| Box2::around(&l.corners())).collect();
    for ghost in &mut shown.ghosts {
        let own = ghost.label.as_ref().map(|l| Box2::around(&l.corners()));
        if own.is_some_and(|own| spoken.iter().any(|other| own.meets(other))) {
            ghost.label = None;
        }
    }
}

/// A box that holds some points.
#[derive(Clone, Copy)]
struct Box2 {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Box2 {
    fn around(points: &[Point]) -> Box2 {
        let start = Box2 { left: f64::INFINITY, top: f64::INFINITY, right: f64::NEG_INFINITY, bottom: f64::NEG_INFINITY };
        points.iter().fold(start, |b, p| Box2 {
            left: b.left.min(p.x),
            top: b.top.min(p.y),
            right: b.right.max(p.x),
            bottom: b.bottom.max(p.y),
        })
    }
    fn meets(&self, other: &Box2) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// The whole way of each segment that is on it.
fn flights(props: &Props, arrows: &[Arrow]) -> Vec<Flight> {
    let Props { scene, view, playhead, run, .. } = props;
    // Between this step and the next, whatever has left and not arrived is on its way.
    let time = if view.playing { playhead.time() } else { view.cursor.and_then(|c| run.step(c)).map_or(Time::ZERO, |s| s.time) };
    let flying = arrows.iter().rev().filter(|a| a.ended.is_none_or(|end| end > time)).take(FLIGHTS);
    flying
        .filter_map(|a| scene.arrow(a.id, 0.0, None, &props.words))
        .map(|a| Flight { id: a.id, owner: a.owner, from: a.from, to: a.to })
        .collect()
}

/// The timer that the step at the cursor is about.
fn named_timer(run: &Trace, view: &View) -> Option<u32> {
    let step = view.cursor?;
    let StepKind::Timer(Some(end), kind) = run.step(step)?.kind else { return None };
    let at = run.timers().iter().position(|t| t.end == end && t.timer == kind && t.ended_by == Some(step))?;
    u32::try_from(at).ok()
}
