//! The page. Only this folder and `main.rs` know the browser. `README.md` beside this file tells how a pane works.

pub mod address;
mod app;
pub mod browser;
pub mod components;
pub mod context;
pub mod describe;
pub mod el;
pub mod fetched;
pub mod keyboard;
pub mod lab;
pub mod lab_part;
pub mod language;
pub mod later;
pub mod library;
pub mod pace;
pub mod panes;
pub mod part;
pub mod player;
pub mod playhead;
pub mod runner;
pub mod state;
pub mod story;
pub mod whatif;

pub use app::App;
