//! The scenario's title, and the menu of all scenarios behind it: by group, with a search.

use super::icon::{Icon, glyph};
use crate::ui::context::Shell;
use crate::ui::el::{div, el, press, span};
use crate::ui::lab;
use crate::ui::lab_part::LabPart;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Properties of [`ScenarioMenu`].
#[derive(Clone, PartialEq, Properties)]
pub struct MenuProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// Whether the list is here.
    pub lab: LabPart,
    /// The title of the scenario that is open.
    pub title: AttrValue,
    /// Its slug.
    pub slug: AttrValue,
}

/// The title as a button, and its menu.
#[component]
pub fn ScenarioMenu(props: &MenuProps) -> Html {
    let ui = &props.ui;
    let open = use_state(|| false);
    let place = use_node_ref();
    let button = use_node_ref();
    let onclose = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |()| {
            open.set(false);
            if let Some(button) = button.cast::<HtmlElement>() {
                let _ = button.focus();
            }
        })
    };
    let handle = {
        let (open, place, onclose) = (open.clone(), place.clone(), onclose.clone());
        Callback::from(move |event: Event| {
            if !*open {
                return;
            }
            if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
                if key.key() == "Escape" {
                    event.stop_propagation();
                    onclose.emit(());
                }
                return;
            }
            // Focus that goes elsewhere closes the menu.
            let to = event.dyn_ref::<FocusEvent>().and_then(|f| f.related_target()?.dyn_into::<Node>().ok());
            if let (Some(to), Some(place)) = (to, place.get())
                && !place.contains(Some(&to))
            {
                open.set(false);
            }
        })
    };
    let list =
        if *open { props.lab.draw(&ui.dispatch, |here| lab::scenarios(here, ui.clone(), props.slug.clone(), onclose)) } else { None };
    let title = press("btn plain scn")
        .node(&button)
        .state("aria-expanded", *open)
        .attr("aria-haspopup", "dialog")
        .attr("data-action", "scenarios")
        .click(move || open.set(!*open))
        .child(span("scn-title").text(props.title.clone()))
        .child(glyph(Icon::Down));
    div("menu")
        .node(&place)
        .hears([ListenerKind::onfocusout, ListenerKind::onkeydown], &handle)
        .child(el("h1").child(title))
        .child(div("").html(list.unwrap_or_default()))
        .into()
}
