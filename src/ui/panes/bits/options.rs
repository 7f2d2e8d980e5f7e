//! TCP options, one by one, each with what it means.

use super::packet::Packet;
use crate::locale::{Words, panes as key};
use crate::ui::el::{El, el, span};
use crate::ui::state::{Action, FieldId, Hovered};
use crate::wire::TcpOption;
use crate::wire::option::read_all;
use yew::Callback;

/// The options as a choice: they are no field of the map, since they have no fixed place.
pub const OPTIONS: FieldId = "tcp.options";

/// The list, a row of the grid each.
pub fn options(packet: &Packet, selected: bool, words: &Words, hover: &Callback<Option<Hovered>>, act: &Callback<Action>) -> El {
    let range = packet.options();
    let options = read_all(packet.bytes.get(range.clone()).unwrap_or_default());
    let mut at = range.start as u32;
    let row = |(index, option): (usize, &TcpOption)| {
        let first = at;
        at += length(option);
        let changed = (first..at).any(|byte| packet.byte_changed(byte as usize));
        let (id, value) = describe(words, option);
        let name = ["field.", id].concat();
        let help = words.find(&[&name, ".help"].concat()).unwrap_or_default().to_owned();
        el("li")
            .key(index)
            .class("option")
            .class_if(selected, "selected")
            .points(hover, Hovered::Byte(first))
            .does(act, Action::SelectField((!selected).then_some(OPTIONS)))
            .attr("data-field", id)
            .child(span("cell-name").text(words.find(&name).unwrap_or(id).to_owned()))
            .child(el("code").class_if(changed, "changed").text(value))
            .child(span("meaning").text(help))
    };
    let name = words.find("field.tcp.options").unwrap_or_default().to_owned();
    el("ul").class("options").label(name).all(options.iter().enumerate().map(row))
}

/// Bytes an option takes.
fn length(option: &TcpOption) -> u32 {
    let mut bytes = Vec::new();
    option.write(&mut bytes);
    bytes.len() as u32
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
        TcpOption::Unknown { kind, data } => {
            let bytes: Vec<String> = data.iter().map(|b| format!("{b:02x}")).collect();
            ("tcp.option.unknown", format!("kind {kind}: {}", bytes.join(" ")))
        }
    }
}
