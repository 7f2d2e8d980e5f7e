//! Files of the page's own folder that are fetched when they are wanted, once: the words of other languages, the scenarios.
//! In the one-script form of the page they come with it, in `window.tcplabFiles`.

use super::browser::window;
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

const STORE: &str = "tcplabFiles";

/// The text of a file that is here already, by its path.
pub fn get(path: &str) -> Option<String> {
    Reflect::get(&store()?, &path.into()).ok()?.as_string()
}

/// Keeps a text as if it had been fetched.
pub fn put(path: &str, text: &str) {
    if let Some(store) = store() {
        let _ = Reflect::set(&store, &path.into(), &text.into());
    }
}

/// What is done once something is here; boxed, for each sort of it would be kilobytes of program.
pub type Then<T = ()> = Box<dyn FnOnce(T)>;

/// Calls `then` once a file is here, or cannot be had.
pub fn need(path: String, then: Then) {
    if get(&path).is_some() {
        return then(());
    }
    spawn_local(async move {
        if let (Some(text), Some(store)) = (fetch(&path).await, store()) {
            let _ = Reflect::set(&store, &path.as_str().into(), &text);
        }
        then(());
    });
}

/// Where fetched texts are kept, by path.
fn store() -> Option<JsValue> {
    let window = window()?;
    let kept = Reflect::get(&window, &STORE.into()).ok()?;
    if kept.is_object() {
        return Some(kept);
    }
    let fresh: JsValue = Object::new().into();
    Reflect::set(&window, &STORE.into(), &fresh).ok()?;
    Some(fresh)
}

async fn fetch(path: &str) -> Option<JsValue> {
    let answer = JsFuture::from(window()?.fetch_with_str(path)).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok().filter(web_sys::Response::ok)?;
    JsFuture::from(answer.text().ok()?).await.ok()
}
