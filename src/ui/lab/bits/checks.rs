//! Checksums as they stand and as they should, computed anew with every bit; and what else makes a receiver drop the datagram.

use super::packet::{Check, Packet};
use super::text;
use crate::locale::{Words, lab, panes as key};
use crate::ui::components::prose::prose;
use crate::ui::el::{El, div, el, span, switch};
use crate::ui::panes::fault::fault_text;
use crate::ui::panes::icon::edited_note;
use crate::ui::state::{Action, Change, ChecksumMode};
use crate::wire::fault::{Fault, Severity};
use crate::wire::field::Layer;
use yew::Callback;

/// The checks, within the pane.
pub fn checks(place: El, packet: &Packet, words: &Words, act: &Callback<Action>) -> El {
    let faults = packet.faults();
    let list = || el("ul").class("faults").name(words, key::BITS_FAULTS).all(faults.iter().map(|fault| fault_line(words, *fault)));
    let checks = div("checks")
        .child(span("row").all(chips(packet, words)))
        .child(span("row").maybe(packet.draft.then(|| mode(words, packet.mode, act))))
        .child(span("row").maybe((packet.draft && packet.edits.has_lengths()).then(|| lengths(words, packet.edits.keep_lengths, act))))
        .child(span("gap"))
        .child(span("").maybe(packet.draft.then(|| edited_note(words, key::BITS_EDITED))));
    place.child(checks).child(div("").maybe((!faults.is_empty()).then(list)))
}

/// Whether lengths follow what became of options and data.
fn lengths(words: &Words, keep: bool, act: &Callback<Action>) -> El {
    let choice = |on: bool, text| (text, keep == on, Change::Lengths(on).into());
    let choices = [choice(false, key::BITS_FIX), choice(true, key::BITS_KEEP_BROKEN)];
    let named = |text: El| text.text(words.find(key::BITS_LENGTHS.id()).unwrap_or_default().to_owned());
    span("lengths").child(named(span("muted"))).child(switch(words, key::BITS_LENGTHS, act, &choices))
}

fn fault_line(words: &Words, fault: Fault) -> El {
    let class = if fault.severity() == Severity::Fatal { "fatal" } else { "odd" };
    el("li").key(fault.id()).class(class).attr("data-fault", fault.id()).child(prose(words, &fault_text(words, fault)))
}

/// A chip for each checksum.
pub fn chips(packet: &Packet, words: &Words) -> impl Iterator<Item = El> {
    packet.checks().map(|check| chip(packet, words, &check))
}

fn chip(packet: &Packet, words: &Words, check: &Check) -> El {
    let (class, mark) = check.sign();
    let name = if check.field.layer == Layer::Ipv4 { "IPv4 " } else { "" };
    let found = check.sum.map(|sum| [" ", &text::hex(sum.found.into(), 4)].concat()).unwrap_or_default();
    let mut said = [name, words.text(key::BITS_CHECKSUM), &found, " ", mark].concat();
    said.push_str(&match check.sum {
        Some(sum) if sum.good() => String::new(),
        Some(sum) => [" ", &words.fill(key::BITS_EXPECTED, &[("value", &text::hex(sum.expected.into(), 4))])].concat(),
        None => [" ", &cut(words, packet)].concat(),
    });
    span("check")
        .key(check.field.id)
        .class(class)
        .set("data-gloss", ["field.", check.field.id, ".help"].concat())
        .attr("data-check", check.field.id)
        .text(said)
}

/// Why a checksum of what is quoted tells nothing.
pub fn cut(words: &Words, packet: &Packet) -> String {
    words.fill(lab::BITS_CUT, &[("n", &packet.bytes.len().to_string()), ("of", &packet.claimed().to_string())])
}

fn mode(words: &Words, now: ChecksumMode, act: &Callback<Action>) -> El {
    let choice = |mode: ChecksumMode, text| (text, mode == now, Change::Checksum(mode).into());
    let choices = [choice(ChecksumMode::Fix, key::BITS_FIX), choice(ChecksumMode::Keep, key::BITS_KEEP_BROKEN)];
    switch(words, key::BITS_CHECKSUM_MODE, act, &choices)
}
