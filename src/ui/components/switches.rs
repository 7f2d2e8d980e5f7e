//! Language, theme and the other small switches.

use super::icon::{Glyph, Icon};
use crate::locale::{languages, own_names, shell};
use crate::ui::context::{use_dispatch, use_words};
use crate::ui::language;
use crate::ui::state::{Action, Complaint, Notice, Theme};
use yew::prelude::*;

/// One of a few, all of them shown.
#[derive(Clone, PartialEq, Properties)]
pub struct SegmentedProps {
    /// What is chosen between.
    pub label: AttrValue,
    /// Value, text, accessible name and language tag of each.
    pub options: Vec<(AttrValue, AttrValue, AttrValue, Option<AttrValue>)>,
    /// The chosen value.
    pub value: AttrValue,
    /// Called with the value.
    pub onchange: Callback<AttrValue>,
}

/// A row of buttons of which one is pressed.
#[component]
pub fn Segmented(props: &SegmentedProps) -> Html {
    let option = |(value, text, name, lang): &(AttrValue, AttrValue, AttrValue, Option<AttrValue>)| {
        let onclick = {
            let value = value.clone();
            props.onchange.reform(move |_: MouseEvent| value.clone())
        };
        html! {
            <button
                key={value.to_string()}
                type="button"
                aria-pressed={if *value == props.value { "true" } else { "false" }}
                aria-label={name.clone()}
                title={name.clone()}
                lang={lang.clone()}
                data-value={value.clone()}
                {onclick}
            >
                { text.clone() }
            </button>
        }
    };
    html! { <span class="seg" role="group" aria-label={props.label.clone()}>{ for props.options.iter().map(option) }</span> }
}

/// Every language, by its own short name.
#[component]
pub fn LanguageSwitch() -> Html {
    let (words, dispatch) = (use_words(), use_dispatch());
    let option = |code: &'static str| {
        let [short, name, tag] = own_names(code);
        (code.into(), short.into(), name.into(), Some(tag.into()))
    };
    let mut options: Vec<_> = languages().map(option).collect();
    options.reverse();
    let onchange = Callback::from(move |code: AttrValue| {
        let dispatch = dispatch.clone();
        language::need(&code, move |words| {
            dispatch.emit(match words {
                Some(words) => Action::SetLanguage(words),
                None => Action::Notify(Notice::Change(Complaint::plain("notice.language"))),
            });
        });
    });
    html! {
        <Segmented label={words.text(shell::LANGUAGE).to_owned()} {options} value={words.code()} {onchange} />
    }
}

/// Properties of [`ThemeSwitch`].
#[derive(Clone, PartialEq, Properties)]
pub struct ThemeProps {
    /// The theme now.
    pub theme: Theme,
}

/// As the system, light, dark: one button goes round.
#[component]
pub fn ThemeSwitch(props: &ThemeProps) -> Html {
    let (words, dispatch) = (use_words(), use_dispatch());
    let (icon, name, next) = match props.theme {
        Theme::Auto => (Icon::Contrast, shell::THEME_AUTO, Theme::Light),
        Theme::Light => (Icon::Sun, shell::THEME_LIGHT, Theme::Dark),
        Theme::Dark => (Icon::Moon, shell::THEME_DARK, Theme::Auto),
    };
    let label = format!("{}: {}", words.text(shell::THEME), words.text(name));
    let onclick = dispatch.reform(move |_: MouseEvent| Action::SetTheme(next));
    html! {
        <button type="button" class="btn plain bare" title={label.clone()} aria-label={label} data-action="theme" {onclick}><Glyph {icon} /></button>
    }
}
