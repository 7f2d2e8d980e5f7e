//! A modal dialog: the browser's own, so that focus, Esc and the backdrop are right.

use crate::locale::{Key, shell};
use crate::ui::components::button::{CLOSE, act};
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el};
use crate::ui::part::part_of;
use crate::ui::state::Action;
use web_sys::HtmlDialogElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// What a dialog shows, to which more is added: so far its title, and how to close it.
pub fn sheet(ui: &Shell, title: Key) -> El {
    let top = el("header").class("modal-top").child(el("h2").say(&ui.words, title));
    div("modal-box").child(top.child(act(ui, shell::CLOSE, &CLOSE, Action::OpenDialog(None))))
}

/// The dialog; it is open as long as it is there. `name` is for tests and styles.
pub fn modal(ui: &Shell, name: &'static str, title: Key, sheet: El) -> Html {
    part_of::<Modal>(name, ModalProps { ui: ui.clone(), title, name, sheet: sheet.into() })
}

#[derive(PartialEq, Properties)]
struct ModalProps {
    ui: Shell,
    title: Key,
    name: &'static str,
    sheet: Html,
}

#[component]
fn Modal(props: &ModalProps) -> Html {
    let place = use_node_ref();
    {
        let place = place.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = place.cast::<HtmlDialogElement>()
                && !dialog.open()
            {
                let _ = dialog.show_modal();
            }
        });
    }
    // A click on the backdrop is a click on the dialog itself.
    let handle = {
        let (place, dispatch) = (place.clone(), props.ui.dispatch.clone());
        Callback::from(move |event: Event| {
            let itself = event.target().is_some_and(|t| place.get().is_some_and(|p| *p == t));
            if itself || event.type_() == "close" {
                dispatch.emit(Action::OpenDialog(None));
            }
        })
    };
    el("dialog")
        .node(&place)
        .class("modal")
        .class(props.name)
        .name(&props.ui.words, props.title)
        .attr("data-dialog", props.name)
        .hears([ListenerKind::onclose, ListenerKind::onclick], &handle)
        .html(props.sheet.clone())
        .into()
}
