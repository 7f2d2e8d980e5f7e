//! No language lacks a message, and no file holds one that nobody says.

use super::{Words, languages, panes, shell};
use crate::scenario::catalogue::GROUPS;
use crate::scenario::problem::ProblemKind;
use crate::scenario::settings::SETTINGS;
use crate::tcp::Rule;
use std::collections::BTreeSet;

/// Every key that code can ask for.
fn wanted() -> BTreeSet<String> {
    let typed = shell::KEYS.iter().chain(panes::KEYS).map(|k| k.id().to_owned());
    typed
        .chain(SETTINGS.iter().flat_map(|s| [format!("setting.{}", s.id), format!("setting.{}.help", s.id)]))
        .chain(ProblemKind::IDS.iter().map(|id| format!("problem.{id}")))
        .chain(Rule::ALL.iter().map(|r| format!("rule.{}", r.id())))
        .chain(GROUPS.iter().map(|g| format!("group.{g}")))
        .collect()
}

#[test]
fn every_language_has_every_message() {
    let wanted = wanted();
    for code in languages() {
        let words = Words::load(code);
        let missing: Vec<&String> = wanted.iter().filter(|key| words.find(key).is_none()).collect();
        assert!(missing.is_empty(), "{code} lacks {missing:?}");
    }
}

#[test]
fn every_language_has_the_same_messages() {
    let english: BTreeSet<String> = Words::load("en").ids().map(str::to_owned).collect();
    for code in languages() {
        let other: BTreeSet<String> = Words::load(code).ids().map(str::to_owned).collect();
        let odd: Vec<&String> = english.symmetric_difference(&other).collect();
        assert!(odd.is_empty(), "{code} and en differ in {odd:?}");
    }
}

#[test]
fn every_language_fills_the_same_placeholders() {
    let english = Words::load("en");
    let names = |text: &str| -> BTreeSet<String> {
        text.split('{').skip(1).filter_map(|t| t.split_once('}')).map(|(name, _)| name.to_owned()).collect()
    };
    for code in languages() {
        let words = Words::load(code);
        for id in english.ids() {
            assert_eq!(english.find(id).map(names), words.find(id).map(names), "{code}: {id}");
        }
    }
}

#[test]
fn every_file_is_a_flat_table_without_a_key_twice() {
    for (code, files) in super::words::FILES {
        let count: usize =
            files.iter().map(|f| serde_json::from_str::<std::collections::BTreeMap<String, String>>(f).map(|t| t.len()).expect(code)).sum();
        assert_eq!(count, Words::load(code).ids().count(), "{code}: a key stands in two files");
    }
}
