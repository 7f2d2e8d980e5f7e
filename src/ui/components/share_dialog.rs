//! The address as text, where it could not be copied.

use super::dialog::Modal;
use crate::locale::shell;
use crate::ui::context::use_words;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// Properties of [`CopyField`] and [`ShareDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct TextProps {
    /// The text.
    pub text: AttrValue,
}

/// A text to copy; it is selected as soon as it has the focus.
#[component]
pub fn CopyField(props: &TextProps) -> Html {
    let words = use_words();
    let onfocus = Callback::from(|event: FocusEvent| {
        if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
            area.select();
        }
    });
    html! {
        <textarea class="copy" readonly=true rows="3" spellcheck="false" aria-label={words.text(shell::COPY_TEXT).to_owned()}
            value={props.text.clone()} {onfocus} />
    }
}

/// The dialog.
#[component]
pub fn ShareDialog(props: &TextProps) -> Html {
    let words = use_words();
    html! {
        <Modal title={words.text(shell::SHARE).to_owned()} name="share">
            <p>{ words.text(shell::SHARE_REFUSED) }</p>
            <CopyField text={props.text.clone()} />
        </Modal>
    }
}
