//! The parameters of every lesson, whatever the reader changed, and the button that opens all parameters.

use super::icon::{Icon, glyph};
use super::setting::{label, parts, shown};
use crate::locale::{Words, shell};
use crate::scenario::settings;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, press, span};
use crate::ui::lab;
use crate::ui::lab_part::LabPart;
use crate::ui::state::{Action, Doc, Door};

/// The parameters of every lesson.
const AT_HAND: [&str; 3] = ["rtt", "loss", "msl"];

/// The chips, and the button.
pub fn chips(ui: &Shell, doc: &Doc, door: Door, open: bool, lab: LabPart) -> El {
    let changed = (doc.now != doc.base).then(|| lab.draw(&ui.dispatch, |here| lab::chips(here, ui, doc))).flatten();
    // Whoever learns has the three of every lesson at hand.
    let own = |name: &&str| door == Door::Learn && settings::get(&doc.now, name) == settings::get(&doc.base, name);
    let at_hand = AT_HAND.into_iter().filter(own).filter_map(|name| Some(chip(ui, name, &settings::get(&doc.now, name)?)));
    let toggle = if open { Action::CloseParameters } else { Action::OpenParameters(None) };
    let more = press("chip dashed")
        .attr("data-action", "parameters")
        .state("aria-expanded", open)
        .does(&ui.dispatch, toggle)
        .child(glyph(Icon::Plus))
        .child(el("span").say(&ui.words, shell::PARAMETERS));
    let changed = span("changed-place").key("changed").html(changed.unwrap_or_default());
    div("chips").child(span("chip-list").child(changed).all(at_hand)).child(more)
}

/// A parameter and its value; it opens its control.
pub fn chip(ui: &Shell, name: &str, text: &str) -> El {
    let words: &Words = &ui.words;
    press("chip")
        .key(name.to_owned())
        .set("data-chip", name.to_owned())
        .set("data-gloss", ["setting.", parts(name).1, ".help"].concat())
        .does(&ui.dispatch, Action::OpenParameters(Some(name.to_owned())))
        .text(label(words, name))
        .text(" ")
        .child(el("b").text(shown(words, name, text)))
}
