//! No language lacks a message, and no file holds one that nobody says.

use super::{Words, lab, languages, panes, shell};
use crate::draw::ladder::legend::{LEGEND, WORDS};
use crate::layout::ladder::marks::TABLE;
use crate::scenario::catalogue::GROUPS;
use crate::scenario::problem::ProblemKind;
use crate::scenario::settings::{GROUPS as SETTING_GROUPS, PROFILES, SETTINGS};
use crate::tcp::{CallError, Rule};
use crate::wire::fault::FAULT_IDS;
use std::collections::BTreeSet;

/// Every key that code can ask for.
fn wanted() -> BTreeSet<String> {
    let typed = shell::KEYS.iter().chain(panes::KEYS).chain(lab::KEYS).map(|k| k.id().to_owned());
    typed
        .chain(SETTINGS.iter().flat_map(|s| [format!("setting.{}", s.id), format!("setting.{}.help", s.id)]))
        .chain(SETTINGS.iter().filter_map(|s| Some(format!("limit.{}", s.unit.limit()?))))
        .chain(PROFILES.iter().map(|p| format!("setting.profile.{}", p.id)))
        .chain(SETTING_GROUPS.iter().map(|(id, _)| format!("settings.{id}")))
        .chain(ProblemKind::IDS.iter().map(|id| format!("problem.{id}")))
        .chain(CallError::ALL.iter().map(|e| format!("call-error.{}", e.id())))
        .chain(Rule::ALL.iter().map(|r| format!("rule.{}", r.id())))
        .chain(FAULT_IDS.iter().map(|id| format!("fault.{id}")))
        .chain(GROUPS.iter().map(|g| format!("group.{g}")))
        .chain(TABLE.iter().map(|m| m.id).chain(WORDS).map(|id| format!("mark.{id}")))
        .chain(LEGEND.iter().map(|row| row.key.to_owned()))
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
    for (code, _, files, _) in super::words::FILES {
        let count: usize =
            files.iter().map(|f| serde_json::from_str::<std::collections::BTreeMap<String, String>>(f).map(|t| t.len()).expect(code)).sum();
        assert_eq!(count, Words::load(code).ids().count(), "{code}: a key stands in two files");
    }
}

#[test]
fn a_fetched_language_says_what_the_same_language_says_from_inside() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for code in languages() {
        let text = super::words::bundle::bundle(root, code).expect("the files are there");
        let (fetched, inside) = (Words::fetched(code, &text).expect("it is a table"), Words::load(code));
        for id in inside.ids() {
            assert_eq!(fetched.find(id), inside.find(id), "{code}: {id}");
        }
        for scenario in crate::scenario::catalogue::all() {
            for (key, text) in [("title", &scenario.title), ("about", &scenario.summary)] {
                assert_eq!(fetched.find(&format!("{key}.{}", scenario.slug)), Some(inside.of(text)), "{code}: {}", scenario.slug);
            }
            let story = scenario.story.iter().map(|step| &step.text);
            for text in [&scenario.title, &scenario.summary, &scenario.lesson].into_iter().chain(story) {
                let bare = crate::scenario::Text { en: text.en.clone(), zh: String::new() };
                assert_eq!(fetched.of(&bare), inside.of(text), "{code}: {}", scenario.slug);
            }
        }
    }
}

#[test]
fn a_text_that_is_still_to_be_fetched_is_an_ellipsis_and_asked_for() {
    let part = Words::part_of("en", r#"{ "a": "one" }"#);
    let asked = std::rc::Rc::new(std::cell::Cell::new(0));
    let count = std::rc::Rc::clone(&asked);
    part.when_missing(move || count.set(count.get() + 1));
    assert_eq!((part.find("a"), asked.get()), (Some("one"), 0));
    assert_eq!((part.find("b"), part.find("c"), asked.get()), (Some("…"), Some("…"), 1));
    let whole = Words::fetched("en", r#"{ "a": "one" }"#).expect("it is a table");
    assert_eq!(whole.find("b"), None);
}

#[test]
fn the_page_reads_every_scenario_without_the_texts_it_fetches() {
    for (slug, text) in crate::scenario::catalogue::FILES {
        let page = crate::scenario::file::read(&super::words::bundle::without_fetched(text)).unwrap_or_else(|e| panic!("{slug}: {e:?}"));
        assert!(page.title.zh.is_empty() && !page.title.en.is_empty(), "{slug}");
    }
}
