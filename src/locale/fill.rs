//! Placeholders.

/// Puts values into a text's `{name}` placeholders. A name without a value stays as it is, so that the gap is seen.
/// Between a Chinese character and a Latin letter or a digit comes a space, whichever of the two the value has.
pub fn fill(text: &str, args: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let (before, from) = rest.split_at(start);
        put(&mut out, before);
        let Some(end) = from.find('}') else {
            rest = from;
            break;
        };
        let name = from.get(1..end).unwrap_or_default();
        match args.iter().find(|(n, _)| *n == name) {
            Some((_, value)) => put(&mut out, value),
            None => put(&mut out, from.get(..=end).unwrap_or_default()),
        }
        rest = from.get(end + 1..).unwrap_or_default();
    }
    put(&mut out, rest);
    out
}

/// Puts a piece behind a text.
fn put(out: &mut String, piece: &str) {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    if let (Some(last), Some(first)) = (out.chars().next_back(), piece.chars().next())
        && (chinese(last) && first.is_ascii_alphanumeric() || last.is_ascii_alphanumeric() && chinese(first))
    {
        out.push(' ');
    }
    out.push_str(piece);
}

/// Sentences one after the other; there is no space behind a Chinese one.
pub fn sentences(parts: &[&str]) -> String {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() && !part.is_empty() && !out.ends_with('。') {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{fill, sentences};

    #[test]
    fn a_space_comes_between_chinese_and_latin_whichever_the_value_is() {
        let who = |timer| fill("{who}的{timer}到期", &[("who", "客户端"), ("timer", timer)]);
        assert_eq!((who("2MSL 计时器"), who("重传计时器")), ("客户端的 2MSL 计时器到期".into(), "客户端的重传计时器到期".into()));
        assert_eq!(fill("由{host}发出", &[("host", "mallory")]), "由 mallory 发出");
        assert_eq!(fill("{a}{b}", &[("a", "x"), ("b", "1")]), "x1");
    }

    #[test]
    fn sentences_follow_each_other_as_their_language_has_it() {
        assert_eq!(sentences(&["One.", "", "Two."]), "One. Two.");
        assert_eq!(sentences(&["一。", "二。", ""]), "一。二。");
    }

    #[test]
    fn placeholders_take_values_and_gaps_stay_visible() {
        assert_eq!(fill("{n} of {m}", &[("n", "2"), ("m", "5")]), "2 of 5");
        assert_eq!(fill("a {gap} b", &[]), "a {gap} b");
        assert_eq!(fill("open { brace", &[]), "open { brace");
    }
}
