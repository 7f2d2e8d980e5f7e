//! The bits pane: every bit of the chosen segment, readable and changeable.

mod actions;
mod bitrow;
mod cell;
mod checks;
mod data;
mod datagram;
mod editor;
mod entrance;
mod grid;
mod here;
mod hex;
mod options;
mod packet;
mod sums;
mod text;
mod title;

use crate::locale::panes as key;
use crate::ui::components::banner::say;
use crate::ui::el::{div, el};
use crate::ui::panes::PaneProps;
use crate::ui::panes::fold::fold;
use crate::ui::panes::ladder::use_seen;
use crate::ui::part::part;
use crate::ui::state::{Action, FieldId, HoverHandle, Hovered, Part};
use data::Data;
pub use datagram::{Datagram, Props as DatagramProps};
use grid::Grid;
use hex::Hex;
use options::HEADERS;
use packet::Packet;
pub use packet::{bit_of, name_of_bit};
use std::ops::Range;
use yew::prelude::*;

/// Below this width in px, the header stands 16 bits a row.
const NARROW: f64 = 480.0;

/// The pane.
#[component]
pub fn Bits(props: &PaneProps) -> Html {
    let PaneProps { run, view, draft, words, dispatch, .. } = props;
    let place = use_node_ref();
    let width = use_seen(&place).width;
    // Sixteen bits a row are as large as a lecture hall wants them.
    let narrow = view.lecture || (1.0..NARROW).contains(&width);
    entrance::use_entrance();
    let packet = use_memo((run.clone(), draft.clone(), view.segment()), |(run, draft, id)| Packet::of(run, draft, (*id)?));
    let context = use_context::<HoverHandle>();
    let onhover: Callback<Option<Hovered>> = context.as_ref().map(|h| Callback::from(h.dispatcher())).unwrap_or_default();
    let hover = context.and_then(|h| h.0);
    let selected = packet.as_ref().as_ref().and_then(|p| Some(bytes_of(p, view.field()?))).unwrap_or_default();
    let hovered = packet.as_ref().as_ref().and_then(|p| Some(hovered_bytes(p, hover?))).unwrap_or_default();
    let packet = (*packet).clone();
    let columns = if narrow { 16 } else { 32 };
    let title = title::title(packet.as_ref(), words, view.numbers, dispatch);
    let rest = match &packet {
        Some(packet) => {
            let hex = hex::Props {
                packet: packet.clone(),
                selected,
                hovered: hovered.clone(),
                columns: columns / 2,
                words: words.clone(),
                act: dispatch.clone(),
            };
            let open = view.opens(Part::Hex);
            let title = |title, part: Part, open: bool| {
                div("").attr("data-fold", part.name()).child(fold(words, title, open, Action::Fold(part, !open), dispatch))
            };
            let bytes = title(key::BITS_HEX, Part::Hex, open).html(if open { part::<Hex>(hex) } else { Html::default() });
            let (sums_open, data_open) = (view.opens(Part::Sums), view.opens(Part::Data));
            let sums = title(key::BITS_SUMS, Part::Sums, sums_open);
            let sums = sums.maybe(sums_open.then(|| div("sums").drawn(sums::tables(packet, words))));
            let mut data = title(key::BITS_DATA, Part::Data, data_open);
            if data_open {
                data = data.html(part::<Data>(data::Props { packet: packet.clone(), words: words.clone(), act: dispatch.clone() }));
            }
            let problem = packet.problem.as_ref().map(|problem| el("p").class("error").attr("role", "alert").text(say(words, problem)));
            let checks = checks::checks(div(""), packet, words, dispatch).maybe(problem).child(sums);
            checks.child(div("").maybe(packet.has_ports().then_some(data))).child(bytes).child(actions::actions(packet, words, dispatch))
        }
        None => div("").child(el("p").key("empty").class("empty").say(words, key::BITS_EMPTY)),
    };
    let grid = grid::Props {
        packet,
        selected: view.field(),
        hovered,
        columns,
        numbers: view.numbers,
        words: words.clone(),
        hover: onhover,
        act: dispatch.clone(),
    };
    div("bits-body").node(&place).class_if(narrow, "narrow").child(title).html(part::<Grid>(grid)).child(rest).into()
}

/// The bytes of a field, or of all options of a header.
fn bytes_of(packet: &Packet, id: FieldId) -> Range<usize> {
    if let Some(header) = HEADERS.iter().find(|header| header.id == id) {
        return packet.option_place(header.layer);
    }
    packet.spot(id).map_or(0..0, |spot| spot.bytes())
}

/// The bytes of what the pointer is over: a field's, or those of the field that a byte belongs to.
fn hovered_bytes(packet: &Packet, hovered: Hovered) -> Range<usize> {
    match hovered {
        Hovered::Field(id) => bytes_of(packet, id),
        Hovered::Byte(at) => {
            let at = at as usize;
            let spot = packet.spot_at(at).and_then(|id| packet.spot(id));
            spot.filter(|spot| spot.field.width > 8).map_or(at..at + 1, |spot| spot.bytes())
        }
        Hovered::Segment(_) | Hovered::Step(_) => 0..0,
    }
}
