//! What a first visit downloads, in brotli, held against the budget.

use crate::build::{dist, files};
use crate::sh::{Done, root};
use std::fs;

/// In bytes; a kB is 1000 of them.
const BUDGET: usize = 280_000;

/// Prints the table; an error where the sum is above the budget.
pub fn weigh() -> Done {
    let dist = dist();
    let index = fs::read_to_string(dist.join("index.html")).map_err(|e| format!("dist/index.html: {e}"))?;
    let (mut first, mut later) = (Vec::new(), Vec::new());
    for file in files(&dist) {
        let name = file.strip_prefix(&dist).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let bytes = fs::read(&file).map_err(|e| format!("{name}: {e}"))?;
        if name == "index.html" || index.contains(&name) {
            first.push((brotli(&bytes), bytes.len(), name));
        } else {
            later.push((bytes.len(), name));
        }
    }
    first.sort_by(|a, b| b.cmp(a));
    println!("\nA first visit downloads   brotli      plain");
    for (small, plain, name) in &first {
        println!("  {name:<32} {:>8}  {:>9}", kb(*small), kb(*plain));
    }
    let sum: usize = first.iter().map(|(small, ..)| small).sum();
    println!("  {:<32} {:>8}  of {} kB", "together", kb(sum), BUDGET / 1000);
    println!("Only when asked for");
    for (plain, name) in &later {
        println!("  {name:<32} {:>8}  {:>9}", "", kb(*plain));
    }
    let locales = files(&root().join("static/locales"));
    if !locales.is_empty() {
        println!("Words, inside the program");
    }
    for file in &locales {
        let bytes = fs::read(file).unwrap_or_default();
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        println!("  {name:<32} {:>8}  {:>9}", kb(brotli(&bytes)), kb(bytes.len()));
    }
    if sum > BUDGET { Err(format!("a first visit downloads {}, {} over the budget", kb(sum), kb(sum - BUDGET))) } else { Ok(()) }
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
