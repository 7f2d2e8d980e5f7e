//! The dock: transport, time, scrubber, speed; below them what was changed and what it did.

use super::button::{Look, button};
use super::chips::chips;
use super::difference::difference;
use super::icon::Icon;
use super::scrubber::{Scrubber, ScrubberProps};
use super::speed::speed_control;
use super::transport::{Clock, ClockProps, transport};
use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::pace::Pace;
use crate::ui::part::part;
use crate::ui::playhead::Playhead;
use crate::ui::state::{Action, Doc, Job, Pane, RunHandle, View};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Dock`].
#[derive(Clone, PartialEq, Properties)]
pub struct DockProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// The run.
    pub run: RunHandle,
    /// The run before it.
    pub previous: Option<RunHandle>,
    /// What runs.
    pub doc: Rc<Doc>,
    /// The view.
    pub view: Rc<View>,
    /// The run under way.
    pub job: Option<Job>,
    /// The playhead.
    pub playhead: Playhead,
    /// The pace.
    pub pace: Rc<Pace>,
    /// The speed.
    pub speed: f64,
    /// Called with another speed.
    pub onspeed: Callback<f64>,
}

/// The dock.
#[component]
pub fn Dock(props: &DockProps) -> Html {
    let (ui, view, run) = (&props.ui, &props.view, &props.run);
    let last = run.step_count().checked_sub(1);
    let ahead = view.hides() && view.cursor != last;
    let said = use_memo((run.clone(), props.previous.clone(), ahead, ui.words.clone()), |(run, previous, ahead, words)| {
        difference(words, run, previous.as_deref(), *ahead)
    });
    html! {
        <footer class="dock" aria-label={ui.text(shell::DOCK)}>
            <div class="row" key="time">
                { transport(ui, view.playing, (view.cursor.is_some(), view.cursor != last)) }
                { part::<Clock>(ClockProps { words: ui.words.clone(), run: run.clone(), playhead: props.playhead.clone(), hidden: view.reveal && view.cursor != last }) }
                { part::<Scrubber>(ScrubberProps { ui: ui.clone(), run: run.clone(), pace: props.pace.clone(), playhead: props.playhead.clone(), cursor: view.cursor, hides: view.hides() }) }
                { speed_control(ui, &props.pace, props.speed, &props.onspeed) }
                { swap(ui, view.pane) }
            </div>
            <div class="row second" key="changes">
                { chips(ui, &props.doc, view.parameters) }
                <span class="grow" key="grow" />
                { progress(ui, props.job) }
                <span class="tag difference" key="difference" title={(*said).clone()} data-difference={props.previous.is_some().to_string()}>{ (*said).clone() }</span>
                { history(ui, &props.doc, view.reveal) }
            </div>
        </footer>
    }
}

/// On a page with room for one pane, the button that shows the other.
fn swap(ui: &Shell, pane: Pane) -> Html {
    let (text, icon, to) = match pane {
        Pane::Ladder => (shell::SHOW_BITS, Icon::Bits, Pane::Bits),
        _ => (shell::SHOW_LADDER, Icon::Ladder, Pane::Ladder),
    };
    let look = Look { icon: Some(icon), class: "swap primary", action: Some("swap"), ..Look::default() };
    html! { <span key="swap" class="swap-place">{ button(ui.text(text), &look, ui.act(Action::OpenPane(to))) }</span> }
}

/// The whole run or only what has happened; undo and redo.
fn history(ui: &Shell, doc: &Doc, reveal: bool) -> Html {
    let onreveal = ui.dispatch.reform(move |_: Event| Action::SetReveal(!reveal));
    let undo = Look {
        icon: Some(Icon::Undo),
        class: "plain",
        hint: Some("Ctrl+Z"),
        action: Some("undo"),
        disabled: doc.undo.is_empty(),
        ..Look::default()
    };
    let redo =
        Look { icon: Some(Icon::Redo), bare: true, hint: Some("Ctrl+Y"), action: Some("redo"), disabled: doc.redo.is_empty(), ..undo };
    html! {
        <span class="history" key="history">
            <label class="tag reveal">
                <input type="checkbox" checked={!reveal} data-action="whole" onchange={onreveal} />{ ui.text(shell::WHOLE_RUN) }
            </label>
            { button(ui.text(shell::UNDO), &undo, ui.act(Action::Undo)) }
            { button(ui.text(shell::REDO), &redo, ui.act(Action::Redo)) }
        </span>
    }
}

/// How far a long run is, and how to stop it.
fn progress(ui: &Shell, job: Option<Job>) -> Html {
    let Some(job) = job else { return html! { <span class="progress-place" key="progress" /> } };
    let look = Look { icon: Some(Icon::Stop), class: "small", action: Some("stop"), ..Look::default() };
    html! {
        <span class="progress-place" key="progress">
            <span class="tag" role="status">{ ui.words.count(shell::RUNNING, u64::from(job.segments)) }</span>
            { button(ui.text(shell::STOP), &look, ui.act(Action::StopRun)) }
        </span>
    }
}
