//! One line about a term or a variable, beside it: on hover, on focus and on tap. There is one box for the whole page; what
//! has a gloss says so by `data-gloss`, which names its text, or is a state on the ladder.

use crate::locale::Words;
use crate::ui::browser;
use crate::ui::el::div;
use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Properties of [`Gloss`].
#[derive(Clone, PartialEq, Properties)]
pub struct GlossProps {
    /// The language.
    pub words: Words,
}

/// What an event happened on, and the key of the text about it.
fn found(event: &Event) -> Option<(Element, String)> {
    let element = event.target()?.dyn_into::<Element>().ok()?.closest("[data-gloss], .ladder-canvas .state").ok()??;
    let key = match element.get_attribute("data-gloss") {
        Some(key) => key,
        None => ["state.", &element.text_content()?].concat(),
    };
    Some((element, key))
}

/// The box: under the term, within the window.
fn place(note: &HtmlElement, element: &Element, text: &str) {
    note.set_text_content(Some(text));
    let style = note.style();
    let _ = style.set_property("display", "block");
    let (term, own) = (element.get_bounding_client_rect(), note.get_bounding_client_rect());
    let (wide, high) = browser::window().map_or((0.0, 0.0), |w| {
        let px = |value: Result<wasm_bindgen::JsValue, _>| value.ok().and_then(|v| v.as_f64()).unwrap_or_default();
        (px(w.inner_width()), px(w.inner_height()))
    });
    let left = term.left().min(wide - own.width() - 8.0).max(8.0);
    let below = term.bottom() + 6.0;
    let top = if below + own.height() > high { (term.top() - own.height() - 6.0).max(0.0) } else { below };
    let px = |x: f64| [&(x as i32).to_string(), "px"].concat();
    let _ = style.set_property("left", &px(left));
    let _ = style.set_property("top", &px(top));
}

/// Where the pointer is, and where it was when a key closed the box: what moves under a pointer that rests opens nothing.
#[derive(Default)]
struct Pointer {
    at: (i32, i32),
    closed_at: Option<(i32, i32)>,
}

impl Pointer {
    /// Whether an event says something about a term.
    fn counts(&mut self, kind: &str, event: &Event) -> bool {
        if let Some(pointer) = event.dyn_ref::<MouseEvent>() {
            self.at = (pointer.client_x(), pointer.client_y());
            self.closed_at = self.closed_at.filter(|at| *at == self.at);
        }
        if kind == "keydown" {
            self.closed_at = Some(self.at);
        }
        kind != "pointermove" && (kind != "pointerover" || self.closed_at.is_none())
    }
}

/// The box and what opens it. Esc, leaving and scrolling close it.
#[component]
pub fn Gloss(props: &GlossProps) -> Html {
    let note = use_node_ref();
    let shown = use_mut_ref(|| None::<(Element, String)>);
    let pointer = use_mut_ref(Pointer::default);
    {
        let note = note.clone();
        use_effect_with(props.words.clone(), move |words| {
            // A text that had to be fetched may be here now.
            if let (Some((element, key)), Some(note)) = (&*shown.borrow(), note.cast::<HtmlElement>())
                && let Some(text) = words.find(key)
            {
                place(&note, element, text);
            }
            let listen = |kind: &'static str| {
                let (note, words, shown, pointer) = (note.clone(), words.clone(), shown.clone(), pointer.clone());
                let handle = move |event: &Event| {
                    if !pointer.borrow_mut().counts(kind, event) {
                        return;
                    }
                    let Some(note) = note.cast::<HtmlElement>() else { return };
                    let at = found(event).filter(|_| kind != "keydown" && kind != "wheel");
                    match at.as_ref().and_then(|(element, key)| Some((element, words.find(key)?))) {
                        Some((element, text)) => place(&note, element, text),
                        None => drop(note.style().set_property("display", "none")),
                    }
                    shown.replace(at);
                };
                browser::document().map(|document| EventListener::new(&document, kind, handle))
            };
            let listeners = ["pointermove", "pointerover", "focusin", "click", "keydown", "wheel"].map(listen);
            move || drop(listeners)
        });
    }
    // Whoever hears the page is told by the term's own description.
    div("gloss-box").node(&note).attr("aria-hidden", "true").into()
}
