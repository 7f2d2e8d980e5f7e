//! The message at the top of the page.

use super::button::{CLOSE, act};
use super::prose::prose;
use crate::locale::{Words, fill, shell};
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el};
use crate::ui::state::{Action, Complaint, Notice};

/// A complaint in words, its place first. A message that no file has is said by its key: better than nothing.
pub fn say(words: &Words, complaint: &Complaint) -> String {
    let params: Vec<(&str, &str)> = complaint.params.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let text = fill(words.find(&complaint.id).unwrap_or(&complaint.id), &params);
    if complaint.place.is_empty() { text } else { words.fill(shell::AT_PLACE, &[("place", &complaint.place), ("text", &text)]) }
}

/// The banner, on a page that shows the scenario of a title.
pub fn banner(ui: &Shell, notice: &Notice, title: &str) -> El {
    let (lead, kept) = match notice {
        Notice::Address(_) => (shell::BAD_ADDRESS, shell::KEPT_RUN),
        Notice::FirstAddress(_) => (shell::BAD_ADDRESS, shell::KEPT_NONE),
        Notice::Change(_) => (shell::BAD_CHANGE, shell::KEPT_CHANGE),
    };
    let words = &ui.words;
    let text = [words.text(lead), &say(words, notice.complaint()), &words.fill(kept, &[("title", title)])].join(" ");
    div("banner")
        .attr("role", "alert")
        .set("data-notice", notice.complaint().id.clone())
        .child(el("p").child(prose(words, &text)))
        .child(act(ui, shell::CLOSE, &CLOSE, Action::DismissNotice))
}
