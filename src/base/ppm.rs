//! Probabilities as whole parts per million: no floating point reaches a result.

use std::fmt;

/// A probability in parts per million, 0 to 1 000 000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ppm(u32);

/// Why a text is not a probability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a probability from 0 to 1 (or 0% to 100%) with at most six decimals")]
pub struct PpmError;

impl Ppm {
    /// Never.
    pub const ZERO: Ppm = Ppm(0);
    /// Always.
    pub const ONE: Ppm = Ppm(1_000_000);

    /// `parts` of a million; more than a million counts as always.
    pub const fn new(parts: u32) -> Ppm {
        Ppm(if parts > 1_000_000 { 1_000_000 } else { parts })
    }
    /// Parts of a million.
    pub const fn parts(self) -> u32 {
        self.0
    }
    /// Whether an even draw from all 64-bit numbers falls within this probability.
    pub const fn hit(self, draw: u64) -> bool {
        // The upper half of draw × 10^6 is even over 0..10^6.
        (((draw as u128) * 1_000_000) >> 64) < self.0 as u128
    }
}

/// Decimal text from 0 to 1: `0.1`, `0.000001`, `1`.
impl fmt::Display for Ppm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_multiple_of(1_000_000) {
            return write!(f, "{}", self.0 / 1_000_000);
        }
        let digits = format!("{:06}", self.0);
        write!(f, "0.{}", digits.trim_end_matches('0'))
    }
}

/// Reads `0.1` or `10%`.
impl std::str::FromStr for Ppm {
    type Err = PpmError;
    fn from_str(text: &str) -> Result<Ppm, PpmError> {
        let text = text.trim();
        let (number, places) = match text.strip_suffix('%') {
            Some(n) => (n.trim_end(), 4),
            None => (text, 6),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let fraction_kept = fraction.trim_end_matches('0');
        if whole.is_empty()
            || whole.len() > 3
            || number.ends_with('.')
            || !digits(whole)
            || !digits(fraction)
            || fraction_kept.len() > places
        {
            return Err(PpmError);
        }
        let scaled = format!("{whole}{fraction_kept:0<places$}").parse::<u32>().map_err(|_| PpmError)?;
        if scaled > 1_000_000 { Err(PpmError) } else { Ok(Ppm(scaled)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimal_and_percent_agree_exactly() {
        assert_eq!("0.1".parse(), Ok(Ppm(100_000)));
        assert_eq!("10%".parse(), Ok(Ppm(100_000)));
        assert_eq!("0.0001%".parse(), Ok(Ppm(1)));
        assert_eq!("1".parse(), Ok(Ppm::ONE));
        assert_eq!("100%".parse(), Ok(Ppm::ONE));
        for n in [0, 1, 10, 100_000, 123_456, 999_999, 1_000_000] {
            assert_eq!(Ppm(n).to_string().parse(), Ok(Ppm(n)));
        }
        for bad in ["", "1.1", "101%", "-0.1", "0.0000001", "x", "1e-3", ".5", "5."] {
            assert!(bad.parse::<Ppm>().is_err(), "{bad}");
        }
    }

    #[test]
    fn never_and_always_are_exact() {
        assert!(!Ppm::ZERO.hit(0) && Ppm::ONE.hit(u64::MAX));
    }
}
