//! The parameters in which this run differs from its scenario, each a chip that opens its control.

use super::icon::{Glyph, Icon};
use super::parameter::{label, shown};
use crate::locale::shell;
use crate::ui::context::{use_dispatch, use_words};
use crate::ui::library;
use crate::ui::state::{Action, Doc};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Chips`].
#[derive(Clone, PartialEq, Properties)]
pub struct ChipsProps {
    /// What runs.
    pub doc: Rc<Doc>,
    /// Whether the controls are open.
    pub open: bool,
}

/// The chips.
#[component]
pub fn Chips(props: &ChipsProps) -> Html {
    let (words, dispatch) = (use_words(), use_dispatch());
    let changed = library::changed(&props.doc);
    let chip = |(name, text): &(String, String)| {
        let onclick = {
            let name = name.clone();
            dispatch.reform(move |_: MouseEvent| Action::OpenParameters(Some(name.clone())))
        };
        html! {
            <button key={name.clone()} type="button" class="chip" data-chip={name.clone()} {onclick}>
                { label(&words, name) }{ " " }<b>{ shown(&words, name, text) }</b>
            </button>
        }
    };
    let open = props.open;
    let ontoggle = dispatch.reform(move |_: MouseEvent| if open { Action::CloseParameters } else { Action::OpenParameters(None) });
    html! {
        <div class="chips">
            <span class="tag" key="lead">{ (!changed.is_empty()).then(|| words.text(shell::CHANGED).to_owned()) }</span>
            <span class="chip-list" key="chips">{ for changed.iter().map(chip) }</span>
            <button key="more" type="button" class="chip dashed" data-action="parameters" aria-expanded={if open { "true" } else { "false" }} onclick={ontoggle}>
                <Glyph icon={Icon::Plus} /><span>{ words.text(shell::PARAMETERS) }</span>
            </button>
        </div>
    }
}
