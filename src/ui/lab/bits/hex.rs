//! The bytes, 16 a line, linked both ways with the fields.

use super::packet::Packet;
use super::text::digits;
use crate::locale::{Words, panes as key};
use crate::ui::el::{El, div, number_of, press, span};
use crate::ui::state::{Action, HoverHandle, Hovered, Part};
use std::ops::Range;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Bytes drawn before the reader asks for the rest.
const FIRST: usize = 64;

/// What the dump needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The segment.
    pub packet: Packet,
    /// Bytes of the chosen field.
    pub selected: Range<usize>,
    /// Bytes of what the pointer is over.
    pub hovered: Range<usize>,
    /// Bytes a line.
    pub columns: usize,
    /// Words.
    pub words: Words,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The dump.
#[component]
pub fn Hex(props: &Props) -> Html {
    let Props { packet, columns, words, act, .. } = props;
    let all = use_state_eq(|| false);
    let hover = use_context::<HoverHandle>();
    let shown = if *all { packet.bytes.len() } else { packet.bytes.len().min(FIRST.max(packet.header_end())) };
    let rest = packet.bytes.len() - shown;
    let bytes = packet.bytes.get(..shown).unwrap_or_default();
    let lines = bytes.chunks(*columns).enumerate().map(|(index, line)| self::line(props, index * columns, line).key(index));
    let handle = {
        let (act, packet) = (act.clone(), packet.clone());
        Callback::from(move |event: Event| {
            let at = number_of(&event, "data-byte");
            if event.type_() == "click" {
                let Some(at) = at.map(|at| at as usize) else { return };
                act.emit(packet.spot_at(at).map_or(Action::Fold(Part::Data, true), |field| Action::SelectField(Some(field))));
            } else if let Some(hover) = &hover {
                hover.dispatch(at.filter(|_| event.type_() == "pointerover").map(Hovered::Byte));
            }
        })
    };
    let more = (rest > 0).then(|| press("link-button").click(move || all.set(true)).text(words.count(key::BITS_HEX_MORE, rest as u64)));
    div("hex")
        .attr("role", "group")
        .name(words, key::BITS_HEX)
        .hears([ListenerKind::onpointerover, ListenerKind::onpointerleave, ListenerKind::onclick], &handle)
        .child(div("").all(lines))
        .child(div("").maybe(more))
        .into()
}

fn line(props: &Props, first: usize, bytes: &[u8]) -> El {
    let packet = &props.packet;
    let half = props.columns / 2;
    let ip = packet.ip_len();
    let cell = |at: usize| {
        span("byte")
            .class_if(at < ip, "ip")
            .class_if(packet.byte_changed(at), "changed")
            .class_if(props.selected.contains(&at), "selected")
            .class_if(props.hovered.contains(&at), "hovered")
            .set("data-byte", at.to_string())
    };
    let (mut cells, mut ascii) = (span("bytes"), span("ascii").attr("aria-hidden", "true"));
    for (index, byte) in bytes.iter().enumerate() {
        let at = first + index;
        if index > 0 {
            cells = cells.text(if index == half { "  " } else { " " });
        }
        cells = cells.child(cell(at).text(digits(u32::from(*byte), 2)));
        let sign = if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '·' };
        ascii = ascii.child(cell(at).text(sign.to_string()));
    }
    div("hex-line").child(span("offset").text(digits(first as u32, 4))).child(cells).child(ascii)
}
