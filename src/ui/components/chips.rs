//! The parameters in which this run differs from its scenario, each a chip that opens its control.

use super::icon::{Icon, glyph};
use super::parameter::{label, shown};
use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::library;
use crate::ui::state::{Action, Doc};
use yew::prelude::*;

/// The chips, and the button that opens all parameters.
pub fn chips(ui: &Shell, doc: &Doc, open: bool) -> Html {
    let (words, dispatch) = (&ui.words, &ui.dispatch);
    let changed = library::changed(doc);
    let chip = |(name, text): &(String, String)| {
        let onclick = {
            let name = name.clone();
            dispatch.reform(move |_: MouseEvent| Action::OpenParameters(Some(name.clone())))
        };
        html! {
            <button key={name.clone()} type="button" class="chip" data-chip={name.clone()} {onclick}>
                { label(words, name) }{ " " }<b>{ shown(words, name, text) }</b>
            </button>
        }
    };
    let ontoggle = dispatch.reform(move |_: MouseEvent| if open { Action::CloseParameters } else { Action::OpenParameters(None) });
    html! {
        <div class="chips" key="chips">
            <span class="tag" key="lead">{ (!changed.is_empty()).then(|| words.text(shell::CHANGED).to_owned()) }</span>
            <span class="chip-list" key="chips">{ for changed.iter().map(chip) }</span>
            <button key="more" type="button" class="chip dashed" data-action="parameters" aria-expanded={if open { "true" } else { "false" }} onclick={ontoggle}>
                { glyph(Icon::Plus) }<span>{ words.text(shell::PARAMETERS) }</span>
            </button>
        </div>
    }
}
