//! The names and values of parameters, as people write them.

use crate::locale::Words;
use crate::scenario::settings::{self, Setting, Value};

/// The host and the setting of a parameter's name, such as `client.loss`.
pub fn parts(name: &str) -> (Option<&str>, &str) {
    name.rsplit_once('.').map_or((None, name), |(host, id)| (Some(host), id))
}

/// The name of a parameter in the reader's language, with its host where it is of one.
pub fn label(words: &Words, name: &str) -> String {
    let (host, id) = parts(name);
    let own = words.find(&["setting.", id].concat()).unwrap_or(id);
    match host {
        Some(host) => words.aside(own, words.host(host)),
        None => own.to_owned(),
    }
}

/// A value as people write it: per cent, and a space before the unit.
pub fn shown(words: &Words, name: &str, text: &str) -> String {
    let (_, id) = parts(name);
    match settings::find(id).and_then(|s| s.parse(text).ok()) {
        Some(Value::Ppm(p)) => {
            let (whole, rest) = (p.parts() / 10_000, p.parts() % 10_000);
            let fraction = format!("{rest:04}");
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() { format!("{whole}%") } else { format!("{whole}.{fraction}%") }
        }
        Some(Value::Span(span)) => words.span(span).chars().map(|c| if c == '\u{a0}' { ' ' } else { c }).collect(),
        Some(Value::Rate(_)) => {
            let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len()));
            [number, " ", unit].concat()
        }
        Some(Value::Switch(on)) => word(words, if on { "on" } else { "off" }),
        Some(Value::Word(w)) => word(words, w),
        _ => text.to_owned(),
    }
}

/// Why a setting has the range that it has.
pub fn bound<'a>(words: &'a Words, setting: &Setting) -> Option<&'a str> {
    let own = words.find(&["setting.", setting.id, ".limit"].concat());
    own.or_else(|| words.find(&["limit.", setting.unit.limit()?].concat()))
}

/// A word that is a value.
pub fn word(words: &Words, text: &str) -> String {
    words.find(&["word.", text].concat()).unwrap_or(text).to_owned()
}
