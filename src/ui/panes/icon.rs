//! The small drawings the panes share.

use yew::prelude::*;

/// The pencil of an edited segment, 12 × 12.
pub const PENCIL: &str = "M1.5 10.5 2.3 7.6 8.4 1.5 10.5 3.6 4.4 9.7ZM7 2.9 9.1 5";

/// The pencil in running text.
pub fn pencil() -> Html {
    html! { <svg class="pencil" viewBox="0 0 12 12" aria-hidden="true"><path d={PENCIL}/></svg> }
}
