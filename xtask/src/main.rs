//! The project's commands. Each sets up what it needs, says so, and says plainly what it cannot set up.

mod bench;
mod browsers;
mod build;
mod fuzz;
mod http;
mod linked;
mod serve;
mod sh;
mod shot;
mod slim;
mod split;
mod test;
mod tools;
mod weigh;
#[path = "../../build/words.rs"]
#[allow(dead_code, reason = "shared with the build script")]
mod words;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve            build the page, serve it on 127.0.0.1 and rebuild it when a file changes
cargo xtask test             all that must pass: format, clippy, native and wasm tests, the page in two browsers
cargo xtask build            write the page to dist/ and weigh what a first visit downloads
cargo xtask bench [--json]   measure, natively and in the browser
cargo xtask fuzz [seconds]   feed the decoder arbitrary bytes (needs a nightly toolchain and cargo-fuzz)
cargo xtask shot WHERE FILE.png [--size 1440x900] [--dark] [--lang zh] [--click NAME]... [--key KEY]...
                             a picture of the built page; WHERE is what follows its address, such as '#/http-post'";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match args.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    let done = match command {
        "serve" => serve::serve(),
        "test" => test::test(),
        "build" => build::build().and_then(|()| weigh::weigh()),
        "bench" => bench::bench(rest),
        "fuzz" => fuzz::fuzz(rest),
        "shot" => shot::shot(rest),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no command `{other}`\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(what) => {
            eprintln!("\nxtask: {what}");
            ExitCode::FAILURE
        }
    }
}
