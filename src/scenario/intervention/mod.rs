//! What a reader does to a run: part of the scenario, so that it can be undone, shared and compared.

mod aim;
pub(super) mod canonical;
mod fingerprint;
pub mod forge;
mod forge_text;
pub mod matcher;
pub mod order;
mod text;

pub use fingerprint::Fingerprint;
pub use forge::{Forge, Moment};
pub(super) use forge_text::end_name;
pub use matcher::Matcher;
pub use order::Order;
pub use text::Read;

use super::SegmentName;
use crate::base::Span;
use crate::wire::edit::{Edit, EditList};

/// One intervention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intervention {
    /// Which segment.
    pub target: Target,
    /// What is done to it.
    pub kind: Kind,
    /// Whether it is switched on.
    pub enabled: bool,
    /// What the segment was when the reader chose it by its name. Where it is known and does not fit, nothing is done.
    pub fingerprint: Option<Fingerprint>,
}

/// Which segments an intervention is aimed at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// One, by its name.
    Segment(SegmentName),
    /// Those of a host's segments that have something in common.
    Like(Box<Matcher>),
    /// None: this time since the run began. Only for what is forged or called.
    At(Span),
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It dies on the way.
    Drop,
    /// It arrives so much later. It may outlive the MSL, which is the endpoints' belief and no rule of a path (RFC 9293 §3.4.2).
    Delay(Span),
    /// Copies of it arrive too.
    Duplicate {
        /// How many.
        copies: u16,
        /// How much later than the one before.
        after: Span,
    },
    /// It is held until others that go the same way have passed.
    Reorder {
        /// How many.
        behind: u16,
        /// It is held no longer than this.
        limit: Span,
    },
    /// Its bytes are changed as it leaves.
    Edit(EditList),
    /// So many of its bits are flipped on the way, chosen by chance; checksums stay.
    Corrupt(u16),
    /// This bit of it is flipped on the way, counted from the first of the IPv4 header; checksums stay.
    CorruptBit(u32),
    /// A datagram that no host sent is put on its way.
    Forge(Box<Forge>),
    /// An application makes a call that is not in its script.
    Call(Box<Order>),
}

impl Kind {
    /// How long a segment is held to be overtaken, unless it is said.
    pub const HOLD: Span = Span::from_secs(1);

    /// Whether a segment to which it is done twice is as if it were done once.
    pub fn is_idempotent(&self) -> bool {
        match self {
            Kind::Drop | Kind::Reorder { .. } => true,
            Kind::Edit(list) => !list.edits.iter().any(|edit| matches!(edit, Edit::Flip(_))),
            _ => false,
        }
    }

    /// The verb in links and files. Frozen.
    pub const fn verb(&self) -> &'static str {
        match self {
            Kind::Drop => "drop",
            Kind::Delay(_) => "delay",
            Kind::Duplicate { .. } => "dup",
            Kind::Reorder { .. } => "reorder",
            Kind::Edit(_) => "edit",
            Kind::Corrupt(_) | Kind::CorruptBit(_) => "corrupt",
            Kind::Forge(_) => "forge",
            Kind::Call(_) => "call",
        }
    }
}

impl Intervention {
    /// Every verb, in the order in which they are offered.
    pub const VERBS: [&'static str; 8] = ["drop", "delay", "dup", "reorder", "edit", "corrupt", "forge", "call"];

    /// Whether two are the same but for being switched on.
    pub fn same(&self, other: &Intervention) -> bool {
        self.target == other.target && self.kind == other.kind && self.fingerprint == other.fingerprint
    }
}
