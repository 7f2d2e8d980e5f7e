//! The tools that turn the source into a page: the wasm target, wasm-bindgen, Trunk, wasm-opt.
//!
//! What is missing is installed into `target/tools`; only the wasm target goes to rustup.

use crate::sh::{Done, command, output, root, run, target, which};
use std::path::PathBuf;

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132";
const GECKODRIVER: &str = "0.37.1";
const AXE: &str = "4.14.1";

fn tools() -> PathBuf {
    target().join("tools")
}

/// Where the project's tools are; these go before PATH.
pub fn folders() -> Vec<PathBuf> {
    let tools = tools();
    vec![tools.join("bin"), tools.join("node_modules/.bin"), tools.join(format!("binaryen-version_{BINARYEN}/bin"))]
}

/// All that building the page needs.
pub fn for_the_page() -> Done {
    wasm_target()?;
    wasm_bindgen()?;
    // A newer Trunk asks for a newer rustc.
    cargo_tool("trunk", "trunk", TRUNK, &["--locked"], "about 6 minutes on two cores")
}

/// The standard library for wasm32.
pub fn wasm_target() -> Done {
    const TARGET: &str = "wasm32-unknown-unknown";
    let libraries = output(command("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    if libraries.is_some_and(|path| PathBuf::from(path.trim()).is_dir()) {
        return Ok(());
    }
    println!("Adding the target {TARGET} (20 MB)");
    run(command("rustup").args(["target", "add", TARGET]))
        .map_err(|e| format!("{e}\nThe page needs Rust's {TARGET} target; install rustup (https://rustup.rs) or the target by hand."))
}

/// Whether the sources of the standard library are there, of which the page builds its own copy; they are fetched where they can be.
pub fn standard_sources() -> bool {
    let there = || {
        let sysroot = output(command("rustc").args(["--print", "sysroot"])).unwrap_or_default();
        PathBuf::from(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock").is_file()
    };
    if there() {
        return true;
    }
    println!("Adding the sources of the standard library (3 MB)");
    let added = run(command("rustup").args(["component", "add", "rust-src"]));
    if added.is_err() || !there() {
        println!("They cannot be had: the page gets the standard library as it comes, some 15 kB larger.");
        return false;
    }
    true
}

/// wasm-bindgen's command line, which must be of the library's version to the digit, and its test runner.
pub fn wasm_bindgen() -> Done {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).map_err(|e| format!("Cargo.lock: {e}"))?;
    let version = locked(&lock, "wasm-bindgen").ok_or("Cargo.lock names no wasm-bindgen")?;
    // Without `--locked`: its lock file names a crate version that some mirrors lack.
    cargo_tool("wasm-bindgen-cli", "wasm-bindgen", version, &[], "about 2 minutes on two cores")
}

/// The driver that Firefox is steered through.
pub fn geckodriver() -> Done {
    cargo_tool("geckodriver", "geckodriver", GECKODRIVER, &["--locked"], "about 3 minutes on two cores")
}

/// What the end-to-end tests look for barriers with (MPL-2.0; it stays in `target/tools`).
pub fn axe() -> Done {
    let manifest = tools().join("node_modules/axe-core/package.json");
    if std::fs::read_to_string(manifest).is_ok_and(|text| text.contains(&format!("\"version\": \"{AXE}\""))) {
        return Ok(());
    }
    println!("Installing axe-core {AXE} (3 MB, by npm)");
    npm(&format!("axe-core@{AXE}"))
        .map_err(|e| format!("{e}\nThe tests of accessibility need Node with npm, or axe-core {AXE} in target/tools/node_modules."))
}

/// Installs a package of npm's.
fn npm(package: &str) -> Done {
    let tools = tools();
    std::fs::create_dir_all(&tools).map_err(|e| format!("{}: {e}", tools.display()))?;
    let mut npm = command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--no-package-lock", "--prefix"]).arg(&tools).arg(package);
    run(&mut npm)
}

/// wasm-opt, where it can be had. The page works without it and is then a fifth larger.
pub fn wasm_opt() -> Option<PathBuf> {
    if let Some(there) = which("wasm-opt").filter(|_| wasm_opt_is_recent()) {
        return Some(there);
    }
    let tools = tools();
    let _ = std::fs::create_dir_all(&tools);
    if which("npm").is_some() && which("node").is_some() {
        println!("Installing wasm-opt (binaryen {BINARYEN}, 100 MB on disk, by npm)");
        let _ = npm(&format!("binaryen@{BINARYEN}"));
    } else if let Some(platform) = binaryen_platform() {
        println!("Installing wasm-opt (binaryen {BINARYEN}, 100 MB, its published binaries)");
        let release = format!("https://github.com/WebAssembly/binaryen/releases/download/version_{BINARYEN}");
        let url = format!("{release}/binaryen-version_{BINARYEN}-{platform}.tar.gz");
        let archive = tools.join("binaryen.tar.gz");
        let _ = run(command("curl").args(["--fail", "--location", "--silent", "--show-error", "--output"]).arg(&archive).arg(url))
            .and_then(|()| run(command("tar").arg("-xzf").arg(&archive).arg("-C").arg(&tools)));
        let _ = std::fs::remove_file(archive);
    }
    let found = which("wasm-opt").filter(|_| wasm_opt_is_recent());
    if found.is_none() {
        println!("Going on without wasm-opt: the page will be larger. Node with npm, or `brew install binaryen`, mends this.");
    }
    found
}

/// Versions before 116 reject what rustc emits now.
fn wasm_opt_is_recent() -> bool {
    let said = output(command("wasm-opt").arg("--version")).unwrap_or_default();
    said.split(|c: char| !c.is_ascii_digit()).find_map(|word| word.parse::<u32>().ok()).is_some_and(|version| version >= 116)
}

fn binaryen_platform() -> Option<&'static str> {
    match (std::env::consts::ARCH, std::env::consts::OS) {
        ("x86_64", "linux") => Some("x86_64-linux"),
        ("aarch64", "linux") => Some("aarch64-linux"),
        ("x86_64", "macos") => Some("x86_64-macos"),
        ("aarch64", "macos") => Some("arm64-macos"),
        _ => None,
    }
}

/// Installs a program that cargo can build, unless PATH has that version already.
fn cargo_tool(package: &str, program: &str, version: &str, flags: &[&str], how_long: &str) -> Done {
    let said = output(command(program).arg("--version")).unwrap_or_default();
    if said.split_whitespace().any(|word| word == version) {
        return Ok(());
    }
    let wanted = format!("{package}@{version}");
    if output(command("cargo").args(["binstall", "-V"])).is_some() {
        println!("Installing {wanted} by cargo binstall");
        let mut binstall = command("cargo");
        binstall.args(["binstall", "--no-confirm", "--root"]).arg(tools()).arg(&wanted);
        if run(&mut binstall).is_ok() {
            return Ok(());
        }
    }
    println!("Installing {wanted} by cargo install, once: {how_long}");
    let mut install = command("cargo");
    install.args(["install", "--quiet", "--root"]).arg(tools()).arg(&wanted).args(flags).env_remove("NO_COLOR");
    run(&mut install).map_err(|e| format!("{e}\nInstall {package} {version} by hand and put it on PATH."))
}

fn locked<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let entry = lock.split("[[package]]").find(|entry| entry.contains(&format!("name = \"{package}\"\n")))?;
    entry.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_version_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.9\"\n";
        assert_eq!(super::locked(lock, "wasm-bindgen"), Some("0.2.9"));
        assert_eq!(super::locked(lock, "yew"), None);
    }
}
