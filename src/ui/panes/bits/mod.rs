//! The bits pane: every bit of the chosen segment, readable and changeable.

mod actions;
mod bitrow;
mod cell;
mod checks;
mod editor;
mod grid;
mod hex;
mod options;
mod packet;
mod text;
mod title;

use super::PaneProps;
use super::narrow::use_narrow;
use crate::locale::panes as key;
use crate::ui::part::part;
use crate::ui::state::{FieldId, HoverHandle, Hovered};
use crate::wire::field::field;
use grid::Grid;
use hex::Hex;
use options::OPTIONS;
use packet::Packet;
use std::ops::Range;
use yew::prelude::*;

/// The pane.
#[component]
pub fn Bits(props: &PaneProps) -> Html {
    let PaneProps { run, view, draft, words, dispatch, .. } = props;
    let narrow = use_narrow();
    let packet = use_memo((run.clone(), draft.clone(), view.segment()), |(run, draft, id)| Packet::of(run, draft, (*id)?));
    let context = use_context::<HoverHandle>();
    let onhover: Callback<Option<Hovered>> = context.as_ref().map(|h| Callback::from(h.dispatcher())).unwrap_or_default();
    let hover = context.and_then(|h| h.0);
    let selected = packet.as_ref().as_ref().and_then(|p| Some(bytes_of(p, view.field()?))).unwrap_or_default();
    let hovered = packet.as_ref().as_ref().and_then(|p| Some(hovered_bytes(p, hover?))).unwrap_or_default();
    let packet = (*packet).clone();
    let columns = if narrow { 16 } else { 32 };
    html! {
        <div class={classes!("bits-body", narrow.then_some("narrow"))}>
            { title::title(&title::Props { packet: packet.clone(), words: words.clone(), numbers: view.numbers, act: dispatch.clone() }) }
            { part::<Grid>(grid::Props { packet: packet.clone(), selected: view.field(), hovered: hovered.clone(), columns, numbers: view.numbers, words: words.clone(), hover: onhover, act: dispatch.clone() }) }
            <div key="rest">
                if let Some(packet) = packet {
                    { checks::checks(&checks::Props { packet: packet.clone(), words: words.clone(), act: dispatch.clone() }) }
                    { part::<Hex>(hex::Props { packet: packet.clone(), selected, hovered, columns: columns / 2, words: words.clone(), act: dispatch.clone() }) }
                    { actions::actions(&actions::Props { packet, words: words.clone(), act: dispatch.clone() }) }
                } else {
                    <p class="empty">{ words.text(key::BITS_EMPTY) }</p>
                }
            </div>
        </div>
    }
}

/// The bytes of a field.
fn bytes_of(packet: &Packet, id: FieldId) -> Range<usize> {
    match field(id) {
        Some(field) => packet.place(field),
        None if id == OPTIONS => packet.options(),
        None => 0..0,
    }
}

/// The bytes of what the pointer is over: a field's, or those of all fields that a byte belongs to.
fn hovered_bytes(packet: &Packet, hovered: Hovered) -> Range<usize> {
    match hovered {
        Hovered::Field(id) => bytes_of(packet, id),
        Hovered::Byte(at) => {
            let at = at as usize;
            hex::field_at(packet, at).filter(|f| f.width > 8).map_or(at..at + 1, |f| packet.place(f))
        }
        Hovered::Segment(_) | Hovered::Step(_) => 0..0,
    }
}
