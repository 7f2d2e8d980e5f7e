//! The command line: the same engine without a browser. On wasm32, where nobody calls it, an empty program: browser tests
//! build every program of the package.

#[cfg(not(target_arch = "wasm32"))]
#[path = "tcplab/native.rs"]
mod native;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    native::main()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
