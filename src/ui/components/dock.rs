//! The dock: transport, time, scrubber, speed; below them what was changed and what it did.

use super::button::Button;
use super::chips::Chips;
use super::difference::DifferenceWords;
use super::icon::Icon;
use super::scrubber::Scrubber;
use super::speed::Speed;
use super::transport::{Clock, Transport};
use crate::locale::shell;
use crate::ui::context::{use_dispatch, use_words};
use crate::ui::pace::Pace;
use crate::ui::playhead::Playhead;
use crate::ui::state::{Action, Doc, Job, Pane, RunHandle, View};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Dock`].
#[derive(Clone, PartialEq, Properties)]
pub struct DockProps {
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
    let (words, dispatch) = (use_words(), use_dispatch());
    let text = |key| AttrValue::from(words.text(key).to_owned());
    let view = &props.view;
    let last = props.run.step_count().checked_sub(1);
    let ladder = view.pane == Pane::Ladder;
    let (swap, icon, to) =
        if ladder { (shell::SHOW_BITS, Icon::Bits, Pane::Bits) } else { (shell::SHOW_LADDER, Icon::Ladder, Pane::Ladder) };
    let reveal = view.reveal;
    let onreveal = dispatch.reform(move |_: Event| Action::SetReveal(!reveal));
    html! {
        <footer class="dock" aria-label={text(shell::DOCK)}>
            <div class="row" key="time">
                <Transport playing={view.playing} can_back={view.cursor.is_some()} can_forward={view.cursor != last} />
                <Clock run={props.run.clone()} playhead={props.playhead.clone()} hidden={view.reveal && view.cursor != last} />
                <Scrubber run={props.run.clone()} pace={props.pace.clone()} playhead={props.playhead.clone()} cursor={view.cursor} hides={view.hides()} />
                <Speed pace={props.pace.clone()} speed={props.speed} onchange={props.onspeed.clone()} />
                <Button label={text(swap)} {icon} class="swap primary" action="swap" onclick={dispatch.reform(move |()| Action::OpenPane(to))} />
            </div>
            <div class="row second" key="changes">
                <Chips doc={props.doc.clone()} open={view.parameters} />
                <span class="grow" />
                <Progress job={props.job} />
                <DifferenceWords run={props.run.clone()} previous={props.previous.clone()} hidden={view.hides() && view.cursor != last} />
                <label class="tag reveal" key="reveal">
                    <input type="checkbox" checked={!view.reveal} data-action="whole"
                        onchange={onreveal} />
                    { text(shell::WHOLE_RUN) }
                </label>
                <Button label={text(shell::UNDO)} icon={Icon::Undo} class="plain" key_hint="Ctrl+Z" action="undo" disabled={props.doc.undo.is_empty()}
                    onclick={dispatch.reform(|()| Action::Undo)} />
                <Button label={text(shell::REDO)} icon={Icon::Redo} bare=true class="plain" key_hint="Ctrl+Y" action="redo"
                    disabled={props.doc.redo.is_empty()} onclick={dispatch.reform(|()| Action::Redo)} />
            </div>
        </footer>
    }
}

/// Properties of [`Progress`].
#[derive(Clone, PartialEq, Properties)]
struct ProgressProps {
    job: Option<Job>,
}

/// How far a long run is, and how to stop it.
#[component]
fn Progress(props: &ProgressProps) -> Html {
    let (words, dispatch) = (use_words(), use_dispatch());
    let Some(job) = props.job else { return html! { <span class="progress-place" key="none" /> } };
    html! {
        <span class="progress-place" key="some">
            <span class="tag" role="status">{ words.count(shell::RUNNING, u64::from(job.segments)) }</span>
            <Button label={words.text(shell::STOP).to_owned()} icon={Icon::Stop} class="small" action="stop" onclick={dispatch.reform(|()| Action::StopRun)} />
        </span>
    }
}
