//! How a checksum is computed, word by word, as on paper.

use super::packet::Packet;
use super::text::{self, digits, hex};
use crate::draw::Markup;
use crate::locale::{Words, fill, lab};
use crate::wire::field::{Layer, fields, ipv4};
use crate::wire::summation;
use crate::wire::summation::{Summation, Word};

/// Words of data that are written out; the last one is, too.
const SHOWN: usize = 8;

/// A table for each checksum of the datagram.
pub fn tables(packet: &Packet, words: &Words) -> String {
    let mut out = Markup::new();
    for packet in [Some(packet), packet.quoted.as_deref()].into_iter().flatten() {
        let whole = packet.checks().filter(|check| check.sum.is_some());
        for sum in whole.filter_map(|check| summation(&packet.bytes, check.field.layer)) {
            table(&mut out, packet, words, &sum);
        }
    }
    out.finish()
}

fn table(out: &mut Markup, packet: &Packet, words: &Words, sum: &Summation) {
    let said = |id: &'static str| words.find(id).unwrap_or(id);
    let data = if sum.field.layer == Layer::Ipv4 { usize::MAX } else { packet.header_end() };
    let last = sum.words.len().saturating_sub(1);
    let shown = |index: &usize, word: &Word| word.at < data.saturating_add(SHOWN * 2) || word.pseudo || *index == last;
    let layer = match sum.field.layer {
        Layer::Ipv4 => "IPv4",
        Layer::Tcp => "TCP",
        Layer::Udp => "UDP",
        Layer::Icmp => "ICMP",
    };
    out.open("table").set("data-sum", sum.field.id);
    out.open("caption").text(layer).text(" · ").text(text::name(words, sum.field));
    if packet.base > 0 {
        out.text(" · ").text(said("bits.quoted"));
    }
    out.close("caption");
    out.constant("<thead>");
    row(out, "th", [said("sum.of"), said("sum.word"), said("sum.so-far")]);
    out.constant("</thead><tbody>");
    let mut left_out = 0;
    for (index, word) in sum.words.iter().enumerate() {
        if !shown(&index, word) {
            left_out += 1;
            continue;
        }
        if left_out > 0 {
            let more = fill(said("sum.more"), &[("n", &words.number(left_out))]);
            row(out, "td", [&more, "…", "…"]);
            left_out = 0;
        }
        let carry = if word.carry { [" ", said("sum.carry")].concat() } else { String::new() };
        let sum_now = [&digits(u32::from(word.sum), 4), carry.as_str()].concat();
        row(out, "td", [&what(packet, words, sum, word, data), &digits(u32::from(word.value), 4), &sum_now]);
    }
    let result = |out: &mut Markup, id: &'static str, value: u16| {
        out.constant("<tr>").open("th").set("colspan", "2").set("scope", "row").text(said(id)).close("th");
        out.constant("<td><b>").text(&hex(u32::from(value), 4)).constant("</b></td></tr>");
    };
    result(out, "sum.total", sum.sum);
    result(out, "sum.complement", sum.checksum);
    result(out, "sum.found", sum.found);
    out.constant("</tbody></table>");
}

fn row(out: &mut Markup, cell: &'static str, cells: [&str; 3]) {
    out.constant("<tr>");
    for text in cells {
        out.open(cell).text(text);
        out.close(cell);
    }
    out.constant("</tr>");
}

/// What a word is of.
fn what(packet: &Packet, words: &Words, sum: &Summation, word: &Word, data: usize) -> String {
    let said = |id: &str| words.find(id).unwrap_or_default().to_owned();
    let layer = sum.field.layer;
    let comma = words.text(lab::LIST_COMMA);
    if word.pseudo {
        let name = match word.at {
            0..4 => text::name(words, &ipv4::SOURCE).to_owned(),
            4..8 => text::name(words, &ipv4::DESTINATION).to_owned(),
            8 => ["0", comma, text::name(words, &ipv4::PROTOCOL)].concat(),
            _ => said("sum.length"),
        };
        return words.headed(&said("sum.pseudo"), &name);
    }
    let mut names: Vec<&str> = Vec::new();
    for field in fields(layer).filter(|f| f.width > 1 || f.id.starts_with("ipv4")) {
        let place = packet.place(field);
        if place.start < word.at + 2 && word.at < place.end {
            names.push(text::name(words, field));
        }
    }
    let mut name = match names.as_slice() {
        [] if word.at >= data => said("bits.data"),
        [] => said("field.tcp.options"),
        names => names.join(comma),
    };
    for (on, id) in [(word.own, "sum.own"), (word.padded, "sum.padded")] {
        if on {
            name = words.headed(&name, &said(id));
        }
    }
    name
}
