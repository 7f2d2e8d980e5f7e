//! The previous run: thin and grey, only where it differs.

use super::svg::{points, px, turn};
use crate::layout::ladder::Ghost;
use yew::prelude::*;

/// An arrow of the previous run.
pub fn before(ghost: &Ghost) -> Html {
    let head = ghost.head.map_or_else(
        || html! { <path class="before-cross" d={format!("M{} {}l7 7m0-7l-7 7", px(ghost.to.x - 3.5), px(ghost.to.y - 3.5))} /> },
        |head| html! { <polygon class="before-head" points={points(&head)} /> },
    );
    let label = ghost.label.as_ref().map(|label| {
        html! {
            <text class="before-label" x={px(label.at.x)} y={px(label.at.y)} transform={turn(label.angle, label.at)} text-anchor={label.anchor.css()}
                font-size={px(label.size)} textLength={px(label.length)} lengthAdjust="spacingAndGlyphs">{ label.text() }</text>
        }
    });
    html! {
        <g key={ghost.index}>
            <line class="before" x1={px(ghost.from.x)} y1={px(ghost.from.y)} x2={px(ghost.to.x)} y2={px(ghost.to.y)} />
            <g key="head">{ head }</g>
            <g key="label">{ for label }</g>
        </g>
    }
}
