//! The ladder (sequence diagram): two rails, true-time arrows, state bands, timers, calls, folds and the ruler.
//! `Scene` keeps small rows for the whole run; `Scene::piece` turns those of a stretch into things to draw, texts
//! included. What is drawn never depends on what is seen: labels join and move by scale alone.

pub mod arrow;
pub mod band;
pub mod card;
pub mod fold;
mod forms;
pub mod ghost;
pub mod gutter;
mod joined;
pub mod label;
mod labels;
pub mod look;
pub mod marks;
pub mod options;
pub mod outage;
pub mod pane;
pub mod pieces;
pub mod place;
pub mod ruler;
pub mod scene;
pub mod timer;
pub mod windows;

pub use arrow::{Arrow, Stroke};
pub use band::{BandStyle, InsideName, StateBand};
pub use fold::FoldBand;
pub use ghost::Ghost;
pub use gutter::{Note, NoteRole, Triangle};
pub use label::{FlagStyle, Label, Numbers, Role, Run};
pub use look::{Choice, Look};
pub use marks::{Mark, Marks};
pub use outage::OutageBand;
pub use pane::{Anchor, Pane, Point, Shape};
pub use pieces::Progress;
pub use ruler::{Playhead, Tick};
pub use scene::{Options, Scene, View};
pub use timer::{BarStyle, Cap, TimerBar};

#[cfg(test)]
mod tests;
