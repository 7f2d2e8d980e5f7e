//! The line between ladder and side: dragged, or moved by the arrow keys; the browser remembers where it stood.

use crate::locale::shell;
use crate::ui::browser;
use crate::ui::context::Shell;
use crate::ui::el::div;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Least width of the side and of the ladder, px.
const LEAST: i32 = 360;
/// One press of an arrow key, px.
const STEP: i32 = 16;
/// Where the browser remembers it.
const MEMORY: &str = "side";

/// Properties of [`Separator`].
#[derive(Clone, PartialEq, Properties)]
pub struct SeparatorProps {
    /// Language.
    pub ui: Shell,
}

/// The page around the separator, and its width.
fn page(line: &NodeRef) -> Option<(HtmlElement, i32)> {
    let app = line.cast::<Element>()?.closest(".app").ok()??.dyn_into::<HtmlElement>().ok()?;
    let width = app.client_width();
    Some((app, width))
}

/// Gives the side a width, as far as both keep room; `None` gives it the one of the style sheet.
fn set(line: &NodeRef, width: Option<i32>) {
    let Some((app, all)) = page(line) else { return };
    let Some(width) = width else {
        let _ = app.style().remove_property("--side");
        return;
    };
    let width = width.clamp(LEAST, (all - LEAST).max(LEAST));
    let _ = app.style().set_property("--side", &[&width.to_string(), "px"].concat());
    if let Some(line) = line.cast::<Element>() {
        let _ = line.set_attribute("aria-valuenow", &(100 - 100 * width / all.max(1)).to_string());
    }
}

/// How wide the side is now.
fn now(line: &NodeRef) -> Option<i32> {
    let (app, _) = page(line)?;
    // Its scroll bar counts.
    app.query_selector(".side").ok()?.map(|side| side.get_bounding_client_rect().width() as i32)
}

/// Takes hold of the line, moves it, lets go of it.
fn drag(line: &NodeRef, event: &PointerEvent) {
    let (Some(element), Some((_, all))) = (line.cast::<Element>(), page(line)) else { return };
    match event.type_().as_str() {
        "pointerdown" if event.button() == 0 => {
            let _ = element.set_pointer_capture(event.pointer_id());
            event.prevent_default();
        }
        "pointermove" if event.buttons() & 1 == 1 => set(line, Some(all - event.client_x())),
        "pointerup" => keep(line),
        _ => {}
    }
}

/// Whether a key is one of the line's, which then moves.
fn act_on_key(line: &NodeRef, key: &str) -> bool {
    let by = match key {
        "ArrowLeft" => STEP,
        "ArrowRight" => -STEP,
        "Enter" => {
            reset(line);
            return true;
        }
        _ => return false,
    };
    set(line, now(line).map(|width| width + by));
    keep(line);
    true
}

fn keep(line: &NodeRef) {
    if let Some(width) = now(line) {
        browser::remember(MEMORY, &width.to_string());
    }
}

fn reset(line: &NodeRef) {
    set(line, None);
    browser::forget(MEMORY);
}

/// The separator.
#[component]
pub fn Separator(props: &SeparatorProps) -> Html {
    let line = use_node_ref();
    {
        let line = line.clone();
        use_effect_with((), move |()| {
            if let Some(width) = browser::recall(MEMORY).and_then(|text| text.parse().ok()) {
                set(&line, Some(width));
            }
        });
    }
    let handle = {
        let line = line.clone();
        Callback::from(move |event: Event| {
            if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
                if act_on_key(&line, &key.key()) {
                    event.prevent_default();
                }
            } else if let Some(pointer) = event.dyn_ref::<PointerEvent>() {
                drag(&line, pointer);
            } else {
                reset(&line);
            }
        })
    };
    let kinds = [
        ListenerKind::onpointerdown,
        ListenerKind::onpointermove,
        ListenerKind::onpointerup,
        ListenerKind::ondblclick,
        ListenerKind::onkeydown,
    ];
    div("separator")
        .node(&line)
        .attr("role", "separator")
        .attr("tabindex", "0")
        .attr("aria-orientation", "vertical")
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", "100")
        .attr("aria-valuenow", "50")
        .label(props.ui.text(shell::SEPARATOR))
        .set("title", props.ui.text(shell::SEPARATOR_HOW))
        .hears(kinds, &handle)
        .into()
}
