//! The message at the top of the page.

use super::button::{CLOSE, Look, act};
use super::prose::prose;
use super::setting::{bound, parts};
use crate::locale::{Words, fill, lab, sentences, shell};
use crate::scenario::settings;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el};
use crate::ui::state::{Action, Complaint, Notice};

/// A complaint in words, its place first.
pub fn say(words: &Words, complaint: &Complaint) -> String {
    let text = told(words, complaint);
    if complaint.place.is_empty() { text } else { words.headed(&complaint.place, &text) }
}

/// The same without its place; where a parameter is outside its range, why there is that range. A message that no file has is said by
/// its key: better than nothing.
pub fn told(words: &Words, complaint: &Complaint) -> String {
    let params: Vec<(&str, &str)> = complaint.params.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let text = fill(words.find(&complaint.id).unwrap_or(&complaint.id), &params);
    let range = complaint.id == "problem.out-of-range";
    let setting = settings::find(parts(&complaint.place).1).filter(|_| range);
    sentences(&[&text, setting.and_then(|setting| bound(words, setting)).unwrap_or_default()])
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
        Some((lead, kept)) => (sentences(&[words.text(lead), &said, &words.fill(kept, &[("title", title)])]), shell::CLOSE, CLOSE),
        None => (said, shell::TRY_AGAIN, Look { class: "small", action: Some("again"), ..Look::default() }),
    };
    div("banner")
        .attr("role", "alert")
        .set("data-notice", notice.complaint().id.clone())
        .child(el("p").child(prose(words, &text)))
        .child(act(ui, close, &look, Action::DismissNotice))
}
