//! Above the drawing: the two ends by name and address over their rails, zoom, numbers, the previous run, the legend.

use super::svg::raw;
use crate::draw::ladder::ends;
use crate::layout::ladder::{Pane, Shape};
use crate::layout::timeline::EndInfo;
use crate::locale::{Words, panes as key};
use crate::ui::panes::switch::numbers_switch;
use crate::ui::panes::who::who;
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
    /// Which connection is drawn, and of how many.
    pub connection: (u16, u16),
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
    let (connection, all) = props.connection;
    let next = if connection + 1 < all { connection + 1 } else { 0 };
    let which = words.fill(key::LADDER_CONNECTION, &[("number", &(connection + 1).to_string()), ("all", &all.to_string())]);
    let wide = pane.shape == Shape::Wide;
    let tools = pane.shape != Shape::Phone;
    html! {
        <div key="head" class={classes!("ladder-head", (!tools).then_some("short"))}>
            <svg aria-hidden="true">{ raw(ends(pane, &props.ends, [who(words, 0), who(words, 1)])) }</svg>
            <div class="ladder-tools">
                <span key="zoom">if tools {
                    <span class="zoom" role="group" aria-label={words.text(key::LADDER_ZOOM).to_owned()}>
                        <button type="button" onclick={emit(Action::Zoom(-1))} aria-label={words.text(key::LADDER_ZOOM_OUT).to_owned()} title={words.text(key::LADDER_ZOOM_OUT).to_owned()}>{ "−" }</button>
                        <button type="button" onclick={emit(Action::Zoom(1))} aria-label={words.text(key::LADDER_ZOOM_IN).to_owned()} title={words.text(key::LADDER_ZOOM_IN).to_owned()}>{ "+" }</button>
                    </span>
                }</span>
                <span key="middle" class="middle">
                    <span key="numbers">if wide { { numbers_switch(words, *numbers, act) } }</span>
                    <span key="connection">if all > 1 {
                        <button type="button" class="chip" onclick={emit(Action::ShowConnection(next))} title={words.text(key::LADDER_CONNECTION_NEXT).to_owned()} data-do="connection">{ which }</button>
                    }</span>
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
