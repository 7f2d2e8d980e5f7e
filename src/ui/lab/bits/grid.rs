//! The headers as a grid, 32 bits a row as in the RFCs, or 16 where there is little room.

use super::options::OPTIONS;
use super::packet::Packet;
use super::{bitrow, cell, editor, ip_options, options, text};
use crate::locale::Words;
use crate::ui::el::{El, div, el, press, span};
use crate::ui::state::{Action, FieldId, Hovered, Numbers};
use crate::wire::Addr;
use crate::wire::field::{Field, Layer, fields, ipv4};
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// What the grid needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The segment; without one the names stand without values.
    pub packet: Option<Packet>,
    /// The chosen field.
    pub selected: Option<FieldId>,
    /// Bytes of what the pointer is over.
    pub hovered: Range<usize>,
    /// Bits in a row: 32, or 16.
    pub columns: usize,
    /// Number mode.
    pub numbers: Numbers,
    /// Words.
    pub words: Words,
    /// Where the pointer's whereabouts go.
    pub hover: Callback<Option<Hovered>>,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The grid.
#[component]
pub fn Grid(props: &Props) -> Html {
    let open = use_state_eq(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |()| open.set(!*open))
    };
    let chosen_ip = props.selected.is_some_and(|s| fields(Layer::Ipv4).any(|f| f.id == s));
    let is_open = *open || chosen_ip;
    let transport = props.packet.as_ref().map_or(Some(Layer::Tcp), Packet::transport);
    let grid = use_node_ref();
    let node = grid.clone();
    let packet = props.packet.as_ref();
    let options = packet
        .filter(|p| p.transport() == Some(Layer::Tcp) && p.bytes.len() >= p.ip_len() + 20)
        .map(|packet| options::options(packet, props));
    let mut inside = div("grid")
        .class_if(packet.is_some_and(|p| p.side == 1), "from-server")
        .node(&grid)
        .on(ListenerKind::onkeydown, move |e| walk(&node, e))
        .maybe(packet.map(|packet| fold_row(packet, is_open, &toggle)));
    inside = inside.maybe(packet.filter(|_| is_open).map(|_| rows(props, Layer::Ipv4)));
    inside = inside.maybe(packet.and_then(|packet| ip_options::ip_options(packet, &props.hovered, &props.words, &props.hover)));
    inside = inside.maybe(transport.map(|layer| rows(props, layer)));
    div("row").child(ruler(props.columns)).child(inside.maybe(options)).into()
}

fn ruler(columns: usize) -> El {
    div("ruler").attr("aria-hidden", "true").all((0..columns).map(|n| el("span").key(n).class_if(n % 8 == 0, "byte").text(n.to_string())))
}

/// The IPv4 header in one line.
fn fold_row(packet: &Packet, open: bool, toggle: &Callback<()>) -> El {
    let read = |field: &'static Field| packet.value(field);
    let addr = |field| read(field).map(|v| Addr(v).to_string()).unwrap_or_default();
    let part = |name: &'static str, field: &'static Field| {
        let value = read(field).map(|v| v.to_string()).unwrap_or_default();
        let value = el("span").class_if(packet.old(field).is_some(), "changed").text(value);
        span(name).set("data-gloss", ["field.", field.id, ".help"].concat()).child(span("muted").text(name).text(" ")).child(value)
    };
    let check = packet.checks().find(|c| c.field.layer == Layer::Ipv4).map(|c| {
        let (class, mark) = if c.good() { ("good", "✓") } else { ("bad", "✗") };
        span(class).text([&text::hex(c.found, 4), " ", mark].concat())
    });
    let toggle = toggle.clone();
    press("fold-row")
        .state("aria-expanded", open)
        .attr("data-do", "ipv4")
        .click(move || toggle.emit(()))
        .child(span("turn").attr("aria-hidden", "true").text(if open { "▾" } else { "▸" }))
        .child(el("b").text("IPv4"))
        .child(span("muted").text([&packet.ip_len().to_string(), " B"].concat()))
        .child(span("route").text([&addr(&ipv4::SOURCE), " → ", &addr(&ipv4::DESTINATION)].concat()))
        .child(part("len", &ipv4::TOTAL_LENGTH))
        .child(part("TTL", &ipv4::TTL))
        .child(part("proto", &ipv4::PROTOCOL))
        .maybe(check)
}

/// The rows of one header; the chosen field's bits and editor stand under its row.
fn rows(props: &Props, layer: Layer) -> El {
    let mut out = div("row");
    let mut row: Vec<&'static Field> = Vec::new();
    let mut filled = 0;
    for field in fields(layer) {
        row.push(field);
        filled += usize::from(field.width);
        if filled >= props.columns {
            out = out.child(one_row(props, layer, &row));
            row.clear();
            filled = 0;
        }
    }
    if row.is_empty() { out } else { out.child(one_row(props, layer, &row)) }
}

fn one_row(props: &Props, layer: Layer, row: &[&'static Field]) -> El {
    let first = fields(Layer::Tcp).next().map(|f| f.id);
    let cells = row.iter().map(|field| field_cell(props, layer, field, first));
    let chosen = row.iter().find(|f| props.selected == Some(f.id)).copied();
    let below = props.packet.as_ref().zip(chosen).filter(|(packet, field)| packet.value(field).is_some()).map(|(packet, field)| {
        let Props { columns, numbers, words, act, .. } = props;
        let bits = bitrow::bit_row(field, packet, *columns, *numbers, words, act);
        editor::editor(div("row").child(bits), field, packet, words, act)
    });
    div("row").child(div("row").all(cells)).maybe(below)
}

fn field_cell(props: &Props, layer: Layer, field: &'static Field, first: Option<FieldId>) -> El {
    let Props { packet, words, numbers, .. } = props;
    let packet = packet.as_ref();
    let write = |value: u32| packet.map(|p| text::cell_text(words, *numbers, p, field, value));
    let value = packet.and_then(|p| p.value(field));
    let (value, small) = value.and_then(write).map_or((None, None), |(v, s)| (Some(AttrValue::from(v)), s.map(AttrValue::from)));
    let old = packet.and_then(|p| p.old(field)).and_then(write).map(|(v, _)| AttrValue::from(v));
    let good =
        packet.filter(|_| field.id.ends_with(".checksum")).and_then(|p| p.checks().find(|c| c.field.id == field.id).map(|c| c.good()));
    let flag = packet.filter(|_| field.width == 1).and_then(|p| Some((p.bit(field) as u32, p.value(field)? == 1)));
    let selected = props.selected == Some(field.id);
    cell::cell(&cell::Props {
        id: field.id,
        name: text::name(words, field).to_owned().into(),
        width: usize::from(field.width).min(props.columns) as u8,
        rows: usize::from(field.width).div_ceil(props.columns) as u8,
        value,
        small,
        old,
        good,
        flag,
        selected,
        reachable: selected || (first == Some(field.id) && props.selected.is_none_or(|s| s == OPTIONS)),
        hovered: packet.is_some_and(|p| touches(p, field, &props.hovered)),
        under_fold: layer == Layer::Ipv4,
        hover: props.hover.clone(),
        act: props.act.clone(),
    })
}

/// Whether a field has one of these bytes. A byte that several fields share lights all of them.
fn touches(packet: &Packet, field: &Field, bytes: &Range<usize>) -> bool {
    let place = packet.place(field);
    !bytes.is_empty() && place.start < bytes.end && bytes.start < place.end
}

/// Arrow keys walk from field to field.
fn walk(grid: &NodeRef, event: web_sys::Event) {
    let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
    let by = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => 1,
        "ArrowLeft" | "ArrowUp" => -1,
        _ => return,
    };
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    if !target.is_some_and(|t| t.class_list().contains("cell")) {
        return;
    }
    let Some(cells) = grid.cast::<Element>().and_then(|g| g.query_selector_all(".cell").ok()) else { return };
    let elements = || (0..cells.length()).filter_map(|i| cells.item(i)?.dyn_into::<HtmlElement>().ok());
    let now = event.target();
    let Some(at) = elements().position(|e| Some(e.as_ref()) == now.as_ref()) else { return };
    let next = at as i64 + by;
    if let Some(element) = usize::try_from(next).ok().and_then(|n| elements().nth(n)) {
        let _ = element.focus();
        event.prevent_default();
        event.stop_propagation();
    }
}
