//! Above the drawing: the two ends by name and address over their rails, zoom, numbers, the previous run, the legend. What a narrow
//! head has no room for is in its menu.

use crate::draw::ladder as drawn;
use crate::layout::ladder::{Scene, Shape};
use crate::locale::{Key, Words, panes as key, shell};
use crate::ui::components::icon::{Icon, glyph};
use crate::ui::el::{El, div, el, press, span};
use crate::ui::panes::switch::numbers_switch;
use crate::ui::panes::who::who;
use crate::ui::state::{Action, Dialog, Menu, MenuOf, Pane as Place, Part, View};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};
use yew::Callback;
use yew::virtual_dom::ListenerKind;

/// Least width at which there is room for tools between the names, px.
const ROOMY: f64 = 360.0;

/// The head. `connection` says which connection is drawn, and of how many. The previous run is compared with where `compare` says whether it is drawn.
pub fn head(scene: &Scene, view: &View, connection: (u16, u16), compare: Option<bool>, words: &Words, act: &Callback<Action>) -> El {
    let pane = scene.pane();
    let wide = pane.shape == Shape::Wide;
    let tools = pane.width / pane.text >= ROOMY;
    // Two chips leave no room for a third thing between the names of a phone's ends.
    let zooming = tools && (pane.width >= 440.0 || connection.1 < 2);
    let slim = pane.shape == Shape::Phone;
    let zoom = |sign: &'static str, key: Key, by| {
        press("").name(words, key).set("title", words.text(key).to_owned()).does(act, Action::Zoom(by)).text(sign)
    };
    let zooms = || {
        span("zoom").attr("role", "group").name(words, key::LADDER_ZOOM).child(zoom("−", key::LADDER_ZOOM_OUT, -1)).child(zoom(
            "+",
            key::LADDER_ZOOM_IN,
            1,
        ))
    };
    let (connection, all) = connection;
    let next = if connection + 1 < all { connection + 1 } else { 0 };
    let connection = (all > 1).then(|| {
        let which = words.fill(key::LADDER_CONNECTION, &[("number", &(connection + 1).to_string()), ("all", &all.to_string())]);
        let title = words.text(key::LADDER_CONNECTION_NEXT).to_owned();
        // Between the names of the narrowest phone's ends, the figures alone.
        let short = [(connection + 1).to_string(), all.to_string()].join("/");
        let shown = if pane.width < 360.0 { short } else { which.clone() };
        press("chip").set("title", title).label(which).attr("data-do", "connection").does(act, Action::ShowConnection(next)).text(shown)
    });
    let compare = compare.filter(|_| pane.width >= 440.0).map(|on| {
        press("chip")
            .state("aria-pressed", on)
            .attr("data-do", "compare")
            .does(act, Action::SetCompare(!on))
            .child(el("span").attr("aria-hidden", "true").text(if on { "✓ " } else { "" }))
            .say(words, key::LADDER_COMPARE)
    });
    let legend = || press("btn plain").does(act, Action::OpenDialog(Some(Dialog::Legend))).say(words, key::LADDER_LEGEND);
    let middle = span("middle")
        .child(span("").maybe(wide.then(|| numbers_switch(words, view.numbers, act))))
        .child(span("").maybe(connection))
        .child(span("").maybe(compare));
    let look = || {
        let act = act.clone();
        let open = move |event: Event| {
            let button = event.target().and_then(|t| t.dyn_into::<Element>().ok()).and_then(|e| e.closest("button").ok().flatten());
            let at = button.map(|b| b.get_bounding_client_rect()).map(|r| (r.left() as i32, r.bottom() as i32 + 6));
            act.emit(Action::OpenMenu(Some(Menu { of: MenuOf::Look, at })));
        };
        press("chip")
            .state("aria-expanded", view.menu.is_some_and(|m| m.of == MenuOf::Look))
            .attr("aria-haspopup", "dialog")
            .attr("data-do", "look")
            .on(ListenerKind::onclick, open)
            .say(words, key::LOOK)
            .child(glyph(Icon::Down))
    };
    let size = || {
        let (icon, name, stage) = match view.stage {
            Some(Place::Ladder) => (Icon::Shrink, shell::PANE_RESTORE, None),
            _ => (Icon::Grow, shell::PANE_MAXIMISE, Some(Place::Ladder)),
        };
        let name = words.text(name);
        let label = words.aside(name, words.text(key::LADDER_TITLE));
        let button = press("btn plain bare small").set("title", name.to_owned()).label(label).attr("data-action", "maximise-ladder");
        button.does(act, Action::SetStage(stage)).child(glyph(icon))
    };
    let tools_bar = div("ladder-tools")
        .class_if(slim, "slim")
        .child(span("").maybe(zooming.then(zooms)))
        .child(span("").maybe((!view.lecture && (!wide || view.opens(Part::Labels))).then(look)))
        .child(middle)
        .child(span("gap"))
        .child(span("").maybe((wide && !view.lecture).then(legend)))
        .child(span("").maybe((wide && !view.lecture && !view.embed).then(size)));
    let rails = drawn::ends(pane, &scene.timeline().ends, [who(words, 0), who(words, 1)], scene.ruler_unit());
    div("ladder-head")
        .class_if(!tools && !slim, "short")
        .class_if(slim, "slim-head")
        .child(el("svg").attr("aria-hidden", "true").drawn(rails))
        .child(tools_bar)
}
