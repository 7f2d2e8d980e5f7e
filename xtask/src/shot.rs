//! A picture of the page that stands in `dist/`.

use crate::build;
use crate::sh::{Done, cargo, run};
use std::path::Path;

/// Hands its arguments to the harness of the end-to-end tests, which has the browser.
pub fn shot(args: &[String]) -> Done {
    if !build::dist().join("index.html").is_file() {
        build::build()?;
    }
    let here = std::env::current_dir().map_err(|e| e.to_string())?;
    // The file is meant from where the reader is; the test runs in the root.
    let from_here = |arg: &String| {
        if Path::new(arg).extension().is_some_and(|e| e == "png") { here.join(arg).display().to_string() } else { arg.clone() }
    };
    run(cargo(&["test", "--quiet", "--test", "e2e", "--", "shot"]).args(args.iter().map(from_here)))
}
