//! The endpoints pane.

use super::PaneProps;
use yew::prelude::*;

/// Placeholder.
#[component]
pub fn Endpoints(props: &PaneProps) -> Html {
    html! { <p class="empty">{ format!("endpoints: {} segments", props.run.segment_count()) }</p> }
}
