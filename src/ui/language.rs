//! The words of a language, inside the program or fetched.

use super::fetched::{self, Then};
use crate::locale::{Words, is_inside};

fn path(code: &str) -> String {
    ["words/", code, ".json"].concat()
}

/// A language that is here already, as far as it is.
pub fn load(code: &str) -> Option<Words> {
    whole(code).or_else(|| is_inside(code).then(|| Words::load(code)))
}

/// A language of which all texts are here.
fn whole(code: &str) -> Option<Words> {
    Words::fetched(code, &fetched::get(&path(code))?)
}

/// Calls `then` once all texts of a language are here; not at all where they cannot be had.
pub fn complete(code: &'static str, then: Then<Words>) {
    let take = move |()| {
        if let Some(words) = whole(code) {
            then(words);
        }
    };
    fetched::need(path(code), Box::new(take));
}

/// Calls `then` once the words of `code` are here, or cannot be had.
pub fn need(code: &str, then: Then<Option<Words>>) {
    if let Some(words) = load(code) {
        return then(Some(words));
    }
    let owned = code.to_owned();
    fetched::need(path(code), Box::new(move |()| then(load(&owned))));
}
