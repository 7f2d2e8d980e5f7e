//! Builds the page, serves it, and builds it again when a file has changed.

use crate::build::{build, dist, files};
use crate::http::Site;
use crate::sh::{Done, command, root, which};
use std::process::Stdio;
use std::time::{Duration, SystemTime};

const PORT: u16 = 8080;

/// Runs until it is interrupted.
pub fn serve() -> Done {
    let mut built = newest();
    build()?;
    let address =
        (PORT..PORT + 20).chain([0]).find_map(|port| Site::plain(dist()).serve(port).ok()).ok_or("no port of 127.0.0.1 could be had")?;
    println!("\n  tcplab is at http://{address}/\n  a course page with two embeds at http://{address}/examples/course-page.html\n");
    println!("Files are watched; reload the page after a change. Ctrl+C ends this.");
    open(&format!("http://{address}/"));
    loop {
        std::thread::sleep(Duration::from_millis(700));
        let now = newest();
        if now > built {
            built = now;
            match build() {
                Ok(()) => println!("Built again: reload the page."),
                Err(what) => eprintln!("{what}\nThe page served is the one before."),
            }
        }
    }
}

/// When a source of the page was last changed.
fn newest() -> Option<SystemTime> {
    let root = root();
    let folders = ["src", "styles", "static"].into_iter().flat_map(|folder| files(&root.join(folder)));
    let single = ["index.html", "Trunk.toml", "Cargo.toml", "Cargo.lock"].into_iter().map(|file| root.join(file));
    folders.chain(single).filter_map(|file| file.metadata().ok()?.modified().ok()).max()
}

/// Opens a browser where there is a desktop to open it on.
fn open(url: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty())) {
        "xdg-open"
    } else {
        return;
    };
    if which(opener).is_some() {
        let _ = command(opener).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    }
}
