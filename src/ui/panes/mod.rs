//! The diagram panes. Each gets [`PaneProps`] and nothing else; what it does, it dispatches as an `Action`. How a pane
//! works is told in `src/ui/README.md`.

pub(in crate::ui) mod fate;
pub(in crate::ui) mod fault;
pub(in crate::ui) mod fold;
pub(in crate::ui) mod heading;
pub(in crate::ui) mod icon;
pub(in crate::ui) mod ladder;
pub(in crate::ui) mod link;
pub(in crate::ui) mod numbers;
pub(in crate::ui) mod switch;
mod tabs;
pub(in crate::ui) mod term;
pub(in crate::ui) mod who;

pub use ladder::Ladder;
pub use link::rfc_link;
pub use tabs::{Tabs, tab_name};

use super::playhead::Playhead;
use super::state::{Action, Draft, RunHandle, View};
use crate::locale::Words;
use std::rc::Rc;
use yew::prelude::*;

/// What every pane gets. All of it is cheap to clone and to compare.
#[derive(Clone, PartialEq, Properties)]
pub struct PaneProps {
    /// The run that is shown; it derefs to `Trace`.
    pub run: RunHandle,
    /// The run before it, while the reader compares.
    pub previous: Option<RunHandle>,
    /// Selection, cursor, number mode and so on.
    pub view: Rc<View>,
    /// The edit that is not run yet.
    pub draft: Rc<Draft>,
    /// The language.
    pub words: Words,
    /// The playhead's instant, for overlays.
    pub playhead: Playhead,
    /// Takes actions.
    pub dispatch: Callback<Action>,
}
