//! What moves with each frame: the playhead, the segments in flight, and the edge that hides what is to come. It moves its
//! own elements and renders nothing anew.

use super::shared::Shared;
use super::size::Scrolled;
use super::svg::px;
use crate::base::Time;
use crate::layout::decimal::between;
use crate::layout::ladder::Arrow;
use crate::ui::el::el;
use crate::ui::playhead::{Playhead, Turn};
use crate::ui::state::{RunHandle, View};
use std::cell::RefCell;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

/// Most segments whose flight is shown.
const FLIGHTS: usize = 64;

/// What is on its way is one path for each colour, with an edge below all of them: a browser takes its time for elements.
const DOTS: [&str; 4] = [HALO, "client", "server", "stranger"];
const HALO: &str = "halo";

/// What the overlay needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub run: RunHandle,
    /// Its scene.
    pub scene: Shared,
    /// Cursor and reveal.
    pub view: Rc<View>,
    /// The instant.
    pub playhead: Playhead,
    /// The rectangle that everything drawn is cut to.
    pub cut: NodeRef,
    /// What scrolls.
    pub scroll: NodeRef,
    /// How far.
    pub scrolled: Scrolled,
}

/// The overlay.
#[component]
pub fn Overlay(props: &Props) -> Html {
    let Props { run, scene, view, playhead, cut, scroll, scrolled } = props;
    let (line, tag, text) = (use_node_ref(), use_node_ref(), use_node_ref());
    let dots = use_memo((), |()| <[NodeRef; DOTS.len()]>::default());
    let ways = use_mut_ref(Default::default);
    {
        let parts = Rc::new(Parts {
            run: run.clone(),
            scene: scene.clone(),
            view: view.clone(),
            cut: cut.clone(),
            scroll: scroll.clone(),
            scrolled: scrolled.clone(),
            line: line.clone(),
            tag: tag.clone(),
            text: text.clone(),
            dots: Rc::clone(&dots),
            ways: Rc::clone(&ways),
        });
        use_effect_with((scene.clone(), view.clone(), playhead.clone()), |(.., playhead)| {
            parts.place(playhead.time());
            let follower = Rc::clone(&parts);
            let following = parts.view.playing.then(|| playhead.subscribe(Turn::Scrolls, Rc::new(move |time| follower.follow(time))));
            let placing = playhead.subscribe(Turn::Moves, Rc::new(move |time| parts.place(time)));
            move || drop((following, placing))
        });
    }
    let pane = scene.pane();
    let half = 8.0 * pane.text;
    let dotted = DOTS.iter().zip(&*dots).map(|(class, node)| el("path").node(node).class("flight").class(class));
    let ruled = el("line").class("playhead").set("x1", px(pane.ruler)).set("x2", px(pane.width)).attr("y1", "0").attr("y2", "0");
    let plate = el("rect").node(&tag).class("playhead-tag").attr("x", "0").set("y", px(-half)).set("height", px(2.0 * half));
    let letters = el("text").node(&text).class("playhead-time").set("y", px(3.5 * pane.text)).set("font-size", px(10.0 * pane.text));
    el("g").class("overlay").all(dotted).child(el("g").node(&line).child(ruled).child(plate).child(letters)).into()
}

struct Parts {
    run: RunHandle,
    scene: Shared,
    view: Rc<View>,
    cut: NodeRef,
    scroll: NodeRef,
    scrolled: Scrolled,
    line: NodeRef,
    tag: NodeRef,
    text: NodeRef,
    dots: Rc<[NodeRef; DOTS.len()]>,
    /// What the dots show.
    ways: Rc<RefCell<[String; DOTS.len()]>>,
}

fn set(element: Option<&Element>, name: &str, value: &str) {
    if let Some(element) = element {
        let _ = element.set_attribute(name, value);
    }
}

impl Parts {
    fn place(&self, time: Time) {
        let mark = self.scene.playhead(time, 0.0);
        set(self.line.cast().as_ref(), "transform", &["translate(0 ", &px(mark.y), ")"].concat());
        set(self.tag.cast().as_ref(), "width", &px(mark.width));
        if let Some(text) = self.text.cast::<Element>() {
            set(Some(&text), "x", &px(mark.width - 5.0));
            text.set_text_content(Some(&mark.text));
        }
        set(self.cut.cast().as_ref(), "height", &px(mark.y + 101.0));
        let mut ways = <[String; DOTS.len()]>::default();
        for flight in self.flights(time) {
            let fall = (flight.to.y - flight.from.y).max(1e-6);
            let part = between((mark.y - flight.from.y) / fall, 0.0, 1.0);
            let at = [px(flight.from.x + (flight.to.x - flight.from.x) * part), px(flight.from.y + fall * part)];
            for (way, _) in ways.iter_mut().zip(DOTS).filter(|(_, class)| [HALO, flight.owner].contains(class)) {
                // So short a line is its two round ends.
                way.extend(["M", &at[0], " ", &at[1], "h.01"]);
            }
        }
        // A path that is given what it has is drawn again all the same.
        for ((dots, way), stands) in self.dots.iter().zip(ways).zip(self.ways.borrow_mut().iter_mut()) {
            if way != *stands {
                set(dots.cast().as_ref(), "d", &way);
                *stands = way;
            }
        }
    }

    /// The whole way of each segment that is on it.
    fn flights(&self, time: Time) -> Vec<Arrow> {
        let Parts { run, scene, view, .. } = self;
        if !view.hides() {
            return Vec::new();
        }
        // At rest, of what leaves at the same instant only what has left by the cursor.
        let left = |a: &Arrow| view.playing || run.segment(a.id).is_some_and(|s| view.shows(s.cause));
        scene.on_the_way(time).filter(left).take(FLIGHTS).collect()
    }

    /// Keeps the playhead in the lower part of what is seen, unless the reader has scrolled elsewhere.
    fn follow(&self, time: Time) {
        let y = self.scene.scale().y(time);
        let (top, height) = self.scrolled.at();
        if y > top + 0.7 * height && y < top + 1.2 * height {
            self.scrolled.to(&self.scroll, y - 0.7 * height);
        }
    }
}
