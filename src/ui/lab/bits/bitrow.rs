//! The bits of the chosen field under its own columns, and the sentence about it.

use super::cell::wide;
use super::here::here;
use super::packet::Packet;
use super::text;
use crate::layout::Spot;
use crate::locale::{Words, panes as key};
use crate::ui::components::prose::prose;
use crate::ui::el::{El, div, el, press};
use crate::ui::panes::link::rfc_link;
use crate::ui::state::{Action, Change, Numbers};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Fewest columns a sentence can stand in.
const SENTENCE: usize = 9;

/// The row, as cells of the grid.
pub fn bit_row(spot: Spot, packet: &Packet, columns: usize, numbers: Numbers, words: &Words, act: &Callback<Action>) -> El {
    let field = spot.field;
    let width = usize::from(field.width);
    let start = spot.bits().start % columns;
    let end = start + width;
    let rest = (columns - end % columns) % columns;
    let sentence_below = start.max(rest) < SENTENCE;
    let filler = |columns: usize, told: bool| {
        let place = div("about").class(&wide(columns));
        (columns > 0).then(|| if told { about(place, words, numbers, packet, spot) } else { place })
    };
    let bits = (0..width).map(|at| bit(words, packet, spot, at, start, act));
    let act = act.clone();
    let first = packet.base * 8 + spot.bits().start;
    div("row")
        .maybe(filler(start, !sentence_below && start >= rest))
        .child(
            div("row")
                .attr("role", "group")
                .label(text::name(words, field).to_owned())
                .on(ListenerKind::onkeydown, move |event| act_on_keys(first, &act, event))
                .all(bits),
        )
        .maybe(filler(rest, !sentence_below && rest > start))
        .maybe(sentence_below.then(|| about(div("about about-wide"), words, numbers, packet, spot)))
}

fn bit(words: &Words, packet: &Packet, spot: Spot, at: usize, start: usize, act: &Callback<Action>) -> El {
    let inner = spot.bits().start + at;
    let place = packet.base * 8 + inner;
    let (on, changed) = packet.read_bit(inner).unwrap_or_default();
    // As the ruler and the RFCs count: 0 is the first of its row of 32 on the wire.
    let name = words.fill(key::BITS_BIT, &[("n", &(inner % 32).to_string())]);
    let value = if on { "1" } else { "0" };
    press("bit")
        .key(at)
        .class_if(changed, "changed")
        .class_if((start + at) % 4 == 3, "nibble")
        .does(act, Change::FlipBit(place as u32).into())
        .set("data-bit", place.to_string())
        .attr("tabindex", if at == 0 { "0" } else { "-1" })
        .label(words.headed(&name, value))
        .state("aria-pressed", on)
        .text(value)
}

/// 0 and 1 set the bit that has the focus, arrows go to its neighbours, up and Escape back to the field; Space and Enter flip it as they
/// press any button.
fn act_on_keys(first: usize, act: &Callback<Action>, event: web_sys::Event) {
    let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let Some(button) = event.target().and_then(|t| t.dyn_into::<HtmlElement>().ok()) else { return };
    let place = button.get_attribute("data-bit").and_then(|t| t.parse::<usize>().ok()).unwrap_or(first);
    let neighbour = |back: bool| if back { button.previous_element_sibling() } else { button.next_element_sibling() };
    let focus = |element: Option<Element>| {
        if let Some(element) = element.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = element.focus();
        }
    };
    match event.key().as_str() {
        digit @ ("0" | "1") => {
            if button.get_attribute("aria-pressed").as_deref() != Some(if digit == "1" { "true" } else { "false" }) {
                act.emit(Change::FlipBit(place as u32).into());
            }
            focus(neighbour(false));
        }
        "ArrowLeft" => focus(neighbour(true)),
        "ArrowRight" => focus(neighbour(false)),
        "ArrowUp" | "Escape" => {
            focus_near(&button, "button.cell.selected");
        }
        // There is nothing below it.
        "ArrowDown" => {}
        " " => {
            // The player's key, too.
            event.stop_propagation();
            return;
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

/// Gives the focus to what matches nearest to an element: within the innermost that holds both. False where nothing matches.
pub fn focus_near(element: &Element, selector: &str) -> bool {
    let around = std::iter::successors(element.parent_element(), |e| e.parent_element());
    let found = around.filter_map(|e| e.query_selector(selector).ok()?).find_map(|e| e.dyn_into::<HtmlElement>().ok());
    found.is_some_and(|e| e.focus().is_ok())
}

/// The sentence, its source, and how to go on.
fn about(place: El, words: &Words, numbers: Numbers, packet: &Packet, spot: Spot) -> El {
    let field = spot.field;
    let changed = packet.bits_changed(spot);
    let hint = if changed > 0 && packet.draft { words.count(key::BITS_DIFFER, changed) } else { words.text(key::BITS_FLIP).to_owned() };
    let here = here(words, numbers, packet, spot).map(|said| el("b").attr("data-here", packet.id(spot)).text(said));
    place.child(prose(words, text::help(words, field))).text(" ").maybe(here).text([" ", &hint, " "].concat()).child(rfc_link(
        words,
        field.rfc,
        field.section,
    ))
}
