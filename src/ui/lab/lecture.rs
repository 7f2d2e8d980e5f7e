//! Lecture view: the one sentence under the pane, and which pane that is.

use crate::locale::{panes as pane, shell};
use crate::ui::components::button::{Look, act};
use crate::ui::components::icon::Icon;
use crate::ui::components::prose::prose;
use crate::ui::context::Shell;
use crate::ui::describe;
use crate::ui::el::{El, div, el, switch};
use crate::ui::panes::tab_name;
use crate::ui::state::{Action, Pane, RunHandle, Tab, View};
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
    let below = div("lecture-panes").child(choice(ui, view)).child(act(ui, shell::LECTURE_LEAVE, &leave, Action::SetLecture(false)));
    section.child(title).child(el("p").child(text)).child(below)
}

/// The ladder, or any other pane in its place.
fn choice(ui: &Shell, view: &View) -> El {
    let panes = [(pane::LADDER_TITLE, Pane::Ladder), (pane::BITS_TITLE, Pane::Bits), (pane::WHY_TITLE, Pane::Why)];
    let at = view.stage.unwrap_or(Pane::Ladder);
    let panes = panes.map(|(name, pane)| (name, at == pane, Action::SetStage(Some(pane))));
    let tabs = Tab::ALL.map(|tab| (tab_name(tab), at == Pane::Endpoints && view.tab == Some(tab), Action::OpenTab(Some(tab))));
    switch(&ui.words, shell::LECTURE_PANE, &ui.dispatch, &[&panes[..], &tabs[..]].concat())
}
