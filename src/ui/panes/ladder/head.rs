//! Above the drawing: the two ends by name and address over their rails, zoom, numbers, the previous run, the legend.

use super::svg::px;
use crate::layout::ladder::{Pane, Shape};
use crate::layout::timeline::EndInfo;
use crate::locale::{Words, panes as key};
use crate::ui::panes::switch::numbers_switch;
use crate::ui::panes::who::{owner, who};
use crate::ui::state::{Action, Dialog, Numbers};
use yew::prelude::*;

/// What the head needs.
pub struct Props {
    /// The columns.
    pub pane: Pane,
    /// The two ends.
    pub ends: [EndInfo; 2],
    /// Number mode.
    pub numbers: Numbers,
    /// Whether the previous run is drawn; `None` where there is none.
    pub compare: Option<bool>,
    /// Words.
    pub words: Words,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The head.
pub fn head(props: &Props) -> Html {
    let Props { pane, words, numbers, compare, act, .. } = props;
    let emit = |action: Action| {
        let act = act.clone();
        move |_: MouseEvent| act.emit(action.clone())
    };
    let wide = pane.shape == Shape::Wide;
    let tools = pane.shape != Shape::Phone;
    html! {
        <div key="head" class={classes!("ladder-head", (!tools).then_some("short"))}>
            <svg aria-hidden="true">{ for (0u8..).zip(&props.ends).map(|(side, end)| name(words, pane, side, end)) }</svg>
            <div class="ladder-tools">
                <span key="zoom">if tools {
                    <span class="zoom" role="group" aria-label={words.text(key::LADDER_ZOOM).to_owned()}>
                        <button type="button" onclick={emit(Action::Zoom(-1))} aria-label={words.text(key::LADDER_ZOOM_OUT).to_owned()} title={words.text(key::LADDER_ZOOM_OUT).to_owned()}>{ "−" }</button>
                        <button type="button" onclick={emit(Action::Zoom(1))} aria-label={words.text(key::LADDER_ZOOM_IN).to_owned()} title={words.text(key::LADDER_ZOOM_IN).to_owned()}>{ "+" }</button>
                    </span>
                }</span>
                <span key="middle" class="middle">
                    <span key="numbers">if wide { { numbers_switch(words, *numbers, act) } }</span>
                    <span key="compare">if let Some(on) = *compare && tools {
                        <button type="button" class="chip" aria-pressed={on.to_string()} onclick={emit(Action::SetCompare(!on))} data-do="compare">
                            <span aria-hidden="true">{ if on { "✓ " } else { "" } }</span>{ words.text(key::LADDER_COMPARE) }
                        </button>
                    }</span>
                </span>
                <span class="gap"></span>
                <span key="legend">if wide {
                    <button type="button" class="btn plain" onclick={emit(Action::OpenDialog(Some(Dialog::Legend)))}>{ words.text(key::LADDER_LEGEND) }</button>
                }</span>
            </div>
        </div>
    }
}

/// The client's name begins at its rail's left edge, the server's ends at its rail's right edge.
fn name(words: &Words, pane: &Pane, side: u8, end: &EndInfo) -> Html {
    let [left, right] = pane.rails;
    let (x, anchor) = if side == 0 { (left, "start") } else { (right + pane.rail_width, "end") };
    let address = (pane.shape != Shape::Phone).then(
        || html! { <text class="end-address" x={px(x)} y="35" text-anchor={anchor}>{ format!("{}:{}", end.address, end.port) }</text> },
    );
    html! {
        <g key={owner(side)} data-end={owner(side)}>
            <text class={classes!("end-name", owner(side))} x={px(x)} y="18" text-anchor={anchor}>{ who(words, side).to_owned() }</text>
            <g key="address">{ for address }</g>
        </g>
    }
}
