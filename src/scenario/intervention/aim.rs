//! What an intervention is aimed at, as text: `c3`, `every(from=client,data)`, `nth2(flags=S)`, `1.5s`.

use super::fingerprint::{flags, letters, number};
use super::{Matcher, Target};
use crate::base::text::halves;
use crate::scenario::problem::{ProblemKind, clip};
use std::fmt::{self, Write};

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Segment(name) => write!(f, "{name}"),
            Target::Like(matcher) => write!(f, "{matcher}"),
            Target::At(span) => write!(f, "{span}"),
        }
    }
}

impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let which = self.nth.map_or("every".to_owned(), |n| format!("nth{n}"));
        let word = |value: Option<bool>, yes: &str, no: &str| value.map(|v| if v { yes.to_owned() } else { no.to_owned() });
        let conditions = [
            self.from.as_ref().map(|host| format!("from={host}")),
            self.to.as_ref().map(|host| format!("to={host}")),
            self.connection.map(|n| format!("connection={n}")),
            self.flags.map(|f| format!("flags={}", letters(f))),
            self.has.map(|f| format!("has={}", letters(f))),
            self.seq.map(|(low, high)| format!("seq={low}..{high}")),
            word(self.data, "data", "empty"),
            word(self.again, "again", "first"),
        ];
        let conditions: Vec<String> = conditions.into_iter().flatten().collect();
        write!(f, "{which}({})", conditions.join(","))
    }
}

/// Reads a target.
pub(super) fn read(text: &str) -> Result<Target, ProblemKind> {
    let text = text.trim();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return text.parse().map(Target::At).map_err(|_| ProblemKind::NotASpan { text: clip(text) });
    }
    if let Some((which, conditions)) = text.strip_suffix(')').and_then(|t| t.split_once('(')) {
        let matcher = matcher(which.trim(), conditions).ok_or_else(|| ProblemKind::NotAMatcher { text: clip(text) })?;
        return Ok(Target::Like(Box::new(matcher)));
    }
    text.parse().map(Target::Segment).map_err(|_| ProblemKind::NotATarget { text: clip(text) })
}

fn matcher(which: &str, conditions: &str) -> Option<Matcher> {
    let mut m = Matcher::default();
    match which.strip_prefix("nth") {
        Some(n) => m.nth = Some(number(n)?),
        None if which == "every" => {}
        None => return None,
    }
    let mut seen = Vec::new();
    for condition in conditions.split(',').map(str::trim).filter(|c| !c.is_empty()) {
        let (key, value) = condition.split_once('=').map_or((condition, None), |(k, v)| (k.trim(), Some(v.trim())));
        // `data` and `empty` answer one question, as do `again` and `first`.
        let question = match key {
            "empty" => "data",
            "first" => "again",
            key => key,
        };
        if seen.contains(&question) {
            return None;
        }
        seen.push(question);
        match (key, value) {
            ("from", Some(host)) => m.from = Some(host.into()),
            ("to", Some(host)) => m.to = Some(host.into()),
            ("connection", Some(n)) => m.connection = Some(number(n)?),
            ("flags", Some(text)) => m.flags = Some(flags(text)?),
            ("has", Some(text)) => m.has = Some(flags(text)?),
            ("seq", Some(range)) => {
                let (low, high) = halves(range, "..").unwrap_or((range, range));
                m.seq = Some((number(low)?, number(high)?));
            }
            ("data" | "empty", None) => m.data = Some(key == "data"),
            ("again" | "first", None) => m.again = Some(key == "again"),
            _ => return None,
        }
    }
    Some(m)
}

/// Writes items with commas between them.
pub(super) fn list(out: &mut String, item: impl fmt::Display) {
    let _ = write!(out, "{}{item}", if out.is_empty() { "" } else { "," });
}
