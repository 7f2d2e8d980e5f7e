//! Why a step went as it did: rebuilt by replaying from the nearest checkpoint with recording on.

use super::trace::{EndId, RecordKind, StepId};
use crate::tcp::{Reason, Value, Variable};
use crate::wire::decode::Fault;

/// A step with its reasons.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The step.
    pub step: StepId,
    /// Reasons and consequences, in order: a consequence follows from the reasons just before it.
    pub items: Vec<Item>,
    /// Each end the step concerned, with its variables before and after (all of them, not only the changed).
    pub ends: Vec<EndChange>,
}

/// A reason or a consequence.
#[derive(Clone, Debug)]
pub enum Item {
    /// The engine's decision.
    Why(EndId, Reason),
    /// What followed.
    Did(Option<EndId>, RecordKind),
    /// The host dropped the datagram before TCP saw it.
    Fault(Fault),
    /// No connection or listener of the host has the datagram's port and addresses.
    NoSuchConnection,
}

/// The TCB of one end around a step.
#[derive(Clone, Debug)]
pub struct EndChange {
    /// The end.
    pub end: EndId,
    /// Before the step.
    pub before: Vec<(Variable, Value)>,
    /// After it.
    pub after: Vec<(Variable, Value)>,
}
