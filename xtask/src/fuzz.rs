//! Fuzzing: with libFuzzer where its tools are, by chance where not.

use crate::sh::{Done, cargo, command, output, run};

/// Runs every target of `fuzz/` for this many seconds each (60 if none are given).
pub fn fuzz(args: &[String]) -> Done {
    let seconds: u32 = match args {
        [] => 60,
        [seconds] => seconds.parse().map_err(|_| format!("`{seconds}` is no number of seconds"))?,
        _ => return Err("fuzz takes a number of seconds or nothing".into()),
    };
    let nightly = ["+nightly", "fuzz", "--version"];
    if output(command("cargo").args(nightly)).is_none() {
        println!("libFuzzer looks for new paths, and needs a nightly compiler and cargo-fuzz:");
        println!("  rustup toolchain install nightly\n  cargo install cargo-fuzz");
        println!("Without them the same targets get inputs by chance, {seconds} s each.");
        // Other inputs than `cargo test` has, and other ones each time.
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(1, |d| d.as_secs());
        let mut smoke = cargo(&["test", "--release", "--test", "fuzz_smoke", "--", "--test-threads=1", "--nocapture"]);
        return run(smoke.env("TCPLAB_FUZZ_SECONDS", seconds.to_string()).env("TCPLAB_FUZZ_FROM", (now << 20).to_string()));
    }
    let targets = output(command("cargo").args(["+nightly", "fuzz", "list"])).ok_or("`cargo fuzz list` failed")?;
    for target in targets.lines() {
        println!("{target}, {seconds} s");
        run(command("cargo").args(["+nightly", "fuzz", "run", target, "--", &format!("-max_total_time={seconds}")]))?;
    }
    Ok(())
}
