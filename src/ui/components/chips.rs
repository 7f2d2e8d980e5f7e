//! The parameters in which this run differs from its scenario, each a chip that opens its control.

use super::icon::{Icon, glyph};
use super::parameter::{label, shown};
use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, press, span};
use crate::ui::library;
use crate::ui::state::{Action, Doc};

/// The chips, and the button that opens all parameters.
pub fn chips(ui: &Shell, doc: &Doc, open: bool) -> El {
    let words = &ui.words;
    let changed = library::changed(doc);
    let chip = |(name, text): &(String, String)| {
        press("chip")
            .key(name.clone())
            .set("data-chip", name.clone())
            .does(&ui.dispatch, Action::OpenParameters(Some(name.clone())))
            .text(label(words, name))
            .text(" ")
            .child(el("b").text(shown(words, name, text)))
    };
    let toggle = if open { Action::CloseParameters } else { Action::OpenParameters(None) };
    let more = press("chip dashed")
        .attr("data-action", "parameters")
        .state("aria-expanded", open)
        .does(&ui.dispatch, toggle)
        .child(glyph(Icon::Plus))
        .child(el("span").say(&ui.words, shell::PARAMETERS));
    div("chips")
        .maybe((!changed.is_empty()).then(|| span("tag").say(&ui.words, shell::CHANGED)))
        .child(span("chip-list").all(changed.iter().map(chip)))
        .child(more)
}
