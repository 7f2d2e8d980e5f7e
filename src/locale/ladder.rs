//! What the ladder's layout asks for, answered from the locale files.

use super::{Words, fill, plural, units};
use crate::layout;

impl layout::Words for Words {
    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        let text = self.find(key).unwrap_or(key);
        let count = values.iter().find(|(name, _)| *name == "n").and_then(|(_, n)| n.parse().ok());
        let Some(n) = count else { return fill(text, values) };
        let grouped = units::grouped(n, self.find("language.group").unwrap_or(","));
        fill(plural::form(self.find("language.plural").unwrap_or_default(), text, n), &[("n", &grouped)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Words as _;
    use crate::layout::words::{English, KEYS};

    #[test]
    fn every_language_has_the_words_of_the_ladder() {
        for code in super::super::languages() {
            let words = Words::load(code);
            for key in KEYS {
                assert!(words.find(key).is_some(), "{code} lacks {key}");
            }
        }
    }

    #[test]
    fn the_english_of_the_tests_is_the_english_of_the_page() {
        let words = Words::load("en");
        for key in KEYS {
            let values = [("n", "3"), ("call", "recv()"), ("what", "SYN"), ("timer", "RTO"), ("end", "client"), ("state", "TIME-WAIT")];
            let values = if key.ends_with("segments") || key.ends_with("ghosts") { &values[..1] } else { &values[1..] };
            assert_eq!(words.say(key, values), English.say(key, values), "{key}");
        }
    }
}
