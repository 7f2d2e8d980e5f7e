//! The small drawings the panes share.

use crate::draw::ladder::PENCIL;
use crate::locale::{Key, Words};
use crate::ui::el::{El, el, span};

/// A pencil, and what was changed.
pub fn edited_note(words: &Words, text: Key) -> El {
    let pencil = el("svg").class("pencil").attr("viewBox", "0 0 12 12").attr("aria-hidden", "true");
    span("edited-note").child(pencil.child(el("path").attr("d", PENCIL))).say(words, text)
}
