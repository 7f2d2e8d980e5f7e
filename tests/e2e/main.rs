//! The built page in real browsers. `cargo xtask test` builds it first; see README.md beside this file.

mod harness;

mod a11y;
mod bench;
mod bits;
mod doors;
mod hand;
mod hostile;
mod lab;
mod ladder;
mod reader;
mod shot;
mod start;
mod tabs;
mod whatif;

use harness::Test;
use std::process::ExitCode;

/// A file of tests gives its own list.
const ALL: &[&[Test]] = &[
    start::TESTS,
    reader::TESTS,
    whatif::TESTS,
    tabs::TESTS,
    doors::TESTS,
    lab::TESTS,
    ladder::TESTS,
    a11y::TESTS,
    bits::TESTS,
    // Last: fingers, and what is done to a browser on purpose, must not be what another test stumbles over.
    hand::TESTS,
    hostile::TESTS,
];

fn main() -> ExitCode {
    let rest: Vec<String> = std::env::args().skip(2).collect();
    match std::env::args().nth(1).as_deref() {
        Some("shot") => harness::alone(|lab| Box::pin(shot::shot(lab, rest))),
        Some("bench") => harness::alone(|lab| Box::pin(bench::bench(lab, rest))),
        _ => harness::run(ALL),
    }
}
