//! The why pane.

use super::PaneProps;
use yew::prelude::*;

/// Placeholder.
#[component]
pub fn Why(props: &PaneProps) -> Html {
    html! { <p class="empty">{ format!("why: {} segments", props.run.segment_count()) }</p> }
}
