//! The typed editor of the chosen field: decimal, 0x hexadecimal, a dotted address; for a flag a box to tick.

use super::packet::Packet;
use super::text;
use crate::locale::{Words, panes as key};
use crate::ui::el::{El, div, el, span, tick, value_of};
use crate::ui::part::part;
use crate::ui::state::Action;
use crate::wire::EditError;
use crate::wire::edit::parse_value;
use crate::wire::field::Field;
use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// The editor, within its row.
pub fn editor(place: El, field: &'static Field, packet: &Packet, words: &Words, act: &Callback<Action>) -> El {
    let value = packet.value(field).unwrap_or_default();
    let name = text::name(words, field).to_owned();
    if field.width == 1 {
        let flip = tick(act, value == 1, Action::DraftFlipBit(packet.bit(field) as u32));
        return place.child(div("editor").child(el("label").class("flag-box").child(flip).text(name)));
    }
    place.html(part::<Typed>(TypedProps { field, value, name, words: words.clone(), act: act.clone() }))
}

#[derive(Properties, PartialEq)]
struct TypedProps {
    field: &'static Field,
    value: u32,
    name: String,
    words: Words,
    act: Callback<Action>,
}

/// A field to type in. What is typed counts on Enter and on leaving; an error stands beside it until it is mended.
#[component]
fn Typed(props: &TypedProps) -> Html {
    let TypedProps { field, value, name, words, act } = props;
    let field = *field;
    let typed = use_state_eq(|| None::<String>);
    {
        let typed = typed.clone();
        use_effect_with((field.id, *value), move |_| typed.set(None));
    }
    let error = typed.as_ref().and_then(|t| parse_value(field, t).err());
    let handle = {
        let (typed, act, value) = (typed.clone(), act.clone(), *value);
        let commit = move |typed: Option<&String>| {
            if let Some(new) = typed.and_then(|t| parse_value(field, t).ok())
                && new != value
            {
                act.emit(Action::DraftSetField(field.id, new));
            }
        };
        Callback::from(move |event: Event| match event.dyn_ref::<KeyboardEvent>() {
            None if event.type_() == "input" => typed.set(Some(value_of(&event))),
            None => commit(typed.as_ref()),
            Some(key) => match key.key().as_str() {
                // An input method takes Enter to itself.
                "Enter" if !key.is_composing() && !key.ctrl_key() => {
                    event.stop_propagation();
                    commit(typed.as_ref());
                }
                "Escape" if typed.is_some() => {
                    event.stop_propagation();
                    typed.set(None);
                }
                _ => {}
            },
        })
    };
    let id = ["edit-", &field.id.replace('.', "-")].concat();
    let shown = typed.as_ref().map_or_else(|| text::typed(field, *value), Clone::clone);
    let problem = error.as_ref().map(|e| problem(words, field, name, e)).unwrap_or_default();
    let input = el("input")
        .attr("type", "text")
        .set("id", id.clone())
        .value(shown)
        .hears([ListenerKind::oninput, ListenerKind::onkeydown, ListenerKind::onchange], &handle)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .state("aria-invalid", error.is_some())
        .attr("aria-describedby", "edit-problem")
        .attr("data-edit", field.id);
    div("editor")
        .child(el("label").set("for", id).text(name.clone()))
        .child(input)
        .child(span("other").text(text::others(field, *value)))
        .child(span("error").attr("id", "edit-problem").attr("role", "alert").text(problem))
        .into()
}

fn problem(words: &Words, field: &Field, name: &str, error: &EditError) -> String {
    match error {
        EditError::TooBig { .. } => words.fill(key::BITS_RANGE, &[("field", name), ("low", "0"), ("high", &field.max().to_string())]),
        _ if text::is_address(field) => words.text(key::BITS_NOT_AN_ADDRESS).to_owned(),
        _ => words.text(key::BITS_NOT_A_NUMBER).to_owned(),
    }
}
