//! The ways in which a page may reach its reader.

#[allow(dead_code, reason = "the command that serves uses the rest of it")]
#[path = "../../../xtask/src/http.rs"]
mod http;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// From where, and how, the page is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By itself, from a folder of a plain static host.
    Plain,
    /// The same, but the host has lost the program: its module, its wasm and the fallback.
    PlainWithoutProgram,
    /// The same, but the host says of the lab part, its program and its styles, the first time it is asked, that there is none.
    PlainLosingLab,
    /// In a frame of a host page.
    Framed {
        /// What the frame may do.
        sandbox: Sandbox,
        /// Whether the host sends `Access-Control-Allow-Origin: *`.
        cors: bool,
    },
    /// In a frame that `embed.js` makes on a host page; the path is then what `data-tcplab` says.
    ByScript,
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
        matches!(self, Way::File | Way::PlainWithoutProgram | Way::PlainLosingLab | Way::Framed { sandbox: Sandbox::Scripts, cors: false })
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
    if way == Way::File {
        return Ok(Place { home: unzipped(&dist)?, framed: false });
    }
    let cors = matches!(way, Way::Framed { cors: true, .. });
    let missing: &[&str] = if way == Way::PlainWithoutProgram { &["web-", "fallback.js"] } else { &[] };
    let missing_once = std::sync::Mutex::new(if way == Way::PlainLosingLab { vec!["lab-", "lab-"] } else { Vec::new() });
    let mut extra = vec![("probe.js", PROBE.to_owned())];
    let host = host_body(way, &path.replace('&', "&amp;").replace('"', "&quot;"));
    let framed = host.is_some();
    if let Some(body) = host {
        let head = "<meta charset=\"utf-8\"><title>Host</title><link rel=\"icon\" href=\"data:,\">";
        extra.push(("host.html", format!("<!doctype html><html lang=\"en\"><head>{head}</head><body>{body}</body></html>")));
    }
    let site = http::Site {
        root: dist,
        under: UNDER,
        cors,
        extra,
        missing,
        missing_once,
        in_head: "<script src=\"/courses/tcplab/probe.js\"></script>",
    };
    Ok(Place { home: format!("http://{}{UNDER}", site.serve(0)?), framed })
}

/// What the page stands in, where it stands in a page.
fn host_body(way: Way, path: &str) -> Option<String> {
    let sandbox = match way {
        Way::Framed { sandbox, .. } => sandbox,
        Way::ByScript => return Some(format!("<div data-tcplab=\"{path}\"></div><script src=\"embed.js\" defer></script>")),
        Way::Plain | Way::PlainWithoutProgram | Way::PlainLosingLab | Way::File => return None,
    };
    let attribute = match sandbox {
        Sandbox::None => "",
        Sandbox::Scripts => "sandbox=\"allow-scripts\"",
        Sandbox::SameOrigin => "sandbox=\"allow-scripts allow-same-origin\"",
    };
    Some(format!("<iframe {attribute} src=\"index.html{path}\" width=\"900\" height=\"560\" title=\"tcplab\"></iframe>"))
}

/// A copy of the page on disk, with the probe in it.
fn unzipped(dist: &Path) -> Result<String, Box<dyn Error + Send + Sync>> {
    // Both browsers run at once: a copy each, so that neither reads what the other is still writing.
    static COPIES: AtomicU32 = AtomicU32::new(0);
    let name = format!("target/e2e/unzipped-{}-{}", std::process::id(), COPIES.fetch_add(1, Ordering::Relaxed));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
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
