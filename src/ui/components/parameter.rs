//! One parameter: its name, its value, and what is wrong with what was typed.

use super::banner::say;
use crate::locale::{Words, fill};
use crate::scenario::settings::{self, Setting, Unit, Value};
use crate::ui::context::Shell;
use crate::ui::el::{choice, div, el, value_of};
use crate::ui::library;
use crate::ui::state::{Action, Complaint, Doc};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// The host and the setting of a parameter's name, such as `client.loss`.
fn parts(name: &str) -> (Option<&str>, &str) {
    name.rsplit_once('.').map_or((None, name), |(host, id)| (Some(host), id))
}

/// The name of a parameter in the reader's language, with its host where it is of one.
pub fn label(words: &Words, name: &str) -> String {
    let (host, id) = parts(name);
    let own = words.find(&["setting.", id].concat()).unwrap_or(id);
    match host {
        Some(host) => [own, " (", words.find(&["host.", host].concat()).unwrap_or(host), ")"].concat(),
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
    words.find(&["word.", text].concat()).unwrap_or(text).to_owned()
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
    let Some(setting) = settings::find(id) else { return div("par").into() };
    let value = settings::get(&props.doc.now, &props.name).unwrap_or_default();
    let differs = settings::get(&props.doc.base, &props.name).unwrap_or_default() != value;
    let try_text = {
        let (name, doc, complaint) = (props.name.clone(), props.doc.clone(), complaint.clone());
        move |event: Event| {
            let text = value_of(&event);
            match library::set(&doc, &name, &text) {
                Ok(_) => {
                    complaint.set(None);
                    dispatch.emit(Action::SetSetting(name.to_string(), text));
                }
                Err(wrong) => complaint.set(Some(Complaint { place: String::new(), ..wrong })),
            }
        }
    };
    let input_id = ["par-", &props.name].concat();
    let error_id = [&input_id, "-error"].concat();
    let text = label(words, &props.name);
    let help = words.find(&["setting.", id, ".help"].concat()).unwrap_or_default().to_owned();
    let range = range(words, setting);
    // A choice that stands for much says of itself what it is.
    let chosen = words.find(&["setting.", id, ".", &value].concat()).unwrap_or_default().to_owned();
    let title = [help, chosen, range].join(" ");
    let control = match options(setting) {
        Some(options) => {
            let option = |o: &&'static str| choice(o, *o == value, word(words, o));
            el("select").key("select").all(options.iter().map(option))
        }
        None => el("input")
            .key("input")
            .attr("type", "text")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .value(shown(words, &props.name, &value))
            .set_some("aria-invalid", complaint.is_some().then_some("true"))
            .set_some("aria-describedby", complaint.is_some().then(|| error_id.clone())),
    };
    let control = control
        .set("id", input_id.clone())
        .node(&place)
        .class("val")
        .set("data-setting", props.name.clone())
        .on(ListenerKind::onchange, try_text);
    let said = complaint.as_ref().map(|c| say(words, c)).unwrap_or_default();
    div("par")
        .class_if(differs, "set")
        .set("title", title)
        .child(el("label").set("for", input_id).text(text))
        .child(control)
        .child(div("par-error").set("id", error_id).attr("role", "alert").text(said))
        .into()
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
