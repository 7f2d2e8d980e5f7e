//! What the reader can do to the segment.

use super::packet::Packet;
use crate::locale::{Words, panes as key};
use crate::scenario::Kind;
use crate::sim::{Fate, LossCause};
use crate::ui::el::{El, div, press, span};
use crate::ui::state::{Action, Change};
use yew::Callback;

/// The buttons.
pub fn actions(packet: &Packet, words: &Words, act: &Callback<Action>) -> El {
    let button = |class, name, text, action| press("btn").class(class).attr("data-do", name).does(act, action).say(words, text);
    let dropped = matches!(packet.fate, Fate::Lost(_, LossCause::Dropped));
    let drafted = |button: El| span("").maybe(packet.draft.then_some(button));
    div("actions")
        .child(drafted(button("primary", "run", key::BITS_RUN, Change::RunDraft.into())))
        .child(button("", "lose", key::BITS_LOSE, Change::Intervene(packet.id, Kind::Drop).into()).flag("disabled", dropped))
        .child(span("gap"))
        .child(drafted(button("plain", "discard", key::BITS_DISCARD, Action::DraftDiscard)))
}
