//! The scenario's title, and the menu of all scenarios behind it: by group, with a search.

use super::icon::{Icon, glyph};
use crate::locale::{Words, shell};
use crate::scenario::catalogue::{self, Entry};
use crate::ui::context::Shell;
use crate::ui::library;
use crate::ui::part::part;
use crate::ui::state::Action;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, Node};
use yew::prelude::*;

/// Properties of [`ScenarioMenu`].
#[derive(Clone, PartialEq, Properties)]
pub struct MenuProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// The title of the scenario that is open.
    pub title: AttrValue,
    /// Its slug.
    pub slug: AttrValue,
}

/// The title as a button, and its menu.
#[component]
pub fn ScenarioMenu(props: &MenuProps) -> Html {
    let ui = &props.ui;
    let open = use_state(|| false);
    let place = use_node_ref();
    let button = use_node_ref();
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onclose = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |()| {
            open.set(false);
            if let Some(button) = button.cast::<HtmlElement>() {
                let _ = button.focus();
            }
        })
    };
    // Focus that goes elsewhere closes the menu.
    let onfocusout = {
        let (open, place) = (open.clone(), place.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event.related_target().and_then(|t| t.dyn_into::<Node>().ok());
            if *open
                && let (Some(to), Some(place)) = (to, place.get())
                && !place.contains(Some(&to))
            {
                open.set(false);
            }
        })
    };
    let onkeydown = {
        let (open, onclose) = (open.clone(), onclose.clone());
        Callback::from(move |event: KeyboardEvent| {
            if *open && event.key() == "Escape" {
                event.stop_propagation();
                onclose.emit(());
            }
        })
    };
    html! {
        <div class="menu" ref={place} {onfocusout} {onkeydown}>
            <h1 key="title">
                <button type="button" class="btn plain scn" ref={button} aria-expanded={if *open { "true" } else { "false" }} aria-haspopup="dialog"
                    data-action="scenarios" onclick={ontoggle}>
                    <span class="scn-title">{ props.title.clone() }</span>{ glyph(Icon::Down) }
                </button>
            </h1>
            <div key="list">
                { for (*open).then(|| part::<List>(ListProps { ui: ui.clone(), slug: props.slug.clone(), onclose: onclose.clone() })) }
            </div>
        </div>
    }
}

/// Properties of [`List`].
#[derive(Clone, PartialEq, Properties)]
struct ListProps {
    ui: Shell,
    slug: AttrValue,
    onclose: Callback<()>,
}

/// Whether a scenario has every wanted word, in the reader's language or in English.
fn matches(scenario: &Entry, words: &Words, wanted: &str) -> bool {
    let texts = [&scenario.title.en, words.of(&scenario.title), &scenario.summary.en, words.of(&scenario.summary), scenario.slug];
    let all = texts.map(str::to_ascii_lowercase).join(" ");
    wanted.split_whitespace().all(|word| all.contains(word))
}

/// The scenarios.
#[component]
fn List(props: &ListProps) -> Html {
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
        Callback::from(move |event: InputEvent| {
            wanted.set(event.target_dyn_into::<HtmlInputElement>().map(|i| i.value().to_ascii_lowercase()).unwrap_or_default());
        })
    };
    let item = |scenario: &Entry| {
        let onclick = {
            let (slug, dispatch, onclose) = (scenario.slug, dispatch.clone(), props.onclose.clone());
            Callback::from(move |event: MouseEvent| {
                // With a modifier the link opens elsewhere, as links do.
                if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                    event.prevent_default();
                    onclose.emit(());
                    let dispatch = dispatch.clone();
                    library::need(&format!("/{slug}"), move || dispatch.emit(Action::LoadScenario(slug.to_owned())));
                }
            })
        };
        let current = (*scenario.slug == *props.slug).then_some("page");
        html! {
            <li key={scenario.slug}>
                <a href={format!("#/{}", scenario.slug)} aria-current={current} data-scenario={scenario.slug} {onclick}>
                    <b>{ words.of(&scenario.title) }</b><span>{ words.of(&scenario.summary) }</span>
                </a>
            </li>
        }
    };
    let group = |id: &&'static str| {
        let found: Vec<&Entry> = all.iter().filter(|s| s.group == *id && matches(s, words, &wanted)).collect();
        (!found.is_empty()).then(|| {
            html! {
                <section key={*id}>
                    <h2>{ words.find(&format!("group.{id}")).unwrap_or(id).to_owned() }</h2>
                    <ul>{ for found.into_iter().map(item) }</ul>
                </section>
            }
        })
    };
    let groups: Vec<Html> = catalogue::GROUPS.iter().filter_map(group).collect();
    let none = groups.is_empty();
    html! {
        <div class="popover scenarios" role="dialog" aria-label={props.ui.text(shell::SCENARIO_MENU)}>
            <input key="search" ref={search} type="search" placeholder={words.text(shell::SEARCH).to_owned()} aria-label={words.text(shell::SEARCH).to_owned()} {oninput} />
            <div key="groups" class="groups">{ for groups }</div>
            <p key="none" class="muted" role="status">{ none.then(|| words.text(shell::NOTHING_FOUND).to_owned()) }</p>
        </div>
    }
}
