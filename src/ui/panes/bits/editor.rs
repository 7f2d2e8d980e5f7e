//! The typed editor of the chosen field: decimal, 0x hexadecimal, a dotted address; for a flag a box to tick.

use super::packet::Packet;
use super::text;
use crate::locale::{Words, panes as key};
use crate::ui::part::part;
use crate::ui::state::Action;
use crate::wire::EditError;
use crate::wire::edit::parse_value;
use crate::wire::field::Field;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What the editor needs.
pub struct Props {
    /// The field.
    pub field: &'static Field,
    /// The segment.
    pub packet: Packet,
    /// Words.
    pub words: Words,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The editor.
pub fn editor(props: &Props) -> Html {
    let Props { field, packet, words, act } = props;
    let value = packet.value(field).unwrap_or_default();
    let name = text::name(words, field).to_owned();
    if field.width == 1 {
        let (act, bit) = (act.clone(), packet.bit(field) as u32);
        return html! {
            <div class="editor"><label class="flag-box">
                <input type="checkbox" checked={value == 1} onchange={move |_| act.emit(Action::DraftFlipBit(bit))} />{ name }
            </label></div>
        };
    }
    part::<Typed>(TypedProps { field, value, name, words: words.clone(), act: act.clone() })
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
    let oninput = {
        let typed = typed.clone();
        move |e: InputEvent| typed.set(e.target_dyn_into::<HtmlInputElement>().map(|i| i.value()))
    };
    let commit = {
        let (typed, act, value) = (typed.clone(), act.clone(), *value);
        Callback::from(move |()| {
            if let Some(new) = typed.as_ref().and_then(|t| parse_value(field, t).ok())
                && new != value
            {
                act.emit(Action::DraftSetField(field.id, new));
            }
        })
    };
    let onkeydown = {
        let (commit, typed) = (commit.clone(), typed.clone());
        move |e: KeyboardEvent| match e.key().as_str() {
            // An input method takes Enter to itself.
            "Enter" if !e.is_composing() && !e.ctrl_key() => {
                e.stop_propagation();
                commit.emit(());
            }
            "Escape" if typed.is_some() => {
                e.stop_propagation();
                typed.set(None);
            }
            _ => {}
        }
    };
    let id = format!("edit-{}", field.id.replace('.', "-"));
    let shown = typed.as_ref().map_or_else(|| text::typed(field, *value), Clone::clone);
    let problem = error.as_ref().map(|e| problem(words, field, name, e));
    html! {
        <div class="editor">
            <label for={id.clone()}>{ name.clone() }</label>
            <input type="text" {id} value={shown} {oninput} {onkeydown} onchange={move |_| commit.emit(())} autocomplete="off" spellcheck="false"
                aria-invalid={error.is_some().to_string()} aria-describedby="edit-problem" data-edit={field.id} />
            <span class="other">{ text::others(field, *value) }</span>
            <span id="edit-problem" class="error" role="alert">{ for problem }</span>
        </div>
    }
}

fn problem(words: &Words, field: &Field, name: &str, error: &EditError) -> String {
    match error {
        EditError::TooBig { .. } => words.fill(key::BITS_RANGE, &[("field", name), ("low", "0"), ("high", &field.max().to_string())]),
        _ if text::is_address(field) => words.text(key::BITS_NOT_AN_ADDRESS).to_owned(),
        _ => words.text(key::BITS_NOT_A_NUMBER).to_owned(),
    }
}
