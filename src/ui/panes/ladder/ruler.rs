//! The ruler and the folds.

use super::svg::px;
use crate::layout::ladder::fold::zigzag;
use crate::layout::ladder::{FoldBand, Pane, Role, Tick};
use yew::prelude::*;

/// A tick of the ruler.
pub fn tick(tick: &Tick, pane: &Pane) -> Html {
    let (y, end) = (px(tick.y), px(pane.ruler));
    let start = pane.ruler - if tick.text.is_some() { 6.0 } else { 3.0 } * pane.text;
    let text = tick.text.as_ref().map(|text| {
        html! { <text class="tick-label" x={px(pane.ruler - 9.0 * pane.text)} y={px(tick.y + 3.5 * pane.text)} font-size={px(10.0 * pane.text)}>{ text.clone() }</text> }
    });
    html! { <g key={tick.time.0.to_string()}><line class="tick" x1={px(start)} x2={end} y1={y.clone()} y2={y} />{ for text }</g> }
}

/// Silence, folded.
pub fn fold(fold: &FoldBand, pane: &Pane) -> Html {
    let (top, bottom) = (zigzag(pane.width, fold.top), zigzag(pane.width, fold.bottom));
    let runs: Html = fold
        .runs
        .iter()
        .enumerate()
        .map(|(index, run)| html! { <tspan key={index} class={classes!((run.role == Role::Name).then_some("name"))}>{ run.text.clone() }</tspan> })
        .collect();
    let y = f64::midpoint(fold.top, fold.bottom) + 4.0 * pane.text;
    html! {
        <g key={fold.index} data-fold={fold.index.to_string()}>
            <rect class="fold" x="0" y={px(fold.top)} width={px(pane.width)} height={px(fold.bottom - fold.top)} />
            <path class="fold-edge" d={top} />
            <path class="fold-edge" d={bottom} />
            <text class="fold-text" x={px(pane.width / 2.0)} y={px(y)} font-size={px(11.0 * pane.text)}>{ runs }</text>
        </g>
    }
}
