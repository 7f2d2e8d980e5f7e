//! The size of an element, and which part of it is scrolled into view.

use crate::ui::browser::window;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// Heights are watched in steps of this many px, so that scrolling draws anew only now and then.
pub const STEP: f64 = 128.0;

/// What is seen of an element that scrolls.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seen {
    /// Inner width, px; 0 until it is known.
    pub width: f64,
    /// Inner height, px.
    pub height: f64,
    /// How far it is scrolled, rounded down to a step.
    pub top: f64,
}

/// What is drawn for paper: a page's width within its margins, A4 or letter, and every row that a reader may want to hold.
pub const PAPER: Seen = Seen { width: 700.0, height: 40_000.0, top: 0.0 };

fn look(element: &Element) -> Seen {
    let top = (f64::from(element.scroll_top()) / STEP).floor() * STEP;
    Seen { width: f64::from(element.client_width()), height: f64::from(element.client_height()), top }
}

/// Follows the size and the scroll position of an element.
#[hook]
pub fn use_seen(node: &NodeRef) -> Seen {
    let seen = use_state_eq(Seen::default);
    {
        let (seen, node) = (seen.clone(), node.clone());
        use_effect_with((), move |()| {
            let watch = node.cast::<Element>().map(|element| {
                // Paper takes all of it, and is as wide as it is.
                let paper = {
                    let seen = seen.clone();
                    move || seen.set(PAPER)
                };
                let update = {
                    let (seen, element) = (seen.clone(), element.clone());
                    move || seen.set(look(&element))
                };
                update();
                let on = |name, does: Box<dyn Fn()>| window().map(|window| EventListener::new(&window, name, move |_| does()));
                let print = (on("beforeprint", Box::new(paper)), on("afterprint", Box::new(update.clone())));
                let on_scroll = update.clone();
                let options = EventListenerOptions { passive: true, ..EventListenerOptions::default() };
                let scroll = EventListener::new_with_options(&element, "scroll", options, move |_| on_scroll());
                // Drawing anew may change the size again, so it must not happen while sizes are being told.
                let resized = Closure::<dyn FnMut()>::new(move || drop(Timeout::new(0, update.clone()).forget()));
                let observer = ResizeObserver::new(resized.as_ref().unchecked_ref()).ok();
                if let Some(observer) = &observer {
                    observer.observe(&element);
                }
                (scroll, observer, resized, print)
            });
            move || {
                if let Some((_, Some(observer), ..)) = &watch {
                    observer.disconnect();
                }
                drop(watch);
            }
        });
    }
    *seen
}
