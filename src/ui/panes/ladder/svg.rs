//! Numbers as SVG attributes.

use crate::layout::decimal::decimal;

/// A length in px: a tenth is enough.
pub fn px(value: f64) -> String {
    decimal(value, 1)
}
