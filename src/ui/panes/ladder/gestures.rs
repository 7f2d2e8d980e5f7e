//! What the pointer does on the ladder besides choosing: a menu on a segment or a rail, and an arrow's head that is dragged, down to
//! delay the segment, aside to lose it.

use super::hover::segment_of;
use super::shared::Shared;
use super::svg::px;
use crate::base::{Span, Time};
use crate::layout::Side;
use crate::layout::ladder::Arrow;
use crate::locale::Words;
use crate::scenario::{Intervention, Kind, Target};
use crate::sim::EndId;
use crate::ui::el::el;
use crate::ui::state::{Action, Change, Menu, MenuOf, RunHandle};
use gloo_events::{EventListener, EventListenerOptions};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, PointerEvent};
use yew::prelude::*;

/// How near to its head an arrow is taken hold of, px.
const NEAR: f64 = 26.0;
/// How far aside it is dragged to be lost, px.
const ASIDE: f64 = 80.0;

/// What the gestures need.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub run: RunHandle,
    /// Its scene.
    pub scene: Shared,
    /// The instant up to which everything is drawn.
    pub now: Option<Time>,
    /// The connection that is shown.
    pub connection: u16,
    /// What scrolls, and takes the pointer's events.
    pub scroll: NodeRef,
    /// Words.
    pub words: Words,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The line that follows the pointer, and the listeners.
#[component]
pub fn Gestures(props: &Props) -> Html {
    let line = use_node_ref();
    {
        let hand = Rc::new(Hand {
            run: props.run.clone(),
            scene: props.scene.clone(),
            now: props.now,
            connection: props.connection,
            words: props.words.clone(),
            act: props.act.clone(),
            line: line.clone(),
            held: RefCell::default(),
        });
        let scroll = props.scroll.clone();
        use_effect_with((props.run.clone(), props.scene.clone(), props.now, props.connection), move |_| {
            let listeners = scroll.cast::<Element>().map(|element| {
                ["contextmenu", "pointerdown", "pointermove", "pointerup", "pointercancel"].map(|kind| {
                    let hand = Rc::clone(&hand);
                    EventListener::new_with_options(&element, kind, EventListenerOptions::enable_prevent_default(), move |event| {
                        hand.takes(kind, event);
                    })
                })
            });
            move || drop(listeners)
        });
    }
    el("line").node(&line).class("drag").into()
}

struct Hand {
    run: RunHandle,
    scene: Shared,
    now: Option<Time>,
    connection: u16,
    words: Words,
    act: Callback<Action>,
    line: NodeRef,
    held: RefCell<Option<Arrow>>,
}

/// Where a pointer is in the drawing, px.
fn place(event: &MouseEvent) -> Option<(f64, f64)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let scroll = target.closest(".ladder-scroll").ok()??;
    let rect = scroll.query_selector(".ladder-canvas").ok()??.get_bounding_client_rect();
    Some((f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top()))
}

impl Hand {
    fn takes(&self, kind: &str, event: &Event) {
        let Some(pointer) = event.dyn_ref::<MouseEvent>() else { return };
        match kind {
            "contextmenu" => {
                if let Some(of) = self.what(pointer) {
                    event.prevent_default();
                    self.act.emit(Action::OpenMenu(Some(Menu { of, at: Some((pointer.client_x(), pointer.client_y())) })));
                }
            }
            "pointerdown" => self.down(event),
            "pointermove" => self.drag(pointer),
            "pointerup" => self.up(pointer),
            _ => self.let_go(),
        }
    }

    /// What a menu at the pointer is of.
    fn what(&self, event: &MouseEvent) -> Option<MenuOf> {
        if let Some(id) = segment_of(event) {
            return Some(MenuOf::Segment(id));
        }
        let (x, y) = place(event)?;
        let pane = self.scene.pane();
        let side = Side::BOTH.into_iter().find(|side| match side {
            Side::Left => x < pane.inner(Side::Left),
            Side::Right => x > pane.inner(Side::Right),
        })?;
        let end = EndId { connection: self.connection, side: u8::from(side == Side::Right) };
        Some(MenuOf::Application(Some(end), self.scene.scale().time(y)))
    }

    fn down(&self, event: &Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>().filter(|p| p.button() == 0 && p.pointer_type() != "touch") else { return };
        let Some(((x, y), id)) = place(pointer).zip(segment_of(event)) else { return };
        let arrow = self.scene.arrow(id, 0.0, self.now, &self.words);
        let near = |a: &Arrow| a.head.is_some() && !a.moving && (x - a.to.x).abs() < NEAR && (y - a.to.y).abs() < NEAR;
        *self.held.borrow_mut() = arrow.filter(near);
    }

    fn drag(&self, event: &MouseEvent) {
        let held = self.held.borrow();
        let (Some(arrow), Some((x, y)), Some(line)) = (held.as_ref(), place(event), self.line.cast::<Element>()) else { return };
        let aside = (x - arrow.to.x).abs() > ASIDE;
        let (x, y) = if aside { (x, y) } else { (arrow.to.x, y.max(arrow.to.y)) };
        for (name, value) in [("x1", arrow.from.x), ("y1", arrow.from.y), ("x2", x), ("y2", y)] {
            let _ = line.set_attribute(name, &px(value));
        }
        let _ = line.set_attribute("class", if aside { "drag lost" } else { "drag shown" });
    }

    fn up(&self, event: &MouseEvent) {
        let held = self.held.borrow_mut().take();
        self.let_go();
        let Some((arrow, (x, y))) = held.zip(place(event)) else { return };
        if (x - arrow.to.x).abs() > ASIDE {
            return self.act.emit(Change::Intervene(arrow.id, Kind::Drop).into());
        }
        let scale = self.scene.scale();
        let later = scale.time(y).since(scale.time(arrow.to.y));
        // A hand that trembles delays nothing.
        if y - arrow.to.y > 4.0 {
            let later = Span::from_millis((later.0 / 1_000_000).max(1));
            self.act.emit(Change::Intervene(arrow.id, Kind::Delay(self.delayed(&arrow) + later)).into());
        }
    }

    /// How much a segment is delayed already.
    fn delayed(&self, arrow: &Arrow) -> Span {
        let own = |i: &&Intervention| i.enabled && i.target == Target::Segment(arrow.name);
        let delays =
            self.run.scenario().interventions.iter().filter(own).map(|i| if let Kind::Delay(span) = i.kind { span } else { Span::ZERO });
        delays.fold(Span::ZERO, |sum, span| sum + span)
    }

    fn let_go(&self) {
        self.held.borrow_mut().take();
        if let Some(line) = self.line.cast::<Element>() {
            let _ = line.set_attribute("class", "drag");
        }
    }
}
