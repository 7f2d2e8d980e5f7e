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
    app.query_selector(".side").ok()?.map(|side| side.client_width())
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
    let event = |event: &Event| event.clone().dyn_into::<PointerEvent>().ok();
    let start = {
        let line = line.clone();
        move |e: Event| {
            if let (Some(e), Some(element)) = (event(&e).filter(|e| e.button() == 0), line.cast::<Element>()) {
                let _ = element.set_pointer_capture(e.pointer_id());
                e.prevent_default();
            }
        }
    };
    let drag = {
        let line = line.clone();
        move |e: Event| {
            if let (Some(e), Some((_, all))) = (event(&e).filter(|e| e.buttons() & 1 == 1), page(&line)) {
                set(&line, Some(all - e.client_x()));
            }
        }
    };
    let keep = {
        let line = line.clone();
        move |_: Event| {
            if let Some(width) = now(&line) {
                browser::remember(MEMORY, &width.to_string());
            }
        }
    };
    let reset = {
        let line = line.clone();
        move |_: Event| {
            set(&line, None);
            browser::forget(MEMORY);
        }
    };
    let key = {
        let (line, reset) = (line.clone(), reset.clone());
        move |e: Event| {
            let (Some(pressed), Some(width)) = (e.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key), now(&line)) else { return };
            let wider = match pressed.as_str() {
                "ArrowLeft" => STEP,
                "ArrowRight" => -STEP,
                "Enter" => {
                    e.prevent_default();
                    return reset(e);
                }
                _ => return,
            };
            e.prevent_default();
            set(&line, Some(width + wider));
            if let Some(width) = now(&line) {
                browser::remember(MEMORY, &width.to_string());
            }
        }
    };
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
        .on(ListenerKind::onpointerdown, start)
        .on(ListenerKind::onpointermove, drag)
        .on(ListenerKind::onpointerup, keep)
        .on(ListenerKind::ondblclick, reset)
        .on(ListenerKind::onkeydown, key)
        .into()
}
