//! Hatches, and the rectangle that the drawing is cut to while it plays.

use super::svg::px;
use yew::prelude::*;

/// The definitions of the drawing.
pub fn defs(width: f64, cut: &NodeRef) -> Html {
    html! {
        <defs>
            { hatch("client", "rotate(45)") }
            { hatch("server", "rotate(-45)") }
            <clipPath id="ladder-cut"><rect ref={cut.clone()} x="0" y="-100" width={px(width)} /></clipPath>
        </defs>
    }
}

fn hatch(owner: &'static str, turn: &'static str) -> Html {
    html! {
        <pattern id={format!("hatch-{owner}")} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform={turn}>
            <rect class={format!("hatch-{owner}-ground")} width="6" height="6" />
            <rect class={format!("hatch-{owner}-line")} width="2" height="6" />
        </pattern>
    }
}
