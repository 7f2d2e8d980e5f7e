//! The message at the top of the page.

use super::button::Button;
use super::icon::Icon;
use super::prose::Prose;
use crate::locale::{Words, fill, shell};
use crate::ui::context::{use_dispatch, use_words};
use crate::ui::state::{Action, Complaint, Notice};
use std::rc::Rc;
use yew::prelude::*;

/// A complaint in words, its place first. A message that no file has is said by its key: better than nothing.
pub fn say(words: &Words, complaint: &Complaint) -> String {
    let params: Vec<(&str, &str)> = complaint.params.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let text = fill(words.find(&complaint.id).unwrap_or(&complaint.id), &params);
    if complaint.place.is_empty() { text } else { words.fill(shell::AT_PLACE, &[("place", &complaint.place), ("text", &text)]) }
}

/// Properties of [`Banner`].
#[derive(Clone, PartialEq, Properties)]
pub struct BannerProps {
    /// What to say.
    pub notice: Option<Rc<Notice>>,
    /// Whether there is a run to be seen below.
    pub kept: bool,
}

/// The banner.
#[component]
pub fn Banner(props: &BannerProps) -> Html {
    let (words, dispatch) = (use_words(), use_dispatch());
    let Some(notice) = &props.notice else { return html! { <div class="banner-place" key="none" /> } };
    let (lead, kept) = match **notice {
        Notice::Address(_) => (shell::BAD_ADDRESS, shell::KEPT_RUN),
        Notice::Change(_) => (shell::BAD_CHANGE, shell::KEPT_CHANGE),
    };
    let kept = if props.kept { words.text(kept) } else { "" };
    let text = format!("{} {} {kept}", words.text(lead), say(&words, notice.complaint()));
    html! {
        <div class="banner-place" key="some">
            <div class="banner" role="alert" data-notice={notice.complaint().id.clone()}>
                <p><Prose {text} language={words.code()} /></p>
                <Button label={words.text(shell::CLOSE).to_owned()} icon={Icon::Close} bare=true class="plain"
                    onclick={dispatch.reform(|()| Action::DismissNotice)} />
            </div>
        </div>
    }
}
