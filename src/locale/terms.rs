//! Terms in running text, and which text says what each of them means.

use super::Words;
use crate::base::order;
use std::ops::Range;

/// The key of the list: phrases, separated by `|`, each with the key of the line about it (`window=field.tcp.window.help`), or with
/// none where that is `term.` and the phrase. What begins with another phrase stands before it. A phrase that begins small is found
/// with a capital too, one that ends with `(` goes on to its bracket, and an English one may have an `s` behind it.
pub const LIST: &str = "terms";

/// What there is a line about before all texts are here.
const FIRST: &str = "CLOSED|LISTEN|SYN-SENT|SYN-RECEIVED|ESTABLISHED|FIN-WAIT-1|FIN-WAIT-2|CLOSE-WAIT|CLOSING|LAST-ACK|TIME-WAIT|\
    SYN|ACK|FIN|RST|RTT|RTO|MSL|MSS|ISN|TCB";

/// A term in a text: where it begins and ends, in bytes, and the key of the line about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its first byte.
    pub from: usize,
    /// The byte after its last one.
    pub to: usize,
    /// The key.
    pub key: String,
}

/// Those of the list that are here.
fn list(words: &Words) -> &str {
    words.here(LIST).unwrap_or(FIRST)
}

/// The entries of the list, by the first byte of their phrases without regard to capitals.
pub(super) fn index(words: &Words) -> Vec<(u8, Range<usize>)> {
    let mut at = 0;
    let entry = |entry: &str| {
        let here = at..at + entry.len();
        at = here.end + 1;
        (entry.as_bytes().first().map_or(0, u8::to_ascii_lowercase), here)
    };
    let mut index: Vec<_> = list(words).split('|').map(entry).collect();
    order::sort_by_key(&mut index, |(first, _)| *first);
    index
}

/// The terms of a text, in order. They do not overlap.
pub fn terms(words: &Words, text: &str) -> Vec<Term> {
    let list = list(words);
    let (mut found, index) = (Vec::new(), words.terms());
    let mut free = 0;
    for from in 0..text.len() {
        if from < free || from > 0 && in_word(text, from - 1) && in_word(text, from) {
            continue;
        }
        let first = text.as_bytes().get(from).map_or(0, u8::to_ascii_lowercase);
        let candidates = index.get(index.partition_point(|(f, _)| *f < first)..).unwrap_or_default();
        for (_, entry) in candidates.iter().take_while(|(f, _)| *f == first) {
            let (Some(here), Some(entry)) = (text.get(from..), list.get(entry.clone())) else { continue };
            let (phrase, key) = entry.split_once('=').unwrap_or((entry, ""));
            if let Some(length) = length(here, phrase) {
                free = from + length;
                let key = if key.is_empty() { ["term.", phrase].concat() } else { key.to_owned() };
                found.push(Term { from, to: free, key });
                break;
            }
        }
    }
    found
}

/// Whether a letter, a digit or a hyphen stands at a byte.
fn in_word(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-')
}

/// How many bytes of the text's beginning are this phrase; none where it does not begin with it.
fn length(text: &str, phrase: &str) -> Option<usize> {
    let length = phrase.len();
    let head = text.get(..length)?;
    let small = phrase.as_bytes().first()?.is_ascii_lowercase();
    if head != phrase && !(small && head.eq_ignore_ascii_case(phrase)) {
        return None;
    }
    if phrase.ends_with('(') {
        return Some(text.find(')')? + 1);
    }
    if !in_word(text, length - 1) || !in_word(text, length) {
        return Some(length);
    }
    (text.as_bytes().get(length) == Some(&b's') && !in_word(text, length + 1)).then_some(length + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::languages;

    fn found(code: &str, text: &str) -> Vec<(String, String)> {
        let words = Words::load(code);
        terms(&words, text).into_iter().map(|t| (text.get(t.from..t.to).unwrap_or("?").to_owned(), t.key)).collect()
    }

    fn of(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    }

    #[test]
    fn terms_are_found_as_whole_words_and_the_longer_first() {
        let text = "Fast recovery: SYNs, a SYN,ACK in SYN-SENT, SYN-cookies; SND.UNA. send(400 B) = ack=1";
        let all = [
            ("Fast recovery", "term.fast recovery"),
            ("SYNs", "term.SYN"),
            ("SYN", "term.SYN"),
            ("ACK", "term.ACK"),
            ("SYN-SENT", "term.SYN-SENT"),
            ("SND.UNA", "variable.SND.UNA"),
            ("send(400 B)", "term.send("),
            ("ack", "field.tcp.ack.help"),
        ];
        assert_eq!(found("en", text), of(&all));
        let chinese = [("重传计时器", "gloss.ladder.timer.rto"), ("拥塞窗口", "variable.cwnd"), ("ACK", "term.ACK")];
        assert_eq!(found("zh", "重传计时器到期，拥塞窗口减小；第三个 ACK"), of(&chinese));
        assert_eq!(found("en", "synthetic FINE ackermann windowsill"), []);
    }

    #[test]
    fn every_term_has_a_line_and_none_hides_another() {
        for code in languages() {
            let words = Words::load(code);
            let list = words.find(LIST).expect("it is there");
            for entry in FIRST.split('|').chain(list.split('|')) {
                let (phrase, _) = entry.split_once('=').unwrap_or((entry, ""));
                let sample = if phrase.ends_with('(') { format!("{phrase})") } else { phrase.to_owned() };
                let all = found(code, &sample);
                let key = entry.split_once('=').map_or_else(|| format!("term.{phrase}"), |(_, key)| key.to_owned());
                assert_eq!(all, [(sample, key)], "{code}: {entry}");
                assert!(all.iter().all(|(_, key)| words.find(key).is_some()), "{code}: {entry}");
            }
        }
    }
}
