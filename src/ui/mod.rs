//! The page. Only this folder and `main.rs` know the browser. `README.md` beside this file tells how a pane works.

mod app;
pub mod library;
pub mod panes;
pub mod playhead;
pub mod state;

pub use app::App;
