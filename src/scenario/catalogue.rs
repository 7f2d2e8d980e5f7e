//! The scenarios that come with tcplab, compiled in (into the page without the texts of the languages that it fetches). Tests hold that each is read and checked without a problem.

use super::{Scenario, file};

/// Groups of the index, in order; the locale key of a group's name is `group.<id>`.
pub const GROUPS: &[&str] = &["connect", "transfer", "close", "loss"];

macro_rules! files {
    ($($slug:literal),+ $(,)?) => {
        &[$(($slug, include_str!(concat!(env!("OUT_DIR"), "/scenarios/", $slug, ".json")))),+]
    };
}

/// Slug and JSON text of each, in the order of the index.
pub const FILES: &[(&str, &str)] = files![
    "three-way-handshake",
    "note-isn-928601717",
    "note-ack-1234568",
    "simultaneous-open",
    "closed-port",
    "http-post",
    "nagle-delayed-ack",
    "zero-window",
    "silly-window",
    "urgent",
    "keep-alive",
    "four-way-close",
    "note-close-100-120",
    "four-way-close-server",
    "three-segment-close",
    "half-close",
    "simultaneous-close",
    "lost-syn",
    "lost-syn-ack",
    "lost-third-ack",
    "lost-data-segment",
    "lost-last-ack",
    "no-time-wait",
    "rto-backoff",
];

/// The slugs, in the order of the index.
pub fn slugs() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(slug, _)| *slug)
}

/// A scenario by its slug.
pub fn find(slug: &str) -> Option<Scenario> {
    let (_, text) = FILES.iter().find(|(s, _)| *s == slug)?;
    file::read(text).ok()
}

/// All scenarios, in the order of the index. Reads every file: keep the result.
pub fn all() -> Vec<Scenario> {
    FILES.iter().filter_map(|(_, text)| file::read(text).ok()).collect()
}
