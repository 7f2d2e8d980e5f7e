//! The size of an element, and which part of it is scrolled into view.

use crate::ui::browser::window;
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use std::cell::Cell;
use std::rc::Rc;
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

/// Where an element is scrolled to, told without asking the browser: that would have it lay out anew what has just been changed.
#[derive(Clone, Default)]
pub struct Scrolled(Rc<Cell<(f64, f64)>>);

impl Scrolled {
    /// The first height that is seen, and how much is, px.
    pub fn at(&self) -> (f64, f64) {
        self.0.get()
    }

    /// Scrolls, as far as the element goes.
    pub fn to(&self, node: &NodeRef, top: f64) {
        if let Some(element) = node.cast::<Element>() {
            element.set_scroll_top(top.max(0.0) as i32);
            self.look(&element);
        }
    }

    fn look(&self, element: &Element) -> Seen {
        let (top, height) = (f64::from(element.scroll_top()), f64::from(element.client_height()));
        self.0.set((top, height));
        Seen { width: f64::from(element.client_width()), height, top: (top / STEP).floor() * STEP }
    }
}

impl PartialEq for Scrolled {
    fn eq(&self, other: &Scrolled) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Follows the size of an element, and which part of it is seen.
#[hook]
pub fn use_seen(node: &NodeRef) -> Seen {
    use_scrolled(node).0
}

/// Follows the size and the scroll position of an element.
#[hook]
pub fn use_scrolled(node: &NodeRef) -> (Seen, Scrolled) {
    let seen = use_state_eq(Seen::default);
    let scrolled = use_memo((), |()| Scrolled::default());
    let scrolled = (*scrolled).clone();
    {
        let (seen, node, scrolled) = (seen.clone(), node.clone(), scrolled.clone());
        use_effect_with((), move |()| {
            let watch = node.cast::<Element>().map(|element| {
                // Paper takes all of it, and is as wide as it is.
                let paper = {
                    let seen = seen.clone();
                    move || seen.set(PAPER)
                };
                let update = {
                    let (seen, element) = (seen.clone(), element.clone());
                    move || seen.set(scrolled.look(&element))
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
    (*seen, scrolled)
}
