//! The blank screen.

use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el};
use crate::ui::state::{Action, View};

/// A black screen: the room looks at the speaker.
pub fn blank(ui: &Shell, view: &View) -> Option<El> {
    let words = el("span").class("visually-hidden").attr("role", "status").text(ui.text(shell::BLANK));
    view.blank.then(|| div("blank").attr("data-blank", "1").does(&ui.dispatch, Action::SetBlank(false)).child(words))
}
