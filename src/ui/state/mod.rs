//! The page's state: one reducer, its parts, and the actions that change them. The playhead's instant and what the
//! pointer hovers over change too often for a reducer and live in `playhead` and `hover`.

mod action;
mod branch;
mod change;
mod cues;
mod cursor;
mod doc;
mod door;
pub mod draft;
mod fingerprint;
mod fit;
mod handle;
mod hover;
mod menu;
mod notice;
mod reduce;
mod view;

pub use crate::layout::ladder::Numbers;
pub use action::Action;
pub use branch::{Branches, MOST as MOST_BRANCHES};
pub use change::Change;
pub use cues::Cues;
pub use cursor::{connection, cursor_for, neighbour_segment, next_state, start_cursor, subject};
pub use doc::Doc;
pub use door::{Door, Folds, Part, Place};
pub use draft::{ChecksumMode, Draft, complaint};
pub use fingerprint::fingerprint;
pub use fit::fit;
pub use handle::RunHandle;
pub use hover::{CardOf, Hover, HoverHandle, Hovered};
pub use menu::{ForgeDraft, Menu, MenuOf};
pub use notice::{Complaint, Notice};
pub use reduce::{AppState, History, Job, Then};
pub use view::{Dialog, Pane, Selection, Stride, Tab, Theme, View};

/// A field of a header, by the id of `wire::field` (`tcp.window`); also the value of `data-field`.
pub type FieldId = &'static str;
