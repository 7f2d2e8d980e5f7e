//! The options of a header, TCP's or IPv4's: their fields stand in the grid; here they are added, moved, removed and typed.

use super::editor::{TypedProps, What, replace, typed};
use super::grid::{Props, rows};
use super::packet::Packet;
use super::text::digits;
use crate::layout::bitgrid;
use crate::locale::{Words, panes as key};
use crate::ui::el::{El, div, el, press, span};
use crate::ui::panes::link::rfc_link;
use crate::ui::state::{Action, FieldId, Hovered};
use crate::wire::edit::{Region, pieces, write_options};
use crate::wire::field::Layer;
use crate::wire::option::MAX_LEN;
use yew::Callback;

/// A header that has options.
pub struct Header {
    /// All its options as a choice: they are no field of the map, since they have no fixed place.
    pub id: FieldId,
    /// Whose they are.
    pub layer: Layer,
    /// What can be put at the end: the locale key of its name after `field.`, and its bytes.
    more: &'static [(&'static str, &'static [u8])],
}

impl Header {
    /// Puts others in their place.
    fn replace(&self, options: &[u8]) -> Action {
        replace(Region::options(self.layer).id(), options)
    }
}

/// Both headers that have options, IPv4's first.
pub static HEADERS: [Header; 2] = [
    Header {
        id: "ipv4.options",
        layer: Layer::Ipv4,
        more: &[
            ("ipv4.option.loose", &[131, 7, 4, 203, 0, 113, 254]),
            ("ipv4.option.strict", &[137, 7, 4, 203, 0, 113, 254]),
            ("ipv4.option.record", &[7, 11, 4, 0, 0, 0, 0, 0, 0, 0, 0]),
            ("ipv4.option.timestamp", &[68, 12, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
            ("tcp.option.nop", &[1]),
            // The router alert (RFC 2113).
            ("ipv4.option.unknown", &[148, 4, 0, 0]),
        ],
    },
    Header {
        id: "tcp.options",
        layer: Layer::Tcp,
        more: &[
            ("tcp.option.mss", &[2, 4, 5, 180]),
            ("tcp.option.nop", &[1]),
            ("tcp.option.window_scale", &[3, 3, 7]),
            ("tcp.option.sack_permitted", &[4, 2]),
            ("tcp.option.sack", &[5, 10, 0, 0, 0, 1, 0, 0, 0, 2]),
            ("tcp.option.timestamps", &[8, 10, 0, 0, 0, 1, 0, 0, 0, 0]),
            // For experiments (RFC 6994).
            ("tcp.option.unknown", &[254, 4, 0, 0]),
        ],
    },
];

/// The options' rows of the grid under a head; opened, it shows what changes them.
pub fn options(header: &Header, packet: &Packet, props: &Props) -> El {
    let Props { words, act, .. } = props;
    let layer = header.layer;
    let place = packet.option_place(layer);
    let bytes = packet.bytes.get(place.clone()).unwrap_or_default();
    let read = bitgrid::options(&packet.bytes, layer, packet.options_read(layer));
    let spots: Vec<_> = read.into_iter().flat_map(|option| option.spots).collect();
    // What is quoted is changed bit by bit alone, and so are options where no header was written.
    let own = packet.base == 0 && (layer == Layer::Ipv4 || packet.misread[0].is_none());
    let selected = own && props.selected == Some(header.id);
    let title = words.find(&["field.", header.id].concat()).unwrap_or(header.id).to_owned();
    let size = if bytes.is_empty() { words.text(key::BITS_OPTIONS_NONE).to_owned() } else { [&bytes.len().to_string(), " B"].concat() };
    let head = press("options-head")
        .state("aria-expanded", selected)
        .attr("data-do", if layer == Layer::Tcp { "options" } else { "ipv4-options" })
        .does(act, Action::SelectField((!selected).then_some(header.id)))
        .child(span("turn").attr("aria-hidden", "true").text(if selected { "▾" } else { "▸" }))
        .child(span("cell-name").text(title.clone()))
        .child(span("muted").text(size));
    let changes = || {
        let all = pieces(layer, bytes);
        let found = bitgrid::options(&packet.bytes, layer, place);
        let lines = found.iter().enumerate().map(|(index, option)| line(props, packet, option, &all, index, header));
        let whole = all.concat();
        let more = header.more.iter().map(|(id, option)| {
            press("chip")
                .key(*id)
                .attr("data-add", id)
                .flag("disabled", whole.len() + option.len() > MAX_LEN)
                .does(act, header.replace(&[whole.as_slice(), option].concat()))
                .text(["+ ", name(words, id)].concat())
        });
        let typed = typed(TypedProps {
            what: What::Options(header.layer),
            shown: write_options(layer, bytes),
            other: String::new(),
            name: title.clone(),
            words: words.clone(),
            act: act.clone(),
        });
        div("row").child(el("ul").label(title.clone()).all(lines)).child(div("editor").all(more)).html(typed)
    };
    let head = div("options").maybe(own.then_some(head));
    let changes = div("options").maybe(selected.then(changes));
    div("row").key(header.id).child(head).child(rows(props, Some(packet), &spots)).child(changes)
}

fn name<'a>(words: &'a Words, id: &'static str) -> &'a str {
    words.find(&["field.", id].concat()).unwrap_or(id)
}

/// One of them: its bytes, what it is for, and what moves it.
fn line(props: &Props, packet: &Packet, option: &bitgrid::OptionSpots, all: &[&[u8]], index: usize, header: &Header) -> El {
    let Props { words, hovered, hover, act, .. } = props;
    let (id, range) = (option.name, option.range.clone());
    let changed = range.clone().any(|byte| packet.byte_changed(byte));
    let (rfc, section) = source(id);
    let help = words.find(&["field.", id, ".help"].concat()).unwrap_or_default().to_owned();
    el("li")
        .key(index)
        .class("option")
        .class_if(!hovered.is_empty() && range.contains(&hovered.start), "hovered")
        .points(hover, Hovered::Byte(range.start as u32))
        .attr("data-option", id)
        .child(span("cell-name").text(name(words, id).to_owned()))
        .child(el("code").class_if(changed, "changed").text(spaced(packet.bytes.get(range).unwrap_or_default())))
        .child(span("meaning").text(help).text(" ").child(rfc_link(words, rfc, section)))
        .maybe((index < all.len()).then(|| acts(words, name(words, id), all, index, header, act)))
}

/// Moves and removes one of the options.
fn acts(words: &Words, name: &str, all: &[&[u8]], at: usize, header: &Header, act: &Callback<Action>) -> El {
    let button = |id: &'static str, sign: &'static str, able: bool, change: &dyn Fn(&mut Vec<&[u8]>)| {
        let mut changed = all.to_vec();
        if able {
            change(&mut changed);
        }
        press("chip")
            .attr("data-do", id)
            .flag("disabled", !able)
            .label(words.headed(name, words.find(&["bits.", id].concat()).unwrap_or(id)))
            .does(act, header.replace(&changed.concat()))
            .text(sign)
    };
    span("option-acts")
        .child(button("earlier", "↑", at > 0, &|all| all.swap(at - 1, at)))
        .child(button("later", "↓", at + 1 < all.len(), &|all| all.swap(at, at + 1)))
        .child(button("remove", "×", true, &|all| {
            all.remove(at);
        }))
}

/// Where an option is defined.
fn source(id: &str) -> (u16, &'static str) {
    match id {
        "tcp.option.window_scale" => (7323, "2.2"),
        "tcp.option.timestamps" => (7323, "3.2"),
        "tcp.option.sack_permitted" => (2018, "2"),
        "tcp.option.sack" => (2018, "3"),
        "tcp.option.unknown" | "tcp.option.rest" => (9293, "3.1"),
        _ if id.starts_with("ipv4.") => (791, "3.1"),
        _ => (9293, "3.2"),
    }
}

/// Bytes as pairs of digits.
pub fn spaced(bytes: &[u8]) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| digits(u32::from(*byte), 2)).collect();
    bytes.join(" ")
}
