//! The lab part of the program: what is below [`super::lab`] is a second file, fetched when the reader first goes where it is
//! needed (`xtask/src/split.rs` cuts it off, `static/boot.js` fetches it). Where the program comes in one piece it is always here.

use super::browser::{mark_root, window};
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
}

impl LabPart {
    /// How it is before anything was asked for.
    pub fn at_first() -> LabPart {
        if offer().is_some() { LabPart::Away } else { LabPart::Here(Here(())) }
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

fn fetch(dispatch: &Callback<Action>) {
    if COMING.replace(true) {
        return;
    }
    mark_root("data-lab-part", Some("coming"));
    let dispatch = dispatch.clone();
    spawn_local(async move {
        let here = fetched().await;
        COMING.set(false);
        mark_root("data-lab-part", None);
        dispatch.emit(Action::LabPart(here));
    });
}

async fn fetched() -> Option<Here> {
    let promise: Promise = offer()?.call0(&JsValue::NULL).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok().map(|_| Here(()))
}

/// The function that fetches the lab part, where the program comes in two pieces.
fn offer() -> Option<Function> {
    let window: JsValue = window()?.into();
    Reflect::get(&window, &"tcplabLab".into()).ok()?.dyn_into().ok()
}
