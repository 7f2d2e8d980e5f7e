//! The address as text, where it could not be copied.

use super::dialog::{modal, sheet};
use crate::locale::{lab, shell};
use crate::ui::context::Shell;
use crate::ui::el::{El, el};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement};
use yew::Html;
use yew::virtual_dom::ListenerKind;

/// A text to copy; it is selected as soon as it has the focus.
pub fn copy_field(ui: &Shell, text: String) -> El {
    let select = |event: Event| {
        if let Some(area) = event.target().and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok()) {
            area.select();
        }
    };
    el("textarea")
        .class("copy")
        .flag("readonly", true)
        .attr("rows", "3")
        .attr("spellcheck", "false")
        .name(&ui.words, shell::COPY_TEXT)
        .value(text)
        .on(ListenerKind::onfocus, select)
}

/// The dialog; there may be no address that opens the same elsewhere.
pub fn share_dialog(ui: &Shell, address: String) -> Html {
    let local = address.is_empty();
    let inside = sheet(ui, shell::SHARE)
        .child(el("p").say(&ui.words, if local { lab::LOCAL } else { shell::SHARE_REFUSED }))
        .maybe((!local).then(|| copy_field(ui, address)));
    modal(ui, "share", shell::SHARE, inside)
}
