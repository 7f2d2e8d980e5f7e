//! Running text: in a language that is not English, English terms say so (`lang="en"`), so that they are read and broken rightly.

use crate::locale::Words;
use crate::ui::el::{El, el, span};

/// A text without markup.
pub fn prose(words: &Words, text: &str) -> El {
    if words.code() == "en" {
        return span("prose").text(text.to_owned());
    }
    let part =
        |(i, (english, part)): (usize, (bool, &str))| el("span").key(i).set_some("lang", english.then_some("en")).text(part.to_owned());
    span("prose").all(split(text).into_iter().enumerate().map(part))
}

/// Runs of English words and everything else, in order.
fn split(text: &str) -> Vec<(bool, &str)> {
    let mut out: Vec<(bool, &str)> = Vec::new();
    let mut start = 0;
    let mut english = false;
    let word = |c: char| c.is_ascii_alphanumeric() || "-=+._,/()".contains(c);
    for (at, c) in text.char_indices() {
        let now = word(c) || (english && c == ' ');
        if now != english {
            push(&mut out, english, text.get(start..at).unwrap_or_default());
            (start, english) = (at, now);
        }
    }
    push(&mut out, english, text.get(start..).unwrap_or_default());
    out
}

/// Numbers and signs alone belong to the text around them.
fn push<'a>(out: &mut Vec<(bool, &'a str)>, english: bool, part: &'a str) {
    if !part.is_empty() {
        out.push((english && part.bytes().any(|b| b.is_ascii_alphabetic()), part));
    }
}
