//! The ladder pane: the exchange as a sequence diagram. Geometry comes from `layout::ladder`; here it is drawn, as much of
//! it as is seen, and as much as has happened.

mod drawing;
mod head;
mod hover;
mod layers;
mod painter;
mod playhead;
mod shared;
mod sheets;
mod shown;
mod size;
mod svg;
mod table;

pub use shared::Shared;
pub use size::use_seen;
pub use svg::px;

use super::PaneProps;
use crate::layout::Scene;
use crate::layout::ladder::Options;
use crate::layout::time_scale::zoomed;
use crate::locale::panes as key;
use crate::sim::Trace;
use crate::ui::el::{div, el, list};
use crate::ui::lab;
use crate::ui::lab_part::LabPart;
use crate::ui::part::{id, kept, part};
use crate::ui::state::{Action, Part, View};
use drawing::Drawing;
pub use drawing::Early;
pub use hover::segment_of;
use size::use_scrolled;
use std::rc::Rc;
use table::{Table, row_id};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// The pane.
#[component]
pub fn Ladder(props: &PaneProps) -> Html {
    let PaneProps { run, previous, view, words, playhead, dispatch, .. } = props;
    let scroll = use_node_ref();
    let (seen, scrolled) = use_scrolled(&scroll);
    let timeline = run.timeline(view.connection);
    let earlier = previous.as_ref().map(|run| run.timeline(view.connection));
    let drawn = (
        run.clone(),
        previous.clone(),
        view.connection,
        seen.width,
        view.zoom,
        (view.numbers, view.flags, view.look, view.lecture, view.scale, view.look.filters().then_some(view.lab)),
    );
    let scene = use_memo(drawn, |(_, _, _, width, zoom, (numbers, flags, look, lecture, scale, lab))| {
        let options = Options {
            width: width.max(320.0),
            zoom: zoomed(*zoom),
            numbers: *numbers,
            flags: *flags,
            look: *look,
            text: if *lecture { (width / 512.0).clamp(1.0, 2.0) } else { 1.0 } * f64::from(*scale) / 100.0,
            thinned: true,
            ..Options::default()
        };
        let mut scene = Scene::alone(Rc::clone(&timeline), earlier.as_deref(), options);
        if let Some(here) = lab.and_then(|lab| lab.draw(dispatch, |here| here)) {
            scene = lab::filtered(here, scene);
        }
        Shared(Rc::new(match (earlier, view.lab) {
            (Some(earlier), LabPart::Here(here)) => lab::beside(here, scene, &timeline, earlier),
            _ => scene,
        }))
    });
    let scene = (*scene).clone();
    let now = painter::now(run, view);
    let count = if view.hides() { told_of(run, &scene, view) } else { scene.timeline().segments.len() };
    let early = use_mut_ref(|| None);
    // What is done to the run by hand is done in the lab part: the hand that reaches for it fetches it.
    let reach = {
        let (early, lab, dispatch) = (Rc::clone(&early), view.lab, dispatch.clone());
        Callback::from(move |event: Event| {
            if !matches!(lab, LabPart::Here(_)) {
                if event.type_() == "contextmenu" {
                    event.prevent_default();
                }
                early.replace(Some(event));
                lab.draw(&dispatch, |_| ());
            }
        })
    };
    let onclick = {
        let (dispatch, reach) = (dispatch.clone(), reach.clone());
        move |e: Event| {
            if let Some(id) = segment_of(&e) {
                dispatch.emit(Action::Select(id, None));
            }
            reach.emit(e);
        }
    };
    // Only a row that is there can be pointed at.
    let active = view.segment().filter(|id| scene.row_of(*id).is_some_and(|at| at < count)).map(row_id);
    let compare = (previous.is_some() || !view.compare).then_some(view.compare);
    let compare = compare.filter(|_| view.opens(Part::Compare));
    let connections = run.scenario().connections.len() as u16;
    let still = use_memo(view.apart_from_the_cursor(), View::clone);
    let head = {
        let (scene, view, words, act) = (scene.clone(), still.clone(), words.clone(), dispatch.clone());
        let of = [words.id(), id(&*scene), id(&*view), connections.into(), compare.map_or(2, u64::from)];
        kept("head", &of, move || head::head(&scene, &view, (view.connection, connections), compare, &words, &act).into())
    };
    let table = {
        // While the player runs, nobody reads it.
        let of = [words.id(), id(&*scene), if view.playing { 0 } else { id(&**view) }];
        let table = Table { run: run.clone(), scene: scene.clone(), view: view.clone(), count, words: words.clone() };
        kept("table", &of, move || table::rows(&table))
    };
    let drawing = (seen.width > 0.0).then(|| {
        part::<Drawing>(drawing::Props {
            run: run.clone(),
            scene: scene.clone(),
            view: view.clone(),
            still: if view.playing { still } else { view.clone() },
            now,
            seen,
            scroll: scroll.clone(),
            scrolled,
            words: words.clone(),
            playhead: playhead.clone(),
            act: dispatch.clone(),
            early,
        })
    });
    let empty = (run.segment_count() == 0).then(|| el("p").class("ladder-empty").say(words, key::LADDER_EMPTY));
    let body = div("ladder-scroll")
        .key("scroll")
        .node(&scroll)
        .attr("tabindex", "0")
        .attr("role", "grid")
        .name(words, key::LADDER_TITLE)
        .set("aria-description", words.text(key::LADDER_HELP).to_owned())
        .set("aria-rowcount", (count + 1).to_string())
        .set_some("aria-activedescendant", active)
        .on(ListenerKind::onclick, onclick)
        .hears([ListenerKind::onpointerdown, ListenerKind::onpointerup, ListenerKind::oncontextmenu], &reach)
        .html(table)
        .child(div("").html(drawing.unwrap_or_default()))
        .child(div("").maybe(empty));
    let line = div("").key("shown").maybe(shown::shown(run, view, words, dispatch));
    list([div("").key("head").html(head), line, body])
}

/// How many segments have left by the cursor.
fn told_of(run: &Trace, scene: &Scene, view: &View) -> usize {
    scene.timeline().segments.partition_point(|s| run.segment(s.id).is_some_and(|row| view.shows(row.cause)))
}
