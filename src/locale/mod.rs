//! The words of the page and of the command line in every language: typed keys, the texts compiled in, numbers and
//! plurals. A language is its files under `static/locales/` (`en.json`, `panes.en.json`, …); there is no other list.
//!
//! Texts may hold `{name}` placeholders; a text with plural forms separates them by `|`, in the order of the language's
//! plural rule (`language.plural`). Keys that come from tables elsewhere (`rule.<id>`, `setting.<id>`, `problem.<id>`,
//! `field.<id>`) are looked up by [`Words::find`].

pub mod change;
mod fill;
mod key;
pub mod lab;
mod ladder;
pub mod panes;
mod plural;
pub mod shell;
pub mod terms;
mod units;
mod words;

pub use fill::{fill, sentences};
pub use key::Key;
pub use words::{Words, is_inside, languages, own_names};

#[cfg(test)]
mod tests;
