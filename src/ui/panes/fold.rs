//! A line that opens and folds what stands under it.

use crate::locale::{Key, Words};
use crate::ui::components::icon::{Icon, glyph};
use crate::ui::el::{El, press, span};
use crate::ui::state::Action;
use yew::Callback;

/// The line.
pub fn fold(words: &Words, title: Key, open: bool, turn: Action, act: &Callback<Action>) -> El {
    let icon = if open { Icon::Down } else { Icon::Forward };
    press("fold-line").state("aria-expanded", open).does(act, turn).child(glyph(icon)).child(span("").text(words.text(title).to_owned()))
}
