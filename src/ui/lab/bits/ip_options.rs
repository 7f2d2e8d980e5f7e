//! The options of the IPv4 header, each with what it means. They are edited in the bytes.

use super::options::spaced;
use super::packet::Packet;
use crate::locale::{Words, panes as key};
use crate::ui::el::{El, div, el, span};
use crate::ui::panes::link::rfc_link;
use crate::ui::state::Hovered;
use crate::wire::ipv4_option::{Ipv4Option, ipv4_options};
use std::ops::Range;
use yew::Callback;

/// The list, a row of the grid each; `None` where the header has none.
pub fn ip_options(packet: &Packet, hovered: &Range<usize>, words: &Words, hover: &Callback<Option<Hovered>>) -> Option<El> {
    let all = ipv4_options(&packet.bytes);
    let octets: usize = all.iter().map(|o| o.range.len()).sum();
    let rows = all.iter().enumerate().map(|(index, option)| {
        let (id, value) = describe(packet, option);
        let text = |suffix: &str| words.find(&["field.", id, suffix].concat()).unwrap_or_default().to_owned();
        let changed = option.range.clone().any(|byte| packet.byte_changed(byte));
        el("li")
            .key(index)
            .class("option still")
            .class_if(!hovered.is_empty() && option.range.contains(&hovered.start), "hovered")
            .points(hover, Hovered::Byte(option.range.start as u32))
            .attr("data-field", id)
            .child(span("cell-name").text(text("")))
            .child(el("code").class_if(changed, "changed").text(value))
            .child(span("meaning").text(text(".help")).text(" ").child(rfc_link(words, 791, "3.1")))
    });
    (octets > 0).then(|| {
        let title = words.text(key::BITS_IPV4_OPTIONS).to_owned();
        let head = div("options-head still").child(span("cell-name").text(title.clone())).child(span("muted").text(format!(" {octets} B")));
        div("options ip").child(head).child(el("ul").label(title).all(rows))
    })
}

/// The locale key of an option's name, and its value: of a route its addresses, the next one marked.
fn describe(packet: &Packet, option: &Ipv4Option) -> (&'static str, String) {
    let bytes = packet.bytes.get(option.range.clone()).unwrap_or_default();
    let id = match option.kind {
        0 => return ("tcp.option.end", spaced(bytes)),
        1 => return ("tcp.option.nop", spaced(bytes)),
        7 => "ipv4.option.record",
        131 => "ipv4.option.loose",
        137 => "ipv4.option.strict",
        _ => return ("ipv4.option.unknown", spaced(bytes)),
    };
    let value = option.route(&packet.bytes).map_or_else(
        || spaced(bytes),
        |(addresses, next)| {
            let told = addresses.iter().enumerate().map(|(n, a)| [if n == next { "▸ " } else { "" }, &a.to_string()].concat());
            told.collect::<Vec<_>>().join(", ")
        },
    );
    (id, value)
}
