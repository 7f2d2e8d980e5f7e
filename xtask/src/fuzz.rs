//! Fuzzing, where the tools for it are: it needs a nightly compiler.

use crate::sh::{Done, command, output, root, run};

/// Runs every target of `fuzz/` for this many seconds each (60 if none are given).
pub fn fuzz(args: &[String]) -> Done {
    let seconds: u32 = match args {
        [] => 60,
        [seconds] => seconds.parse().map_err(|_| format!("`{seconds}` is no number of seconds"))?,
        _ => return Err("fuzz takes a number of seconds or nothing".into()),
    };
    if !root().join("fuzz/Cargo.toml").is_file() {
        return Err("there is no fuzz/ to run".into());
    }
    let nightly = ["+nightly", "fuzz", "--version"];
    if output(command("cargo").args(nightly)).is_none() {
        return Err(
            "fuzzing needs a nightly compiler and cargo-fuzz:\n  rustup toolchain install nightly\n  cargo install cargo-fuzz".into()
        );
    }
    let targets = output(command("cargo").args(["+nightly", "fuzz", "list"])).ok_or("`cargo fuzz list` failed")?;
    for target in targets.lines() {
        println!("{target}, {seconds} s");
        run(command("cargo").args(["+nightly", "fuzz", "run", target, "--", &format!("-max_total_time={seconds}")]))?;
    }
    Ok(())
}
