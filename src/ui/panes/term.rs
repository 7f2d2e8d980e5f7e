//! A term with its one-line gloss; the box of the whole page shows it on hover, focus and tap.

use crate::locale::Words;
use crate::ui::el::{El, span};

/// A variable of the TCB by name.
pub fn variable(words: &Words, name: &'static str) -> El {
    let key = ["variable.", name].concat();
    let gloss = words.find(&key).map(str::to_owned);
    span("term")
        .attr("tabindex", "0")
        .attr("role", "note")
        .label(name)
        .set_some("aria-description", gloss)
        .set("data-gloss", key)
        .text(name)
}
