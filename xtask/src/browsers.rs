//! The browsers that the tests drive, and their drivers.

use crate::sh::{Done, command, output, run, which};
use crate::tools;
use std::path::PathBuf;

/// What the tests need besides the page: two browsers, a driver for each.
pub struct Drivers {
    /// Steers Chromium or Chrome.
    pub chromedriver: PathBuf,
    /// Steers Firefox.
    pub geckodriver: PathBuf,
}

/// Finds them, and installs what is missing where that can be done.
pub fn ready() -> Result<Drivers, String> {
    if missing().is_some() {
        install()?;
    }
    if let Some(what) = missing() {
        return Err(format!("{what} is missing. {BY_HAND}"));
    }
    let chromedriver = driver("CHROMEDRIVER", "CHROMEWEBDRIVER", "chromedriver").ok_or(BY_HAND)?;
    let geckodriver = match driver("GECKODRIVER", "GECKOWEBDRIVER", "geckodriver") {
        Some(there) => there,
        None => {
            tools::geckodriver()?;
            which("geckodriver").ok_or("geckodriver was installed and is not there")?
        }
    };
    Ok(Drivers { chromedriver, geckodriver })
}

const BY_HAND: &str = "The end-to-end tests need Chromium or Chrome, a chromedriver of the same version, and Firefox.\n\
    Debian: apt-get install chromium chromium-driver firefox-esr fonts-noto-cjk\n\
    Ubuntu: snap install chromium firefox (chromium brings its chromedriver)\n\
    macOS:  brew install --cask chromium firefox && brew install chromedriver";

/// The first thing that is not there.
fn missing() -> Option<&'static str> {
    let app = |name: &str| PathBuf::from(format!("/Applications/{name}")).exists();
    let chromium = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].iter().any(|name| which(name).is_some());
    if !chromium && !app("Chromium.app") && !app("Google Chrome.app") {
        return Some("Chromium");
    }
    if driver("CHROMEDRIVER", "CHROMEWEBDRIVER", "chromedriver").is_none() {
        return Some("chromedriver");
    }
    let firefox = ["firefox", "firefox-esr"].iter().any(|name| which(name).is_some());
    (!firefox && !app("Firefox.app")).then_some("Firefox")
}

/// A driver: the file that a variable names, or in the folder that a variable names, or by PATH.
fn driver(file: &str, folder: &str, program: &str) -> Option<PathBuf> {
    let named = std::env::var_os(file).map(PathBuf::from);
    let inside = std::env::var_os(folder).map(|folder| PathBuf::from(folder).join(program));
    named.into_iter().chain(inside).find(|path| path.is_file()).or_else(|| which(program))
}

/// By apt-get, on Debian and its kin, where we may.
fn install() -> Done {
    if which("apt-get").is_none() {
        return Ok(());
    }
    let root = output(command("id").arg("-u")).is_some_and(|id| id.trim() == "0");
    if !root && output(command("sudo").args(["-n", "true"])).is_none() {
        return Ok(());
    }
    let apt = |args: &[&str]| {
        let mut apt = command(if root { "apt-get" } else { "sudo" });
        if !root {
            apt.args(["-n", "apt-get"]);
        }
        apt.args(args).env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut apt)
    };
    println!("Installing Chromium, Firefox and a Chinese font by apt-get (400 MB, some minutes)");
    apt(&["update", "-qq"])?;
    let debian = std::fs::read_to_string("/etc/os-release").is_ok_and(|text| text.lines().any(|line| line == "ID=debian"));
    let packages =
        if debian { ["chromium", "chromium-driver", "firefox-esr"] } else { ["chromium-browser", "chromium-chromedriver", "firefox"] };
    apt(&[&["install", "-y", "-qq", "--no-install-recommends", "fonts-noto-cjk"], &packages[..]].concat())
}
