//! A whole scenario within a link: its file without the space between, in base64 as addresses take it (RFC 4648 §5, no padding).
//! What no catalogue has, and only one browser remembers, travels so.

use super::intervention::Read;
use super::problem::{Problem, ProblemKind};
use super::{Scenario, catalogue, file};

/// The key in a link.
pub const KEY: &str = "file";
/// Longest text that a link carries: what the reader changes needs room beside it.
pub const LIMIT: usize = 14_000;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A scenario as links carry it; `None` where it is too long for one.
pub fn write(scenario: &Scenario) -> Option<String> {
    // No string of a file holds a line's end.
    let text: String = file::write(scenario).lines().map(str::trim_start).collect();
    let mut out = String::new();
    for three in text.as_bytes().chunks(3) {
        let bits = three.iter().fold(0, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..=three.len() {
            let digit = bits >> (18 - 6 * at) & 63;
            out.push(char::from(*DIGITS.get(digit as usize)?));
        }
    }
    (out.len() <= LIMIT).then_some(out)
}

/// Reads it. One that is called like another of the catalogue gets a name of its own.
pub fn read(text: &str, intervention: Read) -> Result<Scenario, Problem> {
    let broken = || Problem::new(KEY, ProblemKind::BrokenFile);
    let json = bytes(text).and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(broken)?;
    let mut scenario = file::read_with(&json, intervention).map_err(|problems| {
        let first = problems.into_iter().next().unwrap_or_else(broken);
        // What is no JSON was cut off, or is none of ours: line and column would help nobody.
        if matches!(first.kind, ProblemKind::Syntax { .. }) {
            broken()
        } else {
            Problem { place: [KEY, " ", &first.place].concat().trim_end().to_owned(), ..first }
        }
    })?;
    own_name(&mut scenario);
    Ok(scenario)
}

/// Gives a scenario another name while the catalogue has one of its name.
pub fn own_name(scenario: &mut Scenario) {
    while catalogue::slugs().any(|slug| slug == scenario.slug) {
        scenario.slug = ["my-", &scenario.slug].concat().chars().take(40).collect();
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for four in text.trim_end_matches('=').as_bytes().chunks(4) {
        let digit = |b: &u8| DIGITS.iter().position(|d| d == b).and_then(|at| u32::try_from(at).ok());
        let digits: Option<Vec<u32>> = four.iter().map(digit).collect();
        let digits = digits.filter(|d| d.len() > 1)?;
        let bits = digits.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - digits.len()));
        out.extend(bits.to_be_bytes().get(1..digits.len())?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::Intervention;
    use crate::scenario::url::{self, Link};

    #[test]
    fn every_scenario_of_the_catalogue_goes_into_a_link_and_comes_out_as_it_was() {
        for slug in catalogue::slugs() {
            let scenario = catalogue::find(slug).unwrap();
            let text = write(&scenario).unwrap_or_else(|| panic!("{slug} is too long"));
            let back = read(&text, Intervention::from_verb_and_rest).unwrap();
            assert_eq!(back.slug, format!("my-{slug}"));
            assert_eq!(Scenario { slug: slug.to_owned(), ..back }, scenario);
        }
    }

    #[test]
    fn a_link_carries_a_scenario_and_what_was_changed_of_it() {
        let mut scenario = catalogue::find("http-post").unwrap();
        scenario.slug = "mine".to_owned();
        let mut link = Link { slug: "mine".to_owned(), ..Link::default() };
        link.settings.push(("msl".to_owned(), "5s".to_owned()));
        link.view.push((KEY.to_owned(), write(&scenario).unwrap()));
        let reading = url::read(&link.to_string());
        assert_eq!(reading.problems, []);
        assert_eq!(reading.base, Some(scenario));
        assert_ne!(reading.scenario, reading.base);
    }

    #[test]
    fn what_is_cut_off_or_no_scenario_is_named_broken() {
        let whole = write(&catalogue::find("http-post").unwrap()).unwrap();
        for text in ["", "A", "!!!!", "e30", &whole[..500], &whole[1..], &"_".repeat(9_000)] {
            let reading = url::read(&format!("/mine?{KEY}={text}"));
            assert_eq!(reading.scenario, None, "{text}");
            assert!(reading.problems.iter().all(|p| p.place.starts_with(KEY)) && !reading.problems.is_empty(), "{:?}", reading.problems);
        }
    }
}
