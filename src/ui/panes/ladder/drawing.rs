//! The drawing itself: what lies in the window that is seen, and has happened.

use super::hover::{self, HoverLayer};
use super::layers::Standing;
use super::painter::Painter;
use super::playhead::{self, Overlay};
use super::shared::Shared;
use super::sheets::sheets;
use super::size::{PAPER, STEP, Scrolled, Seen};
use super::svg::px;
use crate::base::Time;
use crate::draw::ladder::{LAYERS, definitions};
use crate::layout::ladder::Choice;
use crate::locale::Words;
use crate::sim::SegmentId;
use crate::ui::el::{div, el};
use crate::ui::lab;
use crate::ui::lab_part::LabPart;
use crate::ui::part::part;
use crate::ui::playhead::{Playhead, Turn};
use crate::ui::state::{Action, RunHandle, View};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// Drawn beyond what is seen, px, on either side: a fast scroll shows no empty paper.
const BEYOND: f64 = 128.0;
/// Paper below what has happened, px, at least: room to keep the playhead in the lower part of what is seen.
const ROOM: f64 = 320.0;

/// What the drawing needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub run: RunHandle,
    /// Its scene.
    pub scene: Shared,
    /// Cursor, selection, reveal.
    pub view: Rc<View>,
    /// The same for what follows the player by itself: while it runs, the cursor's place is none of its.
    pub still: Rc<View>,
    /// The instant up to which it is drawn.
    pub now: Option<Time>,
    /// What is seen of it.
    pub seen: Seen,
    /// What scrolls.
    pub scroll: NodeRef,
    /// How far.
    pub scrolled: Scrolled,
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
    let Props { run, scene, view, still, now, seen, scroll, scrolled, words, playhead, act, early } = props;
    let cut = use_node_ref();
    let (top, bottom) = (seen.top - BEYOND, seen.top + STEP + seen.height + BEYOND);
    let pane = scene.pane();
    let paper = *seen == PAPER;
    // In large steps: with each of its changes a browser lays out all of it.
    let reached = |t| {
        let y = scene.scale().y(t);
        if paper { y + 160.0 } else { ((y + ROOM.max(0.5 * seen.height)) / ROOM).ceil() * ROOM }
    };
    // The paper is as long as the ladder, the window's least is all of it.
    let least = if paper { 0.0 } else { seen.height - 1.0 };
    let height = now.map_or(scene.height(), |t| reached(t).min(scene.height())).max(least);
    let (places, standing) = (use_memo((), |()| <[NodeRef; LAYERS]>::default()), use_mut_ref(Standing::default));
    {
        let places = Rc::clone(&places);
        let (view, playhead) = (view.clone(), playhead.clone());
        let painter = Painter::new(run.clone(), scene.clone(), view.clone(), words.clone());
        if paper {
            // Paper does not wait until effects have their turn.
            standing.borrow_mut().settle(&places, &painter, top, bottom);
        }
        let of = (run.clone(), scene.clone(), still.clone(), words.clone(), (top.to_bits(), bottom.to_bits()));
        use_effect_with(of, move |_| {
            // While the player runs, the drawing follows it without the rest of the page.
            let live = view.playing.then(|| playhead.time());
            if live.is_none() {
                standing.borrow_mut().settle(&places, &painter, top, bottom);
            }
            // What it is drawn from is another one than before, wherever the player is.
            let (painter, fresh) = (RefCell::new(painter), Cell::new(true));
            let follow = move |time| {
                let mut painter = painter.borrow_mut();
                if painter.go_on(time) | fresh.take() {
                    standing.borrow_mut().settle(&places, &painter, top, bottom);
                }
            };
            let subscription = live.map(|_| playhead.subscribe(Turn::Draws, Rc::new(follow)));
            move || drop(subscription)
        });
    }
    // After all that is drawn: scrolling has the browser lay it out.
    {
        let (scroll, scrolled, scene) = (scroll.clone(), scrolled.clone(), scene.clone());
        // The playhead is at the step too, but may be told so only after this.
        let time = view.cursor.and_then(|c| run.step(c)).map_or(Time::ZERO, |s| s.time);
        let hides = view.hides();
        use_effect_with((view.cursor, view.segment(), run.clone()), move |(_, chosen, _)| {
            show(&scroll, &scrolled, &scene, time, chosen.filter(|_| !hides));
        });
    }
    let [ticks, stripe, before, hits, lines, bands, timers, notes, labels] = &*places;
    let layer = |place: &NodeRef| el("g").node(place);
    let cut_off = |on: bool| on.then_some("url(#ladder-cut)");
    let edge = el("rect").node(&cut).attr("x", "0").attr("y", "-100").set("width", px(pane.width));
    let pointed = hover::Props { scene: scene.clone(), now: *now, scroll: scroll.clone() };
    let moving = playhead::Props {
        scene: scene.clone(),
        playhead: playhead.clone(),
        run: run.clone(),
        view: still.clone(),
        cut,
        scroll: scroll.clone(),
        scrolled: scrolled.clone(),
    };
    let beside = view.look.has(Choice::Windows).then(|| {
        let seen = (top, bottom);
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
    let past = el("g")
        .set_some("clip-path", cut_off(view.playing))
        .child(layer(ticks))
        .child(el("g").html(parting))
        .child(el("g").html(beside.unwrap_or_default()))
        .child(el("g").html(part::<HoverLayer>(pointed)))
        .child(layer(stripe))
        .child(layer(before).set_some("clip-path", cut_off(view.hides() && !view.playing)))
        .child(layer(hits))
        .child(layer(lines))
        .child(layer(bands))
        .child(layer(timers));
    let sheets = if paper { sheets(scene, height) } else { None };
    let drawing = el("svg")
        .class("ladder-canvas")
        .attr("id", "ladder-drawing")
        .set("width", px(pane.width))
        .set("height", px(height))
        .attr("aria-hidden", "true")
        .child(el("defs").drawn(definitions()).child(el("clipPath").attr("id", "ladder-cut").child(edge)))
        .child(past)
        .child(el("g").html(part::<Overlay>(moving)))
        .child(layer(notes))
        .child(layer(labels))
        .child(el("g").html(done));
    div("").child(div("").class_if(sheets.is_some(), "in-sheets").child(drawing)).maybe(sheets).into()
}

/// Scrolls so that the playhead is seen, and the chosen segment with it.
fn show(scroll: &NodeRef, scrolled: &Scrolled, scene: &Shared, time: Time, chosen: Option<SegmentId>) {
    let y = scene.scale().y(time);
    let (top, bottom) = chosen.and_then(|id| scene.extent(id)).unwrap_or((y, y));
    let (first, height) = scrolled.at();
    let margin = (48.0 * scene.pane().text).min(height / 4.0);
    if top < first + margin / 2.0 {
        scrolled.to(scroll, top - margin);
    } else if bottom > first + height - margin {
        // The beginning of a long arrow matters more than its end.
        scrolled.to(scroll, (bottom - height + margin).min(top - margin));
    }
}
