//! Values of settings and their text.

use crate::base::{Ppm, Span};
use crate::path::{Burst, Filter, Outages};
use crate::scenario::problem::{ProblemKind, clip};
use crate::wire::{Addr, SourceRoute};
use std::fmt;

/// A setting's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// A length of time.
    Span(Span),
    /// A probability.
    Ppm(Ppm),
    /// A whole number.
    Number(u64),
    /// Bits per second.
    Rate(u64),
    /// On or off.
    Switch(bool),
    /// One of the setting's words.
    Word(&'static str),
    /// An address.
    Addr(Addr),
    /// A burst-loss model.
    Burst(Burst),
    /// Times at which a link is out.
    Outages(Outages),
    /// A filter.
    Filter(Filter),
    /// A source route.
    SourceRoute(SourceRoute),
}

impl Value {
    /// The span, or none for any other kind.
    pub(super) fn span(self) -> Span {
        if let Value::Span(s) = self { s } else { Span::ZERO }
    }
    /// The span; `None` for a word.
    pub(super) fn maybe_span(self) -> Option<Span> {
        if let Value::Span(s) = self { Some(s) } else { None }
    }
    /// The number, or 0 for any other kind.
    pub(super) fn number(self) -> u64 {
        self.maybe_number().unwrap_or(0)
    }
    /// The number, or rate; `None` for a word.
    pub(super) fn maybe_number(self) -> Option<u64> {
        if let Value::Number(n) | Value::Rate(n) = self { Some(n) } else { None }
    }
    /// Whether it is on.
    pub(super) fn switch(self) -> bool {
        self == Value::Switch(true)
    }
    /// The probability.
    pub(super) fn ppm(self) -> Ppm {
        if let Value::Ppm(p) = self { p } else { Ppm::ZERO }
    }
    /// The word, or an empty one.
    pub(super) fn word(self) -> &'static str {
        if let Value::Word(w) = self { w } else { "" }
    }
    /// The outages; none for a word.
    pub(super) fn outages(self) -> Outages {
        if let Value::Outages(o) = self { o } else { Outages::default() }
    }
    /// The filter; none for a word.
    pub(super) fn filter(self) -> Filter {
        if let Value::Filter(f) = self { f } else { Filter::default() }
    }
    /// The address.
    pub(super) fn addr(self) -> Addr {
        if let Value::Addr(a) = self { a } else { Addr(0) }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Span(s) => s.fmt(f),
            Value::Ppm(p) => p.fmt(f),
            Value::Number(n) => n.fmt(f),
            Value::Rate(n) => {
                let (unit, name) = RATES.into_iter().find(|(u, _)| *n > 0 && n.is_multiple_of(*u)).unwrap_or((1, "bps"));
                write!(f, "{}{name}", n / unit)
            }
            Value::Switch(on) => f.write_str(if *on { "on" } else { "off" }),
            Value::Word(w) => f.write_str(w),
            Value::Addr(a) => a.fmt(f),
            Value::Burst(b) => b.fmt(f),
            Value::Outages(o) => o.fmt(f),
            Value::Filter(x) => x.fmt(f),
            Value::SourceRoute(x) => x.fmt(f),
        }
    }
}

const RATES: [(u64, &str); 4] = [(1_000_000_000, "Gbps"), (1_000_000, "Mbps"), (1_000, "kbps"), (1, "bps")];

/// What a setting's number means, with its least and greatest value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A length of time.
    Span(Span, Span),
    /// 0 to 1.
    Probability,
    /// Bytes.
    Bytes(u64, u64),
    /// Bits per second.
    Rate(u64, u64),
    /// A count.
    Count(u64, u64),
    /// A TCP port.
    Port,
    /// A sequence number: decimal, or hexadecimal after `0x`.
    Sequence,
    /// The seed of all chance.
    Seed,
    /// On or off.
    Switch,
    /// Words alone.
    Choice,
    /// An IPv4 address.
    Address,
    /// A burst-loss model: `p/r`.
    Burst,
    /// Times at which a link is out: `2s..5s`.
    Outages,
    /// Rules of a filter: `80:drop`.
    Filter,
    /// A source route: `203.0.113.254`.
    SourceRoute,
}

impl Unit {
    /// What is said of its range where a setting has no reason of its own (locale key after `limit.`); `None` where there is no range.
    pub const fn limit(self) -> Option<&'static str> {
        Some(match self {
            Unit::Span(..) => "span",
            Unit::Probability => "share",
            Unit::Bytes(..) => "bytes",
            Unit::Rate(..) => "rate",
            Unit::Count(..) => "count",
            Unit::Port => "port",
            Unit::Sequence => "sequence",
            Unit::Seed => "seed",
            Unit::Switch | Unit::Choice | Unit::Address | Unit::Burst | Unit::Outages | Unit::Filter | Unit::SourceRoute => return None,
        })
    }
    /// Least and greatest value, where there are such.
    pub fn range(self) -> Option<(Value, Value)> {
        Some(match self {
            Unit::Span(a, b) => (Value::Span(a), Value::Span(b)),
            Unit::Probability => (Value::Ppm(Ppm::ZERO), Value::Ppm(Ppm::ONE)),
            Unit::Bytes(a, b) | Unit::Count(a, b) => (Value::Number(a), Value::Number(b)),
            Unit::Rate(a, b) => (Value::Rate(a), Value::Rate(b)),
            Unit::Port => (Value::Number(1), Value::Number(65_535)),
            Unit::Sequence => (Value::Number(0), Value::Number(u32::MAX.into())),
            Unit::Seed => (Value::Number(0), Value::Number(u64::MAX)),
            Unit::Switch | Unit::Choice | Unit::Address | Unit::Burst | Unit::Outages | Unit::Filter | Unit::SourceRoute => return None,
        })
    }

    /// Reads a value; the range is checked by [`Unit::check`].
    pub(super) fn parse(self, text: &str) -> Result<Value, ProblemKind> {
        let shown = || clip(text);
        match self {
            Unit::Span(..) => text.parse().map(Value::Span).map_err(|_| ProblemKind::NotASpan { text: shown() }),
            Unit::Probability => text.parse().map(Value::Ppm).map_err(|_| ProblemKind::NotAProbability { text: shown() }),
            Unit::Rate(..) => rate(text).map(Value::Rate).ok_or_else(|| ProblemKind::NotARate { text: shown() }),
            Unit::Bytes(..) | Unit::Count(..) | Unit::Port | Unit::Sequence | Unit::Seed => self.whole(text),
            Unit::Switch => match text {
                "on" | "1" | "true" | "yes" => Ok(Value::Switch(true)),
                "off" | "0" | "false" | "no" => Ok(Value::Switch(false)),
                _ => Err(ProblemKind::UnknownWord { text: shown(), words: "on, off".into() }),
            },
            Unit::Choice => Err(ProblemKind::UnknownWord { text: shown(), words: String::new() }),
            Unit::Burst => text.parse().map(Value::Burst).map_err(|_| ProblemKind::NotABurst { text: shown() }),
            Unit::Outages => text.parse().map(Value::Outages).map_err(|_| ProblemKind::NotAnOutage { text: shown() }),
            Unit::Filter => text.parse().map(Value::Filter).map_err(|_| ProblemKind::NotAFilter { text: shown() }),
            Unit::SourceRoute => text.parse().map(Value::SourceRoute).map_err(|_| ProblemKind::NotASourceRoute { text: shown() }),
            Unit::Address => text.parse().map(Value::Addr).map_err(|_| ProblemKind::NotAnAddress { text: shown() }),
        }
    }

    fn whole(self, text: &str) -> Result<Value, ProblemKind> {
        let (digits, base) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            Some(hex) => (hex, 16),
            None => (text, 10),
        };
        if digits.is_empty() || !digits.chars().all(|c| c.is_digit(base)) {
            return Err(ProblemKind::NotANumber { text: clip(text) });
        }
        // Digits alone fail only by being too many.
        u64::from_str_radix(digits, base).map(Value::Number).map_err(|_| self.out_of_range(&clip(text)))
    }

    /// Refuses what is outside the range.
    pub(in crate::scenario) fn check(self, value: Value) -> Result<Value, ProblemKind> {
        let inside = match (self.range(), value) {
            (Some((Value::Span(a), Value::Span(b))), Value::Span(v)) => (a..=b).contains(&v),
            (Some((Value::Number(a), Value::Number(b))), Value::Number(v)) | (Some((Value::Rate(a), Value::Rate(b))), Value::Rate(v)) => {
                (a..=b).contains(&v)
            }
            _ => true,
        };
        if inside { Ok(value) } else { Err(self.out_of_range(&value.to_string())) }
    }

    fn out_of_range(self, text: &str) -> ProblemKind {
        let (least, most) = self.range().map_or((String::new(), String::new()), |(a, b)| (a.to_string(), b.to_string()));
        ProblemKind::OutOfRange { text: text.into(), least, most }
    }
}

/// Reads `10Mbps`, `64kbps`, `9600bps` or `9600`; at most three decimals before a unit.
fn rate(text: &str) -> Option<u64> {
    let (number, unit) = RATES.into_iter().find_map(|(u, name)| Some((text.strip_suffix(name)?, u))).unwrap_or((text, 1));
    let number = number.trim_end();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty()
        || number.ends_with('.')
        || fraction.len() > 3
        || (unit == 1 && !fraction.is_empty())
        || !digits(whole)
        || !digits(fraction)
    {
        return None;
    }
    let thousandths: u64 = format!("{fraction:0<3}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(unit)?.checked_add(thousandths * (unit / 1000))
}
