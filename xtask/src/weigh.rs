//! What a first visit downloads, and what the lab adds to it, in brotli, held against the budget.

use crate::build::{dist, files};
use crate::sh::{Done, root};
use crate::words;
use std::fs;

/// What a first visit may download at most, in bytes; a kB is 1000 of them.
const FIRST: usize = 280_000;
/// What it should stay below, so that later work has room. Above it the build says by how much, every time.
const AIM: usize = 250_000;

/// Prints the table; an error where the sum is above the budget.
pub fn weigh() -> Done {
    let dist = dist();
    let index = fs::read_to_string(dist.join("index.html")).map_err(|e| format!("dist/index.html: {e}"))?;
    let (mut first, mut lab, mut later) = (Vec::new(), Vec::new(), Vec::new());
    for file in files(&dist) {
        let name = file.strip_prefix(&dist).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(&file).map_err(|e| format!("{name}: {e}"))?;
        if name.starts_with("lab-") {
            lab.push((brotli(&bytes), bytes.len(), name));
        } else if name == "index.html" || index.contains(&name) {
            first.push((brotli(&bytes), bytes.len(), name));
        } else {
            later.push((bytes.len(), name));
        }
    }
    first.sort_by(|a, b| b.cmp(a));
    let table = |title: &str, files: &[(usize, usize, String)]| {
        println!("{title}");
        for (small, plain, name) in files {
            println!("  {name:<32} {:>8}  {:>9}", kb(*small), kb(*plain));
        }
        let sum: usize = files.iter().map(|(small, ..)| small).sum();
        println!("  {:<32} {:>8}", "together", kb(sum));
        sum
    };
    let sum = table("\nA first visit downloads             brotli      plain", &first);
    if sum > AIM {
        println!("  {:<32} {:>8}  over the aim of {}; the budget is {}", "", kb(sum - AIM), kb(AIM), kb(FIRST));
    }
    table("The lab, when the reader first goes there", &lab);
    println!("Only when asked for");
    for (plain, name) in &later {
        println!("  {name:<32} {:>8}  {:>9}", "", kb(*plain));
    }
    println!("Words of one language, all its files");
    for (code, files) in words::languages(&root()).unwrap_or_default() {
        let text: Vec<u8> = files.iter().flat_map(|f| fs::read(f).unwrap_or_default()).collect();
        let place = if words::INSIDE.contains(&code.as_str()) { "inside the program" } else { "fetched" };
        println!("  {:<32} {:>8}  {:>9}", format!("{code}, {place}"), kb(brotli(&text)), kb(text.len()));
    }
    if sum > FIRST { Err(format!("a first visit downloads {}, {} over the budget", kb(sum), kb(sum - FIRST))) } else { Ok(()) }
}

fn brotli(bytes: &[u8]) -> usize {
    let mut small = Vec::new();
    let params = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    match brotli::BrotliCompress(&mut &bytes[..], &mut small, &params) {
        Ok(_) => small.len(),
        Err(_) => bytes.len(),
    }
}

fn kb(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}
