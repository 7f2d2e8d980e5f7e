//! Buttons.

use super::icon::{Icon, glyph};
use crate::locale::Key;
use crate::ui::context::Shell;
use crate::ui::el::{El, press, span, truth};
use crate::ui::state::Action;
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
pub fn button(label: impl Into<AttrValue>, look: &Look, press: Callback<()>) -> El {
    plain(label.into(), look).click(move || press.emit(()))
}

/// A button that dispatches an action.
pub fn act(ui: &Shell, label: Key, look: &Look, action: Action) -> El {
    plain(ui.text(label), look).does(&ui.dispatch, action)
}

fn plain(label: AttrValue, look: &Look) -> El {
    let title = match (look.hint, look.bare) {
        (Some(key), _) => Some([&label, " (", key, ")"].concat()),
        (None, true) => Some(label.to_string()),
        (None, false) => None,
    };
    press("btn")
        .class_if(look.bare, "bare")
        .class(look.class)
        .flag("disabled", look.disabled)
        .set_some("aria-pressed", look.pressed.map(truth))
        .set_some("aria-keyshortcuts", look.hint)
        .set_some("aria-label", look.bare.then(|| label.clone()))
        .set_some("title", title)
        .set_some("data-action", look.action)
        .child(span("btn-icon").maybe(look.icon.map(glyph)))
        .child(if look.bare { span("btn-label") } else { span("btn-label").text(label) })
}
