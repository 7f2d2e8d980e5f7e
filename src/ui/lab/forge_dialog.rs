//! Forging: what sort of segment, from whom, when, and its fields. All of it is one text, as links say it, which can be typed too.

use super::dialog::{modal, sheet};
use super::menu::forged;
use crate::locale::{Words, lab, panes, shell};
use crate::scenario::intervention::Forge;
use crate::scenario::intervention::forge::{EndName, Term, Value};
use crate::scenario::{Intervention, Kind, Scenario};
use crate::ui::components::banner::say;
use crate::ui::components::button::{Look, button};
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, press, span, value_of};
use crate::ui::part::part;
use crate::ui::state::{Action, Change, Complaint, Dialog, ForgeDraft, complaint};
use crate::wire::edit::{EditError, parse_value, read_options, read_text, write_options, write_text};
use crate::wire::field::{Field, Layer, ipv4, tcp};
use crate::wire::{Addr, Flags};
use std::rc::Rc;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// What the dialog needs.
#[derive(Clone, PartialEq, Properties)]
pub struct ForgeProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// What it begins with.
    pub draft: ForgeDraft,
    /// The hosts and their connections.
    pub scenario: Rc<Scenario>,
}

/// The dialog.
pub fn forge_dialog(props: ForgeProps) -> Html {
    part::<Forging>(props)
}

/// What is usually forged: its name, and its fields as links say them; `V` is the end that gets it.
const SORTS: [(&str, &str); 8] = [
    ("rst-exact", "flags=R,tcp.seq={V.rcv_nxt}"),
    ("rst-window", "flags=R,tcp.seq={V.rcv_nxt}+100"),
    ("rst-outside", "flags=R,tcp.seq={V.rcv_nxt}-1000"),
    ("syn", "flags=S,tcp.seq={V.rcv_nxt}+100"),
    ("fin", "flags=AF,tcp.seq={V.rcv_nxt},tcp.ack={V.snd_nxt}"),
    ("data", "flags=AP,tcp.seq={V.rcv_nxt},tcp.ack={V.snd_nxt},text=forged"),
    ("ack-old", "flags=A,tcp.seq={V.rcv_nxt},tcp.ack={V.snd_una}-1"),
    ("ack-future", "flags=A,tcp.seq={V.rcv_nxt},tcp.ack={V.snd_nxt}+1000"),
];

/// What has a line of its own, and what it is where nothing is said.
#[derive(Clone, Copy)]
enum Line {
    Field(&'static Field, &'static str),
    Options,
    Text,
}

static LINES: [Line; 11] = [
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
    fn id(self) -> &'static str {
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
    fn take(self, words: &Words, forge: &mut Forge, text: &str) -> Result<(), String> {
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
    let read = forged("0s", &[field.id, "=", text].concat()).ok().and_then(forge_of);
    let mut fields = read.map(|forge| forge.fields).unwrap_or_default();
    match fields.pop() {
        Some((of, value)) if fields.is_empty() && of.id == field.id => Ok(value),
        _ => Err(words.text(lab::FORGE_VALUE).to_owned()),
    }
}

fn forge_of(intervention: Intervention) -> Option<Forge> {
    if let Kind::Forge(forge) = intervention.kind { Some(*forge) } else { None }
}

/// The name of a side of a connection.
fn end_of(scenario: &Scenario, connection: u16, side: usize) -> Option<EndName> {
    let end = scenario.connections.get(usize::from(connection))?.ends.get(side)?;
    Some(EndName { host: scenario.hosts.get(usize::from(end.host))?.name.clone(), connection })
}

/// Whom it pretends to be, and who gets it.
fn parties(scenario: &Scenario, forge: &Forge) -> [Option<EndName>; 2] {
    let connection = forge.claims.as_ref().map_or(0, |end| end.connection);
    let side = forge.claims.as_ref().and_then(|end| scenario.side_of(end)).unwrap_or(0).min(1);
    [side, 1 - side].map(|side| end_of(scenario, connection, side.into()))
}

/// What is usually forged against an end.
fn sort(what: &str, victim: &EndName) -> Option<Forge> {
    forged("0s", &what.replace("{V", &["{", &victim.to_string()].concat())).ok().and_then(forge_of)
}

/// Which of the usual ones it is.
fn sort_of(scenario: &Scenario, forge: &Forge) -> Option<&'static str> {
    let [_, victim] = parties(scenario, forge);
    let victim = victim?;
    let same = |usual: &Forge| {
        let has = |field: &(&'static Field, Value)| forge.fields.iter().any(|(f, value)| f.id == field.0.id && *value == field.1);
        usual.flags == forge.flags && usual.payload.is_empty() == forge.payload.is_empty() && usual.fields.iter().all(has)
    };
    SORTS.iter().find(|(_, what)| sort(what, &victim).is_some_and(|usual| same(&usual))).map(|(id, _)| *id)
}

/// The same towards another end, where it is one of the usual ones; else only who it pretends to be changes.
fn claiming(scenario: &Scenario, forge: &Forge, claims: EndName) -> Forge {
    let was = sort_of(scenario, forge);
    let mut forge = Forge { claims: Some(claims), ..forge.clone() };
    let what = SORTS.iter().find(|(id, _)| Some(*id) == was).map(|(_, what)| *what);
    let [_, victim] = parties(scenario, &forge);
    if let Some(usual) = what.zip(victim).and_then(|(what, victim)| sort(what, &victim)) {
        forge.fields.retain(|(field, _)| usual.fields.iter().all(|(f, _)| f.id != field.id));
        forge.fields.extend(usual.fields);
    }
    forge
}

#[component]
fn Forging(props: &ForgeProps) -> Html {
    let (ui, scenario) = (&props.ui, &props.scenario);
    let words = &ui.words;
    let draft = use_state(|| props.draft.clone());
    // What is being typed into lines, as it is typed.
    let typed = use_state(Vec::<(&'static str, String)>::new);
    let text = |id: &str| words.find(id).unwrap_or_default().to_owned();
    let of_when = forged(&draft.when, "flags=R").err();
    let of_what = forged("0s", &draft.what);
    let made = forged(&draft.when, &draft.what);
    let forge = of_what.clone().ok().and_then(forge_of);
    let change = |set: fn(&mut ForgeDraft, String)| {
        let (draft, typed) = (draft.clone(), typed.clone());
        move |event: web_sys::Event| {
            let mut next = (*draft).clone();
            set(&mut next, value_of(&event));
            draft.set(next);
            typed.set(Vec::new());
        }
    };
    // Puts another in its place.
    let becomes = |next: Option<Forge>| {
        let (draft, typed) = (draft.clone(), typed.clone());
        move || {
            if let Some(next) = &next {
                draft.set(ForgeDraft { what: next.to_string(), ..(*draft).clone() });
                typed.set(Vec::new());
            }
        }
    };
    let chip = |id: String, on: bool, next: Option<Forge>, said: String| {
        press("chip")
            .key(id.clone())
            .set("data-forge", id)
            .state("aria-pressed", on)
            .flag("disabled", next.is_none())
            .click(becomes(next))
            .text(said)
    };
    let host_name = |host: &str| words.find(&["host.", host].concat()).unwrap_or(host).to_owned();
    let victim = forge.as_ref().and_then(|forge| parties(scenario, forge)[1].clone());
    let now = forge.as_ref().and_then(|forge| sort_of(scenario, forge));
    let sorts = SORTS.iter().map(|(id, what)| {
        let usual = victim.as_ref().and_then(|victim| sort(what, victim));
        let next =
            forge.as_ref().zip(usual).map(|(forge, usual)| Forge { from: forge.from.clone(), claims: forge.claims.clone(), ..usual });
        chip(["sort-", id].concat(), now == Some(id), next, text(&["forge.sort.", id].concat()))
    });
    let senders = scenario.hosts.iter().map(|host| Some(host.name.clone())).chain([None]).map(|host| {
        let said = host.as_ref().map_or_else(|| ui.text(shell::FORGE_OUTSIDE).to_string(), |host| host_name(host));
        let on = forge.as_ref().is_some_and(|forge| forge.from == host);
        let next = forge.clone().map(|forge| Forge { from: host.clone(), ..forge });
        chip(["from-", host.as_deref().unwrap_or("outside")].concat(), on, next, said)
    });
    let several = scenario.connections.len() > 1;
    let ends = (0..scenario.connections.len() as u16).flat_map(|connection| [(connection, 0), (connection, 1)]);
    let claimed = forge.as_ref().and_then(|forge| parties(scenario, forge)[0].clone());
    let claims = ends.filter_map(|(connection, side)| end_of(scenario, connection, side)).map(|end| {
        let said = if several { [&host_name(&end.host), " ", &(end.connection + 1).to_string()].concat() } else { host_name(&end.host) };
        let next = forge.as_ref().map(|forge| claiming(scenario, forge, end.clone()));
        chip(["as-", &end.to_string()].concat(), claimed.as_ref() == Some(&end), next, said)
    });
    let flags = Flags::NAMES.iter().map(|(flag, name)| {
        let on = forge.as_ref().is_some_and(|forge| forge.flags.has(*flag));
        let next = forge.clone().map(|forge| Forge { flags: Flags(forge.flags.0 ^ flag.0), ..forge });
        chip(["flag-", name].concat(), on, next, (*name).to_owned())
    });
    let wrong_sum = forge.clone().map(|forge| Forge { bad_checksum: !forge.bad_checksum, ..forge });
    let bad = forge.as_ref().is_some_and(|forge| forge.bad_checksum);
    let flags = flags.chain([chip("sum".to_owned(), bad, wrong_sum, text("forge.sum"))]);
    let lines = LINES.iter().map(|line| self::line(words, *line, forge.as_ref(), &draft, &typed));
    let group = |key, chips: Vec<El>| {
        div("forge-chips").attr("role", "group").name(words, key).child(span("tag").say(words, key)).child(span("chip-list").all(chips))
    };
    let half = typed.iter().any(|(id, text)| {
        let line = LINES.iter().find(|line| line.id() == *id);
        line.zip(forge.clone()).is_some_and(|(line, mut forge)| line.take(words, &mut forge, text).is_err())
    });
    let disabled = made.is_err() || half;
    let look = Look { class: "primary", action: Some("forge"), disabled, ..Look::default() };
    let does = made.clone().map_or(Action::OpenDialog(Some(Dialog::Forge)), |i| Change::Add(Box::new(i)).into());
    let error = of_what.as_ref().err().map(|complaint| say(words, complaint)).unwrap_or_default();
    let then = now.map(|id| text(&["forge.then.", id].concat())).unwrap_or_default();
    let inside = div("forge")
        .child(el("p").say(words, shell::FORGE_HOW))
        .child(group(lab::FORGE_SORT, sorts.collect()))
        .child(el("p").class("forge-then").attr("role", "status").text(then))
        .child(group(shell::FORGE_FROM, senders.collect()))
        .child(group(lab::FORGE_CLAIMS, claims.collect()))
        .child(
            el("label")
                .class("forge-field")
                .child(span("tag").say(words, shell::FORGE_WHEN))
                .child(
                    el("input")
                        .attr("type", "text")
                        .attr("name", "when")
                        .value(draft.when.clone())
                        .state("aria-invalid", of_when.is_some())
                        .on(ListenerKind::oninput, change(|d, text| d.when = text)),
                )
                .maybe(of_when.as_ref().map(|complaint| span("error").attr("role", "alert").text(say(words, complaint)))),
        )
        .child(group(lab::FORGE_FLAGS, flags.collect()))
        .child(div("forge-lines").all(lines))
        .child(
            el("label").class("forge-field").child(span("tag").say(words, shell::FORGE_WHAT)).child(
                el("textarea")
                    .attr("rows", "2")
                    .attr("name", "what")
                    .attr("spellcheck", "false")
                    .value(draft.what.clone())
                    .state("aria-invalid", of_what.is_err())
                    .on(ListenerKind::oninput, change(|d, text| d.what = text)),
            ),
        )
        .child(el("p").class("error").attr("role", "alert").text(error))
        .child(div("modal-acts").child(button(ui.text(shell::FORGE_DO), &look, ui.act(does))));
    modal(ui, "forge-dialog", shell::FORGE_TITLE, sheet(ui, shell::FORGE_TITLE).child(inside))
}

/// A field and what is typed into it; why it is refused stands below.
fn line(
    words: &Words,
    line: Line,
    forge: Option<&Forge>,
    draft: &UseStateHandle<ForgeDraft>,
    typed: &UseStateHandle<Vec<(&'static str, String)>>,
) -> El {
    let id = line.id();
    let mine = typed.iter().find(|(of, _)| *of == id).map(|(_, text)| text.clone());
    let problem = mine.as_ref().zip(forge).and_then(|(text, forge)| line.take(words, &mut forge.clone(), text).err());
    let shown = mine.unwrap_or_else(|| forge.map(|forge| line.shown(forge)).unwrap_or_default());
    let name = match line {
        Line::Text => words.text(panes::BITS_DATA),
        _ => words.find(&["field.", id].concat()).unwrap_or(id),
    };
    let usual = match line {
        Line::Field(_, "") => words.text(lab::FORGE_OF_END).to_owned(),
        Line::Field(_, usual) => usual.to_owned(),
        Line::Options | Line::Text => words.text(panes::BITS_OPTIONS_NONE).to_owned(),
    };
    let handle = {
        let (draft, typed, now, words) = (draft.clone(), typed.clone(), forge.cloned(), words.clone());
        Callback::from(move |event: Event| {
            let mut rest: Vec<_> = typed.iter().filter(|(of, _)| *of != id).cloned().collect();
            let text = value_of(&event);
            let Some(mut forge) = now.clone() else { return };
            let taken = line.take(&words, &mut forge, &text).is_ok();
            if taken {
                draft.set(ForgeDraft { what: forge.to_string(), ..(*draft).clone() });
            }
            // While it is typed it stands as it is typed.
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
        .set("placeholder", usual)
        .value(shown)
        .flag("disabled", forge.is_none())
        .state("aria-invalid", problem.is_some())
        .hears([ListenerKind::oninput, ListenerKind::onchange], &handle);
    el("label")
        .key(id)
        .class("forge-field")
        .class_if(matches!(line, Line::Options | Line::Text), "wide")
        .child(span("tag").text(name.to_owned()))
        .child(input)
        .maybe(problem.map(|problem| span("error").attr("role", "alert").text(problem)))
}
