//! Reading the parts of a JSON tree: what is not as wanted is a problem with its place, and reading goes on.

use crate::base::{Json, Span};
use crate::scenario::intervention::Read;
use crate::scenario::problem::{Problem, ProblemKind, clip};

/// Collects problems and goes on, so that an author sees them all.
pub(super) struct Reader {
    pub problems: Vec<Problem>,
    /// What reads an intervention.
    pub intervention: Read,
}

impl Reader {
    pub fn problem(&mut self, at: &str, kind: ProblemKind) {
        self.problems.push(Problem::new(at, kind));
    }
    pub fn wrong(&mut self, at: &str, wanted: &str) {
        self.problem(at, ProblemKind::WrongType { wanted: wanted.into() });
    }
    /// The entries of an object; keys other than `keys` are refused.
    pub fn object<'a>(&mut self, at: &str, tree: &'a Json, keys: &[&str]) -> &'a [(String, Json)] {
        let Json::Object(entries) = tree else {
            self.wrong(at, "an object { … }");
            return &[];
        };
        for (key, _) in entries {
            if !keys.is_empty() && !keys.contains(&key.as_str()) {
                self.problem(at, ProblemKind::UnknownKey { name: clip(key), keys: keys.join(", ") });
            }
        }
        entries
    }
    pub fn list<'a>(&mut self, at: &str, tree: &'a Json) -> &'a [Json] {
        let Json::List(list) = tree else {
            self.wrong(at, "a list [ … ]");
            return &[];
        };
        list
    }
    pub fn text<'a>(&mut self, at: &str, tree: &'a Json) -> Option<&'a str> {
        let Json::Text(text) = tree else {
            self.wrong(at, "a text \"…\"");
            return None;
        };
        Some(text)
    }
    pub fn bool(&mut self, at: &str, tree: &Json) -> bool {
        let Json::Bool(b) = tree else {
            self.wrong(at, "true or false");
            return false;
        };
        *b
    }
    pub fn number<T: std::str::FromStr>(&mut self, at: &str, tree: &Json) -> Option<T> {
        let Json::Number(text) = tree else {
            self.wrong(at, "a whole number");
            return None;
        };
        let n = text.parse().ok();
        if n.is_none() {
            self.problem(at, ProblemKind::NotANumber { text: clip(text) });
        }
        n
    }
    pub fn span(&mut self, at: &str, text: &str) -> Option<Span> {
        let span = text.parse().ok();
        if span.is_none() {
            self.problem(at, ProblemKind::NotASpan { text: clip(text) });
        }
        span
    }
}
