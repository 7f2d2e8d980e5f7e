//! A modal dialog: the browser's own, so that focus, Esc and the backdrop are right.

use super::button::Button;
use super::icon::Icon;
use crate::locale::shell;
use crate::ui::context::{use_dispatch, use_words};
use crate::ui::state::Action;
use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Properties of [`Modal`].
#[derive(Clone, PartialEq, Properties)]
pub struct ModalProps {
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
    let (words, dispatch) = (use_words(), use_dispatch());
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
    let close = dispatch.reform(|()| Action::OpenDialog(None));
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
                    <Button label={words.text(shell::CLOSE).to_owned()} icon={Icon::Close} bare=true class="plain" onclick={close} />
                </header>
                { props.children.clone() }
            </div>
        </dialog>
    }
}
