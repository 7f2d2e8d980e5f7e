//! The ladder pane.

use super::PaneProps;
use yew::prelude::*;

/// Placeholder.
#[component]
pub fn Ladder(props: &PaneProps) -> Html {
    html! { <p class="empty">{ format!("ladder: {} segments", props.run.segment_count()) }</p> }
}
