//! From the ladder to the bits and back without a mouse: Enter goes in, and Escape, once nothing is chosen any more, goes back.

use crate::ui::browser;
use crate::ui::later::AFTER_PICTURE;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// The ladder, where the keyboard goes through it.
const LADDER: &str = ".ladder-scroll";

/// Hears both keys while the pane is there.
#[hook]
pub fn use_entrance() {
    use_effect_with((), |()| {
        // Enter is not to press what it leads to.
        let options = EventListenerOptions::enable_prevent_default();
        let listener = browser::document().map(|document| EventListener::new_with_options(&document, "keydown", options, hear));
        move || drop(listener)
    });
}

fn hear(event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    let Some(target) = event.target().and_then(|t| t.dyn_into::<Element>().ok()) else { return };
    let within = |selector: &str| target.closest(selector).is_ok_and(|found| found.is_some());
    match event.key().as_str() {
        "Enter" if within(LADDER) && !event.is_composing() && !event.ctrl_key() => {
            let entered = focus(".bits .cell[tabindex='0']:not(:disabled)");
            if entered {
                event.prevent_default();
            }
        }
        // What is typed has a key of its own to be taken back by; with nothing typed, the field lets go.
        "Escape" if within(".bits input[type=text], .bits textarea") => {
            focus(".bits .cell.selected, .bits .options-head[aria-expanded=true], .bits [data-fold=data] button");
        }
        "Escape" if within(".bits") => {
            Timeout::new(AFTER_PICTURE, || {
                let lost = browser::document().is_some_and(|d| d.active_element().is_none_or(|e| e.tag_name() == "BODY"));
                if lost {
                    focus(LADDER);
                }
            })
            .forget();
        }
        _ => {}
    }
}

/// Gives the focus to the first element of the selector; false where there is none.
fn focus(selector: &str) -> bool {
    let found = browser::document().and_then(|d| d.query_selector(selector).ok().flatten());
    found.and_then(|e| e.dyn_into::<HtmlElement>().ok()).is_some_and(|element| element.focus().is_ok())
}
