//! The bits pane: every bit of the chosen segment, readable and changeable.

mod actions;
mod bitrow;
mod cell;
mod checks;
mod grid;
pub(in crate::ui) mod options;
pub(in crate::ui) mod packet;
pub(in crate::ui) mod text;
mod title;

use super::PaneProps;
use super::narrow::use_narrow;
use crate::locale::{Key, panes as key};
use crate::ui::components::banner::say;
use crate::ui::el::{div, el};
use crate::ui::lab;
use crate::ui::lab_part::Here;
use crate::ui::panes::fold::fold;
use crate::ui::part::part;
use crate::ui::state::{Action, FieldId, HoverHandle, Hovered, Part};
use crate::wire::field::field;
use grid::Grid;
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
    let title = title::title(packet.as_ref(), words, view.numbers, dispatch);
    let rest = match &packet {
        Some(packet) => {
            let folded = |title: Key, part: Part, body: &dyn Fn(Here) -> Html| {
                let open = view.opens(part);
                let body = if open { view.lab.draw(dispatch, body) } else { None };
                let line = fold(words, title, open, Action::Fold(part, !open), dispatch);
                div("").attr("data-fold", part.name()).child(line).html(body.unwrap_or_default())
            };
            let (act, marked) = (|| dispatch.clone(), || [selected.clone(), hovered.clone()]);
            let bytes =
                folded(key::BITS_HEX, Part::Hex, &|here| lab::hex(here, packet.clone(), marked(), columns / 2, words.clone(), act()));
            let sums = folded(key::BITS_SUMS, Part::Sums, &|here| lab::sums(here, packet, words));
            let data = folded(key::BITS_DATA, Part::Data, &|here| lab::data(here, packet.clone(), words.clone(), act()));
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
        lab: view.lab,
        words: words.clone(),
        hover: onhover,
        act: dispatch.clone(),
    };
    div("bits-body").class_if(narrow, "narrow").child(title).html(part::<Grid>(grid)).child(rest).into()
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
            packet.field_at(at).filter(|f| f.width > 8).map_or(at..at + 1, |f| packet.place(f))
        }
        Hovered::Segment(_) | Hovered::Step(_) => 0..0,
    }
}
