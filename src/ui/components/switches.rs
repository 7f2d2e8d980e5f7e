//! Language and theme.

use super::icon::{Icon, glyph};
use crate::locale::{languages, own_names, shell};
use crate::ui::context::Shell;
use crate::ui::el::{El, press, span};
use crate::ui::language;
use crate::ui::state::{Action, Complaint, Door, Notice, Theme};

/// Every language by its own short name, the pressed one being read.
pub fn language_switch(ui: &Shell) -> El {
    let mut codes: Vec<&'static str> = languages().collect();
    codes.reverse();
    let option = |code: &'static str| {
        let [short, name, tag] = own_names(code);
        let dispatch = ui.dispatch.clone();
        let choose = move || {
            let dispatch = dispatch.clone();
            let take = move |words| {
                dispatch.emit(match words {
                    Some(words) => Action::SetLanguage(words),
                    None => Action::Notify(Notice::Change(Complaint::plain("notice.language"))),
                });
            };
            language::need(code, Box::new(take));
        };
        press("")
            .key(code)
            .state("aria-pressed", code == ui.words.code())
            .label([short, " ", name].concat())
            .set("title", name)
            .set("lang", tag)
            .attr("data-value", code)
            .click(choose)
            .text(short)
    };
    span("seg").attr("role", "group").name(&ui.words, shell::LANGUAGE).all(codes.into_iter().map(option))
}

/// Learn, Lab, Expert.
pub fn door_switch(ui: &Shell, door: Door) -> El {
    let option = |which: Door| {
        let (name, what) = match which {
            Door::Learn => (shell::DOOR_LEARN, shell::DOOR_LEARN_IS),
            Door::Lab => (shell::DOOR_LAB, shell::DOOR_LAB_IS),
            Door::Expert => (shell::DOOR_EXPERT, shell::DOOR_EXPERT_IS),
        };
        press("")
            .key(which.name())
            .state("aria-pressed", which == door)
            .attr("data-door", which.name())
            .set("title", ui.text(what))
            .does(&ui.dispatch, Action::SetDoor(which))
            .text(ui.text(name))
    };
    span("seg doors").attr("role", "group").label(ui.text(shell::DOORS)).all(Door::ALL.into_iter().map(option))
}

/// As the system, light, dark: one button goes round.
pub fn theme_switch(ui: &Shell, theme: Theme) -> El {
    let (icon, name, next) = match theme {
        Theme::Auto => (Icon::Contrast, shell::THEME_AUTO, Theme::Light),
        Theme::Light => (Icon::Sun, shell::THEME_LIGHT, Theme::Dark),
        Theme::Dark => (Icon::Moon, shell::THEME_DARK, Theme::Auto),
    };
    let label = ui.words.headed(ui.words.text(shell::THEME), ui.words.text(name));
    press("btn plain bare")
        .set("title", label.clone())
        .label(label)
        .attr("data-action", "theme")
        .does(&ui.dispatch, Action::SetTheme(next))
        .child(glyph(icon))
}
