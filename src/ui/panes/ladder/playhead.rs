//! What moves with each frame: the playhead, the segments in flight, and the edge that hides what is to come. It moves its
//! own elements and renders nothing anew.

use super::shared::Shared;
use super::svg::px;
use crate::base::Time;
use crate::layout::decimal::between;
use crate::layout::ladder::Point;
use crate::sim::SegmentId;
use crate::ui::el::el;
use crate::ui::playhead::Playhead;
use web_sys::Element;
use yew::prelude::*;

/// A segment on its way: where its whole line runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flight {
    /// The segment.
    pub id: SegmentId,
    /// Whose colour it has.
    pub owner: &'static str,
    /// Departure.
    pub from: Point,
    /// Where its way ends.
    pub to: Point,
}

/// What the overlay needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The scene.
    pub scene: Shared,
    /// The instant.
    pub playhead: Playhead,
    /// Segments on their way.
    pub flights: Vec<Flight>,
    /// The rectangle that everything drawn is cut to.
    pub cut: NodeRef,
    /// What scrolls.
    pub scroll: NodeRef,
    /// Whether the player runs.
    pub playing: bool,
}

/// The overlay.
#[component]
pub fn Overlay(props: &Props) -> Html {
    let Props { scene, playhead, flights, cut, scroll, playing } = props;
    let (line, tag, text, dots) = (use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref());
    {
        let parts = Parts {
            scene: scene.clone(),
            flights: flights.clone(),
            playing: *playing,
            cut: cut.clone(),
            scroll: scroll.clone(),
            line: line.clone(),
            tag: tag.clone(),
            text: text.clone(),
            dots: dots.clone(),
        };
        use_effect_with((scene.clone(), playhead.clone(), flights.clone(), *playing), |(_, playhead, ..)| {
            parts.place(playhead.time());
            let subscription = playhead.subscribe(move |time| parts.place(time));
            move || drop(subscription)
        });
    }
    let pane = scene.pane();
    let half = 8.0 * pane.text;
    let flights = flights.iter().map(|f| el("circle").key(f.id).class("flight").class(f.owner).attr("r", "4"));
    let ruled = el("line").class("playhead").set("x1", px(pane.ruler)).set("x2", px(pane.width)).attr("y1", "0").attr("y2", "0");
    let plate = el("rect").node(&tag).class("playhead-tag").attr("x", "0").set("y", px(-half)).set("height", px(2.0 * half));
    let letters = el("text").node(&text).class("playhead-time").set("y", px(3.5 * pane.text)).set("font-size", px(10.0 * pane.text));
    el("g")
        .class("overlay")
        .child(el("g").node(&dots).all(flights))
        .child(el("g").node(&line).child(ruled).child(plate).child(letters))
        .into()
}

struct Parts {
    scene: Shared,
    flights: Vec<Flight>,
    playing: bool,
    cut: NodeRef,
    scroll: NodeRef,
    line: NodeRef,
    tag: NodeRef,
    text: NodeRef,
    dots: NodeRef,
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
        let mut dot = self.dots.cast::<Element>().and_then(|g| g.first_element_child());
        for flight in &self.flights {
            let Some(element) = dot else { break };
            let fall = (flight.to.y - flight.from.y).max(1e-6);
            let part = between((mark.y - flight.from.y) / fall, 0.0, 1.0);
            set(Some(&element), "cx", &px(flight.from.x + (flight.to.x - flight.from.x) * part));
            set(Some(&element), "cy", &px(flight.from.y + fall * part));
            dot = element.next_element_sibling();
        }
        if self.playing {
            self.follow(mark.y);
        }
    }

    /// Keeps the playhead in the lower part of what is seen, unless the reader has scrolled elsewhere.
    fn follow(&self, y: f64) {
        let Some(scroll) = self.scroll.cast::<Element>() else { return };
        let (top, height) = (f64::from(scroll.scroll_top()), f64::from(scroll.client_height()));
        if y > top + 0.7 * height && y < top + 1.2 * height {
            scroll.set_scroll_top((y - 0.7 * height) as i32);
        }
    }
}
