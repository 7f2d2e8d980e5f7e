//! Running text: a term has its gloss, once a text; in a language that is not English, English terms say so (`lang="en"`), so
//! that they are read and broken rightly.

use crate::locale::Words;
use crate::ui::el::{El, el, span};

/// How many of [`TERMS`] are states.
const STATES: usize = 11;

/// What has a gloss: the states, then the terms.
pub const TERMS: [&str; 26] = [
    "CLOSED",
    "LISTEN",
    "SYN-SENT",
    "SYN-RECEIVED",
    "ESTABLISHED",
    "FIN-WAIT-1",
    "FIN-WAIT-2",
    "CLOSE-WAIT",
    "CLOSING",
    "LAST-ACK",
    "TIME-WAIT",
    "SYN",
    "ACK",
    "FIN",
    "RST",
    "RTT",
    "RTO",
    "MSL",
    "MSS",
    "ISN",
    "TCB",
    "Nagle",
    "cwnd",
    "ssthresh",
    "ICMP",
    "MTU",
];

/// A text without markup.
pub fn prose(words: &Words, text: &str) -> El {
    let english = words.code() == "en";
    let parts = if english { vec![(false, text)] } else { split(text) };
    let mut told = Vec::new();
    let mut place = span("prose");
    for (foreign, part) in parts {
        place = place.child(glossed(el("span").set_some("lang", foreign.then_some("en")), words, part, &mut told));
    }
    place
}

/// A part of the text, in which a term that has not come before can be pointed at.
fn glossed<'a>(mut place: El, words: &Words, text: &'a str, told: &mut Vec<&'a str>) -> El {
    let mut rest = 0;
    for (at, token) in tokens(text) {
        let sort = match TERMS.iter().position(|t| *t == token).filter(|_| !told.contains(&token)) {
            Some(at) if at < STATES => "state.",
            Some(_) => "term.",
            None => continue,
        };
        told.push(token);
        let key = [sort, token].concat();
        // What is still to be fetched waits until it is pointed at.
        let gloss = if words.has(&key) { words.find(&key).map(str::to_owned) } else { None };
        let term = span("term").attr("tabindex", "0").attr("role", "note").label(token.to_owned());
        place = place
            .text(text.get(rest..at).unwrap_or_default().to_owned())
            .child(term.set_some("aria-description", gloss).set("data-gloss", key).text(token.to_owned()));
        rest = at + token.len();
    }
    place.text(text.get(rest..).unwrap_or_default().to_owned())
}

/// Words of letters, digits and hyphens, and where they begin.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut from = 0;
    text.split(move |c| !inside(c)).filter_map(move |token| {
        let at = from;
        // What ends a word is one character, of one byte or more.
        from = at + token.len() + text.get(at + token.len()..)?.chars().next().map_or(0, char::len_utf8);
        (!token.is_empty()).then_some((at, token))
    })
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
