//! The header: mark, scenario, language, theme, share, embed.

use super::button::{Look, act, button};
use super::icon::{Icon, glyph, mark};
use super::scenario_menu::{MenuProps, ScenarioMenu};
use super::switches::{door_switch, language_switch, theme_switch};
use crate::locale::shell;
use crate::ui::browser;
use crate::ui::context::Shell;
use crate::ui::el::{El, el, span};
use crate::ui::lab_part::LabPart;
use crate::ui::part::part;
use crate::ui::state::{Action, Dialog, Door, Theme};
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// In a frame: the title, the language, the way out.
pub fn embedded(ui: &Shell, title: &str, address: String) -> El {
    let out = el("a")
        .class("btn plain")
        .set("href", address)
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .attr("data-action", "open-full")
        .child(glyph(Icon::Open))
        .child(el("span").say(&ui.words, shell::OPEN_FULL));
    el("header")
        .class("top")
        .key("embedded")
        .child(span("brand").child(mark()))
        .child(el("h1").class("scn").text(title.to_owned()))
        .child(span("grow"))
        .child(language_switch(ui))
        .child(out)
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
    /// Through which door the reader came in.
    pub door: Door,
    /// Whether the lab part of the program is here.
    pub lab: LabPart,
    /// The address that opens the same.
    pub address: Callback<(), String>,
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
            let address = address.emit(());
            if address.is_empty() {
                return dispatch.emit(Action::OpenDialog(Some(Dialog::Share)));
            }
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
    let export_look = Look { icon: Some(Icon::Save), class: "export-button", action: Some("export"), ..Look::default() };
    let lecture_look = Look {
        icon: Some(Icon::Screen),
        bare: true,
        class: "plain lecture-button",
        hint: Some("F"),
        action: Some("lecture"),
        ..Look::default()
    };
    let legend_look =
        Look { icon: Some(Icon::Help), class: "plain legend-button", hint: Some("?"), action: Some("legend"), ..Look::default() };
    let home = el("a").class("brand").attr("href", "#/").attr("aria-label", "tcplab").child(mark()).child(span("name").text("tcplab"));
    let tools = span("tools")
        .child(act(ui, shell::LECTURE, &lecture_look, Action::SetLecture(true)))
        .child(button(ui.text(share), &share_look, onshare))
        .child(act(ui, shell::EMBED, &embed_look, Action::OpenDialog(Some(Dialog::Embed))))
        .child(act(ui, shell::EXPORT, &export_look, Action::OpenDialog(Some(Dialog::Export))))
        .child(act(ui, shell::LEGEND, &legend_look, Action::OpenDialog(Some(Dialog::Legend))));
    el("header")
        .class("top")
        .child(home)
        .child(span("sep"))
        .html(part::<ScenarioMenu>(MenuProps { ui: ui.clone(), lab: props.lab, title: props.title.clone(), slug: props.slug.clone() }))
        .child(span("grow"))
        .child(door_switch(ui, props.door))
        .child(language_switch(ui))
        .child(theme_switch(ui, props.theme))
        .child(tools)
        .child(span("visually-hidden").attr("role", "status").text(if *copied { ui.text(shell::COPIED) } else { "".into() }))
        .into()
}
