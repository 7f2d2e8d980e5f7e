//! What the bits pane has folded away, and what edits a segment there.

pub mod data;
pub mod editor;
pub mod hex;
pub mod options;
pub mod sums;
