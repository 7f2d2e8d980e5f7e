//! Branches over a reload: while a tab is open it remembers their names, the links that open them, and which one is shown. What that one
//! holds, the address says. Where a browser forbids it, branches last as long as the page.

use crate::scenario::carried;
use crate::ui::browser;
use crate::ui::library;
use crate::ui::state::{AppState, Doc};
use js_sys::Reflect;
use std::rc::Rc;
use web_sys::Storage;

/// The name it is remembered by.
const NAME: &str = "tcplab.branches";

/// What is forgotten with the tab.
fn storage() -> Option<Storage> {
    browser::window()?.session_storage().ok()?
}

/// Whether the page was here before: loaded again, or come back to. An address that is opened anew opens what it says and no more.
fn is_again() -> bool {
    let of = |object: &wasm_bindgen::JsValue, key: &str| Reflect::get(object, &key.into()).ok();
    let kind = browser::window().and_then(|window| of(&of(&of(&window, "performance")?, "navigation")?, "type")?.as_f64());
    kind.is_some_and(|kind| kind > 0.0)
}

/// Remembers the branches, once there are several.
pub fn keep(state: &AppState) {
    let Some(storage) = storage().filter(|_| !state.view.embed) else { return };
    let doc = &state.doc;
    if doc.branches.count() < 2 {
        let _ = storage.remove_item(NAME);
        return;
    }
    let file: Vec<_> = state.link_view.iter().filter(|(key, _)| key == carried::KEY).cloned().collect();
    let mut text = doc.branches.shown.to_string();
    for (name, now) in doc.each_branch() {
        let link = library::link(&Doc { now: Rc::clone(now), ..(**doc).clone() }, &file).unwrap_or_default();
        // No name has a line's end or a tab in it.
        text.extend(["\n", name, "\t", &link]);
    }
    let _ = storage.set_item(NAME, &text);
}

/// The state with the branches that are remembered, where they are of its scenario.
pub fn restored(mut state: AppState) -> AppState {
    if !state.view.embed && state.doc.branches.count() == 1 && is_again() {
        let text = storage().and_then(|storage| storage.get_item(NAME).ok()?);
        if let Some(doc) = text.and_then(|text| read(&state.doc, &text)) {
            state.doc = Rc::new(doc);
        }
    }
    state
}

fn read(doc: &Doc, text: &str) -> Option<Doc> {
    let (shown, branches) = text.split_once('\n')?;
    let branch = |line: &str| {
        let (name, link) = line.split_once('\t')?;
        let opened = library::read(link.strip_prefix('#')?).ok()?.doc;
        (opened.base == doc.base).then(|| (name.to_owned(), opened.now))
    };
    doc.beside(branches.split('\n').map(branch).collect::<Option<_>>()?, shown.parse().ok()?)
}
