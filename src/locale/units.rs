//! Numbers and times as people read them. Exact text for links and files is `Span`'s own `Display`.

use crate::base::{Span, Time};

/// Groups the digits of a whole number by thousands.
pub fn grouped(n: u64, separator: &str) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) && digits.len() > 4 {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

/// A length of time with its unit apart from the number: `33 ms`, `1.5 s`, at most three decimals (rounded down).
pub fn span(span: Span) -> String {
    let (unit, name) = match span.0 {
        0 => return "0 s".to_owned(),
        n if n >= 1_000_000_000 => (1_000_000_000, "s"),
        n if n >= 1_000_000 => (1_000_000, "ms"),
        n if n >= 1_000 => (1_000, "µs"),
        _ => (1, "ns"),
    };
    let mut text = (span.0 / unit).to_string();
    let rest = span.0 % unit * 1000 / unit;
    if rest > 0 {
        text.push('.');
        text.push_str(format!("{rest:03}").trim_end_matches('0'));
    }
    text.push('\u{a0}');
    text.push_str(name);
    text
}

/// An instant in seconds with three decimals, rounded to the nearest: `0.050 s`.
pub fn clock(time: Time) -> String {
    let ms = time.0 / 1_000_000 + u64::from(time.0 % 1_000_000 >= 500_000);
    format!("{}.{:03}\u{a0}s", ms / 1000, ms % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_times_read_well() {
        assert_eq!(grouped(1_234_567, ","), "1,234,567");
        assert_eq!(grouped(1234, ","), "1234");
        assert_eq!(grouped(12_345, ","), "12,345");
        assert_eq!(span(Span::from_millis(33)), "33\u{a0}ms");
        assert_eq!(span(Span::from_millis(1500)), "1.5\u{a0}s");
        assert_eq!(span(Span(59_934_000_000)), "59.934\u{a0}s");
        assert_eq!(clock(Time(61_565_000_000)), "61.565\u{a0}s");
        assert_eq!(clock(Time(999_500_000)), "1.000\u{a0}s");
    }
}
