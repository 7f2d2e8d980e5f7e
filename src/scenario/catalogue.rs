//! The scenarios that come with tcplab. Tests hold that each is read and checked without a problem.
//!
//! The command line has them all inside. The page has only the first one inside, without the texts of the languages that it
//! fetches, and the index of all; the others it fetches when they are opened.

use super::{Scenario, file};

include!(concat!(env!("OUT_DIR"), "/index.rs"));

/// Groups of the index, in order; the locale key of a group's name is `group.<id>`.
pub const GROUPS: &[&str] = &["connect", "transfer", "close", "loss", "path", "hosts", "attack"];

macro_rules! file {
    ($slug:literal) => {
        ($slug, include_str!(concat!(env!("OUT_DIR"), "/scenarios/", $slug, ".json")))
    };
}

macro_rules! scenarios {
    ($first:literal, $($slug:literal),+ $(,)?) => {
        /// All slugs, in the order of the index.
        const SLUGS: &[&str] = &[$first, $($slug),+];

        /// Slug and JSON text of each that is inside the program, in the order of the index.
        #[cfg(not(target_arch = "wasm32"))]
        pub const FILES: &[(&str, &str)] = &[file!($first), $(file!($slug)),+];

        /// Slug and JSON text of each that is inside the program.
        #[cfg(target_arch = "wasm32")]
        pub const FILES: &[(&str, &str)] = &[file!($first)];
    };
}

scenarios![
    "three-way-handshake",
    "note-isn-928601717",
    "note-ack-1234568",
    "simultaneous-open",
    "closed-port",
    "filtered-port",
    "unreachable",
    "http-post",
    "slow-start",
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
    "burst-loss",
    "corruption",
    "ttl-death",
    "path-mtu",
    "black-hole",
    "ip-fragments",
    "source-route",
    "drop-tail",
    "ecn",
    "outage",
    "two-clients",
    "backlog-full",
    "power-off",
    "crash-and-reboot",
    "half-open",
    "linger-zero",
    "unread-data-reset",
    "profiles",
    "time-wait-reopen",
    "port-reuse",
    "udp",
    "udp-closed-port",
    "duplicated-segment",
    "reordered-segments",
    "delayed-beyond-msl",
    "old-duplicate-syn",
    "old-duplicate-syn-passive",
    "two-way-handshake",
    "forged-reset",
    "syn-flood",
    "ack-storm",
];

/// The slugs, in the order of the index.
pub fn slugs() -> impl Iterator<Item = &'static str> {
    SLUGS.iter().copied()
}

/// What the index says of a scenario. Its title and one line about it come with the language's words: `title.<slug>`, `about.<slug>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its slug.
    pub slug: &'static str,
    /// Its group.
    pub group: &'static str,
}

/// The index, in its order.
pub fn index() -> Vec<Entry> {
    let entry = |(slug, group): &(&'static str, &'static str)| Entry { slug, group };
    slugs().filter_map(|slug| INDEX.iter().find(|(s, ..)| *s == slug)).map(entry).collect()
}

/// A scenario that is inside the program, by its slug.
pub fn find(slug: &str) -> Option<Scenario> {
    file::read(text(slug)?).ok()
}

/// Its JSON text.
pub fn text(slug: &str) -> Option<&'static str> {
    FILES.iter().find(|(s, _)| *s == slug).map(|(_, text)| *text)
}

/// All scenarios that are inside the program, in the order of the index. Reads every file: keep the result.
pub fn all() -> Vec<Scenario> {
    FILES.iter().filter_map(|(_, text)| file::read(text).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_says_of_each_scenario_what_its_file_says() {
        let (index, all) = (index(), all());
        assert_eq!(index.len(), all.len());
        for (entry, scenario) in index.iter().zip(&all) {
            assert_eq!((entry.slug, entry.group), (scenario.slug.as_str(), scenario.group.as_str()));
        }
    }
}
