//! The page before the first run is over: what a reader sees who opened a link that takes long.

use super::progress::progress;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el};
use crate::ui::state::Job;

/// The shell of the page, with the progress of the run once it is known to be a long one, and the way to stop it.
pub fn waiting(ui: &Shell, job: Option<Job>) -> El {
    let words = div("boot-words").maybe(progress(ui, job));
    div("boot").key("waiting").child(el("header").class("boot-top").child(el("b").text("tcplab"))).child(words)
}
