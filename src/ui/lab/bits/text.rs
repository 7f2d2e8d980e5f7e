//! How the value of a field is written.

use super::packet::Packet;
use crate::layout::bitgrid;
use crate::locale::{Words, fill, panes as key};
use crate::tcp::Seq;
use crate::ui::panes::numbers::{relative, seq_text};
use crate::ui::state::Numbers;
use crate::wire::Addr;
use crate::wire::field::{Field, Layer, ipv4, tcp};
use crate::wire::option_field;

/// What a field holds besides a number.
enum Sort {
    Plain,
    Hex,
    Address,
    /// A sequence number of the sender (true) or of its peer.
    Sequence(bool),
}

fn sort(field: &Field) -> Sort {
    match field.id {
        "tcp.seq" => Sort::Sequence(true),
        "tcp.ack" | "tcp.option.sack.left" | "tcp.option.sack.right" => Sort::Sequence(false),
        _ if field.is_address() => Sort::Address,
        "ipv4.checksum" | "tcp.checksum" | "udp.checksum" | "icmp.checksum" | "ipv4.id" | "tcp.option.byte" | "ipv4.option.byte" => {
            Sort::Hex
        }
        _ => Sort::Plain,
    }
}

/// A value as its cell shows it: the number, and what stands small beside it.
pub fn cell_text(words: &Words, numbers: Numbers, packet: &Packet, field: &Field, value: u32) -> (String, Option<String>) {
    match sort(field) {
        Sort::Plain => (value.to_string(), unit(words, field, value)),
        Sort::Hex => (hex(value, digits_of(field)), None),
        Sort::Address => (Addr(value).to_string(), None),
        Sort::Sequence(own) => {
            let [first, second] = packet.iss;
            let origin = if own { first } else { second };
            // An acknowledgment number that does not count is no place in the peer's stream.
            let counts = field.id != tcp::ACK.id || packet.value(&tcp::ACK_FLAG) == Some(1);
            let Some(n) = relative(Seq(value), origin).filter(|_| counts) else { return (value.to_string(), None) };
            match numbers {
                Numbers::Relative | Numbers::Letters => (seq_text(Seq(value), origin, numbers), Some(format!("= {value}"))),
                Numbers::Absolute => (value.to_string(), Some(fill(words.text(key::BITS_RELATIVE_VALUE), &[("n", &n.to_string())]))),
            }
        }
    }
}

/// What a length in words is in bytes, and which option a kind is.
fn unit(words: &Words, field: &Field, value: u32) -> Option<String> {
    if field.id == option_field::tcp::KIND.id || field.id == option_field::ipv4::TYPE.id {
        return words.find(&["field.", option_name(field, value)].concat()).map(str::to_owned);
    }
    let bytes = field.id == ipv4::IHL.id || field.id == tcp::DATA_OFFSET.id;
    bytes.then(|| format!("= {} B", value * 4))
}

/// The locale key, after `field.`, of the option that a kind or a type announces.
pub fn option_name(field: &Field, value: u32) -> &'static str {
    let found = bitgrid::options(&[value as u8, 2, 0, 0], field.layer, 0..2);
    match (value, found.first()) {
        // A kind whose length is always more than the two bytes that all begin with.
        (2, _) if field.layer == Layer::Tcp => "tcp.option.mss",
        (3, _) if field.layer == Layer::Tcp => "tcp.option.window_scale",
        (8, _) if field.layer == Layer::Tcp => "tcp.option.timestamps",
        (_, found) => found.map_or("tcp.option.unknown", |found| found.name),
    }
}

fn digits_of(field: &Field) -> u32 {
    u32::from(field.width).div_ceil(4)
}

/// A value as the editor offers it: absolute, or dotted for an address.
pub fn typed(field: &Field, value: u32) -> String {
    match sort(field) {
        Sort::Address => Addr(value).to_string(),
        Sort::Hex => hex(value, digits_of(field)),
        _ => value.to_string(),
    }
}

/// So many hexadecimal digits, behind `0x`; more where the value needs them.
pub fn hex(value: u32, least: u32) -> String {
    ["0x", &digits(value, least)].concat()
}

/// So many hexadecimal digits; more where the value needs them.
pub fn digits(value: u32, least: u32) -> String {
    let needed = (32 - value.leading_zeros()).div_ceil(4);
    let digit = |place: u32| char::from_digit(value >> (4 * place) & 15, 16).unwrap_or('0');
    (0..needed.max(least)).rev().map(digit).collect()
}

/// The other ways to write a value.
pub fn others(field: &Field, value: u32) -> String {
    let other = match sort(field) {
        Sort::Hex => value.to_string(),
        _ => hex(value, digits_of(field)),
    };
    let bit = |at: u8| if value >> at & 1 == 1 { "1" } else { "0" };
    let bits: Vec<&str> = (0..field.width.min(32)).rev().flat_map(|at| [bit(at), if at % 8 == 0 && at > 0 { " " } else { "" }]).collect();
    [&other, " · 0b", &bits.concat()].concat()
}

/// The name of a field in the reader's language; its id where there is none.
pub fn name<'a>(words: &'a Words, field: &'a Field) -> &'a str {
    words.find(&format!("field.{}", field.id)).unwrap_or(field.id)
}

/// The sentence about a field.
pub fn help<'a>(words: &'a Words, field: &Field) -> &'a str {
    words.find(&format!("field.{}.help", field.id)).unwrap_or_default()
}
