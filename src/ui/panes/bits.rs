//! The bits pane.

use super::PaneProps;
use yew::prelude::*;

/// Placeholder.
#[component]
pub fn Bits(props: &PaneProps) -> Html {
    html! { <p class="empty">{ format!("bits: {} segments", props.run.segment_count()) }</p> }
}
