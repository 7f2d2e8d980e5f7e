//! The parameters in which this run differs from its scenario, each a chip that opens its control.

use super::icon::{Icon, glyph};
use super::setting::{label, parts, shown};
use crate::locale::shell;
use crate::scenario::settings;
use crate::ui::context::Shell;
use crate::ui::describe::host_named;
use crate::ui::el::{El, div, el, press, span};
use crate::ui::library;
use crate::ui::state::{Action, Doc, Door};

/// The parameters of every lesson.
const AT_HAND: [&str; 3] = ["rtt", "loss", "msl"];

/// The chips, and the button that opens all parameters.
pub fn chips(ui: &Shell, doc: &Doc, door: Door, open: bool) -> El {
    let words = &ui.words;
    let mut changed = library::changed(doc);
    let count = changed.len();
    // Whoever learns has the three of every lesson at hand.
    for name in AT_HAND.iter().filter(|_| door == Door::Learn) {
        if let Some(text) = settings::get(&doc.now, name).filter(|_| changed.iter().all(|(n, _)| n != name)) {
            changed.push(((*name).to_owned(), text));
        }
    }
    let chip = |(name, text): &(String, String)| {
        press("chip")
            .key(name.clone())
            .set("data-chip", name.clone())
            .set("data-gloss", ["setting.", parts(name).1, ".help"].concat())
            .does(&ui.dispatch, Action::OpenParameters(Some(name.clone())))
            .text(label(words, name))
            .text(" ")
            .child(el("b").text(shown(words, name, text)))
    };
    let script = |end: &String| {
        let name = [end, ".", library::SCRIPT].concat();
        let host = host_named(words, end);
        press("chip")
            .key(name.clone())
            .set("data-chip", name.clone())
            .does(&ui.dispatch, Action::OpenParameters(Some(name)))
            .text(words.fill(shell::SCRIPT_OF, &[("host", host)]))
    };
    let scripted = library::scripted(doc);
    let toggle = if open { Action::CloseParameters } else { Action::OpenParameters(None) };
    let more = press("chip dashed")
        .attr("data-action", "parameters")
        .state("aria-expanded", open)
        .does(&ui.dispatch, toggle)
        .child(glyph(Icon::Plus))
        .child(el("span").say(&ui.words, shell::PARAMETERS));
    div("chips")
        .maybe((count + scripted.len() > 0).then(|| span("tag").say(&ui.words, shell::CHANGED)))
        .child(span("chip-list").all(changed.iter().map(chip).chain(scripted.iter().map(script))))
        .child(more)
}
