//! Buttons.

use super::icon::{Glyph, Icon};
use yew::prelude::*;

/// Properties of [`Button`].
#[derive(Clone, PartialEq, Properties)]
pub struct ButtonProps {
    /// Its name; shown unless `bare`.
    pub label: AttrValue,
    /// Its icon, before the label.
    #[prop_or_default]
    pub icon: Option<Icon>,
    /// Only the icon is shown; the label is its accessible name and its tooltip.
    #[prop_or_default]
    pub bare: bool,
    /// Classes besides `btn`.
    #[prop_or_default]
    pub class: Classes,
    /// Whether it can be used.
    #[prop_or_default]
    pub disabled: bool,
    /// A toggle's state.
    #[prop_or_default]
    pub pressed: Option<bool>,
    /// Whether what it opens is open.
    #[prop_or_default]
    pub expanded: Option<bool>,
    /// Its key, for the tooltip and assistive technology.
    #[prop_or_default]
    pub key_hint: Option<AttrValue>,
    /// A name for tests and hosts.
    #[prop_or_default]
    pub action: Option<AttrValue>,
    /// What it does.
    pub onclick: Callback<()>,
}

/// A button.
#[component]
pub fn Button(props: &ButtonProps) -> Html {
    let onclick = props.onclick.reform(|_: MouseEvent| ());
    let title = match (&props.key_hint, props.bare) {
        (Some(key), _) => Some(format!("{} ({key})", props.label)),
        (None, true) => Some(props.label.to_string()),
        (None, false) => None,
    };
    let flag = |value: Option<bool>| value.map(|on| if on { "true" } else { "false" });
    html! {
        <button
            type="button"
            class={classes!("btn", props.bare.then_some("bare"), props.class.clone())}
            disabled={props.disabled}
            aria-pressed={flag(props.pressed)}
            aria-expanded={flag(props.expanded)}
            aria-keyshortcuts={props.key_hint.clone()}
            aria-label={props.bare.then(|| props.label.clone())}
            {title}
            data-action={props.action.clone()}
            {onclick}
        >
            <span class="btn-icon" key="icon">{ for props.icon.map(|icon| html! { <Glyph {icon} /> }) }</span>
            <span class="btn-label" key="label">{ (!props.bare).then(|| props.label.clone()) }</span>
        </button>
    }
}
