//! The menu of what can be done to a segment, or at an instant to an application; and that of what the ladder shows.

use crate::base::Time;
use crate::sim::{EndId, SegmentId};

/// What a menu is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuOf {
    /// A segment.
    Segment(SegmentId),
    /// The same, for whoever wants to delay it.
    Delay(SegmentId),
    /// The applications, and the hosts they run on, at an instant: of one end, or of both.
    Application(Option<EndId>, Time),
    /// What the ladder shows.
    Look,
}

/// A menu that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Menu {
    /// What it is of.
    pub of: MenuOf,
    /// Where it opens, CSS px of the window; `None` where no pointer asked for it.
    pub at: Option<(i32, i32)>,
}

/// What the dialog for forging begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForgeDraft {
    /// When: a time, or a segment with a moment.
    pub when: String,
    /// What, as links say it.
    pub what: String,
}
