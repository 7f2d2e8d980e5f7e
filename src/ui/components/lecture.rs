//! Lecture view: the one sentence under the pane, and the blank screen.

use super::button::{Look, act};
use super::icon::Icon;
use super::prose::prose;
use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::describe;
use crate::ui::el::{El, div, el};
use crate::ui::state::{Action, RunHandle, View};
use crate::ui::story::{Moment, position};

/// The step of the story; where there is no story, the step of the run.
pub fn sentence(ui: &Shell, run: &RunHandle, view: &View, moments: &[Moment]) -> Option<El> {
    if !view.lecture {
        return None;
    }
    let story = run.scenario().story.get(position(moments, view.cursor));
    let text = match (story, view.cursor) {
        (Some(step), _) => prose(&ui.words, ui.words.of(&step.text)),
        (None, Some(step)) => prose(&ui.words, &describe::step(&ui.words, run, step)),
        (None, None) => prose(&ui.words, ui.words.of(&run.scenario().summary)),
    };
    let leave =
        Look { icon: Some(Icon::Close), bare: true, class: "plain", hint: Some("Esc"), action: Some("leave-lecture"), ..Look::default() };
    let section = el("section").class("sentence").label(ui.text(shell::LECTURE));
    let title = el("h1").class("visually-hidden").text(ui.words.of(&run.scenario().title).to_owned());
    Some(section.child(title).child(el("p").child(text)).child(act(ui, shell::LECTURE_LEAVE, &leave, Action::SetLecture(false))))
}

/// A black screen: the room looks at the speaker.
pub fn blank(ui: &Shell, view: &View) -> Option<El> {
    let words = el("span").class("visually-hidden").attr("role", "status").text(ui.text(shell::BLANK));
    view.blank.then(|| div("blank").attr("data-blank", "1").does(&ui.dispatch, Action::SetBlank(false)).child(words))
}
