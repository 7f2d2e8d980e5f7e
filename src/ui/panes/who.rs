//! The two ends by name and colour.

use crate::locale::{Words, panes as key};

/// The class of an end's colour.
pub const fn owner(side: u8) -> &'static str {
    if side == 0 { "client" } else { "server" }
}

/// The name of an end at the head of its column.
pub fn who(words: &Words, side: u8) -> &str {
    words.text(if side == 0 { key::ENDPOINTS_CLIENT } else { key::ENDPOINTS_SERVER })
}

/// The name of an end within a sentence.
pub fn who_in_text(words: &Words, side: u8) -> &str {
    words.text(if side == 0 { key::LADDER_END_LEFT } else { key::LADDER_END_RIGHT })
}
