//! The dock: transport, time, scrubber, speed; below them what was changed and what it did.

use super::button::{Look, act};
use super::chips::chips;
use super::difference::difference;
use super::icon::Icon;
use super::progress::progress;
use super::scrubber::{Scrubber, ScrubberProps};
use super::speed::speed_control;
use super::transport::{Clock, ClockProps, stride, transport};
use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, span, tick};
use crate::ui::lab_part::LabPart;
use crate::ui::pace::Pace;
use crate::ui::part::{id, kept, part};
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
        difference(words, run, previous.as_deref(), *ahead, view.lab)
    });
    let (moments, clock) = (
        ScrubberProps {
            ui: ui.clone(),
            run: run.clone(),
            pace: props.pace.clone(),
            playhead: props.playhead.clone(),
            cursor: view.cursor,
            hides: view.hides(),
        },
        ClockProps {
            words: ui.words.clone(),
            run: run.clone(),
            playhead: props.playhead.clone(),
            hidden: (view.reveal || view.lecture) && view.cursor != last,
        },
    );
    let time = div("row")
        .child(transport(ui, view, (view.cursor.is_some(), view.cursor != last)))
        .child(span("stride-place").maybe(stride(ui, view)))
        .html(part::<Clock>(clock))
        .html(part::<Scrubber>(moments))
        .child(speed_control(ui, &props.pace, props.speed, &props.onspeed))
        .child(swap(ui, view.pane));
    let difference =
        span("tag difference").set("title", (*said).clone()).state("data-difference", props.previous.is_some()).text((*said).clone());
    let chips = {
        let (ui, doc, door, open, lab) = (ui.clone(), props.doc.clone(), view.door, view.parameters, view.lab);
        let of = [ui.words.id(), id(&*doc), door as u64, open.into(), matches!(lab, LabPart::Here(_)).into()];
        kept("chips", &of, move || chips(&ui, &doc, door, open, lab).into())
    };
    let history = history(ui, &props.doc, view.reveal);
    let changes = div("row second").html(chips).child(span("grow")).maybe(progress(ui, props.job)).child(difference).child(history);
    el("footer").class("dock").name(&ui.words, shell::DOCK).child(time).child(changes).into()
}

/// On a page with room for one pane, the button that shows the other.
fn swap(ui: &Shell, pane: Pane) -> El {
    let (text, icon, to) = match pane {
        Pane::Ladder => (shell::SHOW_BITS, Icon::Bits, Pane::Bits),
        _ => (shell::SHOW_LADDER, Icon::Ladder, Pane::Ladder),
    };
    let look = Look { icon: Some(icon), class: "swap primary", action: Some("swap"), ..Look::default() };
    span("swap-place").child(act(ui, text, &look, Action::OpenPane(to)))
}

/// The whole run or only what has happened; undo and redo.
fn history(ui: &Shell, doc: &Doc, reveal: bool) -> El {
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
    let whole = tick(&ui.dispatch, !reveal, Action::SetReveal(!reveal)).attr("data-action", "whole");
    span("history")
        .child(el("label").class("tag reveal").child(whole).say(&ui.words, shell::WHOLE_RUN))
        .child(act(ui, shell::UNDO, &undo, Action::Undo))
        .child(act(ui, shell::REDO, &redo, Action::Redo))
}
