//! The one box of the whole page that floats beside what is pointed at: a line about a term or a variable, on hover, on focus and on
//! tap; a card about a segment, on hover and while the keyboard goes through the ladder. What has a line says so by `data-gloss`,
//! which names its text; what is written in drawings and tables has that of the first term in it; a segment on the ladder has `data-id`.

use crate::layout::ladder::Point;
use crate::layout::ladder::card::card_place;
use crate::locale::Words;
use crate::locale::terms::{self, terms};
use crate::ui::browser;
use crate::ui::el::div;
use crate::ui::state::{CardOf, RunHandle};
use gloo_events::EventListener;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// Properties of [`Gloss`].
#[derive(Clone, PartialEq, Properties)]
pub struct GlossProps {
    /// The language.
    pub words: Words,
    /// The card of a segment, a timer or an end's windows, as markup.
    pub card: Callback<CardOf, Option<String>>,
    /// What a card tells of besides: the run, and the step at the cursor. When they change, so does an open card.
    pub at: (Option<RunHandle>, Option<u32>),
}

/// What the box is about.
#[derive(Clone, PartialEq)]
enum About {
    /// A term: the key of the text about it.
    Term(String),
    /// A text: the first term in it.
    Text(String),
    /// What a mark on the ladder says, where there is no room for it.
    Said(String),
    /// Something on the ladder.
    Card(CardOf),
}

/// The ladder, where the keyboard goes through it.
const LADDER: &str = ".ladder-scroll:focus-visible";

/// What is written in drawings and tables.
const TEXTS: &str = ".ladder-canvas .note, .ladder-canvas .state, .drawing text, th, td";

/// What an event happened on, and what the box says about it.
fn found(kind: &str, event: &Event) -> Option<(Element, About)> {
    let mut element = event.target()?.dyn_into::<Element>().ok()?;
    let by_key = kind == "keyup" || kind == "focusin";
    if by_key && element.matches(LADDER).unwrap_or(false) {
        element = element.query_selector("[role=row][aria-selected=true]").ok()??;
    } else {
        let closest = |selector: &str| element.closest(selector).ok().flatten();
        element = closest("[data-gloss], .ladder-canvas [data-id], .ladder-canvas [data-window], [data-timer], [data-tip]")
            .or_else(|| closest(TEXTS))?;
    }
    // What is told of a field that is open stands beneath it, with the bits that the box would cover.
    if element.matches(".cell.selected").unwrap_or(false) || kind == "click" && element.matches(".cell").unwrap_or(false) {
        return None;
    }
    if let Some(id) = element.get_attribute("data-id") {
        // A press chooses the segment, and the bits say more.
        let hovers = event.dyn_ref::<PointerEvent>().is_some_and(|p| p.pointer_type() != "touch");
        return ((hovers && kind == "pointerover") || by_key).then(|| Some((element, About::Card(CardOf::Segment(id.parse().ok()?)))))?;
    }
    if let Some(end) = element.get_attribute("data-window") {
        return Some((element, About::Card(CardOf::Windows(u8::from(end != "client")))));
    }
    let number = |name| element.get_attribute(name).and_then(|n| n.parse().ok());
    if let Some((first, runs)) = number("data-timer").zip(number("data-runs")) {
        return Some((element, About::Card(CardOf::Timer(first, runs))));
    }
    if let Some(text) = element.get_attribute("data-tip") {
        return Some((element, About::Said(text)));
    }
    let about = match element.get_attribute("data-gloss") {
        Some(key) => About::Term(key),
        None => About::Text(element.text_content()?),
    };
    Some((element, about))
}

/// Shows the box: a term's under it, a segment's clear of its arrow, both within the window.
fn place(note: &HtmlElement, element: &Element, about: &About, said: &str, pointer: (i32, i32)) {
    let style = note.style();
    let _ = style.set_property("display", "block");
    // Above menus and dialogs, too.
    let _ = note.show_popover();
    let window = (browser::window_width().unwrap_or_default(), browser::window_height().unwrap_or_default());
    let at = if let About::Card(of) = about {
        note.set_inner_html(said);
        let own = note.get_bounding_client_rect();
        let rests = Point::new(f64::from(pointer.0), f64::from(pointer.1));
        let (line, pointer) = arrow(element, *of, rests).unwrap_or(((rests, rests), rests));
        card_place(line, pointer, (own.width(), own.height()), window)
    } else {
        note.set_text_content(Some(said));
        let (term, own) = (element.get_bounding_client_rect(), note.get_bounding_client_rect());
        let left = term.left().min(window.0 - own.width() - 8.0).max(8.0);
        let below = term.bottom() + 6.0;
        let top = if below + own.height() > window.1 { (term.top() - own.height() - 6.0).max(0.0) } else { below };
        Point::new(left, top)
    };
    let px = |x: f64| [&(x as i32).to_string(), "px"].concat();
    let _ = style.set_property("left", &px(at.x));
    let _ = style.set_property("top", &px(at.y));
}

fn hide(note: &HtmlElement) {
    let _ = note.style().set_property("display", "none");
    let _ = note.hide_popover();
}

/// A segment's arrow in px of the window, and where the pointer is on it; near its middle where a key chose it.
fn arrow(element: &Element, of: CardOf, pointer: Point) -> Option<((Point, Point), Point)> {
    let CardOf::Segment(id) = of else { return None };
    let line = browser::document()?.query_selector(&[".ladder-canvas .hit[data-id=\"", &id.to_string(), "\"]"].concat()).ok()??;
    let around = line.get_bounding_client_rect();
    // It falls from its sender's side.
    let (left, right) = (around.left(), around.right());
    let (x1, x2) = if line.matches(".client").unwrap_or(false) { (left, right) } else { (right, left) };
    let (from, to) = (Point::new(x1, around.top()), Point::new(x2, around.bottom()));
    let by_key = element.matches("[role=row]").unwrap_or(false);
    let near = Point::new(f64::midpoint(x1, x2), f64::midpoint(from.y, to.y));
    Some(((from, to), if by_key { near } else { pointer }))
}

/// Where the pointer is, and where it was when a key closed the box: what moves under a pointer that rests opens nothing.
#[derive(Default)]
struct Pointer {
    at: (i32, i32),
    closed_at: Option<(i32, i32)>,
}

impl Pointer {
    /// Whether an event says something about a term or a segment.
    fn counts(&mut self, kind: &str, event: &Event) -> bool {
        if let Some(pointer) = event.dyn_ref::<MouseEvent>() {
            self.at = (pointer.client_x(), pointer.client_y());
            self.closed_at = self.closed_at.filter(|at| *at == self.at);
        }
        match kind {
            "keydown" => self.closed_at = Some(self.at),
            "keyup" => {
                let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default();
                return matches!(key.as_str(), "ArrowUp" | "ArrowDown");
            }
            _ => {}
        }
        kind != "pointermove" && (kind != "pointerover" || self.closed_at.is_none())
    }
}

/// The box and what opens it. Esc, leaving, pressing and scrolling close it.
#[component]
pub fn Gloss(props: &GlossProps) -> Html {
    let note = use_node_ref();
    let shown = use_mut_ref(|| None::<(Element, About)>);
    let pointer = use_mut_ref(Pointer::default);
    let GlossProps { words, card, at } = props;
    let say = {
        let (words, card) = (words.clone(), card.clone());
        Rc::new(move |about: &About| match about {
            About::Term(key) => words.find(key).map(str::to_owned),
            About::Text(text) => {
                // Whoever points at something may wait for the list of all terms.
                let _ = words.find(terms::LIST);
                words.find(&terms(&words, text).first()?.key).map(str::to_owned)
            }
            About::Said(text) => Some(text.clone()),
            About::Card(of) => card.emit(*of),
        })
    };
    {
        // A text that had to be fetched may be here now, and a card tells of what is now.
        let (note, say, shown, pointer) = (note.clone(), Rc::clone(&say), shown.clone(), pointer.clone());
        use_effect_with((words.clone(), at.clone()), move |_| {
            if let (Some((element, about)), Some(note)) = (&*shown.borrow(), note.cast::<HtmlElement>()) {
                match say(about) {
                    Some(text) => place(&note, element, about, &text, pointer.borrow().at),
                    None => hide(&note),
                }
            }
        });
    }
    {
        let note = note.clone();
        use_effect_with((words.clone(), card.clone()), move |_| {
            let listen = |kind: &'static str| {
                let (note, say, shown, pointer) = (note.clone(), Rc::clone(&say), shown.clone(), pointer.clone());
                let handle = move |event: &Event| {
                    if !pointer.borrow_mut().counts(kind, event) {
                        return;
                    }
                    let Some(note) = note.cast::<HtmlElement>() else { return };
                    let at = found(kind, event).filter(|_| !matches!(kind, "keydown" | "wheel" | "pointerdown"));
                    let about = |at: &Option<(Element, About)>| at.as_ref().map(|(_, about)| about.clone());
                    // From a segment's line to its label: the card stays where it is.
                    if kind == "pointerover" && about(&at) == about(&shown.borrow()) && matches!(about(&at), Some(About::Card(_))) {
                        return;
                    }
                    if shown.borrow().is_some() {
                        hide(&note);
                    }
                    if let Some((element, about, text)) = at.as_ref().and_then(|(element, about)| Some((element, about, say(about)?))) {
                        place(&note, element, about, &text, pointer.borrow().at);
                    }
                    shown.replace(at);
                };
                browser::document().map(|document| EventListener::new(&document, kind, handle))
            };
            let listeners = ["pointermove", "pointerover", "pointerdown", "focusin", "click", "keydown", "keyup", "wheel"].map(listen);
            move || drop(listeners)
        });
    }
    // Whoever hears the page is told by the term's own description.
    div("gloss-box").node(&note).attr("popover", "manual").attr("aria-hidden", "true").into()
}
