//! What is to be run: a scenario as the catalogue has it, and as the reader changed it; with what was before and after.

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
}

/// Changes that can be taken back.
const UNDO_LIMIT: usize = 200;

impl Doc {
    /// A scenario as it is.
    pub fn new(base: Rc<Scenario>) -> Doc {
        Doc { now: base.clone(), base, undo: Vec::new(), redo: Vec::new() }
    }

    /// A scenario with changes, as an address says them.
    pub fn opened(base: Rc<Scenario>, now: Scenario) -> Doc {
        Doc { base, now: Rc::new(now), undo: Vec::new(), redo: Vec::new() }
    }

    /// Changes what runs; `None` where nothing would change.
    pub fn changed(&self, now: Scenario) -> Option<Doc> {
        if now == *self.now {
            return None;
        }
        let mut undo = self.undo.clone();
        if undo.len() == UNDO_LIMIT {
            undo.remove(0);
        }
        undo.push(self.now.clone());
        Some(Doc { base: self.base.clone(), now: Rc::new(now), undo, redo: Vec::new() })
    }

    /// Takes the last change back.
    pub fn undone(&self) -> Option<Doc> {
        let mut undo = self.undo.clone();
        let now = undo.pop()?;
        let mut redo = self.redo.clone();
        redo.push(self.now.clone());
        Some(Doc { base: self.base.clone(), now, undo, redo })
    }

    /// Makes it again.
    pub fn redone(&self) -> Option<Doc> {
        let mut redo = self.redo.clone();
        let now = redo.pop()?;
        let mut undo = self.undo.clone();
        undo.push(self.now.clone());
        Some(Doc { base: self.base.clone(), now, undo, redo })
    }
}
