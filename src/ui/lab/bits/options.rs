//! TCP options, one by one, each with what it means.

use super::editor::{TypedProps, What, replace, typed};
use super::grid::Props;
use super::packet::Packet;
use super::text::digits;
use crate::locale::{Words, fill, panes as key};
use crate::tcp::Seq;
use crate::ui::el::{El, div, el, press, span};
use crate::ui::panes::link::rfc_link;
use crate::ui::panes::numbers::seq_text;
use crate::ui::state::{Action, FieldId, Hovered};
use crate::wire::TcpOption;
use crate::wire::edit::{pieces, write_options};
use crate::wire::option::{MAX_LEN, places};
use yew::Callback;

/// The options as a choice: they are no field of the map, since they have no fixed place.
pub const OPTIONS: FieldId = "tcp.options";

/// What can be put at the end: the last part of its locale key, and its bytes.
const MORE: [(&str, &[u8]); 7] = [
    ("tcp.option.mss", &[2, 4, 5, 180]),
    ("tcp.option.nop", &[1]),
    ("tcp.option.window_scale", &[3, 3, 7]),
    ("tcp.option.sack_permitted", &[4, 2]),
    ("tcp.option.sack", &[5, 10, 0, 0, 0, 1, 0, 0, 0, 2]),
    ("tcp.option.timestamps", &[8, 10, 0, 0, 0, 1, 0, 0, 0, 0]),
    // For experiments (RFC 6994).
    ("tcp.option.unknown", &[254, 4, 0, 0]),
];

/// The list, a row of the grid each; while it is chosen, options are moved, removed and added, and all of them can be typed.
pub fn options(packet: &Packet, props: &Props) -> El {
    let Props { words, hover, hovered, act, .. } = props;
    let selected = props.selected == Some(OPTIONS);
    let bytes = packet.option_bytes();
    let all = pieces(bytes);
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
            Some(option) => describe(props, packet, option),
            None => ("tcp.option.rest", String::new()),
        };
        let help = words.find(&["field.", id, ".help"].concat()).unwrap_or_default().to_owned();
        let bytes = spaced(bytes.get(placed.range.clone()).unwrap_or_default());
        let here = match &placed.option {
            Some(TcpOption::WindowScale(shift)) => scaled(words, *shift),
            _ => String::new(),
        };
        let (rfc, section) = source(id);
        let row = el("li")
            .key(index)
            .class("option")
            .class_if(selected, "selected")
            .class_if(!hovered.is_empty() && (first as usize..at as usize).contains(&hovered.start), "hovered")
            .points(hover, Hovered::Byte(first))
            .attr("data-field", id)
            .child(span("cell-name").text(name(id).to_owned()))
            .child(el("code").class_if(changed, "changed").text(value).text(" ").child(el("small").text(bytes)))
            .child(span("meaning").text(help).text(here).text(" ").child(rfc_link(words, rfc, section)));
        if selected { row.child(acts(words, name(id), &all, index, act)) } else { row.does(act, Action::SelectField(Some(OPTIONS))) }
    });
    let list = el("ul").label(title.clone()).all(rows);
    div("options").child(head).child(list).maybe(selected.then(|| {
        let whole = all.concat();
        let more = MORE.iter().map(|(id, option)| {
            press("chip")
                .key(*id)
                .attr("data-add", id)
                .flag("disabled", whole.len() + option.len() > MAX_LEN)
                .does(act, replace("opts", &[whole.as_slice(), option].concat()))
                .text(["+ ", name(id)].concat())
        });
        let typed = typed(TypedProps {
            what: What::Options,
            shown: write_options(bytes),
            other: String::new(),
            name: title,
            words: words.clone(),
            act: act.clone(),
        });
        div("row").child(div("editor").all(more)).html(typed)
    }))
}

/// Moves and removes one of the options; padding is neither.
fn acts(words: &Words, name: &str, all: &[&[u8]], at: usize, act: &Callback<Action>) -> El {
    let button = |id: &'static str, sign: &'static str, able: bool, change: &dyn Fn(&mut Vec<&[u8]>)| {
        let mut changed = all.to_vec();
        if able {
            change(&mut changed);
        }
        press("chip")
            .attr("data-do", id)
            .flag("disabled", !able)
            .label([name, ": ", words.find(&["bits.", id].concat()).unwrap_or(id)].concat())
            .does(act, replace("opts", &changed.concat()))
            .text(sign)
    };
    let there = at < all.len();
    span("option-acts")
        .child(button("earlier", "↑", there && at > 0, &|all| all.swap(at - 1, at)))
        .child(button("later", "↓", at + 1 < all.len(), &|all| all.swap(at, at + 1)))
        .child(button("remove", "×", there, &|all| {
            all.remove(at);
        }))
}

/// What the shift does to the windows of who sends it.
fn scaled(words: &Words, shift: u8) -> String {
    let times = 1u64 << shift.min(14);
    words.find("here.scale").map_or_else(String::new, |text| [" ", &fill(text, &[("n", &words.number(times))])].concat())
}

/// Where an option is defined.
fn source(id: &str) -> (u16, &'static str) {
    match id {
        "tcp.option.window_scale" => (7323, "2.2"),
        "tcp.option.timestamps" => (7323, "3.2"),
        "tcp.option.sack_permitted" => (2018, "2"),
        "tcp.option.sack" => (2018, "3"),
        "tcp.option.unknown" | "tcp.option.rest" => (9293, "3.1"),
        _ => (9293, "3.2"),
    }
}

/// Bytes as pairs of digits.
pub fn spaced(bytes: &[u8]) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| digits(u32::from(*byte), 2)).collect();
    bytes.join(" ")
}

/// The locale key of an option's name, and its value.
fn describe(props: &Props, packet: &Packet, option: &TcpOption) -> (&'static str, String) {
    let Props { words, numbers, .. } = props;
    // What it acknowledges is the peer's.
    let along = |edge: u32| seq_text(Seq(edge), packet.iss[1], *numbers);
    match option {
        TcpOption::EndOfList => ("tcp.option.end", "kind 0".to_owned()),
        TcpOption::NoOperation => ("tcp.option.nop", "kind 1".to_owned()),
        TcpOption::MaximumSegmentSize(mss) => ("tcp.option.mss", mss.to_string()),
        TcpOption::WindowScale(shift) => ("tcp.option.window_scale", format!("<< {shift}")),
        TcpOption::SackPermitted => ("tcp.option.sack_permitted", words.text(key::VALUE_YES).to_owned()),
        TcpOption::Sack(blocks) => {
            let blocks: Vec<String> = blocks.iter().map(|(left, right)| [&along(*left), "–", &along(*right)].concat()).collect();
            ("tcp.option.sack", blocks.join(", "))
        }
        TcpOption::Timestamps { value, echo } => ("tcp.option.timestamps", format!("{value} / {echo}")),
        TcpOption::Unknown { kind, data } => ("tcp.option.unknown", ["kind ", &kind.to_string(), ": ", &spaced(data)].concat()),
    }
}
