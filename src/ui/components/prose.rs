//! Running text: a term has its gloss, once a text; in a language that is not English, English terms say so (`lang="en"`), so
//! that they are read and broken rightly.

use crate::locale::Words;
use crate::locale::terms::terms;
use crate::ui::el::{El, el, span};

/// A text without markup.
pub fn prose(words: &Words, text: &str) -> El {
    prose_after(words, text, &mut Vec::new())
}

/// The same after texts in which the terms of these keys had their gloss.
pub fn prose_after(words: &Words, text: &str, met: &mut Vec<String>) -> El {
    prose_with(words, text, met, true)
}

/// The same; its terms are no stops of the tab key where it only stands beside what is one.
pub fn prose_with(words: &Words, text: &str, met: &mut Vec<String>, stops: bool) -> El {
    let english = words.code() == "en";
    let parts = if english { vec![(false, text)] } else { split(text) };
    let mut place = span("prose");
    for (foreign, part) in parts {
        place = place.child(glossed(el("span").set_some("lang", foreign.then_some("en")), words, part, met, stops));
    }
    place
}

/// A part of the text, in which a term that has not come before can be pointed at.
fn glossed(mut place: El, words: &Words, text: &str, met: &mut Vec<String>, stops: bool) -> El {
    let mut rest = 0;
    for found in terms(words, text) {
        if met.contains(&found.key) {
            continue;
        }
        let token = text.get(found.from..found.to).unwrap_or_default().to_owned();
        // What is still to be fetched waits until it is pointed at.
        let gloss = words.here(&found.key).map(str::to_owned);
        let term = span("term").set_some("tabindex", stops.then_some("0")).attr("role", "note").label(token.clone());
        place = place
            .text(text.get(rest..found.from).unwrap_or_default().to_owned())
            .child(term.set_some("aria-description", gloss).set("data-gloss", found.key.clone()).text(token));
        rest = found.to;
        met.push(found.key);
    }
    place.text(text.get(rest..).unwrap_or_default().to_owned())
}

/// Runs of English words and everything else, in order.
fn split(text: &str) -> Vec<(bool, &str)> {
    let mut out: Vec<(bool, &str)> = Vec::new();
    let mut start = 0;
    let mut english = false;
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '=' | '+' | '.' | '_' | ',' | '/' | '(' | ')');
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
