//! The ways in which a page may reach its reader.

#[allow(dead_code, reason = "the command that serves uses the rest of it")]
#[path = "../../../xtask/src/http.rs"]
mod http;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

/// From where, and how, the page is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By itself, from a folder of a plain static host.
    Plain,
    /// The same, but the host has lost the program: its module, its wasm and the fallback.
    PlainWithoutProgram,
    /// In a frame of a host page.
    Framed {
        /// What the frame may do.
        sandbox: Sandbox,
        /// Whether the host sends `Access-Control-Allow-Origin: *`.
        cors: bool,
    },
    /// From a folder on disk, as after unzipping a download.
    File,
}

/// The `sandbox` attribute of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sandbox {
    /// None at all.
    None,
    /// `allow-scripts`: the page's origin is opaque.
    Scripts,
    /// `allow-scripts allow-same-origin`.
    SameOrigin,
}

impl Way {
    /// Whether the browser itself must complain on the console before the fallback starts the page.
    pub fn complains(self) -> bool {
        matches!(self, Way::File | Way::PlainWithoutProgram | Way::Framed { sandbox: Sandbox::Scripts, cors: false })
    }
}

/// Where the page is for one test. Each test has a port, and so an origin and a storage, of its own.
pub struct Place {
    /// The address of the page's folder, with a slash at its end.
    pub home: String,
    /// What to open, for a path that follows the folder.
    pub framed: bool,
}

const UNDER: &str = "/courses/tcplab/";
const PROBE: &str = include_str!("probe.js");

/// Puts the page there; `path` is what follows its folder, such as `?lang=zh#/http-post`.
pub fn place(way: Way, path: &str) -> Result<Place, Box<dyn Error + Send + Sync>> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    if !dist.join("index.html").is_file() {
        return Err("there is no dist/index.html: run `cargo xtask build` first".into());
    }
    let (sandbox, cors) = match way {
        Way::File => return Ok(Place { home: unzipped(&dist)?, framed: false }),
        Way::Plain | Way::PlainWithoutProgram => (None, false),
        Way::Framed { sandbox, cors } => (Some(sandbox), cors),
    };
    let mut extra = vec![("probe.js", PROBE.to_owned())];
    let missing: &[&str] = if way == Way::PlainWithoutProgram { &["web-", "fallback.js"] } else { &[] };
    if let Some(sandbox) = sandbox {
        let attribute = match sandbox {
            Sandbox::None => "",
            Sandbox::Scripts => "sandbox=\"allow-scripts\"",
            Sandbox::SameOrigin => "sandbox=\"allow-scripts allow-same-origin\"",
        };
        let source = format!("index.html{}", path.replace('&', "&amp;").replace('"', "&quot;"));
        let frame = format!("<iframe {attribute} src=\"{source}\" width=\"900\" height=\"560\" title=\"tcplab\"></iframe>");
        extra.push(("host.html", format!("<!doctype html><html lang=\"en\"><head><title>Host</title><link rel=\"icon\" href=\"data:,\"></head><body>{frame}</body></html>")));
    }
    let site = http::Site { root: dist, under: UNDER, cors, extra, missing, in_head: "<script src=\"/courses/tcplab/probe.js\"></script>" };
    Ok(Place { home: format!("http://{}{UNDER}", site.serve(0)?), framed: sandbox.is_some() })
}

/// A copy of the page on disk, with the probe in it.
fn unzipped(dist: &Path) -> Result<String, Box<dyn Error + Send + Sync>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("target/e2e/unzipped-{}", std::process::id()));
    copy(dist, &folder)?;
    fs::write(folder.join("probe.js"), PROBE)?;
    let index = fs::read_to_string(folder.join("index.html"))?;
    fs::write(folder.join("index.html"), index.replacen("<head>", "<head><script src=\"probe.js\"></script>", 1))?;
    Ok(format!("file://{}/", folder.display()))
}

fn copy(from: &Path, to: &PathBuf) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() { copy(&entry.path(), &target)? } else { fs::copy(entry.path(), target).map(|_| ())? }
    }
    Ok(())
}
