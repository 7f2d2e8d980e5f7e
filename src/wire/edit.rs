//! Edits of a datagram's bytes.

/// Edits, applied in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditList {}

/// Why an edit cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {}

impl EditList {
    /// The bytes with all edits made.
    pub fn apply(&self, bytes: &[u8]) -> Result<Vec<u8>, EditError> {
        Ok(bytes.to_vec())
    }
}
