//! What the reader can do to the segment.

use super::packet::Packet;
use crate::locale::{Words, panes as key};
use crate::scenario::Kind;
use crate::sim::{Fate, LossCause};
use crate::ui::state::Action;
use yew::prelude::*;

/// What the buttons need.
pub struct Props {
    /// The segment.
    pub packet: Packet,
    /// Words.
    pub words: Words,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The buttons.
pub fn actions(props: &Props) -> Html {
    let Props { packet, words, act } = props;
    let emit = |action: Action| {
        let act = act.clone();
        move |_| act.emit(action.clone())
    };
    let dropped = matches!(packet.fate, Fate::Lost(_, LossCause::Dropped));
    html! {
        <div class="actions">
            <span key="run">if packet.draft { <button type="button" class="btn primary" onclick={emit(Action::RunDraft)} data-do="run">{ words.text(key::BITS_RUN) }</button> }</span>
            <button key="lose" type="button" class="btn" disabled={dropped} onclick={emit(Action::Intervene(packet.id, Kind::Drop))} data-do="lose">{ words.text(key::BITS_LOSE) }</button>
            <span class="gap"></span>
            <span key="discard">if packet.draft { <button type="button" class="btn plain" onclick={emit(Action::DraftDiscard)} data-do="discard">{ words.text(key::BITS_DISCARD) }</button> }</span>
        </div>
    }
}
