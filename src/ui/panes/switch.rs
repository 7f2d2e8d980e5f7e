//! The switch between relative and absolute numbers; one mode governs every pane.

use crate::locale::{Words, panes as key};
use crate::ui::state::{Action, Numbers};
use yew::prelude::*;

/// The switch.
pub fn numbers_switch(words: &Words, numbers: Numbers, act: &Callback<Action>) -> Html {
    let choice = |mode: Numbers, text| {
        let act = act.clone();
        html! {
            <button type="button" aria-pressed={(mode == numbers).to_string()} onclick={move |_| act.emit(Action::SetNumbers(mode))}>{ words.text(text) }</button>
        }
    };
    html! {
        <span class="sw" role="group" aria-label={words.text(key::LADDER_NUMBERS).to_owned()}>
            { choice(Numbers::Relative, key::LADDER_RELATIVE) }
            { choice(Numbers::Absolute, key::LADDER_ABSOLUTE) }
        </span>
    }
}
