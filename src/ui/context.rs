//! What every part of the shell needs: the language, and where actions go. A part without state of its own is a plain
//! function that takes this; a Yew component costs five kilobytes each.

use super::state::Action;
use crate::locale::{Key, Words};
use yew::{AttrValue, Callback};

/// Language and dispatch.
#[derive(Clone, PartialEq)]
pub struct Shell {
    /// The language.
    pub words: Words,
    /// Where actions go.
    pub dispatch: Callback<Action>,
}

impl Shell {
    /// A text.
    pub fn text(&self, key: Key) -> AttrValue {
        AttrValue::from(self.words.text(key).to_owned())
    }
    /// A callback that dispatches the same action every time.
    pub fn act(&self, action: Action) -> Callback<()> {
        self.dispatch.reform(move |()| action.clone())
    }
}
