//! The words of one language as one file: what the page fetches for a language that is not inside the program.
//! Shared by the build script and by `cargo xtask build`; plain std.

use std::fs;
use std::path::{Path, PathBuf};

/// Languages that are inside the program, as far as [`FIRST`] goes. All others are fetched when a reader wants them.
pub const INSIDE: &[&str] = &["en"];

/// The locale files of which a first visit needs the texts. What else a language inside the program says is fetched with the first
/// text that is missing: the reasons' rules, parameters, problems.
pub const FIRST: &[&str] = &["en.json", "panes.en.json"];

/// The languages that a scenario's texts are written in.
const OF_SCENARIOS: &[&str] = &["en", "zh"];

/// The locale files of each language, by code.
pub fn languages(root: &Path) -> std::io::Result<Vec<(String, Vec<PathBuf>)>> {
    let mut found: Vec<(String, Vec<PathBuf>)> = Vec::new();
    for path in json_files(&root.join("static/locales"))? {
        let stem = path.file_stem().and_then(|s| s.to_str()).unwrap_or_default();
        let code = stem.rsplit('.').next().unwrap_or(stem).to_owned();
        match found.iter_mut().find(|(c, _)| *c == code) {
            Some((_, files)) => files.push(path),
            None => found.push((code, vec![path])),
        }
    }
    found.sort();
    Ok(found)
}

/// All `.json` files of a folder, in order of name.
pub fn json_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "json"));
    files.sort();
    Ok(files)
}

/// One flat JSON object: the texts of all locale files of `code`, and the scenarios' texts, each under [`text_key`] of its English.
pub fn bundle(root: &Path, code: &str) -> std::io::Result<String> {
    let mut entries = Vec::new();
    for (_, files) in languages(root)?.iter().filter(|(c, _)| c == code) {
        for file in files {
            let text = fs::read_to_string(file)?;
            let inner = text.trim().strip_prefix('{').and_then(|t| t.strip_suffix('}')).unwrap_or_default().trim();
            if !inner.is_empty() {
                entries.push(inner.to_owned());
            }
        }
    }
    for file in json_files(&root.join("static/scenarios"))? {
        let text = fs::read_to_string(&file)?;
        let [slug, _, title, summary] = heading(&text, code);
        for (what, text) in [("title", title), ("about", summary)] {
            entries.push(format!("\"{what}.{slug}\": \"{}\"", escaped(&text)));
        }
        let mut english = None;
        for line in text.lines() {
            match text_line(line) {
                Some(("en", raw)) => english = Some(raw.to_owned()),
                Some((language, raw)) if language == code => {
                    if let Some(english) = english.take() {
                        let key = format!("\"{}\": ", text_key(&unescaped(&english)));
                        // Two scenarios may say the same; a key may stand only once.
                        if !entries.iter().any(|entry: &String| entry.starts_with(&key)) {
                            entries.push(format!("{key}\"{raw}\""));
                        }
                    }
                }
                _ => {}
            }
        }
    }
    Ok(format!("{{\n{}\n}}\n", entries.join(",\n")))
}

/// A scenario's file with only the texts of the languages inside the program; the others are left empty.
pub fn without_fetched(text: &str) -> String {
    let line = |line: &str| match text_line(line) {
        Some((language, raw)) if !INSIDE.contains(&language) => line.replacen(&format!("\"{raw}\""), "\"\"", 1).trim().to_owned(),
        _ => line.trim().to_owned(),
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// A scenario's slug, group, and in one language its title and summary, which stand first in its file.
pub fn heading(text: &str, code: &str) -> [String; 4] {
    let plain = |key: &str| {
        let start = format!("\"{key}\": \"");
        let raw = text.lines().find_map(|l| l.trim().strip_prefix(&start)).unwrap_or_default();
        unescaped(raw.trim_end_matches(',').trim_end_matches('"'))
    };
    let mut own = text.lines().filter_map(text_line).filter(|(language, _)| *language == code).map(|(_, raw)| unescaped(raw));
    let mut next = || own.next().unwrap_or_default();
    [plain("slug"), plain("group"), next(), next()]
}

/// The language and the raw JSON text of a line such as `"zh": "…",`.
fn text_line(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.trim().trim_end_matches(',').split_once(": ")?;
    let key = key.strip_prefix('"')?.strip_suffix('"').filter(|k| OF_SCENARIOS.contains(k))?;
    Some((key, value.strip_prefix('"')?.strip_suffix('"')?))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\t', "\\t")
}

fn unescaped(raw: &str) -> String {
    let mut out = String::new();
    let mut chars = raw.chars();
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            (_, Some('n')) => out.push('\n'),
            (_, Some('t')) => out.push('\t'),
            (_, Some(escaped)) => out.push(escaped),
            (plain, None) => out.push(plain),
        }
    }
    out
}

/// The key of a text that is known by its English: `text.` and its hash.
pub fn text_key(english: &str) -> String {
    format!("text.{}", hash(english))
}

/// 64 bits of FNV-1a, as hexadecimal digits.
pub fn hash(text: impl AsRef<[u8]>) -> String {
    let hash = text.as_ref().iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}
