//! The lines of the dialog: a field, the options or the data, and what is typed there.

use crate::locale::{Words, lab, panes};
use crate::scenario::intervention::Forge;
use crate::scenario::intervention::forge::{Term, Value};
use crate::ui::components::banner::say;
use crate::ui::el::{El, el, span, value_of};
use crate::ui::state::{Complaint, complaint};
use crate::wire::Addr;
use crate::wire::edit::{EditError, parse_value, read_options, read_text, write_options, write_text};
use crate::wire::field::{Field, Layer, ipv4, tcp};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// What has a line of its own.
#[derive(Clone, Copy)]
pub enum Line {
    /// A field, and what it is where nothing is said; empty where that is the end's.
    Field(&'static Field, &'static str),
    /// The options.
    Options,
    /// What follows the header.
    Text,
}

/// All of them, in order.
pub static LINES: [Line; 11] = [
    Line::Field(&tcp::SEQ, "0"),
    Line::Field(&tcp::ACK, "0"),
    Line::Field(&tcp::WINDOW, "65535"),
    Line::Field(&tcp::URGENT_POINTER, "0"),
    Line::Field(&tcp::SOURCE_PORT, ""),
    Line::Field(&tcp::DESTINATION_PORT, ""),
    Line::Field(&ipv4::SOURCE, ""),
    Line::Field(&ipv4::DESTINATION, ""),
    Line::Field(&ipv4::TTL, "64"),
    Line::Options,
    Line::Text,
];

impl Line {
    /// Its hook: the name of its field.
    pub fn id(self) -> &'static str {
        match self {
            Line::Field(field, _) => field.id,
            Line::Options => "tcp.options",
            Line::Text => "data",
        }
    }

    /// What stands there.
    fn shown(self, forge: &Forge) -> String {
        match self {
            Line::Field(field, _) => match forge.fields.iter().rfind(|(f, _)| f.id == field.id).map(|(_, value)| value) {
                Some(Value { terms }) if field.is_address() && matches!(terms.as_slice(), [(false, Term::Number(_))]) => {
                    terms.iter().map(|(_, term)| if let Term::Number(n) = term { Addr(*n).to_string() } else { String::new() }).collect()
                }
                Some(value) => value.to_string(),
                None => String::new(),
            },
            Line::Options => write_options(Layer::Tcp, &forge.options),
            Line::Text => write_text(&forge.payload),
        }
    }

    /// Takes what is typed, or says why not.
    pub fn take(self, words: &Words, forge: &mut Forge, text: &str) -> Result<(), String> {
        let refused = |error: &EditError| say(words, &Complaint { place: String::new(), ..complaint(error) });
        match self {
            Line::Options => forge.options = read_options(Layer::Tcp, text).map_err(|e| refused(&e))?,
            Line::Text => forge.payload = read_text(text).map_err(|e| refused(&e))?,
            Line::Field(field, _) => {
                let text = text.trim();
                let value = if text.is_empty() { None } else { Some(value(words, field, text)?) };
                forge.fields.retain(|(f, _)| f.id != field.id);
                forge.fields.extend(value.map(|value| (field, value)));
            }
        }
        Ok(())
    }
}

/// A number of the field's range, or a sum that reads the run.
fn value(words: &Words, field: &'static Field, text: &str) -> Result<Value, String> {
    match parse_value(field, text) {
        Ok(number) => return Ok(Value { terms: vec![(false, Term::Number(number))] }),
        Err(EditError::TooBig { max, .. }) => {
            let name = words.find(&["field.", field.id].concat()).unwrap_or(field.id);
            return Err(words.fill(panes::BITS_RANGE, &[("field", name), ("low", "0"), ("high", &max.to_string())]));
        }
        Err(_) => {}
    }
    let read: Option<Forge> = [field.id, "=", text].concat().parse().ok();
    let mut fields = read.map(|forge| forge.fields).unwrap_or_default();
    match fields.pop() {
        Some((of, value)) if fields.is_empty() && of.id == field.id => Ok(value),
        _ => Err(words.text(lab::FORGE_VALUE).to_owned()),
    }
}

/// What is being typed into lines, as it is typed.
pub type Typed = Vec<(&'static str, String)>;

/// Whether all that is typed is taken.
pub fn all_taken(words: &Words, forge: &Forge, typed: &Typed) -> bool {
    let taken = |line: &Line, text: &str| line.take(words, &mut forge.clone(), text).is_ok();
    typed.iter().all(|(id, text)| LINES.iter().find(|line| line.id() == *id).is_none_or(|line| taken(line, text)))
}

/// A field and what is typed into it; why it is refused stands below.
pub fn line(words: &Words, line: Line, forge: Option<&Forge>, put: &Callback<Forge>, typed: &UseStateHandle<Typed>) -> El {
    let id = line.id();
    let mine = typed.iter().find(|(of, _)| *of == id).map(|(_, text)| text.clone());
    let problem = mine.as_ref().zip(forge).and_then(|(text, forge)| line.take(words, &mut forge.clone(), text).err());
    let shown = mine.unwrap_or_else(|| forge.map(|forge| line.shown(forge)).unwrap_or_default());
    let name = match line {
        Line::Text => words.text(panes::BITS_DATA),
        _ => words.find(&["field.", id].concat()).unwrap_or(id),
    };
    let usual = match line {
        // What stands in bytes that are given as they are, the bits show.
        _ if forge.is_some_and(|forge| forge.raw.is_some()) => "",
        Line::Field(_, "") => words.text(lab::FORGE_OF_END),
        Line::Field(_, usual) => usual,
        Line::Options | Line::Text => words.text(panes::BITS_OPTIONS_NONE),
    };
    let handle = {
        let (put, typed, now, words) = (put.clone(), typed.clone(), forge.cloned(), words.clone());
        Callback::from(move |event: Event| {
            let mut rest: Typed = typed.iter().filter(|(of, _)| *of != id).cloned().collect();
            let text = value_of(&event);
            let Some(mut forge) = now.clone() else { return };
            let taken = line.take(&words, &mut forge, &text).is_ok();
            if taken {
                put.emit(forge);
            }
            // While it is typed it stands as it is typed, as does what the other lines refuse.
            if event.type_() == "input" || !taken {
                rest.push((id, text));
            }
            typed.set(rest);
        })
    };
    let input = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("data-line", id)
        .set("placeholder", usual.to_owned())
        .value(shown)
        .flag("disabled", forge.is_none())
        .state("aria-invalid", problem.is_some())
        .hears([ListenerKind::oninput, ListenerKind::onchange], &handle);
    el("label")
        .key(id)
        .class("forge-field")
        .class_if(matches!(line, Line::Options | Line::Text), "wide")
        .set_some("data-gloss", matches!(line, Line::Field(..)).then(|| ["field.", id, ".help"].concat()))
        .child(span("tag").text(name.to_owned()))
        .child(input)
        .maybe(problem.map(|problem| span("error").attr("role", "alert").text(problem)))
}
