//! The switch between relative numbers, absolute ones and letters; one mode governs every pane.

use crate::locale::{Words, panes as key};
use crate::ui::el::{El, switch};
use crate::ui::state::{Action, Numbers};
use yew::Callback;

/// The switch.
pub fn numbers_switch(words: &Words, numbers: Numbers, act: &Callback<Action>) -> El {
    let choice = |mode: Numbers, text| (text, mode == numbers, Action::SetNumbers(mode));
    let choices = [
        choice(Numbers::Relative, key::LADDER_RELATIVE),
        choice(Numbers::Absolute, key::LADDER_ABSOLUTE),
        choice(Numbers::Letters, key::LADDER_LETTERS),
    ];
    switch(words, key::LADDER_NUMBERS, act, &choices).attr("data-gloss", "gloss.numbers")
}
