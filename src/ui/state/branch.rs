//! Branches: several runs of one scenario side by side, each with changes and an undo of its own. One of them is shown.

use super::Doc;
use crate::scenario::Scenario;
use std::rc::Rc;

/// Most branches a reader can keep.
pub const MOST: usize = 12;
/// Longest name of a branch, characters.
const LONGEST: usize = 24;

/// The branches by name. What the shown one holds stands in the [`Doc`] itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branches {
    list: Vec<Branch>,
    /// Index of the one that is shown.
    pub shown: usize,
}

/// A branch that waits, or the name of the one that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Branch {
    name: String,
    now: Rc<Scenario>,
    undo: Vec<Rc<Scenario>>,
    redo: Vec<Rc<Scenario>>,
}

impl Default for Branches {
    fn default() -> Branches {
        Branches { list: vec![Branch { name: "A".to_owned(), ..Branch::default() }], shown: 0 }
    }
}

impl Branches {
    /// Their names, in the order in which they were made.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|b| b.name.as_str())
    }

    /// How many there are; at least 1.
    pub fn count(&self) -> usize {
        self.list.len()
    }

    /// The first letter that no branch is called by.
    fn free_name(&self) -> String {
        let free = ('A'..='Z').map(String::from).find(|letter| self.names().all(|name| name != letter));
        free.unwrap_or_default()
    }
}

impl Doc {
    /// The branches: their names, and what runs in each.
    pub fn each_branch(&self) -> impl Iterator<Item = (&str, &Rc<Scenario>)> {
        let Branches { list, shown } = &self.branches;
        list.iter().enumerate().map(|(at, b)| (b.name.as_str(), if at == *shown { &self.now } else { &b.now }))
    }

    /// The document with branches beside what runs, which is in the one that is shown; `None` where there is no such branch, or one of
    /// them has no name.
    pub fn beside(&self, branches: Vec<(String, Rc<Scenario>)>, shown: usize) -> Option<Doc> {
        if shown >= branches.len() || branches.len() > MOST || branches.iter().any(|(name, _)| name.is_empty()) {
            return None;
        }
        let list = branches.into_iter().map(|(name, now)| Branch { name, now, ..Branch::default() }).collect();
        Some(Doc { branches: Branches { list, shown }, ..self.clone() })
    }

    /// Keeps what is shown as it is, and goes on in a branch of its own; `None` where there are too many.
    pub fn branched(&self) -> Option<Doc> {
        if self.branches.count() >= MOST {
            return None;
        }
        let mut doc = self.clone();
        let branch = Branch { name: doc.branches.free_name(), now: doc.now.clone(), ..Branch::default() };
        doc.branches.list.push(branch);
        doc.switched(doc.branches.count() - 1)
    }

    /// Shows another branch; `None` where it is shown already, or does not exist.
    pub fn switched(&self, to: usize) -> Option<Doc> {
        let mut doc = self.clone();
        let shown = doc.branches.shown;
        if to == shown {
            return None;
        }
        let next = doc.branches.list.get_mut(to)?;
        let (now, undo, redo) = (next.now.clone(), std::mem::take(&mut next.undo), std::mem::take(&mut next.redo));
        let kept = doc.branches.list.get_mut(shown)?;
        kept.now = std::mem::replace(&mut doc.now, now);
        kept.undo = std::mem::replace(&mut doc.undo, undo);
        kept.redo = std::mem::replace(&mut doc.redo, redo);
        doc.branches.shown = to;
        Some(doc)
    }

    /// Gives the shown branch a name, with a number where another has it. An empty one is not taken.
    pub fn renamed(&self, name: &str) -> Option<Doc> {
        let name: String = name.trim().chars().filter(|c| !c.is_control()).take(LONGEST).collect();
        if name.is_empty() {
            return None;
        }
        let mut doc = self.clone();
        let shown = doc.branches.shown;
        let taken = |name: &str| self.branches.names().enumerate().any(|(at, other)| at != shown && other == name);
        let mut free = name.clone();
        let mut number = 2;
        while taken(&free) {
            free = [&name, " ", &number.to_string()].concat();
            number += 1;
        }
        doc.branches.list.get_mut(shown)?.name = free;
        Some(doc)
    }

    /// Throws the shown branch away and shows the one before it; `None` where it is the only one.
    pub fn pruned(&self) -> Option<Doc> {
        let gone = self.branches.shown;
        let mut doc = self.switched(if gone == 0 { 1 } else { gone - 1 })?;
        doc.branches.list.remove(gone);
        doc.branches.shown = doc.branches.shown.saturating_sub(usize::from(gone == 0));
        Some(doc)
    }
}
