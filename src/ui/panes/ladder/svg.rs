//! Numbers as SVG attributes, and drawn markup within Yew's tree.

use crate::layout::decimal::decimal;
use yew::{AttrValue, Html};

/// A length in px: a tenth is enough.
pub fn px(value: f64) -> String {
    decimal(value, 1)
}

/// What `draw` wrote, as it is. It has one element at its root, and is put anew only when it differs.
pub fn raw(markup: String) -> Html {
    Html::from_html_unchecked(AttrValue::from(markup))
}
