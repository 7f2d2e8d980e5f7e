//! Reading bytes with their faults.

/// A fault in a datagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {}
