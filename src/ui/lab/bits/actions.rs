//! What the reader can do to the segment.

use super::packet::Packet;
use crate::locale::{Key, Words, lab, panes as key};
use crate::scenario::Kind;
use crate::sim::{Fate, LossCause};
use crate::ui::el::{El, div, press, span};
use crate::ui::state::{Action, Change, Menu, MenuOf};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};
use yew::Callback;
use yew::virtual_dom::ListenerKind;

/// The buttons.
pub fn actions(packet: &Packet, words: &Words, act: &Callback<Action>) -> El {
    let button = |class, name, text, action| press("btn").class(class).attr("data-do", name).does(act, action).say(words, text);
    // The menu opens below its button.
    let menu = |name, text: Key, of| {
        let act = act.clone();
        let open = move |event: Event| {
            let place = event.target().and_then(|t| t.dyn_into::<Element>().ok()).map(|e| e.get_bounding_client_rect());
            let at = place.map(|place| (place.left() as i32, place.bottom() as i32));
            act.emit(Action::OpenMenu(Some(Menu { of, at })));
        };
        press("btn").attr("data-do", name).attr("aria-haspopup", "dialog").on(ListenerKind::onclick, open).say(words, text)
    };
    let dropped = matches!(packet.fate, Fate::Lost(_, LossCause::Dropped));
    let drafted = |button: El| span("").maybe(packet.draft.then_some(button));
    div("actions")
        .child(drafted(button("primary", "run", key::BITS_RUN, Change::RunDraft.into())))
        .child(button("", "lose", key::BITS_LOSE, Change::Intervene(packet.id, Kind::Drop).into()).flag("disabled", dropped))
        .child(menu("delay", lab::BITS_DELAY, MenuOf::Delay(packet.id)))
        .child(menu("more", lab::BITS_MORE, MenuOf::Segment(packet.id)))
        .child(span("gap"))
        .child(drafted(button("plain", "discard", key::BITS_DISCARD, Action::DraftDiscard)))
}
