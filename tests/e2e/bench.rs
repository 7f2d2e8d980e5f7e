//! What is measured in the browser: `cargo xtask bench`. Figures are printed, never asserted.

use crate::harness::{Lab, Outcome};
use serde_json::{Value, json};

/// How often each is measured.
const TIMES: usize = 9;

/// Prints one figure a line; as JSON with `--json`.
pub async fn bench(lab: &Lab, args: Vec<String>) -> Outcome {
    let json = args.iter().any(|arg| arg == "--json");
    let mut starts = Vec::new();
    for _ in 0..TIMES {
        lab.reset().await?;
        lab.open("").await?;
        // The page marks the instant; a poll from here would come up to 25 ms late.
        let at = lab.script("return performance.getEntriesByName('tcplab-run-done')[0]?.startTime ?? performance.now()");
        starts.extend(at.await?.as_f64());
    }
    figure(json, "page/first-picture", "ms", starts);
    figure(json, "page/edit-1000-segments", "ms", edits(lab).await?);
    Ok(())
}

/// From the key that takes an edit back, or makes it again, to the second frame that shows the other run.
const EDIT: &str = "const done = arguments[arguments.length - 1], again = arguments[0], page = document.documentElement;
    const before = page.dataset.runDigest, start = performance.now();
    document.dispatchEvent(new KeyboardEvent('keydown', { key: again ? 'y' : 'z', ctrlKey: true, bubbles: true }));
    const look = () => page.dataset.runState === 'done' && page.dataset.runDigest !== before
      ? requestAnimationFrame(() => done(performance.now() - start)) : requestAnimationFrame(look);
    requestAnimationFrame(look);";

/// An edit of a thousand segments: the third data segment is lost, and found again.
async fn edits(lab: &Lab) -> Result<Vec<f64>, Box<dyn std::error::Error + Send + Sync>> {
    lab.reset().await?;
    lab.open("#/slow-start?reveal=0").await?;
    for _ in 0..6 {
        lab.press(thirtyfour::Key::Down.value().to_string()).await?;
    }
    let plain = lab.of_the_page("data-run-digest").await?;
    lab.press("d").await?;
    lab.until("the edit is run", &format!("return document.documentElement.dataset.runDigest !== '{plain}'")).await?;
    lab.run_is_done().await?;
    let mut samples = Vec::new();
    for time in 0..30 {
        let took = lab.driver.execute_async(EDIT, vec![json!(time % 2 == 1)]).await?;
        samples.extend(took.json().as_f64());
    }
    Ok(samples)
}

/// A figure: the median and the 95th percentile of what was measured.
fn figure(as_json: bool, name: &str, unit: &str, mut samples: Vec<f64>) {
    samples.sort_by(f64::total_cmp);
    let at = |percent: usize| samples.get((samples.len().saturating_sub(1) * percent).div_ceil(100)).copied().unwrap_or(f64::NAN);
    let (median, p95) = (at(50), at(95));
    if as_json {
        let line: Value = json!({ "name": name, "unit": unit, "median": median, "p95": p95, "samples": samples.len() });
        println!("{line}");
    } else {
        println!("{name:<40} {median:>10.1} {unit}   (95th percentile {p95:.1}, {} samples)", samples.len());
    }
}
