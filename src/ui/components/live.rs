//! What a screen reader is told as the cursor moves; silent while playing.

use crate::ui::context::use_words;
use crate::ui::describe;
use crate::ui::state::{RunHandle, View};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Live`].
#[derive(Clone, PartialEq, Properties)]
pub struct LiveProps {
    /// The run.
    pub run: RunHandle,
    /// The cursor.
    pub view: Rc<View>,
}

/// The live region.
#[component]
pub fn Live(props: &LiveProps) -> Html {
    let words = use_words();
    let step = props.view.cursor.filter(|_| !props.view.playing);
    let text = step.map(|step| describe::step(&words, &props.run, step)).unwrap_or_default();
    html! { <p class="visually-hidden" role="status" aria-live="polite">{ text }</p> }
}
