//! The tabs under the reasons: endpoints, state diagram, charts, segments. They tell of the instant after the chosen event.

use super::PaneProps;
use super::numbers::instant;
use crate::base::Time;
use crate::locale::{Key, Words, panes as key};
use crate::sim::{StepId, Trace};
use crate::ui::el::{El, div, press, span, told_by};
use crate::ui::lab;
use crate::ui::state::{Action, Tab, subject};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// The pane: the row of tabs, and what the open one shows.
#[component]
pub fn Tabs(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, .. } = props;
    let show = |tab| view.lab.draw(&props.dispatch, |here| lab::tab(here, tab, props.clone())).unwrap_or_default();
    let shown = view.tab.map(show);
    let panel = view.tab.zip(shown).map(|(tab, shown)| {
        let panel = div("tab-panel").key(tab.id()).attr("id", "tab-panel").attr("role", "tabpanel");
        panel.set("aria-labelledby", ["tab-", tab.id()].concat()).html(shown)
    });
    let at = view.tab.map(|_| span("tag").text(moment(words, run, view.cursor)));
    let list = div("tab-list")
        .attr("role", "tablist")
        .name(words, key::TABS)
        .on(ListenerKind::onkeydown, rove(props))
        .all(Tab::ALL.map(|tab| head(props, tab)));
    div("tabs-content").child(div("tabs-head").child(list).maybe(at)).maybe(panel).into()
}

/// What a tab is called.
pub const fn tab_name(tab: Tab) -> Key {
    match tab {
        Tab::Endpoints => key::ENDPOINTS_TITLE,
        Tab::States => key::TABS_STATES,
        Tab::Charts => key::TABS_CHARTS,
        Tab::Segments => key::SEGMENTS_TITLE,
    }
}

fn head(props: &PaneProps, tab: Tab) -> El {
    let open = props.view.tab == Some(tab);
    // One of them is reached with Tab, the others from there with the arrow keys.
    let reached = props.view.tab.unwrap_or(Tab::Endpoints) == tab;
    press("tab")
        .key(tab.id())
        .attr("role", "tab")
        .set("id", ["tab-", tab.id()].concat())
        .attr("data-tab", tab.id())
        .state("aria-selected", open)
        .set_some("aria-controls", open.then_some("tab-panel"))
        .attr("tabindex", if reached { "0" } else { "-1" })
        .does(&props.dispatch, Action::OpenTab((!open).then_some(tab)))
        .text(props.words.text(tab_name(tab)).to_owned())
}

/// The arrow keys open the tab beside the one that has the focus.
fn rove(props: &PaneProps) -> impl Fn(Event) + 'static {
    let dispatch = props.dispatch.clone();
    move |event: Event| {
        let Some(by) = event.dyn_ref::<KeyboardEvent>().and_then(|e| match e.key().as_str() {
            "ArrowRight" => Some(1),
            "ArrowLeft" => Some(Tab::ALL.len() - 1),
            _ => None,
        }) else {
            return;
        };
        event.prevent_default();
        let Some(from) = told_by(&event, "data-tab").and_then(|id| Tab::ALL.iter().position(|t| t.id() == id)) else { return };
        let Some(tab) = Tab::ALL.get((from + by) % Tab::ALL.len()) else { return };
        dispatch.emit(Action::OpenTab(Some(*tab)));
        let selector = ["#tab-", tab.id()].concat();
        let next = crate::ui::browser::document().and_then(|d| d.query_selector(&selector).ok().flatten());
        if let Some(next) = next.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = next.focus();
        }
    }
}

/// Which instant is told of: `at 50 ms, after s1`.
fn moment(words: &Words, run: &Trace, cursor: Option<StepId>) -> String {
    let time = instant(words, time_of(run, cursor));
    match cursor.and_then(|c| subject(run, c)).and_then(|id| run.segment(id)) {
        Some(row) => words.fill(key::ENDPOINTS_AT_AFTER, &[("time", &time), ("segment", &row.name.to_string())]),
        None => words.fill(key::ENDPOINTS_AT, &[("time", &time)]),
    }
}

fn time_of(run: &Trace, cursor: Option<StepId>) -> Time {
    cursor.and_then(|c| run.step(c)).map_or(Time::ZERO, |s| s.time)
}
