//! `dist/`: what Trunk makes of the page, shrunk, and the one-script form beside it.

use crate::sh::{Done, cargo, command, output, root, run, target};
use crate::{linked, slim, split, tools, words};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the page is written.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Builds the page, aside; `dist/` changes only once all of it is there.
pub fn build() -> Done {
    tools::for_the_page()?;
    let wasm_opt = tools::wasm_opt();
    let page = root().join("target/page");
    // Trunk is told to stay off the network, so that it fetches no tools of its own; then cargo needs its crates beforehand.
    let own_std = tools::standard_sources();
    let mut fetch = cargo(&["fetch", "--quiet", "--target", "wasm32-unknown-unknown"]);
    let mut trunk = command("trunk");
    trunk.args(["build", "--dist"]).arg(&page).env_remove("NO_COLOR");
    let mut flags = short_paths();
    // Full names with generic arguments, and a function of its own for each of them: by these the program is split.
    flags.extend(["-Csymbol-mangling-version=v0".to_owned(), "-Zmerge-functions=disabled".to_owned()]);
    // And by its relocations its constants.
    flags.push("-Clink-arg=--emit-relocs".to_owned());
    trunk.env("RUSTC_BOOTSTRAP", "1");
    if own_std {
        flags.extend(["-Zunstable-options".to_owned(), "-Cpanic=immediate-abort".to_owned()]);
        small_std(&mut fetch);
        small_std(&mut trunk);
    }
    run(&mut fetch)?;
    run(trunk.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")))?;
    let fetched = fetched_files(&page).map_err(|e| format!("words and scenarios: {e}"))?;
    fallback(&page, wasm_opt.as_deref(), &fetched)?;
    let wasm = files(&page).into_iter().find(|file| file.extension().is_some_and(|e| e == "wasm")).ok_or("Trunk wrote no wasm")?;
    lab_part(&page, &wasm, wasm_opt.as_deref())?;
    shrink(wasm_opt.as_deref(), &wasm)?;
    slim::glue(&wasm, &PathBuf::from(wasm.to_string_lossy().replace("_bg.wasm", ".js")))?;
    slim::start(&page)?;
    slim::styles(&page)?;
    publish(&page, &dist()).map_err(|e| format!("dist: {e}"))
}

/// A standard library of the page's own: made for size, and without the texts of panics, which nobody could read there (a fault of
/// the program is a trap, which `boot.js` tells the reader of). It takes 15 kB, brotli, off the first visit. Cargo and rustc still call
/// this unstable; the commands below are what it needs of the stable toolchain, and are for the page alone.
fn small_std(command: &mut Command) {
    command.env("RUSTC_BOOTSTRAP", "1");
    command.env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
    command.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
}

/// Flags for rustc, by which the places that panics name begin at the checkout, the crate or the standard library: shorter, and
/// no folder of this machine is published.
fn short_paths() -> Vec<String> {
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let sources = cargo_home.unwrap_or_default().join("registry/src");
    let mut folders: Vec<PathBuf> = fs::read_dir(sources).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders.push(root());
    let sysroot = output(command("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    if !sysroot.trim().is_empty() {
        folders.push(Path::new(sysroot.trim()).join("lib/rustlib/src/rust"));
    }
    folders.iter().map(|folder| format!("--remap-path-prefix={}=", folder.display())).collect()
}

/// Makes `dist` the same as `page`, its index last: it never names a file that is not there.
fn publish(page: &Path, dist: &Path) -> std::io::Result<()> {
    let index = |file: &PathBuf| file.file_name().is_some_and(|name| name == "index.html");
    let mut new = files(page);
    new.sort_by_key(index);
    let mut kept = Vec::new();
    for file in &new {
        let target = dist.join(file.strip_prefix(page).unwrap_or(file));
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(file, &target)?;
        kept.push(target);
    }
    for old in files(dist).iter().filter(|file| !kept.contains(file)) {
        fs::remove_file(old)?;
    }
    Ok(())
}

/// Cuts the lab part off the program, into a file of its own that the index names in a meta.
fn lab_part(page: &Path, wasm: &Path, wasm_opt: Option<&Path>) -> Done {
    let whole = fs::read(wasm).map_err(|e| format!("{}: {e}", wasm.display()))?;
    // The glue comes with a program of its own, whose constants lie where they lay.
    let program = linked_program();
    let linked = fs::read(&program).map_err(|e| format!("{}: {e}", program.display()))?;
    let parts = split::split(&whole, split::LAB, &linked::own(&linked, split::LAB)?)?;
    let write = |file: &Path, bytes: &[u8]| fs::write(file, bytes).map_err(|e| format!("{}: {e}", file.display()));
    write(wasm, &parts.first)?;
    let file = page.join("lab.wasm");
    write(&file, &parts.second)?;
    shrink(wasm_opt, &file)?;
    let bytes = fs::read(&file).map_err(|e| format!("lab.wasm: {e}"))?;
    let name = format!("lab-{}.wasm", words::hash(&bytes));
    fs::rename(&file, page.join(&name)).map_err(|e| format!("{name}: {e}"))?;
    let index = page.join("index.html");
    let html = fs::read_to_string(&index).map_err(|e| format!("index.html: {e}"))?;
    let html = html.replacen(
        "<meta name=\"tcplab-wasm\"",
        &format!("<meta name=\"tcplab-lab\" content=\"./{name}\"><meta name=\"tcplab-wasm\""),
        1,
    );
    fs::write(&index, html).map_err(|e| format!("index.html: {e}"))
}

/// What the page fetches when it is wanted: `words/<code>.json` of each language,
/// `scenarios/<slug>.json`, and the style sheet of the ladder. Path and text of each.
fn fetched_files(page: &Path) -> std::io::Result<Vec<(String, String)>> {
    let mut fetched = Vec::new();
    for (code, _) in words::languages(&root())? {
        fetched.push((format!("words/{code}.json"), words::bundle(&root(), &code)?));
    }
    for file in words::json_files(&root().join("static/scenarios"))? {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        fetched.push((format!("scenarios/{name}"), words::without_fetched(&fs::read_to_string(&file)?)));
    }
    // By its rules the ladder is drawn outside the page.
    fetched.push(("ladder.css".to_owned(), fs::read_to_string(root().join("styles/ladder.css"))?));
    for (path, text) in &fetched {
        let target = page.join(path);
        fs::create_dir_all(target.parent().unwrap_or(page))?;
        fs::write(target, text)?;
    }
    Ok(fetched)
}

/// The program as the linker wrote it.
fn linked_program() -> PathBuf {
    target().join("wasm32-unknown-unknown/web/web.wasm")
}

/// `fallback.js`: the same program as one classic script with the wasm and all that is fetched inside, for where `import()` is refused.
fn fallback(page: &Path, wasm_opt: Option<&Path>, fetched: &[(String, String)]) -> Done {
    let program = linked_program();
    let out = target().join("fallback");
    let mut bindgen = command("wasm-bindgen");
    bindgen.args(["--target", "no-modules", "--no-typescript", "--out-name", "web", "--out-dir"]).arg(&out).arg(&program);
    run(&mut bindgen)?;
    let wasm = out.join("web_bg.wasm");
    let bytes = fs::read(&wasm).map_err(|e| format!("web_bg.wasm: {e}"))?;
    fs::write(&wasm, split::whole(&bytes)?).map_err(|e| format!("web_bg.wasm: {e}"))?;
    shrink(wasm_opt, &wasm)?;
    slim::glue(&wasm, &out.join("web.js"))?;
    let glue = fs::read_to_string(out.join("web.js")).map_err(|e| format!("web.js: {e}"))?;
    let bytes = fs::read(&wasm).map_err(|e| format!("web_bg.wasm: {e}"))?;
    let text = |(path, text): &(String, String)| {
        let text = if path.ends_with(".json") { format!("JSON.stringify({})", text.trim()) } else { format!("{text:?}") };
        format!("{path:?}: {text}")
    };
    let texts: Vec<String> = fetched.iter().map(text).collect();
    let script = format!(
        "window.tcplabFiles = {{ {} }};\n{glue}\nwindow.tcplabFallback = wasm_bindgen({{ module_or_path: Uint8Array.from(atob(\"{}\"), (c) => c.charCodeAt(0)) }});\n",
        texts.join(", "),
        base64(&bytes)
    );
    fs::write(page.join("fallback.js"), script).map_err(|e| format!("fallback.js: {e}"))
}

fn shrink(wasm_opt: Option<&Path>, wasm: &Path) -> Done {
    let Some(wasm_opt) = wasm_opt else { return Ok(()) };
    // The first kilobyte is the far end of the stack, which lies below the data: nothing is ever addressed there, so that a
    // constant may always be added to an address by the load itself.
    run(command(&wasm_opt.to_string_lossy())
        .args(["--low-memory-unused", "-Oz", "--converge", "--strip-producers", "--strip-target-features"])
        .arg(wasm)
        .arg("-o")
        .arg(wasm))
}

/// All files below a folder, in order of name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let word = three.iter().fold(0u32, |word, b| word << 8 | u32::from(*b)) << (8 * (3 - three.len()));
        for place in 0..4 {
            let digit = if place <= three.len() { DIGITS[(word >> (18 - 6 * place)) as usize & 63] } else { b'=' };
            text.push(char::from(digit));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_pads_as_rfc_4648_shows() {
        let cases = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")];
        for (plain, coded) in cases {
            assert_eq!(super::base64(plain.as_bytes()), coded);
        }
    }
}
