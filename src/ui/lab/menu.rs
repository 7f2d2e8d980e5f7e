//! The menu of what can be done, at the pointer or in the middle of the page.

use super::look_menu::look_menu;
use super::script::time;
use super::{bits, calls};
use crate::base::Span;
use crate::locale::{lab, panes, shell};
use crate::scenario::Kind;
use crate::sim::SegmentId;
use crate::ui::components::banner::say;
use crate::ui::components::prose::prose;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, press, span, value_of};
use crate::ui::part::part;
use crate::ui::state::{Action, Change, Complaint, Menu, MenuOf, RunHandle, View};
use crate::ui::{browser, whatif};
use crate::wire::checksum;
use crate::wire::field::Layer;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// What the menu needs.
#[derive(Clone, PartialEq, Properties)]
pub struct MenuProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// The run.
    pub run: RunHandle,
    /// What the ladder shows now.
    pub view: Rc<View>,
    /// What it is of.
    pub menu: Menu,
}

/// What was typed, which stays to be mended, and what is wrong with it.
type Refused = (String, Complaint);

/// The menu over everything else; a press beside it closes it.
pub fn menu(props: MenuProps) -> Html {
    part::<Open>(props)
}

#[component]
fn Open(props: &MenuProps) -> Html {
    let ui = &props.ui;
    let place = use_node_ref();
    let refused = use_state(|| None::<Refused>);
    let bit = use_state_eq(|| None::<String>);
    {
        let (place, menu) = (place.clone(), props.menu);
        use_effect_with(props.menu, move |_| {
            let before = browser::document().and_then(|d| d.active_element()?.dyn_into::<HtmlElement>().ok());
            put(&place, menu.at);
            walk(&place, matches!(menu.of, MenuOf::Delay(_)).into());
            // Whoever opened it is gone back to, unless what was done leads elsewhere.
            move || {
                let now = browser::document().and_then(|d| d.active_element());
                let here = now.is_none_or(|now| now.tag_name() == "BODY" || now.closest(".whatif").is_ok_and(|menu| menu.is_some()));
                if let Some(before) = before.filter(|_| here) {
                    let _ = before.focus();
                }
            }
        });
    }
    let (keys, dispatch) = (place.clone(), ui.dispatch.clone());
    let onkeydown = move |event: web_sys::Event| {
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        match event.key().as_str() {
            "ArrowDown" => walk(&keys, 1),
            "ArrowUp" => walk(&keys, -1),
            "Escape" => dispatch.emit(Action::OpenMenu(None)),
            // Whatever else is typed here is not for the page.
            _ => return event.stop_propagation(),
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let (name, items) = match props.menu.of {
        MenuOf::Segment(id) | MenuOf::Delay(id) => (shell::MENU, segment(props, id, &refused, &bit)),
        MenuOf::Application(end, time) => (shell::MENU, calls::calls(ui, &props.run, props.view.connection, end, time)),
        MenuOf::Look => (panes::LOOK_TITLE, look_menu(ui, &props.view)),
    };
    let veil = div("whatif-veil").does(&ui.dispatch, Action::OpenMenu(None)).attr("data-do", "close-menu");
    let list = div("whatif").attr("role", "dialog").name(&ui.words, name).node(&place).on(ListenerKind::onkeydown, onkeydown).all(items);
    div("menu-place").child(veil).child(list).into()
}

/// One of its items.
pub fn item(ui: &Shell, hook: &'static str, text: AttrValue, action: Action) -> El {
    press("menu-item").key(hook).attr("data-menu", hook).does(&ui.dispatch, action).text(text)
}

fn segment(props: &MenuProps, id: SegmentId, refused: &UseStateHandle<Option<Refused>>, bit: &UseStateHandle<Option<String>>) -> Vec<El> {
    let (ui, run) = (&props.ui, &props.run);
    let name = run.segment(id).map(|s| s.name.to_string()).unwrap_or_default();
    let act = |hook, key, kind: Kind| item(ui, hook, ui.text(key), Change::Intervene(id, kind).into());
    let mut items = vec![
        div("menu-title").key("title").text(name),
        act("lose", shell::MENU_LOSE, Kind::Drop).set("data-key", "D"),
        delay(ui, run, id, refused),
        act("duplicate", shell::MENU_DUPLICATE, Kind::Duplicate { copies: 1, after: Span::from_millis(1) }).set("data-key", "U"),
        act("reorder", shell::MENU_REORDER, Kind::Reorder { behind: 1, limit: Kind::HOLD }),
        flip(props, id, bit),
        act("corrupt", shell::MENU_CORRUPT, Kind::Corrupt(1)),
    ];
    items.extend(
        whatif::lose_all_like(run, id).map(|i| item(ui, "lose-all", ui.text(shell::MENU_LOSE_ALL), Change::Add(Box::new(i)).into())),
    );
    items.push(item(ui, "edit", ui.text(shell::MENU_EDIT), Action::Select(id, None)));
    let cut = run.segment(id).is_some_and(|row| row.payload.bytes().len() > whatif::COPIED);
    let forge: AttrValue = if cut {
        ui.words.fill(lab::MENU_FORGE_CUT, &[("n", &ui.words.number(whatif::COPIED as u64))]).into()
    } else {
        ui.text(shell::MENU_FORGE)
    };
    items.extend(whatif::forge_like(run, id).map(|draft| item(ui, "forge", forge, Action::OpenForge(draft))));
    items
}

/// The number of a bit to flip, the button that does it, and what finds it: the bit that is chosen among the bits, or the first of data.
fn flip(props: &MenuProps, id: SegmentId, typed: &UseStateHandle<Option<String>>) -> El {
    let (ui, run) = (&props.ui, &props.run);
    let bytes = run.segment(id).map(|row| [row.head, row.payload.bytes()].concat()).unwrap_or_default();
    let field = props.view.selection.filter(|s| s.segment == id).and_then(|s| s.field);
    let shown = typed.as_ref().cloned().unwrap_or_else(|| bits::bit_of(&bytes, field).to_string());
    let last = (bytes.len() * 8).saturating_sub(1);
    let plain = shown.trim().bytes().all(|b| b.is_ascii_digit());
    let bit = shown.trim().parse::<u32>().ok().filter(|bit| plain && *bit as usize <= last);
    let said = match bit {
        Some(bit) => found_by(ui, run, id, &bytes, bit as usize),
        None => ui.words.fill(lab::MENU_FLIP_RANGE, &[("last", &last.to_string())]),
    };
    let (dispatch, typing) = (ui.dispatch.clone(), typed.clone());
    let take = move |event: web_sys::Event| {
        event.prevent_default();
        if let Some(bit) = bit {
            dispatch.emit(Change::Intervene(id, Kind::CorruptBit(bit)).into());
        }
    };
    let input = el("input")
        .attr("type", "text")
        .attr("inputmode", "numeric")
        .attr("size", "6")
        .attr("data-menu", "bit")
        .name(&ui.words, lab::MENU_FLIP)
        .attr("aria-describedby", "menu-flip")
        .value(shown)
        .state("aria-invalid", bit.is_none())
        .on(ListenerKind::oninput, move |event| typing.set(Some(value_of(&event))));
    el("form")
        .class("menu-item menu-delay menu-flip")
        .key("flip")
        .on(ListenerKind::onsubmit, take)
        .child(el("label").say(&ui.words, lab::MENU_FLIP).text(" ").child(input))
        .child(el("button").class("btn small").attr("data-menu", "flip").flag("disabled", bit.is_none()).say(&ui.words, lab::MENU_FLIP_DO))
        .child(
            span(if bit.is_some() { "muted" } else { "error" })
                .attr("id", "menu-flip")
                .attr("role", "status")
                .child(prose(&ui.words, &said)),
        )
}

/// Which field a bit is of, and whether a checksum finds it.
fn found_by(ui: &Shell, run: &RunHandle, id: SegmentId, bytes: &[u8], bit: usize) -> String {
    let words = &ui.words;
    let text = |key: &str| words.find(key).unwrap_or_default();
    let host = run.segment(id).and_then(|row| run.scenario().hosts.get(usize::from(row.to?)));
    let fate = match checksum::finds(bytes, bit).map(|field| field.layer) {
        None => "flip.unseen",
        Some(Layer::Ipv4) => "flip.ipv4",
        Some(Layer::Icmp) => "flip.icmp",
        Some(_) if host.is_some_and(|host| !host.rules.checksums) => "flip.ignored",
        Some(Layer::Udp) => "flip.udp",
        Some(Layer::Tcp) => "flip.tcp",
    };
    let name = bits::name_of_bit(bytes, bit).map_or_else(|| text("bits.data"), |id| text(&["field.", id].concat()));
    [name, words.text(lab::MENU_FLIP_COLON), text(fate)].concat()
}

/// A span to type, and the button that takes it.
fn delay(ui: &Shell, run: &RunHandle, id: SegmentId, refused: &UseStateHandle<Option<Refused>>) -> El {
    let limit = run.scenario().budget.time;
    let (dispatch, wrong) = (ui.dispatch.clone(), refused.clone());
    let take = move |event: web_sys::Event| {
        event.prevent_default();
        let form = event.target().and_then(|t| t.dyn_into::<web_sys::Element>().ok());
        let input = form.and_then(|f| f.query_selector("input").ok().flatten()).and_then(|i| i.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let typed = input.value();
        match time(&typed, limit) {
            Ok(span) => dispatch.emit(Change::Intervene(id, Kind::Delay(span)).into()),
            Err(complaint) => wrong.set(Some((typed, complaint))),
        }
    };
    let error = refused.as_ref().map(|(_, complaint)| span("error").attr("role", "alert").text(say(&ui.words, complaint)));
    let shown = refused.as_ref().map_or_else(|| "200ms".to_owned(), |(typed, _)| typed.clone());
    let input = el("input")
        .attr("type", "text")
        .attr("size", "7")
        .name(&ui.words, shell::MENU_DELAY_BY)
        .value(shown)
        .state("aria-invalid", refused.is_some());
    el("form")
        .class("menu-item menu-delay")
        .key("delay")
        .on(ListenerKind::onsubmit, take)
        .child(el("label").say(&ui.words, shell::MENU_DELAY_BY).text(" ").child(input))
        .child(el("button").class("btn small").attr("data-menu", "delay").say(&ui.words, shell::MENU_DELAY))
        .maybe(error)
}

/// Puts the menu where it was asked for, but within the window, and gives it the focus.
fn put(place: &NodeRef, at: Option<(i32, i32)>) {
    let Some(menu) = place.cast::<HtmlElement>() else { return };
    let inner = |size: Option<f64>| size.unwrap_or(600.0);
    let (width, height) = (inner(browser::window_width()), inner(browser::window_height()));
    let (own_width, own_height) = (f64::from(menu.offset_width()), f64::from(menu.offset_height()));
    let (x, y) = at.map_or(((width - own_width) / 2.0, height / 3.0), |(x, y)| (f64::from(x), f64::from(y)));
    let style = menu.style();
    for (name, at, room, own) in [("left", x, width, own_width), ("top", y, height, own_height)] {
        let at = at.min(room - own - 8.0).max(8.0) as i32;
        let _ = style.set_property(name, &[&at.to_string(), "px"].concat());
    }
    walk(place, 0);
}

/// To the next item, the one before, or the first.
fn walk(place: &NodeRef, by: i32) {
    let Some(items) = place.cast::<web_sys::Element>().and_then(|m| m.query_selector_all("button, input").ok()) else { return };
    let items: Vec<HtmlElement> = (0..items.length()).filter_map(|i| items.item(i)?.dyn_into::<HtmlElement>().ok()).collect();
    let now = browser::document().and_then(|d| d.active_element());
    let at = items.iter().position(|i| now.as_ref() == Some(i.as_ref())).map_or(0, |at| at as i32 + by);
    if let Some(item) = items.get(at.rem_euclid(items.len().max(1) as i32) as usize) {
        let _ = item.focus();
        if let Some(input) = item.dyn_ref::<HtmlInputElement>() {
            input.select();
        }
    }
}
