//! Instants and lengths of virtual time, in whole nanoseconds.

use super::text;
use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// An instant of virtual time: nanoseconds since the run began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(pub u64);

/// A length of virtual time in nanoseconds. Arithmetic saturates: it never panics and never wraps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(pub u64);

impl Time {
    /// The beginning of every run.
    pub const ZERO: Time = Time(0);

    /// The time from `earlier` to `self`; zero when `earlier` is later.
    pub const fn since(self, earlier: Time) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);
    /// Longer than any run.
    pub const MAX: Span = Span(u64::MAX);

    /// Whole seconds.
    pub const fn from_secs(s: u64) -> Span {
        Span(s.saturating_mul(1_000_000_000))
    }
    /// Whole milliseconds.
    pub const fn from_millis(ms: u64) -> Span {
        Span(ms.saturating_mul(1_000_000))
    }
    /// Whole microseconds.
    pub const fn from_micros(us: u64) -> Span {
        Span(us.saturating_mul(1_000))
    }
    /// `self` taken `n` times.
    #[must_use]
    pub const fn times(self, n: u64) -> Span {
        Span(self.0.saturating_mul(n))
    }
    /// `self` divided by `n`, rounded down; unchanged when `n` is 0.
    #[must_use]
    pub const fn div(self, n: u64) -> Span {
        if n == 0 { self } else { Span(self.0 / n) }
    }
    /// Whole milliseconds in it, rounded down.
    pub const fn millis(self) -> u64 {
        self.0 / 1_000_000
    }
}

impl Add<Span> for Time {
    type Output = Time;
    fn add(self, d: Span) -> Time {
        Time(self.0.saturating_add(d.0))
    }
}
impl AddAssign<Span> for Time {
    fn add_assign(&mut self, d: Span) {
        *self = *self + d;
    }
}
impl Add for Span {
    type Output = Span;
    fn add(self, d: Span) -> Span {
        Span(self.0.saturating_add(d.0))
    }
}
impl Sub for Span {
    type Output = Span;
    fn sub(self, d: Span) -> Span {
        Span(self.0.saturating_sub(d.0))
    }
}

/// Exact decimal text with the largest unit that keeps it short: `5s`, `1.5s`, `33ms`, `250us`, `7ns`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, name) = match self.0 {
            0 => return f.write_str("0s"),
            n if n >= 1_000_000_000 => (1_000_000_000, "s"),
            n if n >= 1_000_000 => (1_000_000, "ms"),
            n if n >= 1_000 => (1_000, "us"),
            _ => (1, "ns"),
        };
        let digits = decimal(self.0, unit);
        write!(f, "{digits}{name}")
    }
}

/// `n / unit` as decimal text, exact, without trailing zeros; `unit` is a power of ten.
pub fn decimal(n: u64, unit: u64) -> String {
    let mut out = String::new();
    push_decimal(&mut out, n, unit);
    out
}

/// The same, behind what is written already.
pub fn push_decimal(out: &mut String, n: u64, unit: u64) {
    let (mut whole, mut rest) = (n / unit, n % unit);
    let mut digits = [0; 20];
    let mut first = digits.len();
    while let Some(digit) = first.checked_sub(1).and_then(|at| digits.get_mut(at)) {
        *digit = b'0' + (whole % 10) as u8;
        first -= 1;
        whole /= 10;
        if whole == 0 {
            break;
        }
    }
    out.extend(digits.iter().skip(first).map(|d| char::from(*d)));
    if rest > 0 {
        out.push('.');
        let mut place = unit / 10;
        while rest > 0 && place > 0 {
            out.push(char::from(b'0' + (rest / place) as u8));
            rest %= place;
            place /= 10;
        }
    }
}

/// Why a text is not a length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// No digits, or something that is not a digit where one belongs.
    #[error("not a number with a unit (ns, us, ms, s, min, h), such as 5s or 1.5ms")]
    Malformed,
    /// More than 584 years.
    #[error("longer than virtual time can count")]
    TooLong,
}

/// Reads `5s`, `1.5ms`, `250us`, `2min`, `2h`; a bare `0` needs no unit. Exact: digits finer than a nanosecond are refused.
impl std::str::FromStr for Span {
    type Err = SpanError;
    fn from_str(text: &str) -> Result<Span, SpanError> {
        let text = text.trim();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let unit: u64 = match unit.trim() {
            "ns" => 1,
            "us" | "µs" => 1_000,
            "ms" => 1_000_000,
            "s" => 1_000_000_000,
            "min" => 60_000_000_000,
            "h" => 3_600_000_000_000,
            "" if number == "0" => 1,
            _ => return Err(SpanError::Malformed),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() || whole.len() > 19 || number.ends_with('.') || fraction.len() > 12 || text::has(fraction, b'.') {
            return Err(SpanError::Malformed);
        }
        let whole: u64 = whole.parse().map_err(|_| SpanError::Malformed)?;
        let mut total = u128::from(whole) * u128::from(unit);
        let mut place = unit;
        for digit in fraction.bytes() {
            let digit = u64::from(digit - b'0');
            if digit != 0 && !place.is_multiple_of(10) {
                return Err(SpanError::Malformed);
            }
            place /= 10;
            total += u128::from(digit * place);
        }
        u64::try_from(total).map(Span).map_err(|_| SpanError::TooLong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_reads_back_what_it_prints() {
        for n in [0, 1, 999, 1_000, 1_500, 33_000_000, 1_000_000_001, 60_000_000_000, 7_950_000_000_000] {
            assert_eq!(Span(n).to_string().parse(), Ok(Span(n)), "{}", Span(n));
        }
        assert_eq!("1.5s".parse(), Ok(Span::from_millis(1500)));
        assert_eq!("2min".parse(), Ok(Span::from_secs(120)));
    }

    #[test]
    fn nonsense_is_refused_not_guessed() {
        for bad in ["", "s", "5", "-1s", "1e9s", "1.s", ".5s", "5 parsecs", "1.2.3s", "0.1ns", "99999999999999999999s"] {
            assert!(bad.parse::<Span>().is_err(), "{bad}");
        }
        assert_eq!("9999999999h".parse::<Span>(), Err(SpanError::TooLong));
    }
}
