//! The bytes, 16 a line, linked both ways with the fields.

use super::packet::Packet;
use crate::locale::{Words, panes as key};
use crate::ui::state::{Action, HoverHandle, Hovered};
use crate::wire::field::{FIELDS, Field, Layer};
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

/// Bytes drawn before the reader asks for the rest.
const FIRST: usize = 64;

/// What the dump needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The segment.
    pub packet: Packet,
    /// Bytes of the chosen field.
    pub selected: Range<usize>,
    /// Bytes of what the pointer is over.
    pub hovered: Range<usize>,
    /// Bytes a line.
    pub columns: usize,
    /// Words.
    pub words: Words,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The dump.
#[component]
pub fn Hex(props: &Props) -> Html {
    let Props { packet, columns, words, act, .. } = props;
    let all = use_state_eq(|| false);
    let hover = use_context::<HoverHandle>();
    let shown = if *all { packet.bytes.len() } else { packet.bytes.len().min(FIRST.max(packet.header_end())) };
    let rest = packet.bytes.len() - shown;
    let bytes = packet.bytes.get(..shown).unwrap_or_default();
    let lines: Html = bytes
        .chunks(*columns)
        .enumerate()
        .map(|(index, line)| html! { <key={index}>{ self::line(props, index * columns, line) }</> })
        .collect();
    let onpointerover = hover.clone().map(|h| Callback::from(move |e: PointerEvent| h.dispatch(byte_of(&e).map(Hovered::Byte))));
    let onpointerleave = hover.map(|h| Callback::from(move |_: PointerEvent| h.dispatch(None)));
    let onclick = {
        let (act, packet) = (act.clone(), packet.clone());
        move |e: MouseEvent| {
            if let Some(field) = byte_of(&e).and_then(|at| field_at(&packet, at as usize)) {
                act.emit(Action::SelectField(Some(field.id)));
            }
        }
    };
    let more = {
        let all = all.clone();
        move |_| all.set(true)
    };
    html! {
        <div class="hex" role="group" aria-label={words.text(key::BITS_HEX).to_owned()} {onpointerover} {onpointerleave} {onclick}>
            <div key="lines">{ lines }</div>
            <div key="more">if rest > 0 { <button type="button" class="link-button" onclick={more}>{ words.count(key::BITS_HEX_MORE, rest as u64) }</button> }</div>
        </div>
    }
}

fn line(props: &Props, first: usize, bytes: &[u8]) -> Html {
    let packet = &props.packet;
    let half = props.columns / 2;
    let ip = packet.ip_len();
    let cells: Html = bytes
        .iter()
        .enumerate()
        .map(|(index, byte)| {
            let at = first + index;
            let class = classes!(
                "byte",
                (at < ip).then_some("ip"),
                packet.byte_changed(at).then_some("changed"),
                props.selected.contains(&at).then_some("selected"),
                props.hovered.contains(&at).then_some("hovered"),
            );
            let space = if index == 0 {
                ""
            } else if index == half {
                "  "
            } else {
                " "
            };
            html! { <key={index}>{ space }<span {class} data-byte={at.to_string()}>{ format!("{byte:02x}") }</span></> }
        })
        .collect();
    let ascii: String = bytes.iter().map(|b| if (0x20..0x7f).contains(b) { char::from(*b) } else { '·' }).collect();
    html! {
        <div class="hex-line">
            <span class="offset">{ format!("{first:04x}") }</span>
            <span class="bytes">{ cells }</span>
            <span class="ascii" aria-hidden="true">{ ascii }</span>
        </div>
    }
}

/// The byte an event happened on.
fn byte_of(event: &Event) -> Option<u32> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.get_attribute("data-byte")?.parse().ok()
}

/// The field a byte belongs to; of the flags, the first.
pub fn field_at(packet: &Packet, at: usize) -> Option<&'static Field> {
    let transport = packet.transport();
    let ours = |f: &&Field| f.layer == Layer::Ipv4 || Some(f.layer) == transport;
    FIELDS.iter().filter(ours).find(|f| {
        let end = if f.layer == Layer::Ipv4 { packet.ip_len() } else { packet.bytes.len() };
        packet.place(f).contains(&at) && at < end
    })
}
