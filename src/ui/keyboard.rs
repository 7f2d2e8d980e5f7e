//! Keys of the whole page. Never in inputs, never while text is being composed, and a control that has the focus
//! keeps Space and Enter for itself. Single letters act without a modifier only, and can be switched off.

use super::browser;
use super::playhead::Playhead;
use super::state::{Action, Change, Dialog, Menu, MenuOf, Pane, Part, Tab, View};
use crate::base::{Span, Time};
use crate::scenario::Kind;
use crate::sim::SegmentId;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use yew::Callback;

/// Where a key was pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Text,
    Control,
    Page,
}

fn place(event: &KeyboardEvent) -> Place {
    let Some(element) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return Place::Page };
    let found = |selector: &str| element.closest(selector).ok().flatten().is_some();
    if found("input:not([type=checkbox]), textarea, select, [contenteditable]") {
        Place::Text
    } else if found("button, a, summary, input, label, dialog") {
        Place::Control
    } else {
        Place::Page
    }
}

/// What a key means now.
fn action(event: &KeyboardEvent, view: &View, time: Time) -> Option<Action> {
    let key = event.key();
    let place = place(event);
    if event.is_composing() || place == Place::Text || view.dialog.is_some() || view.menu.is_some() {
        return None;
    }
    if event.ctrl_key() || event.meta_key() {
        return match (key.to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => Some(Action::Undo),
            ("y", _) | ("z", true) => Some(Action::Redo),
            ("enter", _) => Some(Change::RunDraft.into()),
            _ => None,
        };
    }
    if event.alt_key() {
        return None;
    }
    if view.blank && key != "Shift" {
        return Some(Action::SetBlank(false));
    }
    match key.as_str() {
        "ArrowRight" if event.shift_key() => Some(Action::StepState(1)),
        "ArrowLeft" if event.shift_key() => Some(Action::StepState(-1)),
        // A presenter's remote. Beside the ladder, the keys scroll what the reader is in.
        "PageDown" if !view.embed && (view.lecture || place == Place::Page) => Some(Action::Present(1)),
        "PageUp" if !view.embed && (view.lecture || place == Place::Page) => Some(Action::Present(-1)),
        "ArrowRight" => Some(Action::Step(1)),
        "ArrowLeft" => Some(Action::Step(-1)),
        "ArrowDown" => Some(Action::StepSegment(1)),
        "ArrowUp" => Some(Action::StepSegment(-1)),
        "Home" => Some(Action::GoToStart),
        "End" => Some(Action::GoToEnd),
        " " if place == Place::Page => Some(Action::Playing(!view.playing)),
        "d" | "D" if view.letters => view.segment().map(|segment| Change::Intervene(segment, Kind::Drop).into()),
        "1" | "2" | "3" | "4" if view.letters => {
            let tab = Tab::ALL.into_iter().zip(["1", "2", "3", "4"]).find(|(_, digit)| *digit == key)?.0;
            // The key of the one that is seen closes it.
            let seen = view.tab == Some(tab) && (!view.lecture || view.stage == Some(Pane::Endpoints));
            Some(Action::OpenTab((!seen).then_some(tab)))
        }
        "l" | "L" if view.letters => of_segment(view, MenuOf::Delay),
        "m" | "M" if view.letters => of_segment(view, MenuOf::Segment),
        "ContextMenu" => of_segment(view, MenuOf::Segment),
        "u" | "U" if view.letters => {
            view.segment().map(|segment| Change::Intervene(segment, Kind::Duplicate { copies: 1, after: Span::from_millis(1) }).into())
        }
        "a" | "A" if view.letters => Some(Action::OpenMenu(Some(Menu { of: MenuOf::Application(None, time), at: None }))),
        "f" | "F" if view.letters && !view.embed => Some(Action::SetLecture(!view.lecture)),
        "." if view.letters && !view.embed => Some(Action::SetBlank(true)),
        "g" | "G" if view.letters && view.opens(Part::Compare) => Some(Action::SetCompare(!view.compare)),
        "+" | "=" | "-" if view.letters => {
            let by = if key == "-" { -1 } else { 1 };
            // Before an audience, everything.
            Some(if view.lecture { Action::Scale(by) } else { Action::Zoom(by) })
        }
        "Escape" if view.parameters => Some(Action::CloseParameters),
        "Escape" => Some(Action::Escape),
        "?" if view.letters => Some(Action::OpenDialog(Some(Dialog::Legend))),
        _ => None,
    }
}

/// The menu of the chosen segment.
fn of_segment(view: &View, of: fn(SegmentId) -> MenuOf) -> Option<Action> {
    view.segment().map(|id| Action::OpenMenu(Some(Menu { of: of(id), at: None })))
}

/// Listens until it is dropped.
pub fn listen(view: std::rc::Rc<View>, playhead: Playhead, dispatch: Callback<Action>) -> Option<EventListener> {
    let document = browser::document()?;
    let options = gloo_events::EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&document, "keydown", options, move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>().filter(|e| !e.default_prevented()) else { return };
        if let Some(action) = action(event, &view, playhead.time()) {
            event.prevent_default();
            dispatch.emit(action);
        }
    }))
}
