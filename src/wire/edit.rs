//! Edits of a datagram's bytes.

/// Edits, applied in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditList {}
