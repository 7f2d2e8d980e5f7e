//! Plural rules, named by the locale files.

/// Which of a text's forms a number takes. An unknown rule, or a form that is not there, takes the last.
pub fn form<'a>(rule: &str, text: &'a str, n: u64) -> &'a str {
    let index = match rule {
        // English and its like: one, other.
        "one-other" => usize::from(n != 1),
        // Chinese and its like: a single form.
        _ => 0,
    };
    text.split('|').nth(index).or_else(|| text.rsplit('|').next()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::form;

    #[test]
    fn each_rule_picks_its_form() {
        assert_eq!(form("one-other", "segment|segments", 1), "segment");
        assert_eq!(form("one-other", "segment|segments", 0), "segments");
        assert_eq!(form("other", "报文段", 2), "报文段");
        assert_eq!(form("one-other", "only", 2), "only");
    }
}
