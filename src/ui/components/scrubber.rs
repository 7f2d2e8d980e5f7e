//! The run in one line: what the client sends above, the server below, losses, folds; and the playhead to drag.

use crate::base::{Map, Time};
use crate::draw::Markup;
use crate::draw::markup::run_through;
use crate::layout::decimal::decimal;
use crate::layout::ladder::Point;
use crate::locale::shell;
use crate::sim::{Fate, StepId};
use crate::ui::context::Shell;
use crate::ui::el::{div, el};
use crate::ui::pace::Pace;
use crate::ui::part::part;
use crate::ui::playhead::{Playhead, Turn};
use crate::ui::state::{Action, RunHandle};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Ticks closer than this many thousandths of the width are one.
const GRAIN: f64 = 1.5;

/// Where an instant stands, in per cent.
fn place(pace: &Pace, time: Time) -> f64 {
    1.0 + 98.0 * pace.screen(time) / pace.length()
}

fn percent(x: f64) -> String {
    [&decimal(x, 2), "%"].concat()
}

/// Properties of [`Marks`].
#[derive(Clone, PartialEq, Properties)]
struct MarksProps {
    run: RunHandle,
    pace: Rc<Pace>,
    /// The last step that is drawn.
    until: Option<StepId>,
}

/// Ticks, losses and folds.
#[component]
fn Marks(props: &MarksProps) -> Html {
    let (run, pace) = (&props.run, &props.pace);
    let left = run.scenario().connections.first().map_or(0, |c| c.ends[0].host);
    let shown = |step: StepId| props.until.is_some_and(|u| step <= u);
    let now = props.until.and_then(|s| run.step(s)).map_or(Time::ZERO, |s| s.time);
    // By side and fate: which places of the line have a mark.
    let mut drawn: [Map<i64, ()>; 4] = std::array::from_fn(|_| Map::new());
    let (mut m, mut sent) = (Markup::new(), <[String; 3]>::default());
    for (from, to) in pace.folds().iter().filter(|(_, to)| *to <= now) {
        let (a, b) = (place(pace, *from), place(pace, *to));
        m.open("rect").class(&["fold"]).set("x", &percent(a)).set("width", &percent((b - a).max(0.6)));
        m.set("y", "14").set("height", "8").set("rx", "1").end();
    }
    // A segment that waits for its link leaves later than the step that sends it.
    for row in run.segments().take_while(|s| shown(s.cause)).filter(|s| s.sent <= now) {
        let lost = match row.fate {
            Fate::Lost(at, _) if row.ended_by.is_some_and(shown) => Some(at),
            _ => None,
        };
        let x = place(pace, lost.unwrap_or(row.sent));
        let client = if row.from.is_some() { row.from == Some(left) } else { row.to != Some(left) };
        if drawn[usize::from(client) * 2 + usize::from(lost.is_some())].insert((x * 10.0 / GRAIN) as i64, ()).is_some() {
            continue;
        }
        if lost.is_some() {
            m.open("svg").class(&["x"]).set("x", &percent(x)).set("y", if client { "9" } else { "21" }).set("overflow", "visible");
            m.constant(r#"<path d="M-3-3l6 6m0-6l-6 6"/></svg>"#);
        } else {
            let y = if client { (8.0, 18.0) } else { (18.0, 27.0) };
            // What no end sent, as on the ladder.
            let path = &mut sent[if row.from.is_none() { 2 } else { usize::from(!client) }];
            // Per mille of the width.
            run_through(path, &[Point::new(10.0 * x, y.0), Point::new(10.0 * x, y.1)]);
        }
    }
    // Stretched over the width: a path knows no per cent.
    m.constant(r#"<svg viewBox="0 0 1000 30" preserveAspectRatio="none" width="100%" height="30">"#);
    for (class, path) in ["client", "server", "stranger"].into_iter().zip(&sent) {
        m.path_if(&[class], path);
    }
    m.close("svg");
    let base = el("line").class("base").attr("x1", "1%").attr("x2", "99%").attr("y1", "18").attr("y2", "18");
    el("g").child(base).child(el("g").drawn(m.finish())).into()
}

/// Properties of [`Scrubber`].
#[derive(Clone, PartialEq, Properties)]
pub struct ScrubberProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// The run.
    pub run: RunHandle,
    /// Its pace; places are proportional to time on the screen.
    pub pace: Rc<Pace>,
    /// The playhead.
    pub playhead: Playhead,
    /// The cursor.
    pub cursor: Option<StepId>,
    /// Whether what lies ahead is hidden.
    pub hides: bool,
}

/// The scrubber.
#[component]
pub fn Scrubber(props: &ScrubberProps) -> Html {
    let (words, dispatch) = (props.ui.words.clone(), props.ui.dispatch.clone());
    let (slider, knob) = (use_node_ref(), use_node_ref());
    {
        let (slider, knob, words) = (slider.clone(), knob.clone(), words.clone());
        use_effect_with((props.playhead.clone(), props.pace.clone()), move |(playhead, pace)| {
            let pace = Rc::clone(pace);
            let draw = move |time| {
                if let Some(knob) = knob.cast::<Element>() {
                    let _ = knob.set_attribute("x", &percent(place(&pace, time)));
                }
                if let Some(slider) = slider.cast::<Element>() {
                    let _ = slider.set_attribute("aria-valuenow", &(time.0 / 1_000_000).to_string());
                    let _ = slider.set_attribute("aria-valuetext", &words.clock(time));
                }
            };
            draw(playhead.time());
            let subscription = playhead.subscribe(Turn::Moves, Rc::new(draw));
            move || drop(subscription)
        });
    }
    let handle = {
        let (slider, props) = (slider.clone(), props.clone());
        Callback::from(move |event: Event| {
            let Some(pointer) = event.dyn_ref::<PointerEvent>() else { return };
            let Some(element) = slider.cast::<Element>() else { return };
            if event.type_() == "pointerdown" {
                if pointer.button() != 0 {
                    return;
                }
                let _ = element.set_pointer_capture(pointer.pointer_id());
                dispatch.emit(Action::Playing(false));
            } else if pointer.buttons() & 1 == 0 {
                return;
            }
            let rect = element.get_bounding_client_rect();
            let x = (f64::from(pointer.client_x()) - rect.left()) / rect.width().max(1.0);
            let time = props.pace.time((x - 0.01) / 0.98 * props.pace.length()).min(props.run.end());
            props.playhead.set(time);
            dispatch.emit(Action::PlayedTo(props.run.step_at(time)));
        })
    };
    let until = if props.hides { props.cursor } else { props.run.step_count().checked_sub(1) };
    let marks = MarksProps { run: props.run.clone(), pace: props.pace.clone(), until };
    let knob = el("svg").key("knob").node(&knob).attr("y", "0").attr("overflow", "visible");
    let drawing = el("svg")
        .attr("width", "100%")
        .attr("height", "30")
        .attr("aria-hidden", "true")
        .attr("focusable", "false")
        .html(part::<Marks>(marks))
        .child(knob.child(el("path").class("knob").attr("d", "M-5 1h10v9l-5 5-5-5z")));
    div("scrub")
        .node(&slider)
        .attr("role", "slider")
        .attr("tabindex", "0")
        .name(&words, shell::TIME)
        .attr("aria-orientation", "horizontal")
        .attr("aria-valuemin", "0")
        .set("aria-valuemax", (props.run.end().0 / 1_000_000).to_string())
        .attr("data-action", "scrub")
        .hears([ListenerKind::onpointerdown, ListenerKind::onpointermove], &handle)
        .child(drawing)
        .into()
}
