//! TCP options, one by one, each with what it means.

use super::packet::Packet;
use crate::locale::{Words, panes as key};
use crate::ui::state::{Action, FieldId, Hovered};
use crate::wire::TcpOption;
use crate::wire::option::read_all;
use yew::prelude::*;

/// The options as a choice: they are no field of the map, since they have no fixed place.
pub const OPTIONS: FieldId = "tcp.options";

/// What the list needs.
pub struct Props {
    /// The segment.
    pub packet: Packet,
    /// Whether the options are chosen.
    pub selected: bool,
    /// Words.
    pub words: Words,
    /// Where the pointer's whereabouts go.
    pub hover: Callback<Option<Hovered>>,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The list, a row of the grid each.
pub fn options(props: &Props) -> Html {
    let Props { packet, selected, words, hover, act } = props;
    let range = packet.options();
    let options = read_all(packet.bytes.get(range.clone()).unwrap_or_default());
    let mut at = range.start as u32;
    let rows = options.iter().enumerate().map(|(index, option)| {
        let first = at;
        at += length(option);
        let changed = (first..at).any(|byte| packet.byte_changed(byte as usize));
        let enter = hover.reform(move |_: PointerEvent| Some(Hovered::Byte(first)));
        let leave = hover.reform(|_: PointerEvent| None);
        let (act, chosen) = (act.clone(), *selected);
        let onclick = move |_| act.emit(Action::SelectField((!chosen).then_some(OPTIONS)));
        let (id, value) = describe(words, option);
        let name = words.find(&format!("field.{id}")).unwrap_or(id).to_owned();
        let help = words.find(&format!("field.{id}.help")).unwrap_or_default().to_owned();
        html! {
            <li key={index} class={classes!("option", selected.then_some("selected"))} onpointerenter={enter} onpointerleave={leave} {onclick} data-field={id}>
                <span class="cell-name">{ name }</span>
                <code class={classes!(changed.then_some("changed"))}>{ value }</code>
                <span class="meaning">{ help }</span>
            </li>
        }
    });
    let rows: Html = rows.collect();
    html! { <ul class="options" aria-label={words.find("field.tcp.options").unwrap_or_default().to_owned()}>{ rows }</ul> }
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
