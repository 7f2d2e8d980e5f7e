//! Language and theme.

use super::icon::{Icon, glyph};
use crate::locale::{languages, own_names, shell};
use crate::ui::context::Shell;
use crate::ui::language;
use crate::ui::state::{Action, Complaint, Notice, Theme};
use yew::prelude::*;

/// Every language by its own short name, the pressed one being read.
pub fn language_switch(ui: &Shell) -> Html {
    let mut codes: Vec<&'static str> = languages().collect();
    codes.reverse();
    let option = |code: &'static str| {
        let [short, name, tag] = own_names(code);
        let dispatch = ui.dispatch.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            let dispatch = dispatch.clone();
            language::need(code, move |words| {
                dispatch.emit(match words {
                    Some(words) => Action::SetLanguage(words),
                    None => Action::Notify(Notice::Change(Complaint::plain("notice.language"))),
                });
            });
        });
        html! {
            <button key={code} type="button" aria-pressed={if code == ui.words.code() { "true" } else { "false" }} aria-label={name} title={name}
                lang={tag} data-value={code} {onclick}>
                { short }
            </button>
        }
    };
    html! { <span class="seg" role="group" aria-label={ui.text(shell::LANGUAGE)} key="language">{ for codes.into_iter().map(option) }</span> }
}

/// As the system, light, dark: one button goes round.
pub fn theme_switch(ui: &Shell, theme: Theme) -> Html {
    let (icon, name, next) = match theme {
        Theme::Auto => (Icon::Contrast, shell::THEME_AUTO, Theme::Light),
        Theme::Light => (Icon::Sun, shell::THEME_LIGHT, Theme::Dark),
        Theme::Dark => (Icon::Moon, shell::THEME_DARK, Theme::Auto),
    };
    let label = format!("{}: {}", ui.words.text(shell::THEME), ui.words.text(name));
    let onclick = ui.dispatch.reform(move |_: MouseEvent| Action::SetTheme(next));
    html! {
        <button key="theme" type="button" class="btn plain bare" title={label.clone()} aria-label={label} data-action="theme" {onclick}>{ glyph(icon) }</button>
    }
}
