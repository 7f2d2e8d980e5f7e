//! All that must pass, the quick things first; stops at the first that does not.

use crate::browsers;
use crate::build;
use crate::sh::{Done, cargo, run};
use crate::tools;
use crate::weigh;
use std::time::{Duration, Instant};

/// Runs every stage and says how long each took.
pub fn test() -> Done {
    let start = Instant::now();
    let mut table = Table(Vec::new());
    let outcome = stages(&mut table);
    println!("\n{:<48} {:>8}", "stage", "seconds");
    for (name, took, passed) in &table.0 {
        println!("{name:<48} {:>8.1}  {}", took.as_secs_f64(), if *passed { "passed" } else { "FAILED" });
    }
    println!("{:<48} {:>8.1}", "together", start.elapsed().as_secs_f64());
    outcome
}

fn stages(table: &mut Table) -> Done {
    const WASM: &str = "wasm32-unknown-unknown";
    table.stage("format", || run(&mut cargo(&["fmt", "--all", "--check"])))?;
    table.stage("clippy", || {
        run(&mut cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]))?;
        run(&mut cargo(&["clippy", "--quiet", "--test", "e2e", "--", "-D", "warnings"]))
    })?;
    table.stage("clippy, for the browser", || {
        tools::wasm_target()?;
        run(&mut cargo(&["clippy", "--quiet", "--target", WASM, "--lib", "--bin", "web", "--test", "wasm", "--", "-D", "warnings"]))
    })?;
    table.stage("native tests", || run(&mut cargo(&["test", "--quiet", "--workspace"])))?;
    table.stage("tools for the page", tools::for_the_page)?;
    table.stage("the page, within its budget", || build::build().and_then(|()| weigh::weigh()))?;
    let mut drivers = None;
    table.stage("browsers and their drivers", || browsers::ready().map(|found| drivers = Some(found)))?;
    let drivers = drivers.ok_or("there are no drivers")?;
    table.stage("axe-core", tools::axe)?;
    table.stage("wasm tests, in Chromium", || {
        // Cargo hands `--quiet` on to the runner, which does not know it.
        let mut test = cargo(&["test", "--target", WASM, "--test", "wasm"]);
        test.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
        test.env("CHROMEDRIVER", &drivers.chromedriver).env_remove("GECKODRIVER");
        run(test.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", "tests/wasm/webdriver.json"))
    })?;
    table.stage("end to end, in Chromium and Firefox", || {
        let mut test = cargo(&["test", "--quiet", "--test", "e2e"]);
        run(test.env("CHROMEDRIVER", &drivers.chromedriver).env("GECKODRIVER", &drivers.geckodriver))
    })
}

/// The stages so far: name, time taken, whether it passed.
struct Table(Vec<(&'static str, Duration, bool)>);

impl Table {
    fn stage(&mut self, name: &'static str, work: impl FnOnce() -> Done) -> Done {
        println!("\n── {name}");
        let start = Instant::now();
        let outcome = work();
        self.0.push((name, start.elapsed(), outcome.is_ok()));
        outcome
    }
}
