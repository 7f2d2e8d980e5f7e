//! One parameter: its name, its value, and what is wrong with what was typed.

use crate::locale::{Words, lab, sentences};
use crate::scenario::settings::{self, Setting, Unit, Value};
use crate::ui::components::banner::told;
use crate::ui::components::button::{Look, button};
use crate::ui::components::icon::Icon;
use crate::ui::components::prose::prose_with;
use crate::ui::components::setting::{label, parts, shown, word};
use crate::ui::context::Shell;
use crate::ui::el::{choice, div, el, span, value_of};
use crate::ui::library;
use crate::ui::panes::rfc_link;
use crate::ui::state::{Change, Complaint, Doc};
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

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

/// The control, what it is for, and what it takes.
#[component]
pub fn Parameter(props: &ParameterProps) -> Html {
    let (ui, words, dispatch) = (&props.ui, &props.ui.words, props.ui.dispatch.clone());
    // What was refused: the text, what is wrong with it, and the value that stood there then.
    let refused = use_state(|| None::<(String, Complaint, String)>);
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
    let own = settings::get(&props.doc.base, &props.name);
    let differs = own.as_ref() != Some(&value);
    let try_text = {
        let (name, doc, refused, value) = (props.name.clone(), props.doc.clone(), refused.clone(), value.clone());
        move |event: Event| {
            let text = value_of(&event);
            match library::set(&doc, &name, &text) {
                Ok(_) => {
                    refused.set(None);
                    dispatch.emit(Change::SetSetting(name.to_string(), text).into());
                }
                Err(wrong) => refused.set(Some((text, wrong, value.clone()))),
            }
        }
    };
    let wrong = refused.as_ref().filter(|(_, _, then)| *then == value);
    let input_id = ["par-", &props.name].concat();
    let (error_id, help_id) = ([&input_id, "-error"].concat(), [&input_id, "-help"].concat());
    let described = if wrong.is_some() { [&error_id, " ", &help_id].concat() } else { help_id.clone() };
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
            .value(wrong.map_or_else(|| shown(words, &props.name, &value), |(text, ..)| text.clone()))
            .set_some("aria-invalid", wrong.map(|_| "true")),
    };
    let control = control
        .set("id", input_id.clone())
        .set("aria-describedby", described)
        .node(&place)
        .class("val")
        .set("data-setting", props.name.clone())
        .on(ListenerKind::onchange, try_text);
    let back = differs.then(|| {
        let own = own.as_ref().map_or(String::new(), |own| shown(words, &props.name, own));
        let look = Look { icon: Some(Icon::Undo), bare: true, class: "plain small", action: Some("reset-setting"), ..Look::default() };
        button(words.fill(lab::RESET, &[("value", &own)]), &look, ui.act(Change::ResetSetting(props.name.to_string()).into()))
    });
    let said = wrong.map(|(_, complaint, _)| told(words, complaint));
    // What it is, and why one might change it.
    let text = |suffix: &str| words.find(&["setting.", id, suffix].concat()).unwrap_or_default();
    let help = sentences(&[text(".help"), text(".why")]);
    let source = setting.source.map(|(rfc, section)| rfc_link(words, rfc, section));
    div("par")
        .class_if(differs, "set")
        .child(el("label").set("for", input_id).text(label(words, &props.name)))
        .child(span("").maybe(back))
        .child(control)
        .child(div("par-error").set("id", error_id).attr("role", "alert").text(said.unwrap_or_default()))
        .child(el("p").class("par-help").set("id", help_id).child(prose_with(words, &help, &mut Vec::new(), false)))
        .child(el("p").class("par-facts").child(span("").text(facts(words, setting))).maybe(source))
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

/// Range and default, in words.
fn facts(words: &Words, setting: &Setting) -> String {
    let mut out = Vec::new();
    if let Some((least, most)) = setting.unit.range() {
        let unit = words.find(&["setting.", setting.id, ".unit"].concat()).unwrap_or_default();
        let unit = if matches!(setting.unit, Unit::Bytes(..)) { words.text(lab::BYTES) } else { unit };
        let range =
            words.fill(lab::RANGE, &[("least", &bare(words, setting, least)), ("most", &bare(words, setting, most)), ("unit", unit)]);
        let or = |range: String, w: &&str| words.fill(lab::OR, &[("range", &range), ("word", &word(words, w))]);
        out.push(setting.words.iter().fold(range.trim_end().to_owned(), or));
    }
    if let Some(form) = form(setting.unit) {
        out.push(words.fill(lab::FORM, &[("form", form)]));
    }
    let default = match setting.parse(setting.default) {
        Ok(value) => words.fill(lab::DEFAULT, &[("value", &bare(words, setting, value))]),
        Err(_) => words.text(lab::NO_DEFAULT).to_owned(),
    };
    out.push(default);
    out.join(" · ")
}

/// A value as a text has it: long times by the hour, long numbers in groups.
fn bare(words: &Words, setting: &Setting, value: Value) -> String {
    const HOUR: u64 = 3_600_000_000_000;
    match value {
        Value::Span(span) if span.0 >= HOUR && span.0.is_multiple_of(HOUR) => [&words.number(span.0 / HOUR), " h"].concat(),
        Value::Number(n) if matches!(setting.unit, Unit::Bytes(..) | Unit::Count(..)) => words.number(n),
        value => shown(words, setting.id, &value.to_string()),
    }
}

/// How a value is written that is neither a number nor a word.
fn form(unit: Unit) -> Option<&'static str> {
    Some(match unit {
        Unit::Address => "192.0.2.1",
        Unit::Burst => "0.01/0.25",
        Unit::Outages => "2s..5s,10s..12s",
        Unit::Filter => "80:drop",
        Unit::SourceRoute => "203.0.113.254",
        _ => return None,
    })
}
