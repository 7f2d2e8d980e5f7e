//! What is typed: the value of the chosen field (decimal, 0x hexadecimal, a dotted address; for a flag a box to tick), the options, the
//! data as text or as bytes.

use super::packet::Packet;
use super::text;
use crate::layout::Spot;
use crate::locale::{Words, panes as key};
use crate::ui::components::banner::say;
use crate::ui::el::{El, div, el, span, tick, value_of};
use crate::ui::part::part;
use crate::ui::state::{Action, Change, Complaint, FieldId, complaint};
use crate::wire::EditError;
use crate::wire::edit::{Hex, Region, parse_value, read_options, read_text, unhex};
use crate::wire::field::Layer;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// The editor, within its row.
pub fn editor(place: El, spot: Spot, packet: &Packet, words: &Words, act: &Callback<Action>) -> El {
    let field = spot.field;
    let value = spot.read(&packet.bytes).unwrap_or_default();
    let at = packet.base + spot.at;
    let name = text::name(words, field).to_owned();
    if field.width == 1 {
        let flip = tick(act, value == 1, Change::FlipBit((packet.base * 8 + spot.bits().start) as u32).into());
        return place.child(div("editor").child(el("label").class("flag-box").child(flip).text(name)));
    }
    let (shown, other) = (text::typed(field, value), text::others(field, value));
    place.html(typed(TypedProps {
        what: What::Field(Spot { at, ..spot }, packet.id(spot)),
        shown,
        other,
        name,
        words: words.clone(),
        act: act.clone(),
    }))
}

/// What is typed.
#[derive(Clone, Copy, PartialEq)]
pub enum What {
    /// The value of a field, and its name.
    Field(Spot, FieldId),
    /// All options of a header, by name.
    Options(Layer),
    /// The data, at most so many bytes, as text with escapes.
    Text(usize),
    /// The data, at most so many bytes, as hexadecimal digits.
    Hex(usize),
}

impl What {
    fn id(self) -> &'static str {
        match self {
            What::Field(_, id) => id,
            What::Options(layer) => Region::options(layer).id(),
            What::Text(_) | What::Hex(_) => Region::Payload.id(),
        }
    }

    /// What comes of a text.
    fn read(self, text: &str) -> Result<Action, EditError> {
        let (bytes, room) = match self {
            What::Field(spot, id) => {
                let field = spot.field;
                let own = id == field.id;
                let change = |value| if own { Change::SetField(field, value) } else { Change::SetSpot(spot, value) };
                return parse_value(field, text).map(|value| change(value).into());
            }
            What::Options(layer) => (read_options(layer, text)?, usize::MAX),
            What::Text(room) => (read_text(text)?, room),
            What::Hex(room) => (unhex("", &text.replace([' ', '\n'], ""))?, room),
        };
        if bytes.len() > room { Err(EditError::TooLong) } else { Ok(replace(self.id(), &bytes)) }
    }
}

/// Replaces options or data.
pub fn replace(what: &str, bytes: &[u8]) -> Action {
    Change::SetText([what, "=", &Hex(bytes).to_string()].concat()).into()
}

/// A field to type in.
pub fn typed(props: TypedProps) -> Html {
    part::<Typed>(props)
}

/// What a field to type in needs.
#[derive(Properties, PartialEq)]
pub struct TypedProps {
    /// What is typed.
    pub what: What,
    /// What stands there.
    pub shown: String,
    /// Other ways to write it.
    pub other: String,
    /// Its name.
    pub name: String,
    /// Words.
    pub words: Words,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// What is typed counts on Enter and on leaving; an error stands beside it until it is mended. Text over several lines takes Enter.
#[component]
fn Typed(props: &TypedProps) -> Html {
    let TypedProps { what, shown, other, name, words, act } = props;
    let what = *what;
    let several = matches!(what, What::Text(_) | What::Hex(_));
    let typed = use_state_eq(|| None::<String>);
    {
        let typed = typed.clone();
        use_effect_with((what, shown.clone()), move |_| typed.set(None));
    }
    let error = typed.as_ref().and_then(|t| what.read(t).err());
    let handle = {
        let (typed, act, shown) = (typed.clone(), act.clone(), shown.clone());
        let (act_of, shown) = (act.clone(), shown);
        let commit = move |typed: Option<&String>| {
            if let Some(action) = typed.filter(|t| **t != shown).and_then(|t| what.read(t).ok()) {
                act_of.emit(action);
            }
        };
        Callback::from(move |event: Event| match event.dyn_ref::<KeyboardEvent>() {
            None if event.type_() == "input" => typed.set(Some(value_of(&event))),
            None => commit(typed.as_ref()),
            Some(key) => match key.key().as_str() {
                // An input method takes Enter to itself.
                "Enter" if !key.is_composing() && (key.ctrl_key() || !several) => {
                    event.stop_propagation();
                    commit(typed.as_ref());
                    if key.ctrl_key() && typed.as_ref().is_none_or(|t| what.read(t).is_ok()) {
                        act.emit(Change::RunDraft.into());
                    }
                }
                "Escape" if typed.is_some() => {
                    event.stop_propagation();
                    typed.set(None);
                }
                _ => {}
            },
        })
    };
    let number = use_memo((), |()| next());
    let id = ["edit-", &number.to_string()].concat();
    let problem_id = [&id, "-problem"].concat();
    let problem = error.as_ref().map(|e| problem(words, what, name, e)).unwrap_or_default();
    let input = if several { el("textarea").attr("rows", "6") } else { el("input").attr("type", "text") };
    let input = input
        .set("id", id.clone())
        .value(typed.as_ref().unwrap_or(shown).clone())
        .hears([ListenerKind::oninput, ListenerKind::onkeydown, ListenerKind::onchange], &handle)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .state("aria-invalid", error.is_some())
        .set("aria-describedby", problem_id.clone())
        .attr("data-edit", what.id());
    div("editor")
        .class_if(!matches!(what, What::Field(..)), "wide")
        .child(el("label").set("for", id).text(name.clone()))
        .child(input)
        .child(span("other").text(other.clone()))
        .child(span("error").set("id", problem_id).attr("role", "alert").text(problem))
        .into()
}

thread_local! {
    static FIELDS: Cell<u32> = const { Cell::new(0) };
}

/// Tells fields to type in apart: the same one may stand in the pane and in the dialog that forges.
fn next() -> u32 {
    FIELDS.replace(FIELDS.get() + 1)
}

fn problem(words: &Words, what: What, name: &str, error: &EditError) -> String {
    match (what, error) {
        (What::Field(spot, _), EditError::TooBig { .. }) => {
            words.fill(key::BITS_RANGE, &[("field", name), ("low", "0"), ("high", &spot.field.max().to_string())])
        }
        (What::Field(spot, _), _) if spot.field.is_address() => words.text(key::BITS_NOT_AN_ADDRESS).to_owned(),
        (What::Field(..), _) => words.text(key::BITS_NOT_A_NUMBER).to_owned(),
        _ => say(words, &Complaint { place: String::new(), ..complaint(error) }),
    }
}
