//! What a screen reader is told as the cursor moves; silent while playing.

use crate::locale::Words;
use crate::ui::describe;
use crate::ui::el::{El, el};
use crate::ui::state::{RunHandle, View};

/// The live region.
pub fn live(words: &Words, run: &RunHandle, view: &View) -> El {
    let step = view.cursor.filter(|_| !view.playing);
    let text = step.map(|step| describe::step(words, run, step)).unwrap_or_default();
    el("p").class("visually-hidden").attr("role", "status").attr("aria-live", "polite").attr("data-live", "step").text(text)
}
