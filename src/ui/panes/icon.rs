//! The small drawings the panes share.

use crate::draw::ladder::PENCIL;
use yew::prelude::*;

/// The pencil in running text.
pub fn pencil() -> Html {
    html! { <svg class="pencil" viewBox="0 0 12 12" aria-hidden="true"><path d={PENCIL}/></svg> }
}
