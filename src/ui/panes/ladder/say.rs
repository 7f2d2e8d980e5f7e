//! The reader's language, as the layout asks for it.

use crate::layout;
use crate::locale::{Key, Words, fill, panes as key};

/// Answers the layout's keys from the locale files.
pub struct Say<'a>(pub &'a Words);

impl layout::Words for Say<'_> {
    fn say(&self, key: &str, values: &[(&str, &str)]) -> String {
        match key {
            "ladder.segments" => self.count(key::LADDER_SEGMENTS, values),
            "ladder.fold.ghosts" => self.count(key::LADDER_FOLD_GHOSTS, values),
            _ => fill(self.0.find(key).unwrap_or(key), values),
        }
    }
}

impl Say<'_> {
    fn count(&self, key: Key, values: &[(&str, &str)]) -> String {
        let n = values.iter().find(|(name, _)| *name == "n").and_then(|(_, n)| n.parse().ok());
        self.0.count(key, n.unwrap_or_default())
    }
}
