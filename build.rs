//! Lists the locale files, so that adding a language means adding its files and nothing else: `en.json` and every
//! `<part>.en.json` together are the language `en`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let folder = root.join("static/locales");
    println!("cargo::rerun-if-changed=static/locales");
    println!("cargo::rerun-if-changed=build.rs");
    let mut languages: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "json")
            && let Some(stem) = path.file_stem().and_then(|s| s.to_str())
        {
            let code = stem.rsplit('.').next().unwrap_or(stem);
            languages.entry(code.to_owned()).or_default().push(path);
        }
    }
    let mut out = String::from("/// Each language's code and the texts of its files.\npub static FILES: &[(&str, &[&str])] = &[\n");
    for (code, mut files) in languages {
        files.sort();
        writeln!(out, "    ({code:?}, &[")?;
        for file in files {
            writeln!(out, "        include_str!({:?}),", file.display().to_string())?;
        }
        out.push_str("    ]),\n");
    }
    out.push_str("];\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("languages.rs"), out)?;
    Ok(())
}
