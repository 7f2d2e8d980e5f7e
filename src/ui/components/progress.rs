//! A run under way.

use super::button::{Look, act};
use super::icon::Icon;
use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::el::{El, span};
use crate::ui::state::{Action, Job};

/// How far a long run is, and how to stop it.
pub fn progress(ui: &Shell, job: Option<Job>) -> Option<El> {
    let job = job?;
    let look = Look { icon: Some(Icon::Stop), class: "small", action: Some("stop"), ..Look::default() };
    let said = span("tag").attr("role", "status").text(ui.words.count(shell::RUNNING, u64::from(job.segments)));
    Some(span("progress-place").child(said).child(act(ui, shell::STOP, &look, Action::StopRun)))
}
