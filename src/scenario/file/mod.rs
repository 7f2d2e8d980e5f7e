//! Scenario files: JSON text to a scenario and back. Each problem names its path inside the file; unknown keys are refused.

mod read;
mod reader;
mod write;

pub use read::{LIMIT, read, read_with};
pub use write::write;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::catalogue;

    #[test]
    fn every_scenario_of_the_catalogue_is_read_and_reads_back_what_it_writes() {
        for (slug, text) in catalogue::FILES {
            let s = read(text).unwrap_or_else(|p| panic!("{slug}: {p:?}"));
            assert_eq!(s.slug, *slug);
            assert_eq!(read(&write(&s)), Ok(s), "{slug}");
        }
    }
}
