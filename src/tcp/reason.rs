//! Why the engine did what it did: a rule, with its place in an RFC, and the values that decided.

use super::Value;

/// A rule the engine follows. `id` is frozen for locale files (`rule.<id>`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// RFC 9293 §3.10.7.2, third: check for a SYN.
    ListenSyn,
}

impl Rule {
    /// Every rule.
    pub const ALL: &'static [Rule] = &[Rule::ListenSyn];

    /// A short name that never changes: the locale key after `rule.`.
    pub const fn id(self) -> &'static str {
        match self {
            Rule::ListenSyn => "listen-syn",
        }
    }

    /// The RFC's number and the section, such as `(9293, "3.10.7.2")`.
    pub const fn source(self) -> (u16, &'static str) {
        match self {
            Rule::ListenSyn => (9293, "3.10.7.2"),
        }
    }
}

/// A value that a decision looked at, by the RFC's name: `SEG.SEQ`, `RCV.NXT`, `RCV.WND`, …
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The RFC's name of the value.
    pub name: &'static str,
    /// What it was.
    pub value: Value,
}

/// A decision: the rule and the values it compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The rule.
    pub rule: Rule,
    /// The values, in the order the rule names them.
    pub facts: Vec<Fact>,
}
