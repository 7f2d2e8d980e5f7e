//! The switch between relative and absolute numbers; one mode governs every pane.

use crate::locale::{Words, panes as key};
use crate::ui::state::{Action, Numbers};
use yew::prelude::*;

/// What the switch needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Words.
    pub words: Words,
    /// The mode.
    pub numbers: Numbers,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The switch.
#[component]
pub fn NumbersSwitch(props: &Props) -> Html {
    let Props { words, numbers, act } = props;
    let choice = |mode: Numbers, text| {
        let act = act.clone();
        html! {
            <button type="button" aria-pressed={(mode == *numbers).to_string()} onclick={move |_| act.emit(Action::SetNumbers(mode))}>{ words.text(text) }</button>
        }
    };
    html! {
        <span class="sw" role="group" aria-label={words.text(key::LADDER_NUMBERS).to_owned()}>
            { choice(Numbers::Relative, key::LADDER_RELATIVE) }
            { choice(Numbers::Absolute, key::LADDER_ABSOLUTE) }
        </span>
    }
}
