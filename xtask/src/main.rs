//! The project's commands. Each sets up what it needs, says so, and says plainly what it cannot set up.

mod build;
mod http;
mod serve;
mod sh;
mod tools;
mod weigh;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve            build the page, serve it on 127.0.0.1 and rebuild it when a file changes
cargo xtask build            write the page to dist/ and weigh what a first visit downloads";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let command = match args.split_first() {
        Some((command, _)) => command.as_str(),
        None => "help",
    };
    let done = match command {
        "serve" => serve::serve(),
        "build" => build::build().and_then(|()| weigh::weigh()),
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
