//! First, back, play, forward, last; and the time.

use super::button::{Look, act};
use super::icon::Icon;
use crate::locale::{Words, shell};
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, span};
use crate::ui::playhead::{Playhead, Turn};
use crate::ui::state::{Action, Part, RunHandle, Stride, View};
use std::rc::Rc;
use yew::prelude::*;

/// The buttons; whether there is a step before and after the cursor.
pub fn transport(ui: &Shell, view: &View, (back, forward): (bool, bool)) -> El {
    let playing = view.playing;
    let (play, icon) = if playing { (shell::PAUSE, Icon::Pause) } else { (shell::PLAY, Icon::Play) };
    let step = |key, icon, hint, action, there: bool, does| {
        let look =
            Look { icon: Some(icon), bare: true, class: "plain", disabled: !there, pressed: None, hint: Some(hint), action: Some(action) };
        act(ui, key, &look, does)
    };
    let middle = Look { icon: Some(icon), bare: true, hint: Some("Space"), action: Some("play"), ..Look::default() };
    div("tp")
        .attr("role", "group")
        .name(&ui.words, shell::TRANSPORT)
        .child(step(shell::TO_START, Icon::First, "Home", "start", back, Action::GoToStart))
        .child(step(shell::STEP_BACK, Icon::Back, "←", "back", back, by(view.stride, -1)))
        .child(act(ui, play, &middle, Action::Playing(!playing)))
        .child(step(shell::STEP_FORWARD, Icon::Forward, "→", "forward", forward, by(view.stride, 1)))
        .child(step(shell::TO_END, Icon::Last, "End", "end", forward, Action::GoToEnd))
}

/// One step of a stride.
fn by(stride: Stride, by: i32) -> Action {
    match stride {
        Stride::Event => Action::Step(by),
        Stride::Segment => Action::StepSegment(by),
        Stride::State => Action::StepState(by),
    }
}

/// How far the two step buttons go.
pub fn stride(ui: &Shell, view: &View) -> Option<El> {
    const ALL: [(Stride, &str, crate::locale::Key); 3] = [
        (Stride::Event, "event", shell::STRIDE_EVENT),
        (Stride::Segment, "segment", shell::STRIDE_SEGMENT),
        (Stride::State, "state", shell::STRIDE_STATE),
    ];
    let dispatch = ui.dispatch.clone();
    let change = move |event: Event| {
        let chosen = event.target_dyn_into::<web_sys::HtmlSelectElement>().map(|s| s.value()).unwrap_or_default();
        if let Some((stride, ..)) = ALL.iter().find(|(_, name, _)| *name == chosen) {
            dispatch.emit(Action::SetStride(*stride));
        }
    };
    let options = ALL
        .into_iter()
        .map(|(stride, name, text)| el("option").key(name).attr("value", name).flag("selected", stride == view.stride).text(ui.text(text)));
    let select = || el("select").class("speed stride").label(ui.text(shell::STRIDE)).set("title", ui.text(shell::STRIDE));
    view.opens(Part::Stride).then(|| select().on(yew::virtual_dom::ListenerKind::onchange, change).all(options))
}

/// Properties of [`Clock`].
#[derive(Clone, PartialEq, Properties)]
pub struct ClockProps {
    /// The language.
    pub words: Words,
    /// The run.
    pub run: RunHandle,
    /// Where it is.
    pub playhead: Playhead,
    /// Whether the end is still to come and not to be told.
    pub hidden: bool,
}

/// The playhead's time and the run's length. The time is written straight into its text: it changes with each frame.
#[component]
pub fn Clock(props: &ClockProps) -> Html {
    let words = props.words.clone();
    let now = use_node_ref();
    {
        let (now, words) = (now.clone(), words.clone());
        use_effect_with((props.playhead.clone(), words.clone()), move |(playhead, _)| {
            let write = move |time| {
                if let Some(node) = now.get() {
                    node.set_text_content(Some(&words.clock(time)));
                }
            };
            write(playhead.time());
            let subscription = playhead.subscribe(Turn::Moves, Rc::new(write));
            move || drop(subscription)
        });
    }
    let end = if props.hidden { String::new() } else { [" / ", &words.clock(props.run.end())].concat() };
    span("time").child(span("now").node(&now).attr("data-clock", "now")).child(span("muted total").text(end)).into()
}
