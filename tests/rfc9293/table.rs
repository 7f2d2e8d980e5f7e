//! The table of requirements in `docs/rfc9293.md` is whole, and what it names exists.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tcplab::scenario::catalogue;

/// A line of the table: its cells after the number.
struct Row {
    section: String,
    rule: String,
    place: String,
    proof: String,
    scenario: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rows() -> Vec<(String, Row)> {
    let text = fs::read_to_string(root().join("docs/rfc9293.md")).expect("docs/rfc9293.md");
    let mut out = Vec::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.trim().trim_matches('|').split('|').map(str::trim).collect();
        if let [number, section, rule, place, proof, scenario] = cells[..]
            && ["MUST-", "SHLD-", "MAY-"].iter().any(|kind| number.starts_with(kind))
        {
            let [section, rule, place, proof, scenario] = [section, rule, place, proof, scenario].map(str::to_owned);
            out.push((number.to_owned(), Row { section, rule, place, proof, scenario }));
        }
    }
    out
}

/// What stands between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// The names of all test functions, in `src` and `tests`.
fn tests() -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![PathBuf::from("src"), PathBuf::from("tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(root().join(&folder)).into_iter().flatten().flatten() {
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(entry.path()).unwrap_or_default();
                for after in text.split("#[test]").skip(1) {
                    let name = after.split("fn ").nth(1).and_then(|rest| rest.split('(').next());
                    names.extend(name.map(str::to_owned));
                }
            }
        }
    }
    names
}

#[test]
fn every_numbered_requirement_stands_in_the_table_once() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (number, _) in rows() {
        *seen.entry(number).or_default() += 1;
    }
    for (kind, count) in [("MUST", 69), ("SHLD", 31), ("MAY", 18)] {
        for n in 1..=count {
            assert_eq!(seen.remove(&format!("{kind}-{n}")), Some(1), "{kind}-{n}");
        }
    }
    assert!(seen.is_empty(), "the RFC has no {seen:?}");
}

#[test]
fn every_requirement_has_a_test_that_bears_its_number_or_a_reason() {
    let tests = tests();
    let mut faults = Vec::new();
    for (number, row) in rows() {
        let names = quoted(&row.proof);
        let reason = ["does not apply: ", "not built: "].iter().find_map(|w| row.proof.strip_prefix(w));
        if let Some(reason) = reason {
            if reason.len() < 20 {
                faults.push(format!("{number}: the reason is too short to be one"));
            }
            continue;
        }
        if names.is_empty() {
            faults.push(format!("{number}: neither a test nor a reason"));
        }
        let mark = format!("{}_", number.to_lowercase().replace('-', "_"));
        if !names.iter().any(|name| name.contains(&mark)) {
            faults.push(format!("{number}: no test bears the number ({mark})"));
        }
        faults.extend(names.iter().filter(|n| !tests.iter().any(|t| t == *n)).map(|n| format!("{number}: there is no test {n}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_place_and_scenario_that_the_table_names_exists() {
    let mut faults = Vec::new();
    for (number, row) in rows() {
        if row.section.is_empty() || row.rule.len() < 15 {
            faults.push(format!("{number}: no section or no rule"));
        }
        let places = quoted(&row.place);
        if places.is_empty() && row.place != "—" {
            faults.push(format!("{number}: the place is neither a file nor a dash"));
        }
        faults.extend(places.iter().filter(|p| !root().join(p).exists()).map(|p| format!("{number}: there is no {p}")));
        let scenarios = quoted(&row.scenario);
        if scenarios.is_empty() && row.scenario != "—" {
            faults.push(format!("{number}: the scenario is neither one nor a dash"));
        }
        let unknown = scenarios.iter().filter(|s| catalogue::slugs().all(|slug| slug != **s));
        faults.extend(unknown.map(|s| format!("{number}: there is no scenario {s}")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
