//! A datagram outside the pane: its bits, what is wrong with it and its bytes. What is changed, whoever shows it does.

use super::checks::checks;
use super::grid::{self, Grid};
use super::hex::{self, Hex};
use super::packet::Packet;
use super::{NARROW, bytes_of, hovered_bytes};
use crate::locale::Words;
use crate::ui::el::div;
use crate::ui::panes::ladder::use_seen;
use crate::ui::part::part;
use crate::ui::state::{Action, Change, Draft, HoverHandle, Hovered, Numbers, RunHandle};
use yew::prelude::*;

/// What it needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The run, and the datagram in it.
    pub of: (RunHandle, crate::sim::SegmentId),
    /// Number mode.
    pub numbers: Numbers,
    /// Words.
    pub words: Words,
    /// Where changes go, with the bytes that they are of.
    pub change: Callback<(Change, Vec<u8>)>,
}

/// The datagram.
#[component]
pub fn Datagram(props: &Props) -> Html {
    let Props { numbers, words, .. } = props;
    let place = use_node_ref();
    let width = use_seen(&place).width;
    let narrow = (1.0..NARROW).contains(&width);
    let columns = if narrow { 16 } else { 32 };
    let selected = use_state_eq(|| None);
    let packet = use_memo(props.of.clone(), |(run, id)| Packet::of(run, &Draft::default(), *id));
    let context = use_context::<HoverHandle>();
    let hover: Callback<Option<Hovered>> = context.as_ref().map(|h| Callback::from(h.dispatcher())).unwrap_or_default();
    let Some(packet) = (*packet).clone() else { return div("").node(&place).into() };
    let hovered = context.and_then(|h| h.0).map(|hovered| hovered_bytes(&packet, hovered)).unwrap_or_default();
    let chosen = selected.map(|id| bytes_of(&packet, id)).unwrap_or_default();
    let act = {
        let (selected, change, bytes) = (selected.clone(), props.change.clone(), packet.bytes.clone());
        Callback::from(move |action| match action {
            Action::SelectField(id) => selected.set(id),
            Action::Change(made) => change.emit((*made, bytes.to_vec())),
            _ => {}
        })
    };
    let checks = checks(div(""), &packet, words, &act);
    let hex = hex::Props {
        packet: packet.clone(),
        selected: chosen,
        hovered: hovered.clone(),
        columns: columns / 2,
        words: words.clone(),
        act: act.clone(),
    };
    let grid =
        grid::Props { packet: Some(packet), selected: *selected, hovered, columns, numbers: *numbers, words: words.clone(), hover, act };
    div("bits-body").node(&place).class_if(narrow, "narrow").html(part::<Grid>(grid)).child(checks).html(part::<Hex>(hex)).into()
}
