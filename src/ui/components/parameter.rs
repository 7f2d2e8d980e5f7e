//! One parameter: its name, its value, and what is wrong with what was typed.

use super::banner::say;
use crate::locale::{Words, fill};
use crate::scenario::settings::{self, Setting, Unit, Value};
use crate::ui::context::Shell;
use crate::ui::library;
use crate::ui::state::{Action, Complaint, Doc};
use std::rc::Rc;
use web_sys::{HtmlElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The host and the setting of a parameter's name, such as `client.loss`.
fn parts(name: &str) -> (Option<&str>, &str) {
    name.rsplit_once('.').map_or((None, name), |(host, id)| (Some(host), id))
}

/// The name of a parameter in the reader's language, with its host where it is of one.
pub fn label(words: &Words, name: &str) -> String {
    let (host, id) = parts(name);
    let own = words.find(&format!("setting.{id}")).unwrap_or(id);
    match host {
        Some(host) => format!("{own} ({})", words.find(&format!("host.{host}")).unwrap_or(host)),
        None => own.to_owned(),
    }
}

/// A value as people write it: per cent, and a space before the unit.
pub fn shown(words: &Words, name: &str, text: &str) -> String {
    let (_, id) = parts(name);
    match settings::find(id).and_then(|s| s.parse(text).ok()) {
        Some(Value::Ppm(p)) => {
            let (whole, rest) = (p.parts() / 10_000, p.parts() % 10_000);
            let fraction = format!("{rest:04}");
            let fraction = fraction.trim_end_matches('0');
            if fraction.is_empty() { format!("{whole}%") } else { format!("{whole}.{fraction}%") }
        }
        Some(Value::Span(span)) => words.span(span).replace('\u{a0}', " "),
        Some(Value::Switch(on)) => word(words, if on { "on" } else { "off" }),
        Some(Value::Word(w)) => word(words, w),
        _ => text.to_owned(),
    }
}

/// A word that is a value.
fn word(words: &Words, text: &str) -> String {
    words.find(&format!("word.{text}")).unwrap_or(text).to_owned()
}

/// Properties of [`Parameter`].
#[derive(Clone, PartialEq, Properties)]
pub struct ParameterProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// Its name.
    pub name: AttrValue,
    /// What runs.
    pub doc: Rc<Doc>,
    /// Whether it takes the focus.
    pub focus: bool,
}

/// The control.
#[component]
pub fn Parameter(props: &ParameterProps) -> Html {
    let (words, dispatch) = (&props.ui.words, props.ui.dispatch.clone());
    let complaint = use_state(|| None::<Complaint>);
    let place = use_node_ref();
    {
        let (place, focus) = (place.clone(), props.focus);
        use_effect_with(focus, move |focus| {
            if *focus && let Some(element) = place.cast::<HtmlElement>() {
                let _ = element.focus();
            }
        });
    }
    let (_, id) = parts(&props.name);
    let Some(setting) = settings::find(id) else { return html! { <div class="par" /> } };
    let value = settings::get(&props.doc.now, &props.name).unwrap_or_default();
    let differs = settings::get(&props.doc.base, &props.name).unwrap_or_default() != value;
    let try_text = {
        let (name, doc, complaint) = (props.name.clone(), props.doc.clone(), complaint.clone());
        Callback::from(move |text: String| match library::set(&doc, &name, &text) {
            Ok(_) => {
                complaint.set(None);
                dispatch.emit(Action::SetSetting(name.to_string(), text));
            }
            Err(wrong) => complaint.set(Some(Complaint { place: String::new(), ..wrong })),
        })
    };
    let input_id = format!("par-{}", props.name);
    let error_id = format!("{input_id}-error");
    let text = label(words, &props.name);
    let help = words.find(&format!("setting.{id}.help")).unwrap_or_default().to_owned();
    let range = range(words, setting);
    // A choice that stands for much says of itself what it is.
    let chosen = words.find(&format!("setting.{id}.{value}")).unwrap_or_default().to_owned();
    let title = [help, chosen, range].join(" ");
    let described = complaint.as_ref().map(|_| error_id.clone());
    let control = if let Some(options) = options(setting) {
        let onchange = try_text.reform(|event: Event| event.target_dyn_into::<HtmlSelectElement>().map(|s| s.value()).unwrap_or_default());
        let option = |o: &&'static str| html! { <option key={*o} value={*o} selected={*o == value}>{ word(words, o) }</option> };
        html! { <select key="select" id={input_id.clone()} ref={place} class="val" data-setting={props.name.clone()} {onchange}>{ for options.iter().map(option) }</select> }
    } else {
        let onchange = try_text.reform(|event: Event| event.target_dyn_into::<HtmlInputElement>().map(|i| i.value()).unwrap_or_default());
        html! {
            <input key="input" id={input_id.clone()} ref={place} class="val" type="text" autocomplete="off" spellcheck="false" data-setting={props.name.clone()}
                value={shown(words, &props.name, &value)} aria-invalid={complaint.is_some().then_some("true")} aria-describedby={described} {onchange} />
        }
    };
    html! {
        <div class={classes!("par", differs.then_some("set"))} {title}>
            <label for={input_id}>{ text }</label>
            { control }
            <div class="par-error" id={error_id} key="error" role="alert">{ complaint.as_ref().map(|c| say(words, c)) }</div>
        </div>
    }
}

/// The words to choose from, where there is nothing but words.
fn options(setting: &Setting) -> Option<Vec<&'static str>> {
    match setting.unit {
        Unit::Switch => Some(vec!["on", "off"]),
        Unit::Choice => Some(setting.words.to_vec()),
        _ => None,
    }
}

/// Least and greatest value, in words.
fn range(words: &Words, setting: &Setting) -> String {
    let Some((least, most)) = setting.unit.range() else { return String::new() };
    let text = |v: Value| shown(words, setting.id, &v.to_string());
    fill(words.text(crate::locale::shell::RANGE), &[("least", &text(least)), ("most", &text(most))])
}
