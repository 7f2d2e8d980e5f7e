//! The code that puts this run into another page.

use super::dialog::{modal, sheet};
use super::share_dialog::copy_field;
use crate::locale::{Key, languages, shell};
use crate::ui::browser;
use crate::ui::components::button::{Look, button};
use crate::ui::components::icon::Icon;
use crate::ui::context::Shell;
use crate::ui::el::{check, choice, div, el, told_by, value_of};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Properties of [`EmbedDialog`].
#[derive(Clone, PartialEq, Properties)]
pub struct EmbedProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// The address of the page, without query and fragment.
    pub page: AttrValue,
    /// The fragment with its `#`.
    pub fragment: AttrValue,
    /// The scenario's title, for the frame.
    pub title: AttrValue,
}

/// What can be chosen.
#[derive(Clone, PartialEq)]
struct Choice {
    story: bool,
    reveal: bool,
    language: Option<&'static str>,
    height: u32,
}

/// Text as it may stand in an attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn code(props: &EmbedProps, choice: &Choice) -> String {
    let panes = if choice.story { "ladder,story,bits" } else { "ladder,bits" };
    let language = choice.language.map(|l| format!("&lang={l}")).unwrap_or_default();
    let reveal = if choice.reveal { "&reveal=1" } else { "" };
    let address = format!("{}?embed=1&panes={panes}{language}{reveal}{}", props.page, props.fragment);
    format!(
        "<iframe src=\"{}\" title=\"tcplab: {}\" width=\"760\" height=\"{}\" loading=\"lazy\" allow=\"clipboard-write\"></iframe>",
        escape(&address),
        escape(&props.title),
        choice.height
    )
}

/// The dialog.
#[component]
pub fn EmbedDialog(props: &EmbedProps) -> Html {
    let (ui, words) = (&props.ui, &props.ui.words);
    let chosen = use_state(|| Choice { story: false, reveal: false, language: None, height: 520 });
    let copied = use_state(|| None::<bool>);
    let text = code(props, &chosen);
    let onchange = {
        let chosen = chosen.clone();
        move |event: Event| {
            let mut next = (*chosen).clone();
            let value = value_of(&event);
            match told_by(&event, "data-choice").as_deref() {
                Some("story") => next.story = !next.story,
                Some("reveal") => next.reveal = !next.reveal,
                Some("language") => next.language = languages().find(|l| *l == value),
                Some("height") => next.height = value.parse().unwrap_or(520).clamp(240, 2000),
                _ => return,
            }
            chosen.set(next);
        }
    };
    let oncopy = {
        let (text, copied) = (text.clone(), copied.clone());
        Callback::from(move |()| {
            let copied = copied.clone();
            browser::copy(&text, move |ok| copied.set(Some(ok)));
        })
    };
    let said = match *copied {
        Some(true) => words.text(shell::COPIED),
        Some(false) => words.text(shell::SHARE_REFUSED),
        None => "",
    };
    let said = said.to_owned();
    let labelled = |name: &'static str| el("label").attr("data-choice", name);
    let ticked = |name, on, text: Key| labelled(name).child(check(on)).say(words, text);
    let readers =
        el("option").key("readers").attr("value", "").flag("selected", chosen.language.is_none()).say(words, shell::EMBED_READERS);
    let option = |l: &'static str| choice(l, chosen.language == Some(l), l);
    let language = el("select").child(readers).all(languages().map(option));
    let height =
        el("input").attr("type", "number").attr("min", "240").attr("max", "2000").attr("step", "20").value(chosen.height.to_string());
    let choices = div("choices")
        .on(ListenerKind::onchange, onchange)
        .child(ticked("story", chosen.story, shell::EMBED_STORY))
        .child(ticked("reveal", chosen.reveal, shell::EMBED_REVEAL))
        .child(labelled("language").say(words, shell::LANGUAGE).child(language))
        .child(labelled("height").say(words, shell::EMBED_HEIGHT).child(height));
    let copy = Look { icon: Some(Icon::Link), class: "primary", action: Some("copy-embed"), ..Look::default() };
    let acts = div("modal-acts").child(button(ui.text(shell::COPY), &copy, oncopy)).child(el("span").attr("role", "status").text(said));
    let inside = sheet(ui, shell::EMBED).child(el("p").say(words, shell::EMBED_HOW)).child(copy_field(ui, text)).child(choices).child(acts);
    modal(ui, "embed-code", shell::EMBED, inside)
}
