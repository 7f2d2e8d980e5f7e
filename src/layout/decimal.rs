//! Lengths as text. A few decimals are enough for a drawing, and the standard library's way to the shortest exact one is
//! nine kilobytes of program.

use crate::base::time;

/// A value, or the bound that it lies beyond; the upper one counts. `f64::clamp` would print its bounds when they are absurd, and
/// printing floating point is nine kilobytes of program.
#[allow(clippy::manual_clamp, reason = "clamp may panic, and prints")]
pub fn between(value: f64, low: f64, high: f64) -> f64 {
    value.max(low).min(high)
}

/// A number with at most so many decimals, none of them an idle zero.
pub fn decimal(value: f64, places: u32) -> String {
    let mut out = String::new();
    push_decimal(&mut out, value, places);
    out
}

/// The same, behind what is written already.
pub fn push_decimal(out: &mut String, value: f64, places: u32) {
    let scale = 10u64.pow(places);
    let parts = (value * scale as f64).round() as i64;
    if parts < 0 {
        out.push('-');
    }
    time::push_decimal(out, parts.unsigned_abs(), scale);
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn decimals_are_rounded_and_idle_zeros_left_out() {
        let cases = [
            (0.0, 1, "0"),
            (-0.04, 1, "0"),
            (-0.05, 1, "-0.1"),
            (12.0, 2, "12"),
            (6.5432, 2, "6.54"),
            (-7.5, 1, "-7.5"),
            (1.005e3, 0, "1005"),
            (2.305, 1, "2.3"),
            (0.07, 2, "0.07"),
        ];
        for (value, places, text) in cases {
            assert_eq!(decimal(value, places), text, "{value} with {places}");
        }
    }
}
