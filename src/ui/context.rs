//! The contexts of the shell: language and dispatch. Panes get both as properties.

use super::state::Action;
use crate::locale::Words;
use yew::prelude::*;

/// The language.
#[hook]
pub fn use_words() -> Words {
    use_context::<Words>().unwrap_or_default()
}

/// Where actions go.
#[hook]
pub fn use_dispatch() -> Callback<Action> {
    use_context::<Callback<Action>>().unwrap_or_else(Callback::noop)
}
