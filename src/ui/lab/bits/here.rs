//! What a field says in this very segment.

use super::checks::cut;
use super::packet::Packet;
use super::text::{hex, option_name};
use crate::layout::Spot;
use crate::layout::heading::icmp_key;
use crate::locale::{Words, fill};
use crate::tcp::Seq;
use crate::ui::panes::numbers::seq_text;
use crate::ui::panes::who::who_in_text;
use crate::ui::state::Numbers;
use crate::wire::Addr;
use crate::wire::field::{Field, Layer, icmp, ipv4, tcp};
use crate::wire::option_field::ipv4 as ipv4_option;

/// The sentence; `None` where the field says nothing of its own.
pub fn here(words: &Words, numbers: Numbers, packet: &Packet, spot: Spot) -> Option<String> {
    let field = spot.field;
    let value = spot.read(&packet.bytes)?;
    let say = |id: &str, args: &[(&str, &str)]| words.find(&["here.", id].concat()).map(|text| fill(text, args));
    let count = |id: &str, n: u64| say(id, &[("n", &words.number(n))]);
    let [own, peer] = packet.iss;
    let along = |own_stream: bool, number: u32| seq_text(Seq(number), if own_stream { own } else { peer }, numbers);
    let set = |flag: &Field| packet.value(flag) == Some(1);
    let data = packet.bytes.len().saturating_sub(packet.header_end()) as u32;
    let seq = || packet.value(&tcp::SEQ).unwrap_or_default();
    let last = |from: u32, n: u32| from.wrapping_add(n).wrapping_sub(1);
    match field.id {
        id if id == tcp::SEQ.id => {
            let (a, b) = (along(true, value), along(true, last(value, data)));
            let (next, fin) = (along(true, value.wrapping_add(1)), along(true, value.wrapping_add(data)));
            match (set(&tcp::SYN), set(&tcp::FIN), data) {
                (true, ..) => say("syn", &[("n", &next)]),
                (_, true, 0) => say("fin", &[]),
                (.., 0) => say("no-number", &[("n", &a)]),
                (_, true, _) => say("bytes-fin", &[("a", &a), ("b", &b), ("n", &fin)]),
                _ => say("bytes", &[("a", &a), ("b", &b)]),
            }
        }
        id if id == tcp::ACK.id && set(&tcp::ACK_FLAG) => {
            say("ack", &[("a", &along(false, value.wrapping_sub(1))), ("n", &along(false, value))])
        }
        id if id == tcp::ACK.id => say("ack-off", &[]),
        id if id == tcp::DATA_OFFSET.id => {
            let at = packet.ip_len() as u64 + u64::from(value) * 4;
            say("data-offset", &[("n", &u64::from(value * 4).saturating_sub(20).to_string()), ("at", &at.to_string())])
        }
        id if id == tcp::WINDOW.id => match packet.value(&tcp::ACK).filter(|_| set(&tcp::ACK_FLAG)) {
            _ if value == 0 => say("no-window", &[]),
            Some(ack) => say("window", &[("n", &words.number(u64::from(value))), ("b", &along(false, last(ack, value)))]),
            None => count("window-syn", u64::from(value)),
        },
        id if id == tcp::URGENT_POINTER.id && set(&tcp::URG) => say("urgent", &[("b", &along(true, last(seq(), value)))]),
        id if id == tcp::URGENT_POINTER.id => say("urgent-off", &[]),
        id if id.ends_with(".checksum") => {
            let check = packet.checks().find(|c| c.field.id == id)?;
            match check.sum {
                None => Some(cut(words, packet)),
                Some(sum) if sum.found == 0 && field.layer == Layer::Udp => say("no-sum", &[]),
                Some(sum) if sum.good() => say("right", &[]),
                Some(sum) => say("wrong", &[("value", &hex(sum.expected.into(), 4))]),
            }
        }
        id if id.ends_with(".source_port") || id == ipv4::SOURCE.id => whose(words, packet, packet.side),
        id if id.ends_with(".destination_port") || id == ipv4::DESTINATION.id => whose(words, packet, 1 - packet.side.min(1)),
        id if id == ipv4::IHL.id => count("options", u64::from(value * 4).saturating_sub(20)),
        id if id == ipv4::TOTAL_LENGTH.id => {
            let header = packet.header_end().saturating_sub(packet.ip_len());
            say("total", &[("a", &packet.ip_len().to_string()), ("b", &header.to_string()), ("n", &data.to_string())])
        }
        id if id == ipv4::TTL.id => count("routers", u64::from(value.saturating_sub(1))),
        id if id == ipv4::FRAGMENT_OFFSET.id => count("from-byte", u64::from(value) * 8),
        id if id == ipv4::PROTOCOL.id => {
            let name = match Layer::of_protocol(value)? {
                Layer::Tcp => "TCP",
                Layer::Udp => "UDP",
                Layer::Icmp => "ICMP",
                Layer::Ipv4 => return None,
            };
            say("is", &[("name", name)])
        }
        id if id == ipv4::ECN.id => {
            say("is", &[("name", ["Not-ECT", "ECT(1)", "ECT(0)", "CE"].get(value as usize).copied().unwrap_or_default())])
        }
        "udp.length" => count("udp-length", u64::from(value.saturating_sub(8))),
        id if id == icmp::TYPE.id || id == icmp::CODE.id => {
            let read = |field| packet.value(field).unwrap_or_default() as u8;
            let name = icmp_key(read(&icmp::TYPE), read(&icmp::CODE)).and_then(|key| words.find(key))?;
            say("is", &[("name", name)])
        }
        "tcp.option.kind" | "ipv4.option.type" => {
            let option = ["field.", option_name(field, value), ".help"].concat();
            let sort = (field.layer == Layer::Ipv4).then(|| {
                let copied = if value & 128 == 0 { "here.not-copied" } else { "here.copied" };
                let (class, number) = ((value >> 5 & 3).to_string(), (value & 31).to_string());
                words.find(copied).map_or_else(String::new, |text| [" ", &fill(text, &[("class", &class), ("n", &number)])].concat())
            });
            words.find(&option).map(|help| [help, &sort.unwrap_or_default()].concat())
        }
        "tcp.option.length" | "ipv4.option.length" => count("option-length", u64::from(value.saturating_sub(2))),
        "tcp.option.mss.value" => count("mss", u64::from(value)),
        "tcp.option.window_scale.shift" => count("scale", 1 << value.min(14)),
        "tcp.option.sack.left" => say("sack-left", &[("n", &along(false, value))]),
        "tcp.option.sack.right" => say("sack-right", &[("n", &along(false, value.wrapping_sub(1)))]),
        "ipv4.option.pointer" => {
            let option = packet.bytes.get(spot.at..).unwrap_or_default();
            let len = option.get(1).map_or(0, |len| u32::from(*len));
            let slot = (value >= 4).then(|| option.get(value as usize - 1..value as usize + 3)).flatten();
            match slot.and_then(|slot| ipv4_option::ADDRESS.read(slot)) {
                Some(address) if value + 3 <= len => say("next-slot", &[("address", &Addr(address).to_string())]),
                _ if value > len => say("route-done", &[]),
                _ => None,
            }
        }
        _ if field.width == 1 => say(if value == 1 { "set" } else { "not-set" }, &[]),
        _ => None,
    }
}

/// Whose port or address it is, where an end sent it.
fn whose(words: &Words, packet: &Packet, side: u8) -> Option<String> {
    let text = words.find("here.whose").filter(|_| packet.stranger.is_none())?;
    Some(fill(text, &[("who", who_in_text(words, side))]))
}
