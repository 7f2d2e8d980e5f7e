//! A term with its one-line gloss; the box of the whole page shows it on hover, focus and tap.

use crate::locale::Words;
use crate::ui::el::{El, span};

/// A variable of the TCB, or another value that a rule looks at, by name.
pub fn variable(words: &Words, name: &'static str) -> El {
    mention(words, name).attr("tabindex", "0")
}

/// The same where Tab has met it before: once in a text is enough to learn what it is.
pub fn mention(words: &Words, name: &'static str) -> El {
    glossed(words, ["variable.", name].concat(), name)
}

/// A word with the line of that key.
pub fn glossed(words: &Words, key: String, word: &str) -> El {
    let gloss = words.find(&key).map(str::to_owned);
    let word = word.to_owned();
    span("term").attr("role", "note").label(word.clone()).set_some("aria-description", gloss).set("data-gloss", key).text(word)
}
