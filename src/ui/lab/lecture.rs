//! Lecture view: the one sentence under the pane.

use crate::locale::shell;
use crate::ui::components::button::{Look, act};
use crate::ui::components::icon::Icon;
use crate::ui::components::prose::prose;
use crate::ui::context::Shell;
use crate::ui::describe;
use crate::ui::el::{El, el};
use crate::ui::state::{Action, RunHandle, View};
use crate::ui::story::{Moment, position};

/// The step of the story; where there is no story, the step of the run.
pub fn sentence(ui: &Shell, run: &RunHandle, view: &View, moments: &[Moment]) -> El {
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
    section.child(title).child(el("p").child(text)).child(act(ui, shell::LECTURE_LEAVE, &leave, Action::SetLecture(false)))
}
