//! What a screen reader is told as the cursor moves; silent while playing.

use crate::locale::Words;
use crate::ui::describe;
use crate::ui::state::{RunHandle, View};
use yew::prelude::*;

/// The live region.
pub fn live(words: &Words, run: &RunHandle, view: &View) -> Html {
    let step = view.cursor.filter(|_| !view.playing);
    let text = step.map(|step| describe::step(words, run, step)).unwrap_or_default();
    html! { <p class="visually-hidden" role="status" aria-live="polite" key="live" data-live="step">{ text }</p> }
}
