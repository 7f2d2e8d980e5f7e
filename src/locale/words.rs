//! One language, loaded.

use super::{Key, fill, plural, terms, units};
use crate::base::{Json, Map, Span, Time};
use crate::scenario::Text;
use std::cell::{Cell, OnceCell};
use std::ops::Range;
use std::rc::Rc;

include!(concat!(env!("OUT_DIR"), "/languages.rs"));

/// How texts that are known by their English are keyed; shared with what makes the fetched files.
#[path = "../../build/words.rs"]
#[allow(dead_code, unreachable_pub, missing_docs, reason = "shared with the build script, which reads files")]
pub(super) mod bundle;

/// The codes of all languages, such as `en` and `zh`, English first.
pub fn languages() -> impl Iterator<Item = &'static str> {
    let codes = || FILES.iter().map(|(code, ..)| *code);
    codes().filter(|c| *c == "en").chain(codes().filter(|c| *c != "en"))
}

/// What a language calls itself: short name, name and language tag.
pub fn own_names(code: &str) -> [&'static str; 3] {
    FILES.iter().find(|(c, ..)| *c == code).map(|(_, names, ..)| *names).unwrap_or_default()
}

/// Whether texts of a language are inside the program. The page has the first of English inside and fetches all others.
pub fn is_inside(code: &str) -> bool {
    FILES.iter().any(|(c, _, files, _)| *c == code && !files.is_empty())
}

#[derive(Default)]
struct Table {
    code: &'static str,
    texts: Map<String, String>,
    /// Whether all texts of the language are here.
    whole: bool,
    /// What is called once, with the first text that is wanted and not here.
    missing: Cell<Option<Box<dyn FnOnce()>>>,
    /// Where the entries of the list of terms are, by their first byte: a page looks for terms in all that it says, all the time.
    terms: OnceCell<Vec<(u8, Range<usize>)>>,
}

/// All texts of one language. A copy shares them; two are equal when they share them.
#[derive(Clone, Default)]
pub struct Words(Rc<Table>);

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Words({})", self.0.code)
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Words {
    /// Tells them from others, as long as they are held.
    pub fn id(&self) -> u64 {
        Rc::as_ptr(&self.0).addr() as u64
    }

    /// Loads a language that is inside the program by its code; English where there is none of that code.
    pub fn load(code: &str) -> Words {
        let by_code = |code: &str| FILES.iter().find(|(c, _, files, _)| *c == code && !files.is_empty());
        let Some((code, _, files, whole)) = by_code(code).or_else(|| by_code("en")) else { return Words::default() };
        // A file that is broken is caught by the tests; here its keys would be seen as keys.
        Words::of_entries(code, files.iter().flat_map(|file| table(file)).collect(), *whole)
    }

    /// A language from the text of its fetched file; `None` where the code is unknown or the text is no table.
    pub fn fetched(code: &str, text: &str) -> Option<Words> {
        let (code, ..) = FILES.iter().find(|(c, ..)| *c == code)?;
        let texts = table(text);
        (!texts.is_empty()).then(|| Words::of_entries(code, texts, true))
    }

    fn of_entries(code: &'static str, texts: Vec<(String, String)>, whole: bool) -> Words {
        Words(Rc::new(Table { code, texts: Map::of(texts), whole, missing: Cell::default(), terms: OnceCell::new() }))
    }

    /// Calls back with the first text that is asked for and still to be fetched.
    pub fn when_missing(&self, call: impl FnOnce() + 'static) {
        self.0.missing.set(Some(Box::new(call)));
    }

    /// A language of which only these texts are here.
    #[cfg(test)]
    pub(super) fn part_of(code: &'static str, text: &str) -> Words {
        Words::of_entries(code, table(text), false)
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
    /// Where not all texts are here yet, one that is missing is an ellipsis until they are.
    pub fn find(&self, id: &str) -> Option<&str> {
        let found = self.here(id);
        if found.is_none() && !self.0.whole {
            if let Some(call) = self.0.missing.take() {
                call();
            }
            return Some("…");
        }
        found
    }
    /// A text, where it is here; it is not asked for.
    pub fn here(&self, id: &str) -> Option<&str> {
        self.0.texts.get(id).map(String::as_str)
    }
    pub(super) fn terms(&self) -> &[(u8, Range<usize>)] {
        self.0.terms.get_or_init(|| terms::index(self))
    }
    /// Every key of this language.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.texts.keys().map(String::as_str)
    }
    /// The name of a host in this language; a name of the scenario's own stays.
    pub fn host<'a>(&'a self, name: &'a str) -> &'a str {
        self.find(&["host.", name].concat()).unwrap_or(name)
    }
    /// A text with its placeholders filled.
    pub fn fill(&self, key: Key, args: &[(&str, &str)]) -> String {
        fill(self.text(key), args)
    }
    /// A text, and what is said of it in brackets.
    pub fn aside(&self, text: &str, note: &str) -> String {
        fill(self.find("list.aside").unwrap_or_default(), &[("text", text), ("note", note)])
    }
    /// What stands before a colon, and what behind it.
    pub fn headed(&self, place: &str, text: &str) -> String {
        self.fill(super::shell::AT_PLACE, &[("place", place), ("text", text)])
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
    /// A scenario's text in this language: its own, or the one that came with the language's file.
    pub fn of<'a>(&'a self, text: &'a Text) -> &'a str {
        match self.0.code {
            "zh" if !text.zh.is_empty() => &text.zh,
            "en" => &text.en,
            _ => self.find(&bundle::text_key(&text.en)).unwrap_or(&text.en),
        }
    }
}

/// The entries of a file; none where one of them is no text.
fn table(json: &str) -> Vec<(String, String)> {
    let Ok(Json::Object(entries)) = Json::read(json) else { return Vec::new() };
    let text = |(key, value)| if let Json::Text(text) = value { Some((key, text)) } else { None };
    entries.into_iter().map(text).collect::<Option<_>>().unwrap_or_default()
}
