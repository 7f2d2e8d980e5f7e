//! One direction of a link.

use crate::base::{Ppm, Span};

/// What one direction of a link does to what passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PipeConfig {
    /// Propagation delay.
    pub delay: Span,
    /// Bits per second; `None` is no limit. Serialisation time is rounded up to a nanosecond.
    pub rate: Option<u64>,
    /// Random loss.
    pub loss: Ppm,
}
