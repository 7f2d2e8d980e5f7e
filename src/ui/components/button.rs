//! Buttons.

use super::icon::{Icon, glyph};
use yew::prelude::*;

/// What a button is like. `Default` is one that shows its label and can be used.
#[derive(Clone, Default)]
pub struct Look {
    /// Its icon, before the label.
    pub icon: Option<Icon>,
    /// Only the icon is shown; the label is its accessible name and its tooltip.
    pub bare: bool,
    /// Classes besides `btn`.
    pub class: &'static str,
    /// Whether it cannot be used.
    pub disabled: bool,
    /// A toggle's state.
    pub pressed: Option<bool>,
    /// Its key, for the tooltip and assistive technology.
    pub hint: Option<&'static str>,
    /// A name for tests and hosts.
    pub action: Option<&'static str>,
}

/// The button at the right of a head that closes what it heads.
pub const CLOSE: Look =
    Look { icon: Some(Icon::Close), bare: true, class: "plain", disabled: false, pressed: None, hint: None, action: Some("close") };

/// A button.
pub fn button(label: impl Into<AttrValue>, look: &Look, press: Callback<()>) -> Html {
    draw(label.into(), look, press.reform(|_: MouseEvent| ()))
}

fn draw(label: AttrValue, look: &Look, onclick: Callback<MouseEvent>) -> Html {
    let title = match (look.hint, look.bare) {
        (Some(key), _) => Some([&label, " (", key, ")"].concat()),
        (None, true) => Some(label.to_string()),
        (None, false) => None,
    };
    let pressed = look.pressed.map(|on| if on { "true" } else { "false" });
    html! {
        <button
            type="button"
            class={classes!("btn", look.bare.then_some("bare"), look.class)}
            disabled={look.disabled}
            aria-pressed={pressed}
            aria-keyshortcuts={look.hint}
            aria-label={look.bare.then(|| label.clone())}
            {title}
            data-action={look.action}
            {onclick}
        >
            <span class="btn-icon" key="icon">{ look.icon.map(glyph) }</span>
            <span class="btn-label" key="label">{ (!look.bare).then_some(label) }</span>
        </button>
    }
}
