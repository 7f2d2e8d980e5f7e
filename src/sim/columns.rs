//! The trace's storage.

use crate::scenario::Scenario;
use std::rc::Rc;

/// Columns of the trace.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub(super) scenario: Rc<Scenario>,
}
