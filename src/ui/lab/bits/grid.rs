//! The headers as a grid, 32 bits a row as in the RFCs, or 16 where there is little room.

use super::checks::chips;
use super::options::{HEADERS, options};
use super::packet::{Packet, headers};
use super::{bitrow, cell, editor, text};
use crate::layout::Spot;
use crate::layout::bitgrid::split;
use crate::locale::{Words, lab};
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
    let chosen_ip = props.selected.is_some_and(|s| s == HEADERS[0].id || fields(Layer::Ipv4).any(|f| f.id == s));
    let is_open = *open || chosen_ip;
    let transport = props.packet.as_ref().map_or(Some(Layer::Tcp), Packet::transport);
    let grid = use_node_ref();
    let node = grid.clone();
    let packet = props.packet.as_ref();
    let mut inside = div("grid")
        .class_if(packet.is_some_and(|p| p.side == 1), "from-server")
        .node(&grid)
        .on(ListenerKind::onkeydown, move |e| walk(&node, e))
        .maybe(packet.map(|packet| fold_row(packet, is_open, &toggle)));
    inside = inside.maybe(packet.filter(|_| is_open).map(|_| header(props, Layer::Ipv4)));
    let has = |packet: &&Packet| packet.misread[0].is_some() || !packet.options_read(Layer::Ipv4).is_empty();
    inside = inside.maybe(packet.filter(|packet| is_open || has(packet)).map(|packet| options(&HEADERS[0], packet, props)));
    inside = inside.maybe(packet.and_then(|packet| misread(&props.words, packet, 0)));
    inside = inside.maybe(transport.map(|layer| header(props, layer)));
    let has_options = |p: &&Packet| p.transport() == Some(Layer::Tcp) && p.bytes.len() >= p.ip_len() + 20;
    inside = inside.maybe(packet.filter(has_options).map(|packet| options(&HEADERS[1], packet, props)));
    inside = inside.maybe(packet.and_then(|packet| misread(&props.words, packet, 1)));
    inside = inside.maybe(packet.and_then(|packet| packet.quoted.as_ref()).map(|quoted| self::quoted(props, quoted)));
    div("row").child(ruler(props.columns)).child(inside).into()
}

/// What an ICMP error quotes: the same fields of another datagram, as far as it is quoted.
fn quoted(props: &Props, packet: &Packet) -> El {
    let of = |layer: Layer| headers(&packet.bytes).filter(|spot| spot.field.layer == layer).collect::<Vec<_>>();
    let text = |id: &str| props.words.find(id).unwrap_or_default().to_owned();
    let bytes = [&packet.bytes.len().to_string(), " B"].concat();
    let head = div("quote-head")
        .child(el("b").text(text("bits.quoted")))
        .child(span("muted").text(bytes))
        .child(span("").text(text("bits.quoted.help")))
        .all(chips(packet, &props.words));
    let mut out = div("row").key("quoted").child(head).child(rows(props, Some(packet), &of(Layer::Ipv4)));
    if !packet.options_read(Layer::Ipv4).is_empty() {
        out = out.child(options(&HEADERS[0], packet, props));
    }
    let Some(layer) = packet.transport() else { return out };
    out = out.child(rows(props, Some(packet), &of(layer)));
    let all = layer == Layer::Tcp && !packet.options_read(layer).is_empty();
    if all { out.child(options(&HEADERS[1], packet, props)) } else { out }
}

/// What a receiver makes of a header that tells another length than was written, in a sentence; all that follows is shown as it takes it.
fn misread(words: &Words, packet: &Packet, which: usize) -> Option<El> {
    let (written, read) = packet.misread.get(which).copied()??;
    let said = if which == 0 { lab::BITS_MISREAD_IHL } else { lab::BITS_MISREAD_OFFSET };
    let said = words.fill(said, &[("written", &written.to_string()), ("read", &read.to_string())]);
    Some(div("quote-head misread").key(["misread", &which.to_string()].concat()).attr("role", "status").text(said))
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
    let check = packet.checks().find_map(|check| {
        let sum = check.sum.filter(|_| check.field.layer == Layer::Ipv4)?;
        let (class, sign) = check.sign();
        Some(span(class).text([&text::hex(sum.found.into(), 4), " ", sign].concat()))
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

/// The rows of a header of the datagram itself, whether it goes so far or not.
fn header(props: &Props, layer: Layer) -> El {
    let packet = props.packet.as_ref();
    let at = packet.map_or(0, |packet| packet.start(layer));
    let spots: Vec<Spot> = fields(layer).map(|field| Spot { field, at }).collect();
    rows(props, packet, &spots)
}

/// The rows of fields that follow each other from the left edge on; the chosen field's bits and editor stand under its last row.
pub fn rows(props: &Props, packet: Option<&Packet>, spots: &[Spot]) -> El {
    let Props { columns, numbers, words, act, .. } = props;
    let (mut out, mut line, mut below, mut column) = (div("row"), div("row"), None, 0);
    for spot in spots {
        let shown = shown(props, packet, *spot);
        let (pieces, main) = split(column, spot.field.width.into(), *columns);
        let last = pieces.len().saturating_sub(1);
        for (index, piece) in pieces.iter().enumerate() {
            line = line.child(if index == main {
                cell::cell(&shown, piece.columns, piece.rows)
            } else {
                cell::continued(&shown, piece.columns, piece.rows, index)
            });
            if index == last && shown.selected && shown.value.is_some() {
                below = packet.map(|packet| {
                    let bits = bitrow::bit_row(*spot, packet, *columns, *numbers, words, act);
                    editor::editor(div("row").child(bits), *spot, packet, words, act)
                });
            }
            column = (piece.column + piece.columns) % columns;
            if column == 0 {
                out = out.child(div("row").child(std::mem::replace(&mut line, div("row"))).maybe(below.take()));
            }
        }
    }
    if column == 0 {
        return out;
    }
    let rest = div("cell cell-empty").attr("aria-hidden", "true").class(&cell::wide(columns - column));
    out.child(div("row").child(line.child(rest)).maybe(below))
}

fn shown(props: &Props, packet: Option<&Packet>, spot: Spot) -> cell::Props {
    let Props { words, numbers, .. } = props;
    let field = spot.field;
    let id = packet.map_or(field.id, |p| p.id(spot));
    let own = id == field.id;
    let write = |value: u32| packet.map(|p| text::cell_text(words, *numbers, p, field, value));
    let value = packet.and_then(|p| spot.read(&p.bytes));
    let flag = packet.filter(|_| field.width == 1).and_then(|p| Some(((p.base * 8 + spot.bits().start) as u32, value? == 1)));
    let (value, small) = value.and_then(write).map_or((None, None), |(v, s)| (Some(AttrValue::from(v)), s.map(AttrValue::from)));
    let old = packet.and_then(|p| if own { p.old(field) } else { p.old_at(spot) });
    let old = old.and_then(write).map(|(v, _)| AttrValue::from(v));
    let check = packet.filter(|_| field.id.ends_with(".checksum"));
    let check = check.and_then(|p| p.checks().find(|c| c.field.id == field.id)).map(|check| check.sign());
    let selected = props.selected == Some(id);
    // Where no cell is chosen, Tab reaches the first one of TCP.
    let first = own && fields(Layer::Tcp).next().is_some_and(|f| f.id == id);
    let none = props.selected.is_none_or(|s| HEADERS.iter().any(|header| header.id == s));
    cell::Props {
        id,
        gloss: field.id,
        name: text::name(words, field).to_owned().into(),
        value,
        small,
        old,
        check,
        flag,
        selected,
        reachable: selected || (first && none),
        hovered: packet.is_some_and(|p| touches(p, spot, &props.hovered)),
        under_fold: own && field.layer == Layer::Ipv4,
        hover: props.hover.clone(),
        act: props.act.clone(),
    }
}

/// Whether a field has one of these bytes. A byte that several fields share lights all of them.
fn touches(packet: &Packet, spot: Spot, bytes: &Range<usize>) -> bool {
    let place = spot.bytes();
    !bytes.is_empty() && place.start + packet.base < bytes.end && bytes.start < place.end + packet.base
}

/// Arrow keys walk from field to field, and down into the bits of the one that is open.
fn walk(grid: &NodeRef, event: web_sys::Event) {
    let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
    let by = match event.key().as_str() {
        "ArrowRight" | "ArrowDown" => 1,
        "ArrowLeft" | "ArrowUp" => -1,
        _ => return,
    };
    let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
    let Some(target) = target.filter(|t| t.class_list().contains("cell")) else { return };
    if event.key() == "ArrowDown" && target.class_list().contains("selected") && bitrow::focus_near(&target, ".bit[tabindex='0']") {
        event.prevent_default();
        event.stop_propagation();
        return;
    }
    let Some(cells) = grid.cast::<Element>().and_then(|g| g.query_selector_all("button.cell").ok()) else { return };
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
