//! The words of a language, inside the program or fetched.

use super::fetched;
use crate::locale::{Words, is_inside};

fn path(code: &str) -> String {
    format!("words/{code}.json")
}

/// A language that is here already.
pub fn load(code: &str) -> Option<Words> {
    if is_inside(code) { Some(Words::load(code)) } else { Words::fetched(code, &fetched::get(&path(code))?) }
}

/// Calls `then` once the words of `code` are here, or cannot be had.
pub fn need(code: &str, then: impl FnOnce(Option<Words>) + 'static) {
    if let Some(words) = load(code) {
        return then(Some(words));
    }
    let owned = code.to_owned();
    fetched::need(path(code), move || then(load(&owned)));
}
