//! The header: mark, scenario, language, theme, share, embed.

use super::button::{Look, button};
use super::icon::{Icon, glyph, mark};
use super::scenario_menu::{MenuProps, ScenarioMenu};
use super::switches::{language_switch, theme_switch};
use crate::locale::shell;
use crate::ui::browser;
use crate::ui::context::Shell;
use crate::ui::part::part;
use crate::ui::state::{Action, Dialog, Theme};
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// In a frame: the title, the language, the way out.
pub fn embedded(ui: &Shell, title: &str, address: String) -> Html {
    html! {
        <header class="top" key="embedded">
            <span class="brand" key="brand">{ mark() }</span>
            <h1 class="scn" key="title">{ title.to_owned() }</h1>
            <span class="grow" key="grow" />
            { language_switch(ui) }
            <a key="open" class="btn plain" href={address} target="_blank" rel="noopener" data-action="open-full">
                { glyph(Icon::Open) }<span>{ ui.text(shell::OPEN_FULL) }</span>
            </a>
        </header>
    }
}

/// Properties of [`Header`].
#[derive(Clone, PartialEq, Properties)]
pub struct HeaderProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// The scenario's title.
    pub title: AttrValue,
    /// Its slug.
    pub slug: AttrValue,
    /// Light or dark.
    pub theme: Theme,
    /// The address that opens the same.
    pub address: AttrValue,
}

/// The header of a page of its own.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let ui = &props.ui;
    let copied = use_state(|| false);
    let onshare = {
        let (address, dispatch, copied) = (props.address.clone(), ui.dispatch.clone(), copied.clone());
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
    let (share, icon) = if *copied { (shell::COPIED, Icon::Check) } else { (shell::SHARE, Icon::Link) };
    let share_look = Look { icon: Some(icon), class: "share", action: Some("share"), ..Look::default() };
    let embed_look = Look { icon: Some(Icon::Code), class: "embed-button", action: Some("embed"), ..Look::default() };
    let legend_look =
        Look { icon: Some(Icon::Help), class: "plain legend-button", hint: Some("?"), action: Some("legend"), ..Look::default() };
    html! {
        <header class="top">
            <a class="brand" key="brand" href="#/" aria-label="tcplab">{ mark() }<span class="name">{ "tcplab" }</span></a>
            <span class="sep" key="sep" />
            { part::<ScenarioMenu>(MenuProps { ui: ui.clone(), title: props.title.clone(), slug: props.slug.clone() }) }
            <span class="grow" key="grow" />
            { language_switch(ui) }
            { theme_switch(ui, props.theme) }
            <span class="tools" key="tools">
                { button(ui.text(share), &share_look, onshare) }
                { button(ui.text(shell::EMBED), &embed_look, ui.act(Action::OpenDialog(Some(Dialog::Embed)))) }
                { button(ui.text(shell::LEGEND), &legend_look, ui.act(Action::OpenDialog(Some(Dialog::Legend)))) }
            </span>
            <span class="visually-hidden" role="status" key="said">{ (*copied).then(|| ui.text(shell::COPIED)) }</span>
        </header>
    }
}
