//! The charts of one sender: they share the ladder's cursor, selection and folds.

use crate::draw;
use crate::layout::charts::{Input, charts, data_sender};
use crate::layout::{Options, Scene, Side};
use crate::locale::panes as key;
use crate::sim::samples;
use crate::ui::el::{div, el, number_of, press, span};
use crate::ui::panes::PaneProps;
use crate::ui::panes::ladder::use_seen;
use crate::ui::panes::who::who;
use crate::ui::state::Action;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// The charts.
#[component]
pub fn Charts(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, dispatch, .. } = props;
    let place = use_node_ref();
    let seen = use_seen(&place);
    // Looked at once a run, and only here.
    let samples = use_memo(run.clone(), |run| samples(run));
    let scene = use_memo((run.clone(), view.connection), |(run, connection)| {
        Scene::new(run.timeline(*connection), None, Options::default()).scale().clone()
    });
    let timeline = run.timeline(view.connection);
    let sender = use_state_eq(|| None::<Side>);
    let side = sender.unwrap_or_else(|| data_sender(&timeline));
    let markup: String = if seen.width > 0.0 {
        let input = Input {
            trace: run,
            connection: view.connection,
            timeline: &timeline,
            samples: &samples,
            scale: &scene,
            side,
            cursor: view.cursor,
            hides: view.hides(),
            chosen: view.segment(),
            width: seen.width,
        };
        charts(&input).iter().map(|c| draw::charts::chart(c, words)).collect()
    } else {
        String::new()
    };
    let choice = |n: u8| {
        let (sender, own) = (sender.clone(), Side::of(n));
        let button = press(own.owner()).key(u64::from(n)).state("aria-pressed", side == own);
        button.click(move || sender.set(Some(own))).text(who(words, n).to_owned())
    };
    let select = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            if let Some(id) = number_of(&event, "data-id") {
                dispatch.emit(Action::Select(id, None));
            }
        }
    };
    let whose = words.text(key::CHARTS_SENDER).to_owned();
    let head = div("charts-head")
        .child(span("quiet").text(whose.clone()))
        .child(span("sw").attr("role", "group").label(whose).all([0, 1].map(choice)));
    let drawn = div("charts").drawn(["<div>", &markup, "</div>"].concat());
    div("charts-content")
        .child(head)
        .child(el("div").node(&place).on(ListenerKind::onclick, select).child(drawn))
        .child(el("p").class("quiet").say(words, key::CHARTS_HELP))
        .into()
}
