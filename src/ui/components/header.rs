//! The header: mark, scenario, language, theme, share, embed.

use super::button::Button;
use super::icon::{Glyph, Icon, Mark};
use super::scenario_menu::ScenarioMenu;
use super::switches::{LanguageSwitch, ThemeSwitch};
use crate::locale::shell;
use crate::ui::browser;
use crate::ui::context::{use_dispatch, use_words};
use crate::ui::state::{Action, Dialog, Theme};
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// Properties of [`Header`].
#[derive(Clone, PartialEq, Properties)]
pub struct HeaderProps {
    /// The scenario's title.
    pub title: AttrValue,
    /// Its slug.
    pub slug: AttrValue,
    /// Light or dark.
    pub theme: Theme,
    /// Whether this page is inside another.
    pub embed: bool,
    /// The address that opens the same.
    pub address: AttrValue,
}

/// The header.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    if props.embed {
        html! { <Embedded ..props.clone() /> }
    } else {
        html! { <Full ..props.clone() /> }
    }
}

/// In a frame: the title, the language, the way out.
#[component]
fn Embedded(props: &HeaderProps) -> Html {
    let words = use_words();
    html! {
        <header class="top">
            <span class="brand" key="brand"><Mark /></span>
            <h1 class="scn" key="title">{ props.title.clone() }</h1>
            <span class="grow" key="grow" />
            <LanguageSwitch key="language" />
            <a key="open" class="btn plain" href={props.address.clone()} target="_blank" rel="noopener" data-action="open-full">
                <Glyph icon={Icon::Open} /><span>{ words.text(shell::OPEN_FULL) }</span>
            </a>
        </header>
    }
}

#[component]
fn Full(props: &HeaderProps) -> Html {
    let (words, dispatch) = (use_words(), use_dispatch());
    let copied = use_state(|| false);
    let onshare = {
        let (address, dispatch, copied) = (props.address.clone(), dispatch.clone(), copied.clone());
        Callback::from(move |()| {
            let (dispatch, copied) = (dispatch.clone(), copied.clone());
            browser::copy(&address, move |ok| {
                if ok {
                    copied.set(true);
                    Timeout::new(2000, move || copied.set(false)).forget();
                } else {
                    dispatch.emit(Action::OpenDialog(Some(Dialog::Share)));
                }
            });
        })
    };
    let share = if *copied { shell::COPIED } else { shell::SHARE };
    let text = |key| AttrValue::from(words.text(key).to_owned());
    html! {
        <header class="top">
            <a class="brand" key="brand" href="#/" aria-label="tcplab"><Mark /><span class="name">{ "tcplab" }</span></a>
            <span class="sep" key="sep" />
            <ScenarioMenu key="menu" title={props.title.clone()} slug={props.slug.clone()} />
            <span class="grow" key="grow" />
            <LanguageSwitch key="language" />
            <ThemeSwitch key="theme" theme={props.theme} />
            <Button key="share" label={text(share)} icon={if *copied { Icon::Check } else { Icon::Link }} class="share" action="share" onclick={onshare} />
            <Button key="embed" label={text(shell::EMBED)} icon={Icon::Code} class="embed-button" action="embed"
                onclick={dispatch.reform(|()| Action::OpenDialog(Some(Dialog::Embed)))} />
            <Button key="legend" label={text(shell::LEGEND)} icon={Icon::Help} class="plain legend-button" key_hint="?" action="legend"
                onclick={dispatch.reform(|()| Action::OpenDialog(Some(Dialog::Legend)))} />
            <span class="visually-hidden" role="status" key="said">{ (*copied).then(|| words.text(shell::COPIED).to_owned()) }</span>
        </header>
    }
}
