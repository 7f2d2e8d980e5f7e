//! Measuring: the native benches, then the page in Chromium.

use crate::browsers;
use crate::build;
use crate::sh::{Done, cargo, run};

/// With `--json`, each figure is one JSON object on a line of its own.
pub fn bench(args: &[String]) -> Done {
    let json: &[&str] = match args {
        [] => &[],
        [flag] if flag == "--json" => &["--json"],
        _ => return Err("bench takes --json or nothing".into()),
    };
    // A bench is a program of its own (`harness = false`) and knows `--json` too. A figure that misses ends it with an error, which
    // is kept until the page is measured too.
    let native = run(cargo(&["bench", "--quiet", "--bench", "*", "--"]).args(json));
    build::build()?;
    let drivers = browsers::ready()?;
    let mut page = cargo(&["test", "--quiet", "--test", "e2e", "--", "bench"]);
    run(page.args(json).env("CHROMEDRIVER", &drivers.chromedriver))?;
    native
}
