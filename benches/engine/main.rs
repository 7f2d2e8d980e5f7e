//! What the engine costs, beside smoltcp in the same run. `cargo bench --bench engine`, with `--json` one object a line.
//! Ends with 1 where a figure misses what `docs/performance.md` says it must be.
//!
//! Everything is repeated in turn, so that a busy machine hits all alike, and the best of each is taken.

mod ours;
mod peer;
mod runs;

use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Bytes of one bulk transfer.
const BULK: usize = 24 << 20;
/// How often each is measured.
const ROUNDS: usize = 9;
/// What both stacks are given.
const MSS: u16 = 1460;
const BUFFER: u32 = 65_535;

/// What a bulk transfer was.
struct Transfer {
    took: Duration,
    /// Segments of both directions that were made, carried and taken.
    segments: u64,
}

impl Transfer {
    fn per_second(&self) -> f64 {
        self.segments as f64 / self.took.as_secs_f64()
    }
}

/// The bytes that both stacks carry, and that are compared on arrival.
fn source() -> Vec<u8> {
    (0..BULK as u64).map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect()
}

/// How long `f` takes, and what it gives.
fn timed<T>(f: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let value = f();
    (start.elapsed(), value)
}

/// Prints figures, and remembers those that miss.
struct Report {
    json: bool,
    missed: bool,
}

impl Report {
    /// `must` is the least value, or the greatest where it begins with `most`.
    fn figure(&mut self, name: &str, unit: &str, value: f64, must: Option<Must>) {
        let kept = must.as_ref().is_none_or(|must| must.holds(value));
        self.missed |= !kept;
        let wanted = match must {
            None => String::new(),
            Some(Must::AtLeast(n)) => format!("at least {n}"),
            Some(Must::AtMost(n)) => format!("at most {n}"),
        };
        if self.json {
            println!("{}", serde_json::json!({ "name": name, "unit": unit, "value": value, "must": wanted, "kept": kept }));
        } else {
            println!("{name:<44} {value:>12.2} {unit:<12} {wanted}{}", if kept { "" } else { "  MISSED" });
        }
    }
}

/// What a figure must be.
enum Must {
    AtLeast(f64),
    AtMost(f64),
}

impl Must {
    fn holds(&self, value: f64) -> bool {
        match self {
            Must::AtLeast(n) => value >= *n,
            Must::AtMost(n) => value <= *n,
        }
    }
}

fn main() -> ExitCode {
    let json = std::env::args().any(|arg| arg == "--json");
    let mut report = Report { json, missed: false };
    // First, while the memory is as the system gave it.
    runs::measure(&mut report);
    bulk(&mut report);
    if report.missed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// One pair of ends, nothing recorded, against smoltcp.
fn bulk(report: &mut Report) {
    let source = source();
    let (mut mine, mut theirs) = (None::<Transfer>, None::<Transfer>);
    let best = |best: &mut Option<Transfer>, new: Transfer| {
        if best.as_ref().is_none_or(|b| new.took < b.took) {
            *best = Some(new);
        }
    };
    for _ in 0..ROUNDS {
        best(&mut mine, ours::transfer(&source));
        best(&mut theirs, peer::transfer(&source));
    }
    let (Some(mine), Some(theirs)) = (mine, theirs) else { return };
    report.figure("engine/bulk", "segments/s", mine.per_second(), None);
    report.figure("engine/bulk/segments", "segments", mine.segments as f64, None);
    report.figure("smoltcp/bulk", "segments/s", theirs.per_second(), None);
    report.figure("smoltcp/bulk/segments", "segments", theirs.segments as f64, None);
    report.figure("engine/bulk/of-smoltcp", "×", mine.per_second() / theirs.per_second(), Some(Must::AtLeast(0.5)));
}
