//! Lists the locale files, so that adding a language means adding its files and nothing else: `en.json` and every
//! `<part>.en.json` together are the language `en`. The page has only some languages inside; it fetches the others.

#[path = "build/words.rs"]
#[allow(dead_code, reason = "shared with `cargo xtask build`")]
mod words;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let out_dir = PathBuf::from(std::env::var("OUT_DIR")?);
    let page = std::env::var("CARGO_CFG_TARGET_ARCH")? == "wasm32";
    for watched in ["static/locales", "static/scenarios", "build", "build.rs"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let mut out = String::from(
        "/// Each language's code, its texts for the switch (short name, name, tag), the files of it that are inside the program,\n\
         /// and whether these are all.\n\
         pub static FILES: &[(&str, [&str; 3], &[&str], bool)] = &[\n",
    );
    for (code, files) in words::languages(&root)? {
        let names = ["language.short", "language.name", "language.tag"].map(|key| text_of(&files, key));
        writeln!(out, "    ({code:?}, {names:?}, &[")?;
        let first = |file: &Path| file.file_name().and_then(|n| n.to_str()).is_some_and(|name| words::FIRST.contains(&name));
        for file in files.iter().filter(|file| !page || first(file)) {
            writeln!(out, "        include_str!({:?}),", file.display().to_string())?;
        }
        writeln!(out, "    ], {}),", !page)?;
    }
    out.push_str("];\n");
    fs::write(out_dir.join("languages.rs"), out)?;
    scenarios(&root, &out_dir, page)?;
    Ok(())
}

/// The scenario files as they go into the program, and their index.
fn scenarios(root: &Path, out_dir: &Path, page: bool) -> std::io::Result<()> {
    let folder = out_dir.join("scenarios");
    fs::create_dir_all(&folder)?;
    let mut index = String::from("/// Slug and group of each scenario.\nstatic INDEX: &[(&str, &str)] = &[\n");
    for file in words::json_files(&root.join("static/scenarios"))? {
        let text = fs::read_to_string(&file)?;
        let [slug, group, ..] = words::heading(&text, "en");
        let _ = writeln!(index, "    ({slug:?}, {group:?}),");
        let text = if page { words::without_fetched(&text) } else { text };
        fs::write(folder.join(file.file_name().unwrap_or_default()), text)?;
    }
    fs::write(out_dir.join("index.rs"), index + "];\n")
}

/// The plain text of a key in one of the files.
fn text_of(files: &[PathBuf], key: &str) -> String {
    let start = format!("\"{key}\":");
    let mut texts = files.iter().filter_map(|f| fs::read_to_string(f).ok());
    let line = texts.find_map(|t| t.lines().find_map(|l| l.trim().strip_prefix(&start).map(str::to_owned)));
    line.unwrap_or_default().trim().trim_end_matches(',').trim_matches('"').to_owned()
}
