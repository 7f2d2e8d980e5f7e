//! What is forged, as text. In a file
//! `forge 2s: flags=R,tcp.seq=server.rcv_nxt+100` or `forge c3/arrives+10ms: from=attacker,as=client,flags=SA,data=ff00`.
//!
//! Before the colon, what sets it off: a time, or a segment (or what fits a matcher) with `/arrives` or `/dies` (it leaves, otherwise) and
//! `+<span>`. After it, items with commas between them, each only where it differs: `from=<host>` (outside), `as=<host>` or
//! `as=<host>@<connection>`, `flags=<letters>`, any field of the header by its id (`tcp.seq`, `ipv4.source`, …), `opts=<hex>`,
//! `data=<hex>`, `raw=<hex>`, `sum=wrong`, `times=<n>`, `every=<span>`, and last `text=<whatever follows>`.
//! A field's value is a sum of numbers, `random`, `n` (0 for the first, then 1, …) and `{server.rcv_nxt}`, with its braces or
//! without.

use super::aim::list;
use super::fingerprint::{flags, letters, number};
use super::forge::{EndName, Forge, MAX_TIMES, Moment, Term, Value, WORDS};
use super::text::{read_count, read_span};
use crate::base::Span;
use crate::scenario::problem::{ProblemKind, clip};
use crate::wire::edit::{Hex, unhex};
use crate::wire::field;
use crate::wire::{Addr, Field, Flags};
use std::fmt;
use std::str::FromStr;

/// Most terms of one value.
const MAX_TERMS: usize = 8;

impl fmt::Display for EndName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.host)?;
        if self.connection == 0 { Ok(()) } else { write!(f, "@{}", self.connection) }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (minus, term)) in self.terms.iter().enumerate() {
            f.write_str(match (minus, at) {
                (true, _) => "-",
                (false, 0) => "",
                (false, _) => "+",
            })?;
            match term {
                Term::Number(n) => write!(f, "{n}")?,
                Term::Random => f.write_str("random")?,
                Term::Count => f.write_str("n")?,
                Term::Of(end, what) => {
                    let word = WORDS.iter().find(|(_, w)| w == what).map_or("", |(word, _)| word);
                    // A name with a hyphen would read as a subtraction.
                    let plain = end.host.bytes().all(|b| b.is_ascii_alphanumeric()) && !end.host.starts_with(|c: char| c.is_ascii_digit());
                    if plain { write!(f, "{end}.{word}")? } else { write!(f, "{{{end}.{word}}}")? }
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for Forge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::new();
        if let Some(host) = &self.from {
            list(&mut out, format_args!("from={host}"));
        }
        if let Some(end) = &self.claims {
            list(&mut out, format_args!("as={end}"));
        }
        if self.flags != Flags::NONE {
            list(&mut out, format_args!("flags={}", letters(self.flags)));
        }
        for (field, value) in &self.fields {
            match value.terms.as_slice() {
                [(false, Term::Number(n))] if field.is_address() => list(&mut out, format_args!("{}={}", field.id, Addr(*n))),
                _ => list(&mut out, format_args!("{}={value}", field.id)),
            }
        }
        if let Some(raw) = &self.raw {
            list(&mut out, format_args!("raw={}", Hex(raw)));
        }
        if !self.options.is_empty() {
            list(&mut out, format_args!("opts={}", Hex(&self.options)));
        }
        if self.bad_checksum {
            list(&mut out, "sum=wrong");
        }
        if self.times != 1 {
            list(&mut out, format_args!("times={}", self.times));
        }
        if self.every != Span::ZERO {
            list(&mut out, format_args!("every={}", self.every));
        }
        let printable = self.payload.iter().all(|b| matches!(b, b' '..=b'~'));
        match std::str::from_utf8(&self.payload) {
            Ok("") => {}
            Ok(text) if printable => list(&mut out, format_args!("text={text}")),
            _ => list(&mut out, format_args!("data={}", Hex(&self.payload))),
        }
        f.write_str(&out)
    }
}

/// What follows the target before the colon.
pub(super) fn moment(forge: &Forge) -> String {
    let moment = match forge.moment {
        Moment::Leaves => "",
        Moment::Arrives => "/arrives",
        Moment::Dies => "/dies",
    };
    if forge.after == Span::ZERO { moment.to_owned() } else { format!("{moment}+{}", forge.after) }
}

/// Parts the target from what [`moment`] wrote.
pub(super) fn read_moment(text: &str) -> Result<(&str, Moment, Span), ProblemKind> {
    let (aim, after) = match text.split_once('+') {
        Some((aim, after)) => (aim.trim(), read_span(after)?),
        None => (text, Span::ZERO),
    };
    let (aim, moment) = match aim.split_once('/') {
        None => (aim, Moment::Leaves),
        Some((aim, "leaves")) => (aim, Moment::Leaves),
        Some((aim, "arrives")) => (aim, Moment::Arrives),
        Some((aim, "dies")) => (aim, Moment::Dies),
        Some((_, word)) => return Err(ProblemKind::UnknownWord { text: clip(word), words: "leaves, arrives, dies".into() }),
    };
    Ok((aim, moment, after))
}

/// Reads what stands after the colon.
impl FromStr for Forge {
    type Err = ProblemKind;
    fn from_str(text: &str) -> Result<Forge, ProblemKind> {
        let mut forge = Forge { times: 1, ..Forge::default() };
        let mut seen: Vec<&str> = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (item, after) = match rest.split_once(',') {
                Some((item, after)) if !item.trim_start().starts_with("text=") => (item.trim(), after),
                _ => (rest.trim_start(), ""),
            };
            rest = after;
            if item.is_empty() {
                continue;
            }
            let refused = || ProblemKind::NotForged { text: clip(item) };
            let (key, value) = item.split_once('=').ok_or_else(refused)?;
            let question = if key == "text" { "data" } else { key };
            if seen.contains(&question) {
                return Err(ProblemKind::Duplicate { name: clip(key) });
            }
            seen.push(question);
            let bytes = || unhex(key, value).map_err(|_| ProblemKind::NotHex { text: clip(value) });
            match key {
                "from" => forge.from = Some(value.into()),
                "as" => forge.claims = Some(end_name(value).ok_or_else(refused)?),
                "flags" => forge.flags = flags(value).ok_or_else(|| ProblemKind::NotFlags { text: clip(value) })?,
                "opts" => forge.options = bytes()?,
                "data" => forge.payload = bytes()?,
                "raw" => forge.raw = Some(bytes()?),
                "text" => forge.payload = value.as_bytes().to_vec(),
                "sum" if value == "wrong" => forge.bad_checksum = true,
                "times" => forge.times = read_count(value, MAX_TIMES.into())?,
                "every" => forge.every = read_span(value)?,
                _ => {
                    let field = field::field(key).ok_or_else(refused)?;
                    forge.fields.push((field, read_value(field, value).ok_or_else(refused)?));
                }
            }
        }
        Ok(forge)
    }
}

pub(in crate::scenario) fn end_name(text: &str) -> Option<EndName> {
    let (host, connection) = match text.split_once('@') {
        Some((host, n)) => (host, number(n)?),
        None => (text, 0),
    };
    (!host.is_empty()).then(|| EndName { host: host.into(), connection })
}

fn read_value(field: &Field, text: &str) -> Option<Value> {
    let mut value = Value::default();
    if field.is_address()
        && let Ok(address) = text.parse::<Addr>()
    {
        value.terms.push((false, Term::Number(address.0)));
        return Some(value);
    }
    let mut rest = text.trim();
    while !rest.is_empty() {
        let sign = rest.strip_prefix(['+', '-']);
        if sign.is_none() && !value.terms.is_empty() || value.terms.len() == MAX_TERMS {
            return None;
        }
        let minus = rest.starts_with('-');
        let (term, after) = read_term(sign.unwrap_or(rest))?;
        value.terms.push((minus, term));
        rest = after;
    }
    (!value.terms.is_empty()).then_some(value)
}

/// One term, and what follows it.
fn read_term(text: &str) -> Option<(Term, &str)> {
    if let Some(braced) = text.strip_prefix('{') {
        let (inside, after) = braced.split_once('}')?;
        return Some((word(inside)?, after));
    }
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
        let (digits, after) = text.split_at(end);
        let n = match digits.strip_prefix("0x") {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number(digits)?,
        };
        return Some((Term::Number(n), after));
    }
    // A host's name may hold hyphens; what it is asked for, after the dot, may not.
    let dot = text.find('.').unwrap_or(0);
    let end = text.get(dot..)?.find(['+', '-']).map_or(text.len(), |at| dot + at);
    let plain = text.find(['+', '-']).unwrap_or(text.len());
    if let Some(term @ (Term::Random | Term::Count)) = text.get(..plain).and_then(word) {
        return Some((term, text.get(plain..)?));
    }
    Some((word(text.get(..end)?)?, text.get(end..)?))
}

/// What stands in braces.
fn word(text: &str) -> Option<Term> {
    match text {
        "random" => Some(Term::Random),
        "n" => Some(Term::Count),
        _ => {
            let (end, word) = text.rsplit_once('.')?;
            let (_, what) = WORDS.iter().find(|(w, _)| *w == word)?;
            Some(Term::Of(end_name(end)?, *what))
        }
    }
}
