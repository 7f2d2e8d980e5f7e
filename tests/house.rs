//! The rules of the house that a compiler does not check: who may use whom, and what the page must not contain.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors, from the ground up, as the map in `src/lib.rs` names them. Each uses only those before it.
fn floors() -> Vec<String> {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let (_, floors) = map.split_once("from the ground up").expect("src/lib.rs begins with the map of the floors");
    let comment: String = floors.lines().take_while(|line| !line.starts_with("pub mod")).collect();
    comment.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn imports_only_go_down_the_floors() {
    let floors = floors();
    let mut faults = Vec::new();
    for (file, text) in sources("src") {
        let Some(floor) = floor_of(&file) else { continue };
        let Some(height) = floors.iter().position(|name| *name == floor) else {
            faults.push(format!("{}: `{floor}` is no floor; name it in the map of src/lib.rs, in its place", file.display()));
            continue;
        };
        for (number, line) in code(&text) {
            for used in line.split("crate::").skip(1).map(first_word).filter(|word| !word.is_empty()) {
                if floors.iter().skip(height + 1).any(|name| name == used) {
                    faults.push(format!("{}:{number}: `{floor}` stands below `{used}` and must not use it", file.display()));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_knob_of_the_engine_is_read_by_its_own_rule_alone() {
    let config = fs::read_to_string(root().join("src/tcp/config.rs")).unwrap();
    let knobs = config.lines().filter_map(|line| line.strip_prefix("    pub ")?.split_once(':')).map(|(name, _)| name);
    let files: Vec<_> = sources("src/tcp").into_iter().chain(sources("src/host")).filter(|(f, _)| !f.ends_with("config.rs")).collect();
    let mut faults = Vec::new();
    let mut seen = 0;
    for knob in knobs {
        seen += 1;
        let reads = |text: &str| {
            let whole = |after: &str| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            ["config.", "tcp."].iter().any(|owner| text.split(&format!("{owner}{knob}")).skip(1).any(whole))
        };
        let readers: Vec<_> = files.iter().filter(|(_, text)| code(text).any(|(_, line)| reads(line))).map(|(f, _)| f.display()).collect();
        if readers.len() != 1 {
            faults.push(format!("{knob} is read by {}: {readers:?}", readers.len()));
        }
    }
    assert!(seen > 40 && faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_the_page_knows_the_browser() {
    const BROWSER: [&str; 6] = ["web_sys", "js_sys", "wasm_bindgen", "yew", "gloo_timers", "gloo_events"];
    let mut faults = Vec::new();
    for (file, text) in sources("src") {
        if floor_of(&file).is_none_or(|floor| floor == "ui") {
            continue;
        }
        for (number, line) in code(&text) {
            for name in BROWSER.iter().filter(|name| line.contains(&format!("{name}::"))) {
                faults.push(format!("{}:{number}: {name} belongs to src/ui and src/main.rs", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_is_styled_inline() {
    // The page's policy forbids it, and a browser then drops it without a word.
    let mut faults = Vec::new();
    let shell = [(root().join("index.html"), fs::read_to_string(root().join("index.html")).unwrap())];
    for (file, text) in sources("src/ui").into_iter().chain(shell) {
        for (number, line) in code(&text) {
            let inline = line.split("style=").skip(1).any(|after| after.starts_with(['"', '{', '\''])) || line.contains("<style");
            if inline {
                faults.push(format!("{}:{number}: a class, an SVG attribute or the CSSOM instead of style=", file.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn elements_are_built_with_shared_functions() {
    // `html!` writes some three hundred bytes of program for each element; `src/ui/el.rs` does the same with a few calls.
    let mut faults = Vec::new();
    for (file, text) in sources("src/ui") {
        for (number, _) in code(&text).filter(|(_, line)| line.contains("html!")) {
            faults.push(format!("{}:{number}: el() instead of html!", file.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_page_keeps_its_policy() {
    let policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'; \
                  img-src 'self' data: blob:; frame-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'none'; base-uri 'none'";
    let index = fs::read_to_string(root().join("index.html")).unwrap();
    assert!(index.contains(&format!("content=\"{policy}\"")), "index.html has another Content-Security-Policy");
    for script in index.split("<script").skip(1) {
        let (attributes, body) = script.split_once('>').unwrap();
        assert!(attributes.contains("src=") && body.starts_with("</script>"), "index.html has an inline script");
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files of a folder, named from the root.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(root().join(&folder)) else { continue };
        for entry in entries.flatten() {
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push((path, fs::read_to_string(entry.path()).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The folder under `src/` that a file belongs to; none for the roots of the library and its programs.
fn floor_of(file: &Path) -> Option<String> {
    let first = file.strip_prefix("src").ok()?.components().next()?.as_os_str().to_str()?;
    match first {
        "lib.rs" | "main.rs" | "bin" => None,
        name => Some(name.trim_end_matches(".rs").to_owned()),
    }
}

/// Lines with their numbers, comments left out.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn first_word(text: &str) -> &str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}
