//! The run in one line: what the client sends above, the server below, losses, folds; and the playhead to drag.

use crate::base::Time;
use crate::layout::decimal::decimal;
use crate::locale::shell;
use crate::sim::{Fate, SegmentId, StepId};
use crate::ui::context::Shell;
use crate::ui::pace::Pace;
use crate::ui::part::part;
use crate::ui::playhead::Playhead;
use crate::ui::state::{Action, RunHandle};
use std::collections::BTreeSet;
use std::rc::Rc;
use web_sys::Element;
use yew::prelude::*;

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
    let mut drawn = BTreeSet::new();
    let mut ticks: Vec<(SegmentId, bool, bool, f64)> = Vec::new();
    // A segment that waits for its link leaves later than the step that sends it.
    for row in run.segments().take_while(|s| shown(s.cause)).filter(|s| s.sent <= now) {
        let lost = match row.fate {
            Fate::Lost(at, _) if row.ended_by.is_some_and(shown) => Some(at),
            _ => None,
        };
        let x = place(pace, lost.unwrap_or(row.sent));
        let client = if row.from.is_some() { row.from == Some(left) } else { row.to != Some(left) };
        if drawn.insert((client, lost.is_some(), (x * 10.0 / GRAIN) as i64)) {
            ticks.push((row.id, client, lost.is_some(), x));
        }
    }
    let folds = pace.folds().iter().filter(|(_, to)| *to <= now).enumerate().map(|(i, (from, to))| {
        let (a, b) = (place(pace, *from), place(pace, *to));
        html! { <rect key={format!("f{i}")} class="fold" x={percent(a)} width={percent((b - a).max(0.6))} y="14" height="8" rx="1" /> }
    });
    let tick = |(id, client, lost, x): (SegmentId, bool, bool, f64)| {
        let x = percent(x);
        if lost {
            let y = if client { "9" } else { "21" };
            return html! { <svg key={format!("x{id}")} {x} {y} class="x" overflow="visible"><path d="M-3-3l6 6m0-6l-6 6" /></svg> };
        }
        let (class, y1, y2) = if client { ("client", "8", "18") } else { ("server", "18", "27") };
        html! { <line key={format!("t{id}")} {class} x1={x.clone()} x2={x} {y1} {y2} /> }
    };
    html! {
        <g>
            <line key="base" class="base" x1="1%" x2="99%" y1="18" y2="18" />
            <g key="folds">{ for folds }</g>
            <g key="ticks">{ for ticks.into_iter().map(tick) }</g>
        </g>
    }
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
            let subscription = playhead.subscribe(draw);
            move || drop(subscription)
        });
    }
    let goto = {
        let (slider, props, dispatch) = (slider.clone(), props.clone(), dispatch.clone());
        move |event: &PointerEvent| {
            let Some(rect) = slider.cast::<Element>().map(|s| s.get_bounding_client_rect()) else { return };
            let x = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
            let time = props.pace.time((x - 0.01) / 0.98 * props.pace.length()).min(props.run.end());
            props.playhead.set(time);
            dispatch.emit(Action::GoTo(props.run.step_at(time)));
        }
    };
    let onpointerdown = {
        let (goto, dispatch) = (goto.clone(), dispatch.clone());
        Callback::from(move |event: PointerEvent| {
            if event.button() != 0 {
                return;
            }
            if let Some(element) = event.current_target().and_then(|t| wasm_bindgen::JsCast::dyn_into::<Element>(t).ok()) {
                let _ = element.set_pointer_capture(event.pointer_id());
            }
            dispatch.emit(Action::Playing(false));
            goto(&event);
        })
    };
    let onpointermove = Callback::from(move |event: PointerEvent| {
        if event.buttons() & 1 == 1 {
            goto(&event);
        }
    });
    let until = if props.hides { props.cursor } else { props.run.step_count().checked_sub(1) };
    html! {
        <div class="scrub" ref={slider} role="slider" tabindex="0" aria-label={words.text(shell::TIME).to_owned()} aria-orientation="horizontal"
            aria-valuemin="0" aria-valuemax={(props.run.end().0 / 1_000_000).to_string()} data-action="scrub" {onpointerdown} {onpointermove}>
            <svg width="100%" height="30" aria-hidden="true" focusable="false">
                { part::<Marks>(MarksProps { run: props.run.clone(), pace: props.pace.clone(), until }) }
                <svg key="knob" ref={knob} y="0" overflow="visible"><path class="knob" d="M-5 1h10v9l-5 5-5-5z" /></svg>
            </svg>
        </div>
    }
}
