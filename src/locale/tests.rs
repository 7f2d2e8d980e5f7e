//! No language lacks a message, and no file holds one that nobody says.

use super::{Words, lab, languages, panes, shell};
use crate::draw::ladder::legend::{LEGEND, WORDS};
use crate::layout::ladder::marks::TABLE;
use crate::scenario::catalogue::GROUPS;
use crate::scenario::problem::ProblemKind;
use crate::scenario::settings::{GROUPS as SETTING_GROUPS, PROFILES, SETTINGS, Unit};
use crate::tcp::{CallError, Rule};
use crate::wire::fault::FAULT_IDS;
use std::collections::BTreeSet;

/// Every key that code can ask for.
fn wanted() -> BTreeSet<String> {
    let typed = shell::KEYS.iter().chain(panes::KEYS).chain(lab::KEYS).map(|k| k.id().to_owned());
    typed
        .chain(SETTINGS.iter().flat_map(|s| ["", ".help", ".why", ".terms"].map(|part| format!("setting.{}{part}", s.id))))
        .chain(SETTINGS.iter().filter(|s| matches!(s.unit, Unit::Count(..))).map(|s| format!("setting.{}.unit", s.id)))
        .chain(SETTINGS.iter().flat_map(|s| s.words).map(|word| format!("word.{word}")))
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
fn every_parameter_is_found_by_its_english_name_in_every_language() {
    let english = Words::load("en");
    for code in languages() {
        let words = Words::load(code);
        for id in SETTINGS.iter().map(|s| format!("setting.{}", s.id)) {
            let name = english.find(&id).expect(&id);
            let said = [id.clone(), format!("{id}.terms")].map(|key| words.find(&key).unwrap_or_default().to_owned());
            assert!(said.iter().any(|text| text.contains(name)), "{code}: {id} is not found by “{name}”");
        }
    }
}

#[test]
fn every_parameter_says_its_range_its_default_and_why_one_might_change_it() {
    for code in languages() {
        let words = Words::load(code);
        for s in SETTINGS {
            let text = |part: &str| words.find(&format!("setting.{}{part}", s.id)).unwrap_or_default();
            assert!(text(".why").ends_with(['.', '。']) && text(".help").ends_with(['.', '。']), "{code}: {}", s.id);
            // What is neither a number nor a word says how it is written; what each host has of its own has no default.
            let written = matches!(s.unit, Unit::Address | Unit::Burst | Unit::Outages | Unit::Filter | Unit::SourceRoute);
            assert!(s.unit.range().is_some() || written || matches!(s.unit, Unit::Switch | Unit::Choice), "{}", s.id);
            assert!(s.parse(s.default).is_ok() || (matches!(s.id, "port" | "address") && s.default.is_empty()), "{}", s.id);
            assert_eq!(s.unit.range().is_some(), s.unit.limit().is_some(), "{}", s.id);
        }
    }
}

#[test]
fn chinese_is_set_with_its_own_punctuation_and_a_space_beside_latin() {
    let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let latin = |c: char| c.is_ascii_alphanumeric() || c == '%';
    let wide = |c: char| "，。；：？！、（）".contains(c);
    // Every two characters that follow each other.
    let wrong = |a: char, b: char| {
        let beside = |sign: fn(char) -> bool| (chinese(a) && sign(b)) || (sign(a) && chinese(b));
        beside(|c| "()\"'".contains(c))
            || (chinese(a) && ",;:?!".contains(b))
            || (chinese(a) && latin(b))
            || (latin(a) && chinese(b))
            || (wide(a) && b == ' ')
            || (a == ' ' && wide(b))
            || (a == ' ' && b == ' ')
    };
    let words = Words::load("zh");
    let mut texts: Vec<(String, String)> = words
        .ids()
        .map(|id| (id.to_owned(), words.find(id).unwrap_or_default().to_owned()))
        .filter(|(id, _)| !id.ends_with("terms"))
        .collect();
    for s in crate::scenario::catalogue::all() {
        let own = [&s.title, &s.summary, &s.lesson].into_iter().chain(s.story.iter().map(|step| &step.text));
        texts.extend(own.map(|text| (s.slug.clone(), text.zh.clone())));
    }
    for (id, text) in texts {
        let found = text.chars().zip(text.chars().skip(1)).find(|(a, b)| wrong(*a, *b));
        assert_eq!(found, None, "{id}: {text}");
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
