//! The headers as a grid, 32 bits a row as in the RFCs, or 16 where there is little room.

use super::options::OPTIONS;
use super::packet::Packet;
use super::{bitrow, cell, editor, options, text};
use crate::locale::Words;
use crate::ui::state::{Action, FieldId, Hovered, Numbers};
use crate::wire::Addr;
use crate::wire::field::{Field, Layer, fields, ipv4};
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

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
    let onkeydown = {
        let grid = grid.clone();
        move |e: KeyboardEvent| walk(&grid, &e)
    };
    let has_options = props.packet.as_ref().is_some_and(|p| !p.options().is_empty());
    html! {
        <>
            <div key="ruler" class="ruler" aria-hidden="true">{ ruler(props.columns) }</div>
            <div key="grid" class={classes!("grid", props.packet.as_ref().filter(|p| p.side == 1).map(|_| "from-server"))} ref={grid} {onkeydown}>
                <div key="fold" class="row">if let Some(packet) = &props.packet { { fold_row(packet, is_open, &toggle) } }</div>
                <div key="ip" class="row">if is_open && props.packet.is_some() { { rows(props, Layer::Ipv4) } }</div>
                <div key="transport" class="row">if let Some(layer) = transport { { rows(props, layer) } }</div>
                <div key="options" class="row">if has_options && let Some(packet) = &props.packet {
                    { options::options(&options::Props { packet: packet.clone(), selected: props.selected == Some(OPTIONS), words: props.words.clone(), hover: props.hover.clone(), act: props.act.clone() }) }
                }</div>
            </div>
        </>
    }
}

fn ruler(columns: usize) -> Html {
    (0..columns).map(|n| html! { <span key={n} class={classes!((n % 8 == 0).then_some("byte"))}>{ n }</span> }).collect()
}

/// The IPv4 header in one line.
fn fold_row(packet: &Packet, open: bool, toggle: &Callback<()>) -> Html {
    let read = |field: &'static Field| packet.value(field);
    let addr = |field| read(field).map(|v| Addr(v).to_string()).unwrap_or_default();
    let part = |name: &'static str, field: &'static Field| {
        let value = read(field).map(|v| v.to_string()).unwrap_or_default();
        let changed = packet.old(field).is_some();
        html! { <span class={name}><span class="muted">{ name }{ " " }</span><span class={classes!(changed.then_some("changed"))}>{ value }</span></span> }
    };
    let check = packet.checks().find(|c| c.field.layer == Layer::Ipv4).map(|c| {
        let mark = if c.good() { "✓" } else { "✗" };
        html! { <span class={if c.good() { "good" } else { "bad" }}>{ format!("0x{:04x} {mark}", c.found) }</span> }
    });
    let toggle = toggle.clone();
    html! {
        <button type="button" class="fold-row" aria-expanded={open.to_string()} onclick={move |_| toggle.emit(())} data-do="ipv4">
            <span class="turn" aria-hidden="true">{ if open { "▾" } else { "▸" } }</span><b>{ "IPv4" }</b>
            <span class="muted">{ format!("{} B", packet.ip_len()) }</span>
            <span class="route">{ addr(&ipv4::SOURCE) }{ " → " }{ addr(&ipv4::DESTINATION) }</span>
            { part("len", &ipv4::TOTAL_LENGTH) }{ part("TTL", &ipv4::TTL) }{ part("proto", &ipv4::PROTOCOL) }{ for check }
        </button>
    }
}

/// The rows of one header; the chosen field's bits and editor stand under its row.
fn rows(props: &Props, layer: Layer) -> Html {
    let mut out = Vec::new();
    let mut row: Vec<&'static Field> = Vec::new();
    let mut filled = 0;
    for field in fields(layer) {
        row.push(field);
        filled += usize::from(field.width);
        if filled >= props.columns {
            out.push(one_row(props, layer, &row));
            row.clear();
            filled = 0;
        }
    }
    if !row.is_empty() {
        out.push(one_row(props, layer, &row));
    }
    out.into_iter().enumerate().map(|(index, row)| html! { <div class="row" key={index}>{ row }</div> }).collect()
}

fn one_row(props: &Props, layer: Layer, row: &[&'static Field]) -> Html {
    let first = fields(Layer::Tcp).next().map(|f| f.id);
    let cells: Html = row.iter().map(|field| html! { <key={field.id}>{ field_cell(props, layer, field, first) }</> }).collect();
    let chosen = row.iter().find(|f| props.selected == Some(f.id)).copied();
    let below = props.packet.as_ref().zip(chosen).filter(|(packet, field)| packet.value(field).is_some()).map(|(packet, field)| {
        html! {
            <>
                { bitrow::bit_row(&bitrow::Props { field, packet: packet.clone(), columns: props.columns, words: props.words.clone(), act: props.act.clone() }) }
                { editor::editor(&editor::Props { field, packet: packet.clone(), words: props.words.clone(), act: props.act.clone() }) }
            </>
        }
    });
    html! {
        <>
            <div class="row" key="cells">{ cells }</div>
            <div class="row" key="below">{ for below }</div>
        </>
    }
}

fn field_cell(props: &Props, layer: Layer, field: &'static Field, first: Option<FieldId>) -> Html {
    let Props { packet, words, numbers, .. } = props;
    let write = |value: u32| packet.as_ref().map(|p| text::cell_text(words, *numbers, p, field, value));
    let value = packet.as_ref().and_then(|p| p.value(field));
    let (value, small) = value.and_then(write).map_or((None, None), |(v, s)| (Some(AttrValue::from(v)), s.map(AttrValue::from)));
    let old = packet.as_ref().and_then(|p| p.old(field)).and_then(write).map(|(v, _)| AttrValue::from(v));
    let good = packet
        .as_ref()
        .filter(|_| field.id.ends_with(".checksum"))
        .and_then(|p| p.checks().find(|c| c.field.id == field.id).map(|c| c.good()));
    let flag = packet.as_ref().filter(|_| field.width == 1).and_then(|p| Some((p.bit(field) as u32, p.value(field)? == 1)));
    let hovered = packet.as_ref().is_some_and(|p| touches(p, field, &props.hovered));
    let selected = props.selected == Some(field.id);
    let reachable =
        selected || (props.selected.is_none() && first == Some(field.id)) || (props.selected == Some(OPTIONS) && first == Some(field.id));
    let width = usize::from(field.width).min(props.columns) as u8;
    html! {
        { cell::cell(&cell::Props { id: field.id, name: text::name(words, field).to_owned().into(), width, rows: usize::from(field.width).div_ceil(props.columns) as u8, value, small, old, good, flag, selected, reachable, hovered, under_fold: layer == Layer::Ipv4, hover: props.hover.clone(), act: props.act.clone() }) }
    }
}

/// Whether a field has one of these bytes. A byte that several fields share lights all of them.
fn touches(packet: &Packet, field: &Field, bytes: &Range<usize>) -> bool {
    let place = packet.place(field);
    !bytes.is_empty() && place.start < bytes.end && bytes.start < place.end
}

/// Arrow keys walk from field to field.
fn walk(grid: &NodeRef, event: &KeyboardEvent) {
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
