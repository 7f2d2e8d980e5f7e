//! One language, loaded.

use super::{Key, fill, plural, units};
use crate::base::{Span, Time};
use crate::scenario::Text;
use std::collections::BTreeMap;
use std::rc::Rc;

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// The codes of all languages, such as `en` and `zh`, English first.
pub fn languages() -> impl Iterator<Item = &'static str> {
    let codes = || FILES.iter().map(|(code, _)| *code);
    codes().filter(|c| *c == "en").chain(codes().filter(|c| *c != "en"))
}

#[derive(Debug, Default)]
struct Table {
    code: &'static str,
    texts: BTreeMap<String, String>,
}

/// All texts of one language. A copy shares them; two are equal when they share them.
#[derive(Clone, Debug, Default)]
pub struct Words(Rc<Table>);

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Words {
    /// Loads a language by its code; English where there is none of that code.
    pub fn load(code: &str) -> Words {
        let by_code = |code: &str| FILES.iter().find(|(c, _)| *c == code);
        let Some((code, files)) = by_code(code).or_else(|| by_code("en")) else { return Words::default() };
        let mut texts = BTreeMap::new();
        for file in *files {
            // A file that is broken is caught by the tests; here its keys would be seen as keys.
            texts.extend(serde_json::from_str::<BTreeMap<String, String>>(file).unwrap_or_default());
        }
        Words(Rc::new(Table { code, texts }))
    }

    /// The language's code.
    pub fn code(&self) -> &'static str {
        self.0.code
    }
    /// The text of a key.
    pub fn text(&self, key: Key) -> &str {
        self.find(key.id()).unwrap_or(key.id())
    }
    /// The text of a key that comes from a table elsewhere.
    pub fn find(&self, id: &str) -> Option<&str> {
        self.0.texts.get(id).map(String::as_str)
    }
    /// Every key of this language.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.texts.keys().map(String::as_str)
    }
    /// A text with its placeholders filled.
    pub fn fill(&self, key: Key, args: &[(&str, &str)]) -> String {
        fill(self.text(key), args)
    }
    /// A text in the plural form of `n`, with `{n}` filled.
    pub fn count(&self, key: Key, n: u64) -> String {
        let form = plural::form(self.find("language.plural").unwrap_or_default(), self.text(key), n);
        fill(form, &[("n", &self.number(n))])
    }
    /// A whole number with this language's grouping.
    pub fn number(&self, n: u64) -> String {
        units::grouped(n, self.find("language.group").unwrap_or(","))
    }
    /// A length of time: `33 ms`.
    pub fn span(&self, span: Span) -> String {
        units::span(span)
    }
    /// An instant: `0.050 s`.
    pub fn clock(&self, time: Time) -> String {
        units::clock(time)
    }
    /// A scenario's text in this language.
    pub fn of<'a>(&self, text: &'a Text) -> &'a str {
        if self.0.code == "zh" && !text.zh.is_empty() { &text.zh } else { &text.en }
    }
}
