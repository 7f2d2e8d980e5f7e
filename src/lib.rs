//! tcplab: a TCP engine, a simulated path between its endpoints, and a page that shows every bit.
//!
//! The floors, from the ground up; each uses only those before it:
//! `base` (time, chance, digests) → `wire` (bytes and headers) → `tcp` (the engine) → `host` (an end system)
//! → `path` (the network between) → `scenario` (what a run is asked to do) → `sim` (the run and its trace)
//! → `layout` (geometry without a browser) → `draw` (its SVG) → `locale` (words) → `export` (text, JSON, files)
//! → `ui` (the page, wasm32 only).

pub mod base;
pub mod draw;
pub mod export;
pub mod host;
pub mod layout;
pub mod locale;
pub mod path;
pub mod scenario;
pub mod sim;
pub mod tcp;
#[cfg(target_arch = "wasm32")]
pub mod ui;
pub mod wire;
