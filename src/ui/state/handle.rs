//! A finished run.

use crate::sim::Trace;
use std::rc::Rc;

/// A run that can be drawn. Two are equal when they are the same run, not when they look alike.
#[derive(Clone, Debug)]
pub struct RunHandle {
    /// Which run it was; late results are told by it.
    pub id: u32,
    /// What it left behind.
    pub trace: Rc<Trace>,
}

impl PartialEq for RunHandle {
    fn eq(&self, other: &RunHandle) -> bool {
        Rc::ptr_eq(&self.trace, &other.trace)
    }
}

impl std::ops::Deref for RunHandle {
    type Target = Trace;
    fn deref(&self) -> &Trace {
        &self.trace
    }
}
