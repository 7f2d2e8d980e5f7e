//! The lines between ladder and side, and under each pane: dragged, or moved by the arrow keys; the browser remembers where they stood.

use crate::locale::{lab, shell};
use crate::ui::browser;
use crate::ui::context::Shell;
use crate::ui::el::div;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, PointerEvent};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// One press of an arrow key, px.
const STEP: i32 = 16;

/// What a line divides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// Ladder and side.
    Side,
    /// A pane and what stands below it, by the pane's name.
    Pane(&'static str),
}

/// Properties of [`Separator`].
#[derive(Clone, PartialEq, Properties)]
pub struct SeparatorProps {
    /// Language.
    pub ui: Shell,
    /// What it divides.
    pub of: Division,
}

/// A line as it stands in the page.
#[derive(Clone, PartialEq)]
struct Line {
    of: Division,
    node: NodeRef,
}

impl Line {
    /// What has the size as a property, where its rectangle is measured, and how much there is to divide, px.
    fn whole(&self) -> Option<(HtmlElement, Element, i32)> {
        let element = self.node.cast::<Element>()?;
        let around = if self.of == Division::Side { ".app" } else { ".pane" };
        let whole = element.closest(around).ok()??.dyn_into::<HtmlElement>().ok()?;
        let (sized, all) = match self.of {
            Division::Side => (whole.query_selector(".side").ok()??, whole.client_width()),
            Division::Pane(_) => (whole.clone().into(), browser::window_height().unwrap_or(0.0) as i32),
        };
        Some((whole, sized, all))
    }

    const fn least(&self) -> i32 {
        if matches!(self.of, Division::Side) { 360 } else { 96 }
    }

    const fn property(&self) -> &'static str {
        if matches!(self.of, Division::Side) { "--side" } else { "--height" }
    }

    fn memory(&self) -> String {
        match self.of {
            Division::Side => "side".to_owned(),
            Division::Pane(name) => ["height.", name].concat(),
        }
    }

    /// Gives what it divides a size, as far as both keep room; `None` gives it the one of the style sheet.
    fn set(&self, size: Option<i32>) {
        let Some((whole, _, all)) = self.whole() else { return };
        let _ = whole.class_list().toggle_with_force("sized", size.is_some());
        let Some(size) = size else {
            let _ = whole.style().remove_property(self.property());
            return;
        };
        let size = size.clamp(self.least(), (all - self.least()).max(self.least()));
        let _ = whole.style().set_property(self.property(), &[&size.to_string(), "px"].concat());
        if let Some(line) = self.node.cast::<Element>() {
            let part = 100 * size / all.max(1);
            let above = if self.of == Division::Side { 100 - part } else { part };
            let _ = line.set_attribute("aria-valuenow", &above.to_string());
        }
    }

    /// The size now, px.
    fn now(&self) -> Option<i32> {
        // A scroll bar counts.
        let rectangle = self.whole()?.1.get_bounding_client_rect();
        Some(if self.of == Division::Side { rectangle.width() } else { rectangle.height() } as i32)
    }

    /// Takes hold of the line, moves it, lets go of it.
    fn drag(&self, event: &PointerEvent) {
        let (Some(element), Some((_, sized, all))) = (self.node.cast::<Element>(), self.whole()) else { return };
        match event.type_().as_str() {
            "pointerdown" if event.button() == 0 => {
                let _ = element.set_pointer_capture(event.pointer_id());
                event.prevent_default();
            }
            "pointermove" if event.buttons() & 1 == 1 => self.set(Some(match self.of {
                Division::Side => all - event.client_x(),
                Division::Pane(_) => event.client_y() - sized.get_bounding_client_rect().top() as i32,
            })),
            "pointerup" => self.keep(),
            _ => {}
        }
    }

    /// Whether a key is one of the line's, which then moves.
    fn act_on_key(&self, key: &str) -> bool {
        let by = match (key, self.of) {
            ("ArrowLeft", Division::Side) | ("ArrowDown", Division::Pane(_)) => STEP,
            ("ArrowRight", Division::Side) | ("ArrowUp", Division::Pane(_)) => -STEP,
            ("Enter", _) => {
                self.reset();
                return true;
            }
            _ => return false,
        };
        self.set(self.now().map(|size| size + by));
        self.keep();
        true
    }

    fn keep(&self) {
        if let Some(size) = self.now() {
            browser::remember(&self.memory(), &size.to_string());
        }
    }

    fn reset(&self) {
        self.set(None);
        browser::forget(&self.memory());
    }
}

/// The separator.
#[component]
pub fn Separator(props: &SeparatorProps) -> Html {
    let line = Line { of: props.of, node: use_node_ref() };
    {
        let line = line.clone();
        use_effect_with((), move |()| {
            if let Some(size) = browser::recall(&line.memory()).and_then(|text| text.parse().ok()) {
                line.set(Some(size));
            }
        });
    }
    let handle = {
        let line = line.clone();
        Callback::from(move |event: Event| {
            if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
                if line.act_on_key(&key.key()) {
                    event.prevent_default();
                }
            } else if let Some(pointer) = event.dyn_ref::<PointerEvent>() {
                line.drag(pointer);
            } else {
                line.reset();
            }
        })
    };
    let (class, lies, how) = match props.of {
        Division::Side => ("separator", "vertical", shell::SEPARATOR_HOW),
        Division::Pane(_) => ("sill", "horizontal", lab::SILL_HOW),
    };
    let kinds = [
        ListenerKind::onpointerdown,
        ListenerKind::onpointermove,
        ListenerKind::onpointerup,
        ListenerKind::ondblclick,
        ListenerKind::onkeydown,
    ];
    div(class)
        .node(&line.node)
        .attr("role", "separator")
        .attr("tabindex", "0")
        .attr("aria-orientation", lies)
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", "100")
        .attr("aria-valuenow", "50")
        .label(props.ui.text(if props.of == Division::Side { shell::SEPARATOR } else { lab::SILL }))
        .set("title", props.ui.text(how))
        .hears(kinds, &handle)
        .into()
}
