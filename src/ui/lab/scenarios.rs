//! All scenarios: by group, with a search.

use crate::locale::{Words, shell};
use crate::scenario::catalogue::{self, Entry};
use crate::ui::context::Shell;
use crate::ui::el::{div, el, told_by, value_of};
use crate::ui::library;
use crate::ui::state::Action;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Properties of [`List`].
#[derive(Clone, PartialEq, Properties)]
pub struct ListProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// The slug of the scenario that is open.
    pub slug: AttrValue,
    /// Called when one was chosen.
    pub onclose: Callback<()>,
}

/// The title of a scenario (`title`), or the line about it (`about`).
fn said<'a>(words: &'a Words, what: &str, slug: &str) -> &'a str {
    words.find(&[what, ".", slug].concat()).unwrap_or_default()
}

/// Whether a scenario has every wanted word, in the reader's language or in its slug.
fn matches(scenario: Entry, words: &Words, wanted: &str) -> bool {
    let texts = [said(words, "title", scenario.slug), said(words, "about", scenario.slug), scenario.slug];
    let all = texts.map(str::to_ascii_lowercase).join(" ");
    wanted.split_whitespace().all(|word| all.contains(word))
}

/// The scenarios.
#[component]
pub fn List(props: &ListProps) -> Html {
    let (words, dispatch) = (&props.ui.words, &props.ui.dispatch);
    let all = use_memo((), |()| catalogue::index());
    let wanted = use_state(String::new);
    let search = use_node_ref();
    {
        let search = search.clone();
        use_effect_with((), move |()| {
            if let Some(search) = search.cast::<HtmlElement>() {
                let _ = search.focus();
            }
        });
    }
    let oninput = {
        let wanted = wanted.clone();
        move |event: Event| wanted.set(value_of(&event).to_ascii_lowercase())
    };
    let onclick = {
        let (dispatch, onclose) = (dispatch.clone(), props.onclose.clone());
        move |event: Event| {
            let Some(slug) = told_by(&event, "data-scenario") else { return };
            // With a modifier the link opens elsewhere, as links do.
            if event.dyn_ref::<MouseEvent>().is_some_and(|e| e.ctrl_key() || e.meta_key() || e.shift_key()) {
                return;
            }
            event.prevent_default();
            onclose.emit(());
            let dispatch = dispatch.clone();
            library::need(&["/", &slug].concat(), Box::new(move |()| dispatch.emit(Action::LoadScenario(slug))));
        }
    };
    let item = |scenario: &Entry| {
        let link = el("a")
            .set("href", ["#/", scenario.slug].concat())
            .set_some("aria-current", (*scenario.slug == *props.slug).then_some("page"))
            .attr("data-scenario", scenario.slug)
            .child(el("b").text(said(words, "title", scenario.slug).to_owned()))
            .child(el("span").text(said(words, "about", scenario.slug).to_owned()));
        el("li").key(scenario.slug).child(link)
    };
    let mut groups = div("groups").on(ListenerKind::onclick, onclick);
    let mut none = true;
    for id in catalogue::GROUPS.iter().copied() {
        let found: Vec<&Entry> = all.iter().filter(|s| s.group == id && matches(**s, words, &wanted)).collect();
        if !found.is_empty() {
            none = false;
            let title = el("h2").text(words.find(&["group.", id].concat()).unwrap_or(id).to_owned());
            groups = groups.child(el("section").key(id).child(title).child(el("ul").all(found.into_iter().map(item))));
        }
    }
    let search = el("input")
        .node(&search)
        .attr("type", "search")
        .set("placeholder", words.text(shell::SEARCH).to_owned())
        .name(words, shell::SEARCH)
        .on(ListenerKind::oninput, oninput);
    let nothing = el("p").class("muted").attr("role", "status");
    div("popover scenarios")
        .attr("role", "dialog")
        .name(words, shell::SCENARIO_MENU)
        .child(search)
        .child(groups)
        .child(if none { nothing.say(words, shell::NOTHING_FOUND) } else { nothing })
        .into()
}
