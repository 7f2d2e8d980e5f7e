//! What the hand does on the ladder besides choosing. A segment or a rail has a menu (right button, or a finger that rests); a rail
//! that is pressed has its menu too. An arrow's head, or the grip at the chosen one's, is dragged down to delay the segment, past
//! others to let them overtake it, and aside to lose it. Where the run parts from the one before is marked.

use crate::base::{Span, Time};
use crate::layout::Side;
use crate::layout::ladder::{Arrow, Point, Shape};
use crate::locale::{Words, lab};
use crate::scenario::{Intervention, Kind, Target};
use crate::sim::EndId;
use crate::ui::browser;
use crate::ui::el::{El, el, told_by};
use crate::ui::panes::ladder::{Early, Shared, px, segment_of};
use crate::ui::state::{Action, Change, Menu, MenuOf, RunHandle, View};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, EventTarget, MouseEvent, PointerEvent};
use yew::prelude::*;

/// How near to its head an arrow is taken hold of, px.
const NEAR: f64 = 26.0;
/// How far aside it is dragged to be lost, px.
const ASIDE: f64 = 80.0;
/// How far a hand may tremble without having moved, px.
const STILL: f64 = 4.0;
/// How far beside a rail, where no arrows are, a press still means it, px.
const BESIDE: f64 = 8.0;
/// How long a finger rests before the menu opens, ms.
const REST: u32 = 550;

/// What the gestures need.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run.
    pub run: RunHandle,
    /// Its scene.
    pub scene: Shared,
    /// The instant up to which everything is drawn.
    pub now: Option<Time>,
    /// The connection that is shown, and the chosen segment.
    pub view: Rc<View>,
    /// What scrolls, and takes the pointer's events.
    pub scroll: NodeRef,
    /// Words.
    pub words: Words,
    /// Where actions go.
    pub act: Callback<Action>,
    /// The event for which this part was fetched.
    pub early: Early,
}

/// The grip, the line that follows the pointer, and the listeners.
#[component]
pub fn Gestures(props: &Props) -> Html {
    let (line, said) = (use_node_ref(), use_node_ref());
    let (held, resting, spent) = (use_mut_ref(|| None), use_mut_ref(|| None), use_mut_ref(|| false));
    // Asked for now, so that they are here when something is dragged.
    props.words.text(lab::DRAG_DELAY);
    let grip_of = props.view.segment().and_then(|id| props.scene.line(id, props.now)).filter(can_be_dragged);
    {
        let hand = use_mut_ref(|| None);
        // The listeners stay; what they do goes by how the ladder stands.
        hand.replace(Some(Rc::new(Hand {
            run: props.run.clone(),
            scene: props.scene.clone(),
            now: props.now,
            connection: props.view.connection,
            words: props.words.clone(),
            act: props.act.clone(),
            line: line.clone(),
            said: said.clone(),
            scroll: props.scroll.clone(),
            held,
            resting,
            spent,
        })));
        let (scroll, early) = (props.scroll.clone(), Rc::clone(&props.early));
        use_effect_with((), move |()| {
            let takes = move |event: &Event| {
                let hand: Option<Rc<Hand>> = hand.borrow().clone();
                hand.inspect(|hand| hand.takes(event));
            };
            let listen = |target: &EventTarget, kind: &'static str| {
                let takes = takes.clone();
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(target, kind, options, move |event| takes(event))
            };
            let pressed =
                scroll.cast::<Element>().map(|element| ["contextmenu", "click", "pointerdown"].map(|kind| listen(&element, kind)));
            // What is held is followed wherever the pointer goes.
            let held = browser::window().map(|window| ["pointermove", "pointerup", "pointercancel"].map(|kind| listen(&window, kind)));
            if let Some(event) = early.take() {
                takes(&event);
            }
            move || drop((pressed, held))
        });
    }
    let grip = use_node_ref();
    {
        let grip = grip.clone();
        use_effect_with(grip_of.is_some(), move |_| {
            // `touch-action` alone does not keep every browser from scrolling with what is drawn.
            let stay = grip.cast::<Element>().map(|element| {
                EventListener::new_with_options(&element, "touchstart", EventListenerOptions::enable_prevent_default(), |event| {
                    event.prevent_default();
                })
            });
            move || drop(stay)
        });
    }
    el("g")
        .maybe(grip_of.as_ref().map(|arrow| drawn_grip(arrow, props).node(&grip)))
        .child(el("line").node(&line).class("drag"))
        .child(el("text").node(&said).class("drag-said").set("font-size", px(props.scene.pane().label_size())))
        .into()
}

/// Whether a segment's arrival is on the picture.
fn can_be_dragged(arrow: &Arrow) -> bool {
    arrow.head.is_some() && !arrow.moving
}

/// The line where this run parts from the one before, under everything else.
pub fn parting(scene: &Shared, now: Option<Time>) -> Option<El> {
    let at = scene.divergence().filter(|at| now.is_none_or(|now| *at <= now))?;
    let (pane, y) = (scene.pane(), scene.scale().y(at));
    let size = 11.0 * pane.text;
    let rule = el("line").set("x1", px(pane.ruler)).set("x2", px(pane.width)).set("y1", px(y)).set("y2", px(y));
    let sign = el("text").set("x", px(pane.ruler + 3.0)).set("y", px(y + size * 0.36)).set("font-size", px(size)).text("≠");
    Some(el("g").class("parting").child(rule).child(sign))
}

/// The grip on the rail at which the chosen segment arrives.
fn drawn_grip(arrow: &Arrow, props: &Props) -> El {
    let pane = props.scene.pane();
    // Inside a phone's rails stand the states' names.
    let aside = if pane.shape == Shape::Phone { 1.5 } else { 0.5 };
    let outwards = if arrow.to.x < arrow.from.x { -aside } else { aside };
    let circle = |class, radius: f64| el("circle").class(class).set("r", px(radius * pane.text));
    let place = ["translate(", &px(arrow.to.x + outwards * pane.rail_width), " ", &px(arrow.to.y), ")"].concat();
    el("g")
        .class("grip")
        .set("data-id", arrow.id.to_string())
        .attr("data-grip", "")
        .set("transform", place)
        .child(circle("grip-reach", 12.0))
        .child(circle("grip-ring", 5.0))
}

/// What is held.
#[derive(Clone)]
struct Held {
    run: RunHandle,
    arrow: Arrow,
    /// Where it was taken hold of.
    from: (f64, f64),
    moved: bool,
}

/// Where a finger rests, and what opens the menu then.
type Resting = Option<((f64, f64), Timeout)>;

struct Hand {
    run: RunHandle,
    scene: Shared,
    now: Option<Time>,
    connection: u16,
    words: Words,
    act: Callback<Action>,
    line: NodeRef,
    said: NodeRef,
    scroll: NodeRef,
    held: Rc<RefCell<Option<Held>>>,
    resting: Rc<RefCell<Resting>>,
    /// Whether a drag or a rest has done something: the click that ends it means nothing more.
    spent: Rc<RefCell<bool>>,
}

/// What a drag to some place means.
#[derive(PartialEq)]
enum Dragged {
    Nothing,
    Lost,
    /// So late in all.
    Delayed(Span),
}

impl Hand {
    /// Where a pointer is in the drawing, px.
    fn place(&self, event: &MouseEvent) -> Option<(f64, f64)> {
        let rect = self.scroll.cast::<Element>()?.query_selector(".ladder-canvas").ok()??.get_bounding_client_rect();
        Some((f64::from(event.client_x()) - rect.left(), f64::from(event.client_y()) - rect.top()))
    }

    fn takes(&self, event: &Event) {
        let Some(pointer) = event.dyn_ref::<MouseEvent>() else { return };
        match event.type_().as_str() {
            "contextmenu" => {
                if let Some(menu) = self.menu(pointer, f64::INFINITY) {
                    event.prevent_default();
                    self.let_go();
                    self.act.emit(Action::OpenMenu(Some(menu)));
                }
            }
            "click" => self.click(pointer),
            "pointerdown" => self.down(event),
            "pointermove" => self.moves(pointer),
            "pointerup" => self.up(pointer),
            _ => self.let_go(),
        }
    }

    /// What a menu at the pointer is of: a segment, or the application of a rail that is no further inwards than this.
    fn menu(&self, event: &MouseEvent, beside: f64) -> Option<Menu> {
        let at = Some((event.client_x(), event.client_y()));
        if let Some(id) = segment_of(event) {
            return Some(Menu { of: MenuOf::Segment(id), at });
        }
        let (x, y) = self.place(event)?;
        let pane = self.scene.pane();
        let side = Side::BOTH.into_iter().find(|side| {
            let way = if *side == Side::Left { 1.0 } else { -1.0 };
            (x - pane.inner(*side)) * way < 0.0 && (pane.outer(*side) - x) * way < beside
        })?;
        let end = EndId { connection: self.connection, side: u8::from(side == Side::Right) };
        // A hand is no surer than a millisecond.
        let time = Time((self.scene.scale().time(y).0 + 500_000) / 1_000_000 * 1_000_000);
        Some(Menu { of: MenuOf::Application(Some(end), time), at })
    }

    /// A press on a rail opens its menu.
    fn click(&self, event: &MouseEvent) {
        if self.spent.take() {
            event.stop_propagation();
        } else if segment_of(event).is_none()
            && let Some(menu) = self.menu(event, BESIDE)
        {
            self.act.emit(Action::OpenMenu(Some(menu)));
        }
    }

    fn down(&self, event: &Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>().filter(|p| p.button() == 0) else { return };
        let Some(from) = self.place(pointer) else { return };
        let (gripped, finger) = (told_by(event, "data-grip").is_some(), pointer.pointer_type() == "touch");
        self.spent.replace(false);
        self.resting.replace(self.menu(pointer, BESIDE).filter(|_| finger).map(|menu| {
            let (act, spent) = (self.act.clone(), Rc::clone(&self.spent));
            let opens = move || {
                spent.replace(true);
                act.emit(Action::OpenMenu(Some(menu)));
            };
            (from, Timeout::new(REST, opens))
        }));
        let own = || segment_of(event).and_then(|id| self.scene.line(id, self.now)).filter(can_be_dragged);
        let arrow = if gripped {
            own()
        } else {
            // A finger that moves scrolls, unless it is on the grip. What leaves there lies over what arrives there.
            self.near(from).filter(|_| !finger)
        };
        let run = self.run.clone();
        self.held.replace(arrow.map(|arrow| Held { run, arrow, from, moved: false }));
    }

    /// The arrow whose head is nearest to a place.
    fn near(&self, at: (f64, f64)) -> Option<Arrow> {
        let far = |a: &Arrow| a.to.far(Point::new(at.0, at.1));
        let lines = self.scene.lines(at.1 - NEAR, at.1 + NEAR, self.now);
        let heads = lines.into_iter().filter(|a| can_be_dragged(a) && far(a) < NEAR);
        heads.min_by(|a, b| far(a).total_cmp(&far(b)))
    }

    fn moves(&self, event: &MouseEvent) {
        if self.held.borrow().is_none() && self.resting.borrow().is_none() {
            return;
        }
        let Some(at) = self.place(event) else { return };
        let far = |from: (f64, f64), by: f64| (at.0 - from.0).abs() > by || (at.1 - from.1).abs() > by;
        let gone = self.resting.borrow().as_ref().is_some_and(|(from, _)| far(*from, 2.0 * STILL));
        if gone {
            self.resting.take();
        }
        let mut held = self.held.borrow_mut();
        let Some(held) = held.as_mut() else { return };
        if !held.moved {
            if !far(held.from, STILL) {
                return;
            }
            held.moved = true;
        }
        let to = held.at(at);
        let dragged = self.dragged(&held.arrow, to);
        self.draw(&held.arrow, to, &dragged);
    }

    fn up(&self, event: &MouseEvent) {
        let (held, at) = (self.held.borrow().clone(), self.place(event));
        self.let_go();
        let Some((held, at)) = held.filter(|h| h.moved).zip(at) else { return };
        self.spent.replace(true);
        match self.dragged(&held.arrow, held.at(at)) {
            // Another run came meanwhile.
            _ if held.run != self.run => {}
            Dragged::Lost => self.act.emit(Change::Intervene(held.arrow.id, Kind::Drop).into()),
            Dragged::Delayed(Span::ZERO) => {
                let delay = self.run.scenario().interventions.iter().position(|i| delay(i, &held.arrow).is_some());
                if let Some(index) = delay {
                    self.act.emit(Action::RemoveIntervention(index));
                }
            }
            Dragged::Delayed(span) => self.act.emit(Change::Intervene(held.arrow.id, Kind::Delay(span)).into()),
            Dragged::Nothing => {}
        }
    }

    /// What it means to let an arrow's head go at a place.
    fn dragged(&self, arrow: &Arrow, to: Point) -> Dragged {
        if (to.x - arrow.to.x).abs() > ASIDE {
            return Dragged::Lost;
        }
        let (then, now) = (self.scene.scale().time(to.y), self.scene.scale().time(arrow.to.y));
        let so_far = self.run.scenario().interventions.iter().filter_map(|i| delay(i, arrow)).fold(Span::ZERO, |sum, span| sum + span);
        // A hand that trembles delays nothing.
        let span = if to.y - arrow.to.y > STILL {
            so_far + Span::from_millis(then.since(now).millis().max(1))
        } else if arrow.to.y - to.y > STILL {
            Span::from_millis(Span(so_far.0.saturating_sub(now.since(then).0)).millis())
        } else {
            so_far
        };
        if span == so_far { Dragged::Nothing } else { Dragged::Delayed(span) }
    }

    /// The line that follows the pointer, and what letting go would mean.
    fn draw(&self, arrow: &Arrow, to: Point, dragged: &Dragged) {
        let (Some(line), Some(said)) = (self.line.cast::<Element>(), self.said.cast::<Element>()) else { return };
        let lost = *dragged == Dragged::Lost;
        let x = if lost { to.x } else { arrow.to.x };
        let y = if lost { to.y } else { to.y.max(arrow.from.y) };
        let set = |element: &Element, name: &str, value: &str| drop(element.set_attribute(name, value));
        for (name, value) in [("x1", arrow.from.x), ("y1", arrow.from.y), ("x2", x), ("y2", y)] {
            set(&line, name, &px(value));
        }
        let rightwards = arrow.to.x > arrow.from.x;
        set(&line, "class", if lost { "drag lost" } else { "drag shown" });
        set(&said, "class", if lost { "drag-said lost" } else { "drag-said" });
        set(&said, "x", &px(if rightwards { x - 12.0 } else { x + 12.0 }));
        set(&said, "y", &px(y - 6.0));
        set(&said, "text-anchor", if rightwards { "end" } else { "start" });
        said.set_text_content(Some(&self.meaning(arrow, to, dragged)));
    }

    fn meaning(&self, arrow: &Arrow, to: Point, dragged: &Dragged) -> String {
        let words = &self.words;
        let name = arrow.name.to_string();
        match dragged {
            Dragged::Nothing => String::new(),
            Dragged::Lost => words.fill(lab::DRAG_LOSE, &[("name", &name)]),
            Dragged::Delayed(Span::ZERO) => words.fill(lab::DRAG_BACK, &[("name", &name)]),
            Dragged::Delayed(span) => {
                let then = self.scene.scale().time(to.y);
                let span = words.span(*span);
                // The last of those that left later and would be there first.
                let later = self.scene.timeline().segments.iter().filter(|s| s.side == arrow.side && s.sent > arrow.sent && !s.lost());
                let passed = later.filter_map(|s| Some((s.ended().filter(|end| *end < then)?, s.name))).max_by_key(|(end, _)| *end);
                match passed {
                    Some((_, other)) => words.fill(lab::DRAG_BEHIND, &[("span", &span), ("name", &other.to_string())]),
                    None => words.fill(lab::DRAG_DELAY, &[("span", &span)]),
                }
            }
        }
    }

    fn let_go(&self) {
        self.resting.take();
        if self.held.take().is_some()
            && let (Some(line), Some(said)) = (self.line.cast::<Element>(), self.said.cast::<Element>())
        {
            let _ = line.set_attribute("class", "drag");
            said.set_text_content(None);
        }
    }
}

impl Held {
    /// Where the head is while the pointer is there.
    fn at(&self, (x, y): (f64, f64)) -> Point {
        Point::new(x - self.from.0 + self.arrow.to.x, y - self.from.1 + self.arrow.to.y)
    }
}

/// How much an intervention that is switched on delays an arrow's segment.
fn delay(intervention: &Intervention, arrow: &Arrow) -> Option<Span> {
    let own = intervention.enabled && intervention.target == Target::Segment(arrow.name);
    if let Kind::Delay(span) = intervention.kind { own.then_some(span) } else { None }
}
