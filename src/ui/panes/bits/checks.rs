//! Checksums as they stand and as they should, computed anew with every bit; and what else makes a receiver drop the datagram.

use super::packet::{Check, Packet};
use super::text;
use crate::locale::{Words, panes as key};
use crate::ui::panes::fault::fault_text;
use crate::ui::panes::icon::pencil;
use crate::ui::state::{Action, ChecksumMode};
use crate::wire::fault::{Fault, Severity};
use crate::wire::field::Layer;
use yew::prelude::*;

/// What the checks need.
pub struct Props {
    /// The segment.
    pub packet: Packet,
    /// Words.
    pub words: Words,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The checks.
pub fn checks(props: &Props) -> Html {
    let Props { packet, words, act } = props;
    let chips: Html = packet.checks().map(|check| chip(words, &check)).collect();
    let faults = packet.faults();
    html! {
        <>
            <div key="checks" class="checks">
                <span key="chips" class="row">{ chips }</span>
                <span key="mode">if packet.draft { { mode(words, packet.mode, act) } }</span>
                <span class="gap"></span>
                <span key="note">if packet.draft { <span class="edited-note">{ pencil() }{ words.text(key::BITS_EDITED) }</span> }</span>
            </div>
            <div key="faults">if !faults.is_empty() {
                <ul class="faults" aria-label={words.text(key::BITS_FAULTS).to_owned()}>{ for faults.iter().map(|fault| fault_line(words, *fault)) }</ul>
            }</div>
        </>
    }
}

fn fault_line(words: &Words, fault: Fault) -> Html {
    let fatal = fault.severity() == Severity::Fatal;
    html! { <li key={fault.id()} class={if fatal { "fatal" } else { "odd" }} data-fault={fault.id()}>{ fault_text(words, fault) }</li> }
}

fn chip(words: &Words, check: &Check) -> Html {
    let good = check.good();
    let name = if check.field.layer == Layer::Ipv4 { "IPv4" } else { "" };
    let expected = (!good).then(|| words.fill(key::BITS_EXPECTED, &[("value", &format!("0x{:04x}", check.expected))]));
    let title = text::help(words, check.field).to_owned();
    html! {
        <span key={check.field.id} class={classes!("check", if good { "good" } else { "bad" })} {title} data-check={check.field.id}>
            { name }{ if name.is_empty() { "" } else { " " } }{ words.text(key::BITS_CHECKSUM) }{ format!(" 0x{:04x} ", check.found) }{ if good { "✓" } else { "✗" } }
            { for expected.map(|e| format!(" {e}")) }
        </span>
    }
}

fn mode(words: &Words, now: ChecksumMode, act: &Callback<Action>) -> Html {
    let choice = |mode: ChecksumMode, text| {
        let act = act.clone();
        html! {
            <button type="button" aria-pressed={(mode == now).to_string()} onclick={move |_| act.emit(Action::DraftChecksum(mode))}>{ words.text(text) }</button>
        }
    };
    html! {
        <span class="sw" role="group" aria-label={words.text(key::BITS_CHECKSUM_MODE).to_owned()}>
            { choice(ChecksumMode::Fix, key::BITS_FIX) }
            { choice(ChecksumMode::Keep, key::BITS_KEEP_BROKEN) }
        </span>
    }
}
