//! The words of a language that is not inside the program: fetched from the page's own folder when a reader wants it, once.
//! In the one-script form of the page they come with it, as `window.tcplabWords`.

use super::browser::window;
use crate::locale::{Words, is_inside};
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

const STORE: &str = "tcplabWords";

/// A language that is here already.
pub fn load(code: &str) -> Option<Words> {
    if is_inside(code) {
        return Some(Words::load(code));
    }
    let text = Reflect::get(&store()?, &code.into()).ok()?.as_string()?;
    Words::fetched(code, &text)
}

/// Calls `then` once the words of `code` are here, or cannot be had.
pub fn need(code: &str, then: impl FnOnce(Option<Words>) + 'static) {
    if let Some(words) = load(code) {
        return then(Some(words));
    }
    let code = code.to_owned();
    spawn_local(async move {
        if let (Some(text), Some(store)) = (fetch(&code).await, store()) {
            let _ = Reflect::set(&store, &code.as_str().into(), &text);
        }
        then(load(&code));
    });
}

/// Where fetched texts are kept, by code.
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

async fn fetch(code: &str) -> Option<JsValue> {
    let answer = JsFuture::from(window()?.fetch_with_str(&format!("words/{code}.json"))).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok().filter(web_sys::Response::ok)?;
    JsFuture::from(answer.text().ok()?).await.ok()
}
