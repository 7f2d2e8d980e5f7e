//! The data, as text or as bytes.

use super::editor::{TypedProps, What, typed};
use super::options::spaced;
use super::packet::Packet;
use crate::locale::{Key, Words, panes as key};
use crate::ui::el::{div, press, span};
use crate::ui::state::Action;
use crate::wire::edit::write_text;
use yew::prelude::*;

/// What the editor of the data needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The segment.
    pub packet: Packet,
    /// Words.
    pub words: Words,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The editor of the data.
#[component]
pub fn Data(props: &Props) -> Html {
    let Props { packet, words, act } = props;
    let hex = use_state_eq(|| false);
    let data = packet.data();
    let room = 65_535 - packet.header_end().min(65_535);
    let (what, shown) = if *hex { (What::Hex(room), spaced(data)) } else { (What::Text(room), write_text(data)) };
    let choice = |text: Key, on: bool| {
        let chosen = hex.clone();
        press("").state("aria-pressed", *hex == on).attr("data-do", text.id()).click(move || chosen.set(on)).say(words, text)
    };
    let choices = span("sw").child(choice(key::BITS_AS_TEXT, false)).child(choice(key::BITS_AS_HEX, true));
    let (other, name) = ([&data.len().to_string(), " B"].concat(), words.text(key::BITS_DATA).to_owned());
    let typed = typed(TypedProps { what, shown, other, name, words: words.clone(), act: act.clone() });
    div("").child(choices).html(typed).into()
}
