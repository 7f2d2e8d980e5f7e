//! Interventions as text. In a file and on the command line `drop c3`, `edit c1: tcp.syn=0`, `off drop c3`; in a link
//! `drop=c3`, `edit=c1:tcp.syn=0`, `off=drop:c3`. A fingerprint follows the name after `!`: `drop c3!PA.1.1000`.
//!
//! `delay c3: 200ms`, `dup s2: 2@10ms` (two copies, 10 ms apart; `dup s2` is one at once), `reorder c4: 2@500ms` (behind the next two, held for
//! at most 500 ms; `reorder c4` is behind the next one, for a second), `corrupt c3: 5` (bits by chance; `corrupt c3` is one),
//! `corrupt c3: ~415` (this bit, counted from the first of the IPv4 header).
//! In place of a name, `every(from=client,data)` or `nth2(flags=SA)` aims at what fits; see `aim`. What is forged: `forge_text`.
//! `call 2s: client close` is a call at a time: `order`.

use super::{Forge, Intervention, Kind, Target, aim, fingerprint::number, forge_text, order};
use crate::base::Span;
use crate::scenario::check::MAX_COPIES;
use crate::scenario::problem::{ProblemKind, clip};
use crate::wire::{EditError, EditList};
use std::fmt;
use std::str::FromStr;

/// How an intervention's verb and what follows it are read: [`Intervention::from_verb_and_rest`], or what stands for it where that
/// is in a part of the program that may not be there yet.
pub type Read = fn(verb: &str, rest: &str) -> Result<Intervention, ProblemKind>;

impl Intervention {
    /// The verb and what follows it: `("edit", "c1:tcp.syn=0")`. Whether it is switched on is not in it.
    pub fn verb_and_rest(&self) -> (&'static str, String) {
        let mut aim = self.target.to_string();
        if let Some(print) = self.fingerprint {
            aim = format!("{aim}!{print}");
        }
        let rest = match &self.kind {
            Kind::Drop => String::new(),
            Kind::Delay(span) => span.to_string(),
            Kind::Duplicate { copies, after } => counted(*copies, *after, Span::ZERO),
            Kind::Reorder { behind, limit } => counted(*behind, *limit, Kind::HOLD),
            Kind::Edit(edits) => edits.to_string(),
            Kind::CorruptBit(bit) => format!("~{bit}"),
            Kind::Corrupt(bits) => counted(*bits, Span::ZERO, Span::ZERO),
            Kind::Forge(forge) => {
                aim.push_str(&forge_text::moment(forge));
                forge.to_string()
            }
            Kind::Call(order) => order.to_string(),
        };
        (self.kind.verb(), if rest.is_empty() { aim } else { format!("{aim}:{rest}") })
    }

    /// Reads what [`Intervention::verb_and_rest`] wrote; spaces around the colon are allowed.
    pub fn from_verb_and_rest(verb: &str, rest: &str) -> Result<Intervention, ProblemKind> {
        let refused = || ProblemKind::NotAnIntervention { text: clip(&format!("{verb} {rest}")) };
        let (aim, how) = match rest.split_once(':') {
            Some((aim, how)) => (aim.trim(), Some(how.trim_start())),
            None => (rest.trim(), None),
        };
        let (mut aim, mut forged) = (aim, None);
        if verb == "forge" {
            let (place, moment, after) = forge_text::read_moment(aim)?;
            aim = place;
            let mut forge: Forge = how.unwrap_or_default().parse()?;
            (forge.moment, forge.after) = (moment, after);
            forged = Some(forge);
        }
        let kind = match (verb, how, forged) {
            ("forge", _, Some(forge)) => Kind::Forge(Box::new(forge)),
            ("call", Some(order), _) => Kind::Call(Box::new(order::read(order)?)),
            ("drop", None, _) => Kind::Drop,
            ("delay", Some(span), _) => Kind::Delay(read_span(span)?),
            ("edit", Some(text), _) => Kind::Edit(read_edits(text)?),
            ("dup", how, _) => {
                let (copies, after) = read_counted(how)?;
                Kind::Duplicate { copies, after: after.unwrap_or_default() }
            }
            ("reorder", how, _) => {
                let (behind, limit) = read_counted(how)?;
                Kind::Reorder { behind, limit: limit.unwrap_or(Kind::HOLD) }
            }
            ("corrupt", Some(how), _) if how.starts_with('~') => {
                let bit = how.get(1..).unwrap_or_default().trim();
                Kind::CorruptBit(number(bit).ok_or_else(|| ProblemKind::NotANumber { text: clip(bit) })?)
            }
            ("corrupt", how, _) => match read_counted(how)? {
                (bits, None) => Kind::Corrupt(bits),
                _ => return Err(refused()),
            },
            _ => return Err(refused()),
        };
        let (aim, fingerprint) = match aim.split_once('!') {
            Some((name, print)) => (name, Some(print.parse()?)),
            None => (aim, None),
        };
        let target = aim::read(aim)?;
        let fits = match target {
            Target::Segment(_) => verb != "call",
            Target::Like(_) => fingerprint.is_none() && verb != "call",
            Target::At(_) => fingerprint.is_none() && matches!(verb, "forge" | "call"),
        };
        if fits { Ok(Intervention { target, kind, enabled: true, fingerprint }) } else { Err(refused()) }
    }
}

/// `3@10ms`; a number of 1 and the usual span are left out.
fn counted(count: u16, span: Span, usual: Span) -> String {
    match (count, span == usual) {
        (1, true) => String::new(),
        (n, true) => n.to_string(),
        (n, false) => format!("{n}@{span}"),
    }
}

fn read_counted(text: Option<&str>) -> Result<(u16, Option<Span>), ProblemKind> {
    let Some(text) = text else { return Ok((1, None)) };
    let (count, span) = text.split_once('@').map_or((text, None), |(count, span)| (count, Some(span)));
    Ok((read_count(count.trim(), MAX_COPIES)?, span.map(read_span).transpose()?))
}

/// How many times, of at most so many. Digits alone fail only by being too many; the check tells the same range of what is read.
pub(super) fn read_count(text: &str, most: u64) -> Result<u16, ProblemKind> {
    let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    number(text).ok_or_else(|| {
        if digits {
            ProblemKind::OutOfRange { text: clip(text), least: "1".into(), most: most.to_string() }
        } else {
            ProblemKind::NotANumber { text: clip(text) }
        }
    })
}

pub(super) fn read_span(text: &str) -> Result<Span, ProblemKind> {
    text.parse().map_err(|_| ProblemKind::NotASpan { text: clip(text) })
}

fn read_edits(text: &str) -> Result<EditList, ProblemKind> {
    let read = if text.is_empty() { Err(EditError::Malformed { text: String::new() }) } else { text.parse() };
    read.map_err(|why| match why {
        EditError::UnknownField { name, nearest } => ProblemKind::UnknownField { name: clip(&name), nearest: nearest.into() },
        EditError::TooBig { field, max } => ProblemKind::FieldTooBig { field: field.into(), most: max.to_string() },
        EditError::NotANumber { text, .. } => ProblemKind::NotANumber { text: clip(&text) },
        _ => ProblemKind::NotAnEdit { text: clip(text) },
    })
}

impl fmt::Display for Intervention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, rest) = self.verb_and_rest();
        f.write_str(if self.enabled { "" } else { "off " })?;
        match rest.split_once(':') {
            Some((aim, how)) => write!(f, "{verb} {aim}: {how}"),
            None => write!(f, "{verb} {rest}"),
        }
    }
}

impl FromStr for Intervention {
    type Err = ProblemKind;
    fn from_str(text: &str) -> Result<Self, ProblemKind> {
        Intervention::from_text(text, Intervention::from_verb_and_rest)
    }
}

impl Intervention {
    /// Reads what stands in a file; `read` reads it from its verb on.
    pub fn from_text(text: &str, read: Read) -> Result<Intervention, ProblemKind> {
        let text = text.trim_start();
        let (enabled, body) = match text.strip_prefix("off ") {
            Some(body) => (false, body.trim_start()),
            None => (true, text),
        };
        let (verb, rest) = body.split_once(' ').ok_or_else(|| ProblemKind::NotAnIntervention { text: clip(text) })?;
        Ok(Intervention { enabled, ..read(verb, rest)? })
    }
}
