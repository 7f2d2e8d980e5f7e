//! The code that puts this run into another page.

use super::button::{Look, button};
use super::dialog::modal;
use super::icon::Icon;
use super::share_dialog::copy_field;
use crate::locale::{languages, shell};
use crate::ui::browser;
use crate::ui::context::Shell;
use yew::prelude::*;

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
    let choice = use_state(|| Choice { story: false, reveal: false, language: None, height: 520 });
    let copied = use_state(|| None::<bool>);
    let text = code(props, &choice);
    let set = |change: fn(&mut Choice)| {
        let choice = choice.clone();
        Callback::from(move |_: Event| {
            let mut next = (*choice).clone();
            change(&mut next);
            choice.set(next);
        })
    };
    let onlanguage = {
        let choice = choice.clone();
        Callback::from(move |event: Event| {
            let value = event.target_dyn_into::<web_sys::HtmlSelectElement>().map(|s| s.value()).unwrap_or_default();
            choice.set(Choice { language: languages().find(|l| *l == value), ..(*choice).clone() });
        })
    };
    let onheight = {
        let choice = choice.clone();
        Callback::from(move |event: Event| {
            let value = event.target_dyn_into::<web_sys::HtmlInputElement>().and_then(|i| i.value().parse::<u32>().ok());
            choice.set(Choice { height: value.unwrap_or(520).clamp(240, 2000), ..(*choice).clone() });
        })
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
    let inside = html! {
        <>
            <p>{ words.text(shell::EMBED_HOW) }</p>
            { copy_field(ui, text) }
            <div class="choices">
                <label key="story"><input type="checkbox" checked={choice.story} onchange={set(|c| c.story = !c.story)} />{ words.text(shell::EMBED_STORY) }</label>
                <label key="reveal"><input type="checkbox" checked={choice.reveal} onchange={set(|c| c.reveal = !c.reveal)} />{ words.text(shell::EMBED_REVEAL) }</label>
                <label key="language">
                    { words.text(shell::LANGUAGE) }
                    <select onchange={onlanguage}>
                        <option value="" selected={choice.language.is_none()}>{ words.text(shell::EMBED_READERS) }</option>
                        { for languages().map(|l| html! { <option key={l} value={l} selected={choice.language == Some(l)}>{ l }</option> }) }
                    </select>
                </label>
                <label key="height">
                    { words.text(shell::EMBED_HEIGHT) }
                    <input type="number" min="240" max="2000" step="20" value={choice.height.to_string()} onchange={onheight} />
                </label>
            </div>
            <div class="modal-acts">
                { button(ui.text(shell::COPY), &Look { icon: Some(Icon::Link), class: "primary", action: Some("copy-embed"), ..Look::default() }, oncopy) }
                <span role="status">{ said }</span>
            </div>
        </>
    };
    modal(ui, "embed-code", ui.text(shell::EMBED), inside)
}
