//! The lab part of the program: what is below [`super::lab`] is a second file, fetched when the reader first goes where it is
//! needed (`xtask/src/split.rs` cuts it off, `static/boot.js` fetches it). Where the program comes in one piece it is always here.

use super::browser::{mark_root, window};
use super::fetched::Then;
use super::state::Action;
use js_sys::{Function, Promise, Reflect};
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::Callback;

/// Says that the lab part is here. Every door of [`super::lab`] takes one, so that nothing behind it can be called too early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Here(());

/// Whether the lab part is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabPart {
    /// Not yet; it is fetched as soon as something of it is to be drawn.
    Away,
    /// It could not be fetched; the banner says so, and how to try again.
    Missed,
    /// It is.
    Here(Here),
}

thread_local! {
    static COMING: Cell<bool> = const { Cell::new(false) };
    static CAME: Cell<bool> = const { Cell::new(false) };
}

/// The lab part, if it is here.
pub fn here() -> Option<Here> {
    (CAME.get() || offer().is_none()).then_some(Here(()))
}

/// Calls `then` once the lab part is here, or cannot be had.
pub fn need(then: Then) {
    if here().is_some() {
        return then(());
    }
    ask(Box::new(|_| then(())));
}

impl LabPart {
    /// How it is before anything was asked for.
    pub fn at_first() -> LabPart {
        here().map_or(LabPart::Away, LabPart::Here)
    }
    /// What the lab part draws. While it is not here there is nothing, and it is fetched: an action tells when that is over.
    pub fn draw<T>(self, dispatch: &Callback<Action>, draw: impl FnOnce(Here) -> T) -> Option<T> {
        match self {
            LabPart::Here(here) => return Some(draw(here)),
            LabPart::Away => fetch(dispatch),
            LabPart::Missed => {}
        }
        None
    }
}

/// Passes an action on to the page. A change that only the lab part makes waits until that is here.
pub fn pass(page: &Callback<Action>, action: Action) {
    if here().is_some() || !matches!(action, Action::Change(_)) {
        return page.emit(action);
    }
    let page = page.clone();
    let go_on = move |here: Option<Here>| {
        page.emit(Action::LabPart(here));
        if here.is_some() {
            page.emit(action);
        }
    };
    ask(Box::new(go_on));
}

fn fetch(dispatch: &Callback<Action>) {
    if COMING.replace(true) {
        return;
    }
    let dispatch = dispatch.clone();
    let tell = move |here| {
        COMING.set(false);
        dispatch.emit(Action::LabPart(here));
    };
    ask(Box::new(tell));
}

/// Fetches the lab part, and tells the reader by the pointer that something is on its way.
fn ask(then: Then<Option<Here>>) {
    mark_root("data-lab-part", Some("coming"));
    spawn_local(async move {
        let here = fetched().await;
        mark_root("data-lab-part", None);
        then(here);
    });
}

async fn fetched() -> Option<Here> {
    let promise: Promise = offer()?.call0(&JsValue::NULL).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?;
    CAME.set(true);
    Some(Here(()))
}

/// The function that fetches the lab part, where the program comes in two pieces.
fn offer() -> Option<Function> {
    let window: JsValue = window()?.into();
    Reflect::get(&window, &"tcplabLab".into()).ok()?.dyn_into().ok()
}
