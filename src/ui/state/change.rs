//! What only the lab offers to do to the run. `ui::lab` does it.

use super::{Action, ChecksumMode};
use crate::layout::Spot;
use crate::scenario::{Intervention, Kind, ScriptStep};
use crate::sim::{EndId, SegmentId};
use crate::wire::Field;

/// A change. Indices of interventions are those of `Doc::now.interventions`.
#[derive(Clone, Debug)]
pub enum Change {
    // ── An edit of the chosen segment that is not run yet ──
    /// Gives a field a value.
    SetField(&'static Field, u32),
    /// Gives a field that is in neither header a value: of an option, or of a datagram that is quoted.
    SetSpot(Spot, u32),
    /// Flips one bit, counted from the first bit of the IPv4 header.
    FlipBit(u32),
    /// Applies an edit written as text, such as `tcp.syn=0`.
    SetText(String),
    /// Keeps the checksums valid, or leaves them as they are.
    Checksum(ChecksumMode),
    /// Leaves the data offset and lengths as they were, whatever becomes of options and data; or lets them follow.
    Lengths(bool),
    /// Makes the edit an intervention and runs again.
    RunDraft,

    // ── Interventions ──
    /// Does something to a segment.
    Intervene(SegmentId, Kind),
    /// Switches one on or off.
    Toggle(usize),
    /// Aims one at another segment (the one that moved).
    Retarget(usize, SegmentId),
    /// Adds one as it is.
    Add(Box<Intervention>),

    // ── Parameters and applications ──
    /// Sets one by name (`msl`, `client.loss`) and text. A text that is no value is reported, nothing changes.
    SetSetting(String, String),
    /// Gives the application at an end other steps.
    SetScript(EndId, Vec<ScriptStep>),
    /// Sets one back to the scenario's own.
    ResetSetting(String),
    /// Sets all back, and removes the reader's interventions.
    ResetAll,

    // ── Branches of the run ──
    /// Keeps what is shown, and goes on in a branch of its own.
    Branch,
    /// Shows another.
    SwitchBranch(usize),
    /// Names the one that is shown.
    RenameBranch(String),
    /// Throws the one that is shown away.
    PruneBranch,
}

impl From<Change> for Action {
    fn from(change: Change) -> Action {
        Action::Change(Box::new(change))
    }
}
