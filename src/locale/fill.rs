//! Placeholders.

/// Puts values into a text's `{name}` placeholders. A name without a value stays as it is, so that the gap is seen.
pub fn fill(text: &str, args: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let Some(end) = from.find('}') else {
            rest = from;
            break;
        };
        let name = from.get(1..end).unwrap_or_default();
        match args.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(from.get(..=end).unwrap_or_default()),
        }
        rest = from.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn placeholders_take_values_and_gaps_stay_visible() {
        assert_eq!(fill("{n} of {m}", &[("n", "2"), ("m", "5")]), "2 of 5");
        assert_eq!(fill("a {gap} b", &[]), "a {gap} b");
        assert_eq!(fill("open { brace", &[]), "open { brace");
    }
}
