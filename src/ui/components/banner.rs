//! The message at the top of the page.

use super::button::{CLOSE, Look, act};
use super::prose::prose;
use crate::locale::{Words, fill, lab, shell};
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
    let words = &ui.words;
    let said = say(words, notice.complaint());
    let around = match notice {
        Notice::Address(_) => Some((shell::BAD_ADDRESS, shell::KEPT_RUN)),
        Notice::FirstAddress(_) => Some((shell::BAD_ADDRESS, shell::KEPT_NONE)),
        Notice::View(_) => Some((lab::BAD_VIEW, lab::KEPT_VIEW)),
        Notice::Change(_) => Some((shell::BAD_CHANGE, shell::KEPT_CHANGE)),
        Notice::LabPart(_) => None,
    };
    let (text, close, look) = match around {
        Some((lead, kept)) => ([words.text(lead), &said, &words.fill(kept, &[("title", title)])].join(" "), shell::CLOSE, CLOSE),
        None => (said, shell::TRY_AGAIN, Look { class: "small", action: Some("again"), ..Look::default() }),
    };
    div("banner")
        .attr("role", "alert")
        .set("data-notice", notice.complaint().id.clone())
        .child(el("p").child(prose(words, &text)))
        .child(act(ui, close, &look, Action::DismissNotice))
}
