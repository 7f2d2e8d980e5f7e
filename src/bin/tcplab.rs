//! The command line. On wasm32, where nobody calls it, an empty program: browser tests build every program of the package.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
