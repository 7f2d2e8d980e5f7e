//! The head of the pane: which segment, whose, when.

use super::packet::Packet;
use crate::locale::{Words, lab, panes as key};
use crate::sim::Fate;
use crate::ui::el::{El, div, el, span};
use crate::ui::panes::fate;
use crate::ui::panes::icon::edited_note;
use crate::ui::panes::numbers::instant;
use crate::ui::panes::switch::numbers_switch;
use crate::ui::panes::who::{owner, who_in_text};
use crate::ui::state::{Action, Numbers};
use crate::wire::Flags;
use crate::wire::field::{Layer, tcp};
use yew::Callback;

/// The head; without a segment where nothing is chosen.
pub fn title(packet: Option<&Packet>, words: &Words, numbers: Numbers, act: &Callback<Action>) -> El {
    let which = span("");
    div("bits-title")
        .child(el("h2").say(words, key::BITS_TITLE))
        .child(if let Some(packet) = packet { self::which(which, words, packet) } else { which })
        .child(span("gap"))
        .child(numbers_switch(words, numbers, act))
}

fn which(place: El, words: &Words, packet: &Packet) -> El {
    let side = packet.side;
    let from = packet.stranger.and_then(|id| words.find(id)).unwrap_or_else(|| who_in_text(words, side));
    let flipped = packet.flipped.map(|bit| words.fill(key::BITS_FLIPPED, &[("bit", &bit.to_string())])).unwrap_or_default();
    let sent = words.fill(key::BITS_SENT, &[("time", &instant(words, packet.sent))]);
    let comma = words.text(lab::LIST_COMMA);
    let route = [from, " → ", who_in_text(words, 1 - side.min(1)), comma, &sent].concat();
    let edited = (packet.is_changed() && !packet.draft).then(|| edited_note(words, key::BITS_WAS_EDITED));
    place
        .child(
            span("segment-name")
                .class(if packet.stranger.is_some() { "" } else { owner(side) })
                .text([&packet.name.to_string(), " ", &flags(packet)].concat()),
        )
        .text(" ")
        .child(span("route").text(route).child(span("fate").text(fate(words, packet.fate))))
        .child(span("").text(flipped))
        .child(span("").text(" ").maybe(edited))
}

fn flags(packet: &Packet) -> String {
    if packet.transport() != Some(Layer::Tcp) {
        return String::new();
    }
    let byte = packet.bytes.get(packet.start(Layer::Tcp) + usize::from(tcp::CWR.bit / 8));
    byte.map_or(String::new(), |b| Flags(*b).to_string())
}

fn fate(words: &Words, fate: Fate) -> String {
    let Some(said) = fate::fate(words, fate) else { return String::new() };
    let comma = words.text(lab::LIST_COMMA);
    let cause = match fate {
        Fate::Lost(_, cause) => words.find(fate::cause_key(cause)),
        _ => None,
    };
    match cause {
        Some(cause) => [comma, &words.aside(&said, cause)].concat(),
        None => [comma, &said].concat(),
    }
}
