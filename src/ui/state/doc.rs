//! What is to be run: a scenario as the catalogue has it, and as the reader changed it; with what was before and after, and
//! the other branches that the reader keeps.

use super::branch::Branches;
use crate::scenario::Scenario;
use std::rc::Rc;

/// The document. Two are equal when they would run alike and started from the same scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doc {
    /// As the catalogue has it.
    pub base: Rc<Scenario>,
    /// As the reader changed it: parameters and interventions. This is what runs.
    pub now: Rc<Scenario>,
    /// What it was before each change, the latest last.
    pub undo: Vec<Rc<Scenario>>,
    /// What was taken back, the latest last.
    pub redo: Vec<Rc<Scenario>>,
    /// What else the reader made of the scenario.
    pub branches: Branches,
}

/// Changes that can be taken back.
const UNDO_LIMIT: usize = 200;

impl Doc {
    /// A scenario as it is.
    pub fn new(base: Rc<Scenario>) -> Doc {
        Doc { now: base.clone(), base, undo: Vec::new(), redo: Vec::new(), branches: Branches::default() }
    }

    /// A scenario with changes, as an address says them.
    pub fn opened(base: Rc<Scenario>, now: Scenario) -> Doc {
        Doc { now: Rc::new(now), ..Doc::new(base) }
    }

    /// Changes what runs; `None` where nothing would change.
    pub fn changed(&self, now: Scenario) -> Option<Doc> {
        if now == *self.now {
            return None;
        }
        let mut doc = self.clone();
        if doc.undo.len() == UNDO_LIMIT {
            doc.undo.remove(0);
        }
        doc.undo.push(std::mem::replace(&mut doc.now, Rc::new(now)));
        doc.redo.clear();
        Some(doc)
    }

    /// Takes the last change back.
    pub fn undone(&self) -> Option<Doc> {
        let mut doc = self.clone();
        let now = doc.undo.pop()?;
        doc.redo.push(std::mem::replace(&mut doc.now, now));
        Some(doc)
    }

    /// Makes it again.
    pub fn redone(&self) -> Option<Doc> {
        let mut doc = self.clone();
        let now = doc.redo.pop()?;
        doc.undo.push(std::mem::replace(&mut doc.now, now));
        Some(doc)
    }
}
