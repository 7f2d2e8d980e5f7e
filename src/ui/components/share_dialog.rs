//! The address as text, where it could not be copied.

use super::dialog::modal;
use crate::locale::shell;
use crate::ui::context::Shell;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

/// A text to copy; it is selected as soon as it has the focus.
pub fn copy_field(ui: &Shell, text: String) -> Html {
    let onfocus = Callback::from(|event: FocusEvent| {
        if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
            area.select();
        }
    });
    html! { <textarea class="copy" readonly=true rows="3" spellcheck="false" aria-label={ui.text(shell::COPY_TEXT)} value={text} {onfocus} /> }
}

/// The dialog.
pub fn share_dialog(ui: &Shell, address: String) -> Html {
    let inside = html! {
        <>
            <p>{ ui.text(shell::SHARE_REFUSED) }</p>
            { copy_field(ui, address) }
        </>
    };
    modal(ui, "share", ui.text(shell::SHARE), inside)
}
