//! The browser, as far as the shell needs it. Whatever a frame or a setting forbids fails quietly.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Storage, Window};

/// The window.
pub fn window() -> Option<Window> {
    web_sys::window()
}
/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}
/// The `html` element, which carries theme, language and the hooks for tests.
pub fn root() -> Option<Element> {
    document()?.document_element()
}
/// Sets an attribute of the `html` element; `None` removes it.
pub fn mark_root(name: &str, value: Option<&str>) {
    if let Some(root) = root() {
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}

/// Width of the window, CSS px.
pub fn window_width() -> Option<f64> {
    window()?.inner_width().ok()?.as_f64()
}

/// Height of the window, CSS px.
pub fn window_height() -> Option<f64> {
    window()?.inner_height().ok()?.as_f64()
}

/// What the page notes in the entries of the history that it has been at.
pub const BEEN: JsValue = JsValue::TRUE;

/// Whether the page has not been at this entry of the history; from now on it has.
pub fn is_new_entry() -> bool {
    let Some(history) = window().and_then(|window| window.history().ok()) else { return false };
    let new = history.state().is_ok_and(|state| state.is_null());
    let _ = history.replace_state_with_url(&BEEN, "", None);
    new
}

fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
/// What this browser remembers under a name.
pub fn recall(name: &str) -> Option<String> {
    storage()?.get_item(&["tcplab.", name].concat()).ok()?
}
/// Remembers it, where that is allowed.
pub fn remember(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&["tcplab.", name].concat(), value);
    }
}

/// Forgets it again.
pub fn forget(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&["tcplab.", name].concat());
    }
}

/// Fills the screen with the page, or ends that, where the browser and the page around allow it.
pub fn fill_screen(on: bool) {
    let Some(document) = document() else { return };
    let filled = document.fullscreen_element().is_some();
    if !on && filled {
        document.exit_fullscreen();
    }
    let ask = root().filter(|_| on && !filled).and_then(|root| {
        js_sys::Reflect::get(&root, &"requestFullscreen".into()).ok()?.dyn_into::<js_sys::Function>().ok().map(|f| (root, f))
    });
    let Some((root, ask)) = ask else { return };
    if let Some(promise) = ask.call0(&root).ok().and_then(|p| p.dyn_into::<js_sys::Promise>().ok()) {
        // Refused or not, the page looks the same.
        wasm_bindgen_futures::spawn_local(async move { drop(wasm_bindgen_futures::JsFuture::from(promise).await) });
    }
}

/// Whether the page fills the screen.
pub fn fills_screen() -> bool {
    document().is_some_and(|d| d.fullscreen_element().is_some())
}

/// Milliseconds of a clock that only goes forward.
pub fn now() -> f64 {
    window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}

/// Whether the reader wants less motion.
pub fn reduced_motion() -> bool {
    window().and_then(|w| w.match_media("(prefers-reduced-motion: reduce)").ok().flatten()).is_some_and(|m| m.matches())
}

/// Whether the reader's languages name this one first of those we have.
pub fn preferred_language(known: &[&'static str]) -> Option<&'static str> {
    let languages = window()?.navigator().languages();
    languages.iter().filter_map(|l| l.as_string()).find_map(|l| {
        let short = l.split('-').next().unwrap_or_default().to_ascii_lowercase();
        known.iter().copied().find(|k| *k == short)
    })
}

/// Copies a text and says whether that was allowed.
pub fn copy(text: &str, done: impl FnOnce(bool) + 'static) {
    let navigator = window().map(|w| w.navigator());
    // Outside secure contexts there is no clipboard at all.
    let there = |n: &web_sys::Navigator| js_sys::Reflect::get(n, &"clipboard".into()).is_ok_and(|c| c.is_object());
    let Some(navigator) = navigator.filter(there) else {
        done(false);
        return;
    };
    let promise = navigator.clipboard().write_text(text);
    wasm_bindgen_futures::spawn_local(async move {
        done(wasm_bindgen_futures::JsFuture::from(promise).await.is_ok());
    });
}

/// Saves bytes under a name, as a browser saves what it downloads.
pub fn download(name: &str, bytes: &[u8]) {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let Ok(blob) = web_sys::Blob::new_with_u8_array_sequence(&parts) else { return };
    let Ok(address) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = document().and_then(|d| d.create_element("a").ok()).and_then(|a| a.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(link) = link {
        let _ = link.set_attribute("href", &address);
        let _ = link.set_attribute("download", name);
        link.click();
    }
    // Once it is under way the bytes may go.
    gloo_timers::callback::Timeout::new(10_000, move || drop(web_sys::Url::revoke_object_url(&address))).forget();
}

/// Calls `then` with the text of the file that was chosen, or its length in bytes where it is longer than the limit; nothing where it
/// cannot be read. The field is then empty again, so that the same file can be chosen anew.
pub fn read_file(input: &web_sys::HtmlInputElement, limit: usize, then: impl FnOnce(Result<String, Option<u64>>) + 'static) {
    let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
    if file.size() > limit as f64 {
        input.set_value("");
        return then(Err(Some(file.size() as u64)));
    }
    let text = file.text();
    input.set_value("");
    wasm_bindgen_futures::spawn_local(async move {
        then(wasm_bindgen_futures::JsFuture::from(text).await.ok().and_then(|text| text.as_string()).ok_or(None));
    });
}

type Slot = Rc<RefCell<Option<Closure<dyn FnMut(f64)>>>>;

/// Calls back before each frame with its time in ms, until it is dropped.
pub struct Frames {
    id: Rc<Cell<i32>>,
    _callback: Slot,
}

impl Frames {
    /// Starts.
    pub fn start(mut each: impl FnMut(f64) + 'static) -> Frames {
        let id = Rc::new(Cell::new(0));
        let slot = Slot::default();
        let (inner, next) = (Rc::downgrade(&slot), Rc::clone(&id));
        *slot.borrow_mut() = Some(Closure::new(move |time: f64| {
            if let Some(slot) = inner.upgrade() {
                next.set(request(slot.borrow().as_ref()));
            }
            each(time);
        }));
        id.set(request(slot.borrow().as_ref()));
        Frames { id, _callback: slot }
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        if let Some(window) = window() {
            let _ = window.cancel_animation_frame(self.id.get());
        }
    }
}

fn request(callback: Option<&Closure<dyn FnMut(f64)>>) -> i32 {
    let ask = |callback: &Closure<dyn FnMut(f64)>| window()?.request_animation_frame(callback.as_ref().unchecked_ref()).ok();
    callback.and_then(ask).unwrap_or_default()
}
