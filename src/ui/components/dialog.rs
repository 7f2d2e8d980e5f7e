//! A modal dialog: the browser's own, so that focus, Esc and the backdrop are right.

use super::button::{CLOSE, button};
use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::state::Action;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Modal`].
#[derive(Clone, PartialEq, Properties)]
pub struct ModalProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// Its title.
    pub title: AttrValue,
    /// A name for tests and styles.
    pub name: AttrValue,
    /// What it holds.
    pub children: Html,
}

/// The dialog; it is open as long as it is there.
#[component]
pub fn Modal(props: &ModalProps) -> Html {
    let ui = &props.ui;
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
    let close = ui.act(Action::OpenDialog(None));
    // A click on the backdrop is a click on the dialog itself.
    let onclick = {
        let (place, close) = (place.clone(), close.clone());
        Callback::from(move |event: MouseEvent| {
            if event.target().is_some_and(|t| place.get().is_some_and(|p| *p == t)) {
                close.emit(());
            }
        })
    };
    html! {
        <dialog ref={place} class={classes!("modal", props.name.to_string())} aria-label={props.title.clone()} data-dialog={props.name.clone()}
            onclose={close.reform(|_: Event| ())} {onclick}>
            <div class="modal-box">
                <header class="modal-top">
                    <h2>{ props.title.clone() }</h2>
                    { button(ui.text(shell::CLOSE), &CLOSE, close) }
                </header>
                { props.children.clone() }
            </div>
        </dialog>
    }
}
