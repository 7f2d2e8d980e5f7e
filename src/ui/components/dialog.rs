//! A modal dialog: the browser's own, so that focus, Esc and the backdrop are right.

use super::button::{CLOSE, button};
use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::part::part_of;
use crate::ui::state::Action;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// The dialog; it is open as long as it is there. `name` is for tests and styles.
pub fn modal(ui: &Shell, name: &'static str, title: AttrValue, inside: Html) -> Html {
    part_of::<Modal>(name, ModalProps { ui: ui.clone(), title, name, inside })
}

#[derive(PartialEq, Properties)]
struct ModalProps {
    ui: Shell,
    title: AttrValue,
    name: &'static str,
    inside: Html,
}

#[component]
fn Modal(props: &ModalProps) -> Html {
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
        <dialog ref={place} class={classes!("modal", props.name)} aria-label={props.title.clone()} data-dialog={props.name}
            onclose={close.reform(|_: Event| ())} {onclick}>
            <div class="modal-box">
                <header class="modal-top">
                    <h2>{ props.title.clone() }</h2>
                    { button(ui.text(shell::CLOSE), &CLOSE, close) }
                </header>
                { props.inside.clone() }
            </div>
        </dialog>
    }
}
