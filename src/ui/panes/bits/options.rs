//! TCP options, one by one, each with what it means.

use super::packet::Packet;
use super::text::digits;
use crate::locale::{Words, panes as key};
use crate::ui::el::{El, div, el, press, span};
use crate::ui::lab;
use crate::ui::lab_part::LabPart;
use crate::ui::state::{Action, FieldId, Hovered};
use crate::wire::TcpOption;
use crate::wire::option::places;
use yew::Callback;

/// The options as a choice: they are no field of the map, since they have no fixed place.
pub const OPTIONS: FieldId = "tcp.options";

/// The list, a row of the grid each; while it is chosen, options are moved, removed and added, and all of them can be typed.
pub fn options(
    packet: &Packet,
    selected: bool,
    lab: LabPart,
    words: &Words,
    hover: &Callback<Option<Hovered>>,
    act: &Callback<Action>,
) -> El {
    let bytes = packet.option_bytes();
    let name = |id: &'static str| words.find(&["field.", id].concat()).unwrap_or(id);
    let title = name(OPTIONS).to_owned();
    let size = if bytes.is_empty() { words.text(key::BITS_OPTIONS_NONE).to_owned() } else { [&bytes.len().to_string(), " B"].concat() };
    let head = press("options-head")
        .state("aria-expanded", selected)
        .attr("data-do", "options")
        .does(act, Action::SelectField((!selected).then_some(OPTIONS)))
        .child(span("cell-name").text(title.clone()))
        .child(span("muted").text([" ", &size].concat()));
    let mut at = packet.ip_len() as u32 + 20;
    let rows = places(bytes, 0..bytes.len()).into_iter().enumerate().map(|(index, placed)| {
        let first = at;
        at += placed.range.len() as u32;
        let changed = (first..at).any(|byte| packet.byte_changed(byte as usize));
        let (id, value) = match &placed.option {
            Some(option) => describe(words, option),
            None => ("tcp.option.rest", spaced(bytes.get(placed.range).unwrap_or_default())),
        };
        let help = words.find(&["field.", id, ".help"].concat()).unwrap_or_default().to_owned();
        let row = el("li")
            .key(index)
            .class("option")
            .class_if(selected, "selected")
            .points(hover, Hovered::Byte(first))
            .attr("data-field", id)
            .child(span("cell-name").text(name(id).to_owned()))
            .child(el("code").class_if(changed, "changed").text(value))
            .child(span("meaning").text(help));
        match lab {
            LabPart::Here(here) if selected => lab::option(here, row, name(id), bytes, index, words, act),
            _ => row.does(act, Action::SelectField(Some(OPTIONS))),
        }
    });
    let list = el("ul").label(title.clone()).all(rows);
    let edit = selected.then(|| lab.draw(act, |here| lab::options(here, bytes, title, words, act))).flatten();
    div("options").child(head).child(list).maybe(edit)
}

/// Bytes as pairs of digits.
pub fn spaced(bytes: &[u8]) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| digits(u32::from(*byte), 2)).collect();
    bytes.join(" ")
}

/// The locale key of an option's name, and its value.
fn describe(words: &Words, option: &TcpOption) -> (&'static str, String) {
    match option {
        TcpOption::EndOfList => ("tcp.option.end", "kind 0".to_owned()),
        TcpOption::NoOperation => ("tcp.option.nop", "kind 1".to_owned()),
        TcpOption::MaximumSegmentSize(mss) => ("tcp.option.mss", mss.to_string()),
        TcpOption::WindowScale(shift) => ("tcp.option.window_scale", format!("<< {shift}")),
        TcpOption::SackPermitted => ("tcp.option.sack_permitted", words.text(key::VALUE_YES).to_owned()),
        TcpOption::Sack(blocks) => {
            let blocks: Vec<String> = blocks.iter().map(|(left, right)| format!("{left}–{right}")).collect();
            ("tcp.option.sack", blocks.join(", "))
        }
        TcpOption::Timestamps { value, echo } => ("tcp.option.timestamps", format!("{value} / {echo}")),
        TcpOption::Unknown { kind, data } => ("tcp.option.unknown", ["kind ", &kind.to_string(), ": ", &spaced(data)].concat()),
    }
}
