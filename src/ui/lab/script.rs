//! What the applications at both ends do: a table of calls for each, every cell of it editable. An edit runs at once.

use super::parameters::{DrawerProps, head};
use crate::base::Span;
use crate::host::MAX_DATA;
use crate::locale::{Key, Words, lab, sentences, shell};
use crate::scenario::call_text::{MAX_SERVICE, not_a_count};
use crate::scenario::check::{MAX_BUFFER, MAX_PAYLOAD};
use crate::scenario::problem::{ProblemKind, clip};
use crate::scenario::{AppCall, Content, ScriptStep, Trigger};
use crate::sim::EndId;
use crate::ui::components::banner::say;
use crate::ui::components::button::{CLOSE, Look, act, button};
use crate::ui::components::icon::Icon;
use crate::ui::el::{El, choice, div, el, span, value_of};
use crate::ui::library::{self, refused};
use crate::ui::part::part_of;
use crate::ui::state::{Action, Change, Complaint};
use crate::wire::edit::{read_text, write_text};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Longest text of one step, bytes: an address holds all of them.
const LONGEST: usize = 2_000;

/// The triggers by their words, and what stands beside a new one.
const TRIGGERS: [(&str, Key, Trigger); 7] = [
    ("at", lab::AT, Trigger::At(Span::ZERO)),
    ("then", lab::THEN, Trigger::Then),
    ("connected", lab::CONNECTED, Trigger::Connected),
    ("read", lab::READ, Trigger::Read(1)),
    ("end", lab::END_OF_STREAM, Trigger::EndOfStream),
    ("urgent", lab::URGENT, Trigger::Urgent),
    ("failed", lab::FAILED, Trigger::Failed),
];

/// The calls with something beside them, as a new one has it. Those without follow ([`AppCall::WORDS`]).
const CALLS: [&str; 9] =
    ["send 1000", "receive 1000", "reading off", "urgent 1", "sendto 100", "linger off", "keep_alive on", "rcv_buf 4096", "dscp 46"];

/// Rows that are shown at once.
const ROWS: usize = 100;

/// What is typed in a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// What it waits for.
    When,
    /// How long after that.
    After,
    /// What stands beside the call.
    With,
}

/// The applications of the connection that is shown.
#[component]
pub fn Applications(props: &DrawerProps) -> Html {
    let (ui, words) = (&props.ui, &props.ui.words);
    let tables = [0, 1].into_iter().map(|side| part_of::<Table>(u32::from(side), TableProps { drawer: props.clone(), side }));
    div("drawer-body")
        .child(head(ui, true, props.door).child(span("tag note").say(words, lab::SCRIPT_NOTE)).child(span("grow")).child(act(
            ui,
            shell::CLOSE,
            &CLOSE,
            Action::CloseParameters,
        )))
        .child(div("scripts").html(tables.collect()))
        .into()
}

#[derive(Clone, PartialEq, Properties)]
struct TableProps {
    drawer: DrawerProps,
    side: u8,
}

/// The word by which a call is chosen.
fn word_of(call: &AppCall) -> String {
    let text = match call {
        AppCall::Send(_) => "send".to_owned(),
        AppCall::SendUrgent(_) => "urgent".to_owned(),
        AppCall::SendTo(_) => "sendto".to_owned(),
        call => call.text(),
    };
    text.split(' ').next().unwrap_or_default().to_owned()
}

/// A time that a run of at most `limit` may reach.
pub fn time(text: &str, limit: Span) -> Result<Span, Complaint> {
    let text = text.trim();
    let late = |time| refused(ProblemKind::AfterTheEnd { time, limit: limit.to_string() });
    match text.parse() {
        Ok(time) if time <= limit => Ok(time),
        Ok(time) => Err(late(time.to_string())),
        Err(_) => {
            let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            // A number with a unit is refused only for being beyond all times.
            let number = unit.len() < text.len() && ["1", unit].concat().parse::<Span>().is_ok();
            Err(if number { late(clip(text)) } else { refused(ProblemKind::NotASpan { text: clip(text) }) })
        }
    }
}

/// Why a text is no number that a call could take, which sends at most so many bytes.
fn no_number(text: &str, call: &AppCall, most: u64) -> ProblemKind {
    match (not_a_count(text, u32::MAX.into()), call) {
        (ProblemKind::OutOfRange { text, .. }, call) if call.content().is_some() => {
            ProblemKind::TooMuchToSend { bytes: text, limit: most.to_string() }
        }
        (ProblemKind::OutOfRange { text, .. }, AppCall::ReceiveBuffer(_)) => {
            ProblemKind::OutOfRange { text, least: "1".into(), most: MAX_BUFFER.to_string() }
        }
        (ProblemKind::OutOfRange { text, least, .. }, AppCall::Service(_)) => {
            ProblemKind::OutOfRange { text, least, most: MAX_SERVICE.to_string() }
        }
        (kind, _) => kind,
    }
}

/// What is wrong at a place of a step, and why there is the bound that it was refused for.
fn refusal(words: &Words, call: &AppCall, place: Place, complaint: &Complaint) -> String {
    let why = bound(call, place, complaint).and_then(|key| words.find(key));
    sentences(&[&say(words, complaint), why.unwrap_or_default()])
}

/// What is wrong with what stands beside a call.
pub fn content_refusal(words: &Words, call: &AppCall, complaint: &Complaint) -> String {
    refusal(words, call, Place::With, complaint)
}

fn bound(call: &AppCall, place: Place, complaint: &Complaint) -> Option<&'static str> {
    Some(match (complaint.id.as_str(), call) {
        ("problem.after-the-end", _) => "limit.end",
        ("problem.too-long" | "problem.link-too-long", _) => "limit.address",
        ("problem.too-much-to-send", AppCall::SendTo(_)) => "limit.datagram",
        ("problem.too-much-to-send", _) => "limit.bytes",
        ("problem.out-of-range", AppCall::Service(_)) if place == Place::With => "limit.dscp",
        ("problem.out-of-range", AppCall::ReceiveBuffer(_)) if place == Place::With => "setting.rcv_buf.limit",
        ("problem.out-of-range", _) => "limit.counted",
        _ => return None,
    })
}

/// A call with another text beside it, of the same sort as what stands there; it sends at most so many bytes.
pub fn given(call: &AppCall, text: &str, most: u64) -> Result<AppCall, Complaint> {
    if let Some(Content::Bytes(_)) = call.content() {
        let bytes = read_text(text).map_err(|_| Complaint::plain("edit.bad-escape"))?;
        if bytes.len() > LONGEST {
            return Err(refused(ProblemKind::TooLong { bytes: bytes.len().to_string(), limit: LONGEST.to_string() }));
        }
        let call = sending(call, Content::Bytes(bytes));
        // What no text can say is only ever sent as it is.
        let read = AppCall::read(&call.text()).ok().filter(|read| *read == call);
        return read.ok_or_else(|| refused(ProblemKind::NotACall { text: clip(text) }));
    }
    let text = text.trim();
    let most = if matches!(call, AppCall::SendTo(_)) { MAX_DATA.into() } else { most };
    if !matches!(call, AppCall::Linger(_)) && text.parse::<u32>().is_err() {
        return Err(refused(no_number(text, call, most)));
    }
    let call = AppCall::read(&[&word_of(call), " ", text].concat()).map_err(refused)?;
    match call.content().map(Content::len) {
        Some(bytes) if bytes > most => Err(refused(ProblemKind::TooMuchToSend { bytes: bytes.to_string(), limit: most.to_string() })),
        _ => Ok(call),
    }
}

/// A call of the same sort that sends something else.
fn sending(call: &AppCall, content: Content) -> AppCall {
    match call {
        AppCall::SendUrgent(_) => AppCall::SendUrgent(content),
        AppCall::SendTo(_) => AppCall::SendTo(content),
        _ => AppCall::Send(content),
    }
}

/// The step with another text at a place, in a run of at most `limit`.
fn typed(step: &ScriptStep, place: Place, text: &str, limit: Span) -> Result<ScriptStep, Complaint> {
    let mut step = step.clone();
    match place {
        Place::When => {
            step.when = match step.when {
                Trigger::Read(_) => Trigger::read(&["read ", text.trim()].concat()).map_err(refused)?,
                _ => Trigger::At(time(text, limit)?),
            }
        }
        Place::After => step.after = time(text, limit)?,
        Place::With => step.call = given(&step.call, text, MAX_PAYLOAD)?,
    }
    Ok(step)
}

/// One end's table.
#[component]
fn Table(props: &TableProps) -> Html {
    let DrawerProps { ui, doc, connection, .. } = &props.drawer;
    let words = &ui.words;
    let end = EndId { connection: *connection, side: props.side };
    let steps = doc.now.steps_of(end.connection, end.side);
    // What was refused: the row, the place, the text, and what is wrong with it.
    let refused = use_state(|| None::<(usize, Place, String, Complaint)>);
    let place = use_node_ref();
    // A row is sixty elements: a thousand of them would take seconds.
    let seen = use_state(|| ROWS);
    let now = use_memo(steps.to_vec(), Clone::clone);
    {
        let refused = refused.clone();
        use_effect_with(now.clone(), move |_| refused.set(None));
    }
    let spec = doc.now.connections.get(usize::from(end.connection)).and_then(|c| c.ends.get(usize::from(end.side)));
    let host = spec.and_then(|e| doc.now.hosts.get(usize::from(e.host))).map(|h| h.name.as_str()).unwrap_or_default();
    let name = words.host(host).to_owned();

    let run = {
        let (doc, dispatch, refused) = (doc.clone(), ui.dispatch.clone(), refused.clone());
        move |at: (usize, Place, String), made: Result<Vec<ScriptStep>, Complaint>| match made.and_then(|steps| {
            let now = library::script(&doc, end, steps.clone())?;
            doc.changed(now).map_or(Ok(()), |doc| library::short(&doc, &[]))?;
            Ok(steps)
        }) {
            Ok(steps) => {
                refused.set(None);
                dispatch.emit(Change::SetScript(end, steps).into());
            }
            Err(complaint) => refused.set(Some((at.0, at.1, at.2, Complaint { place: String::new(), ..complaint }))),
        }
    };
    // The table with another step in a row.
    let with = |row: usize, step: ScriptStep| -> Vec<ScriptStep> {
        steps.iter().enumerate().map(|(n, old)| if n == row { step.clone() } else { old.clone() }).collect()
    };
    let field = |row: usize, step: &ScriptStep, place: Place, tag: &'static str, name: Key, value: String| {
        let bad = refused.as_ref().filter(|(n, p, ..)| (*n, *p) == (row, place));
        let (run, steps, step, limit) = (run.clone(), now.clone(), step.clone(), doc.now.budget.time);
        let change = move |event: Event| {
            let text = value_of(&event);
            let made = typed(&step, place, &text, limit);
            let all = made.map(|made| steps.iter().enumerate().map(|(n, old)| if n == row { made.clone() } else { old.clone() }).collect());
            run((row, place, text), all);
        };
        el(tag)
            .key(name.id())
            .class("val")
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .name(words, name)
            .attr("data-step", name.id())
            .set_some("aria-invalid", bad.map(|_| "true"))
            .value(bad.map_or(value, |(_, _, text, _)| text.clone()))
            .on(ListenerKind::onchange, change)
    };
    let chooser = |row: usize, name: Key, make: fn(&ScriptStep, &str) -> Option<ScriptStep>| {
        let (run, steps) = (run.clone(), now.clone());
        let change = move |event: Event| {
            let text = value_of(&event);
            let made = steps.get(row).and_then(|step| make(step, &text));
            let all = made.map(|made| steps.iter().enumerate().map(|(n, old)| if n == row { made.clone() } else { old.clone() }).collect());
            run((row, Place::With, text), all.ok_or_else(|| Complaint::plain("")));
        };
        el("select").key(name.id()).class("val").name(words, name).attr("data-step", name.id()).on(ListenerKind::onchange, change)
    };
    let row = |(n, step): (usize, &ScriptStep)| {
        let when = TRIGGERS.iter().map(|(id, key, trigger)| {
            let on = std::mem::discriminant(trigger) == std::mem::discriminant(&step.when);
            choice(id, on, ui.text(*key))
        });
        let when = chooser(n, lab::WHEN, |step, id| {
            let trigger = TRIGGERS.iter().find(|(i, ..)| *i == id)?.2;
            Some(ScriptStep { when: trigger, ..step.clone() })
        })
        .all(when);
        let beside = match step.when {
            Trigger::At(span) => Some(field(n, step, Place::When, "input", lab::TIME, span.to_string())),
            Trigger::Read(bytes) => Some(field(n, step, Place::When, "input", lab::BYTES_READ, bytes.to_string())),
            _ => None,
        };
        let after = field(n, step, Place::After, "input", lab::AFTER, step.after.to_string());
        let word = word_of(&step.call);
        let option = |w: &'static str| choice(w, w == word, [w, "()"].concat());
        let with = CALLS.iter().map(|c| option(c.split(' ').next().unwrap_or_default()));
        let call = chooser(n, lab::CALL, |step, word| {
            let own = CALLS.iter().find(|c| c.split(' ').next() == Some(word)).copied().unwrap_or(word);
            Some(ScriptStep { call: AppCall::read(own).ok()?, ..step.clone() })
        })
        .all(AppCall::WORDS.iter().map(|(w, _)| option(w)).chain(with));
        let (kind, value) = with_what(ui, step, &field, &chooser, n);
        // `to` is the row that has the focus then: that of a step that was moved, or the one that stands where a step was.
        let tool = |icon, name: Key, hook: &'static str, steps: Vec<ScriptStep>, to: usize, disabled| {
            let label = [words.text(name), " ", &(n + 1).to_string()].concat();
            let look = Look { icon: Some(icon), bare: true, class: "plain small", action: Some(hook), disabled, ..Look::default() };
            let (change, place) = (ui.act(Change::SetScript(end, steps).into()), place.clone());
            button(
                label,
                &look,
                Callback::from(move |()| {
                    focus(&place, to, hook);
                    change.emit(());
                }),
            )
        };
        let moved = |by: isize| {
            let mut all = steps.to_vec();
            let to = n.saturating_add_signed(by);
            if to < all.len() {
                all.swap(n, to);
            }
            all
        };
        let rest = steps.iter().enumerate().filter(|(at, _)| *at != n).map(|(_, s)| s.clone()).collect();
        let tools = el("td")
            .class("tools")
            .child(tool(Icon::Up, lab::EARLIER, "step-up", moved(-1), n.saturating_sub(1), n == 0))
            .child(tool(Icon::Down, lab::LATER, "step-down", moved(1), n + 1, n + 1 == steps.len()))
            .child(tool(Icon::Close, shell::REMOVE, "step-remove", rest, n.min(steps.len().saturating_sub(2)), false));
        let refused = refused.as_ref().filter(|(at, ..)| *at == n);
        let error = refused.map_or_else(String::new, |(_, place, _, complaint)| refusal(words, &step.call, *place, complaint));
        el("tbody")
            .key(n)
            .child(
                el("tr")
                    .child(el("th").attr("scope", "row").text((n + 1).to_string()))
                    .child(el("td").child(div("cells").child(when).maybe(beside)))
                    .child(el("td").set("data-name", words.text(lab::AFTER).to_owned()).child(after))
                    .child(el("td").child(call))
                    .child(el("td").child(div("cells").maybe(kind).maybe(value)))
                    .child(tools),
            )
            .child(
                el("tr")
                    .class_if(error.is_empty(), "away")
                    .child(el("td").attr("colspan", "6").attr("role", "alert").class("par-error").text(error)),
            )
    };
    let column = |key: Key| el("th").attr("scope", "col").say(words, key);
    let titles = el("tr")
        .child(el("td"))
        .child(column(lab::WHEN))
        .child(column(lab::AFTER))
        .child(column(lab::CALL))
        .child(column(lab::WITH))
        .child(el("td"));
    let table =
        (!steps.is_empty()).then(|| el("table").child(el("thead").child(titles)).all(steps.iter().enumerate().take(*seen).map(row)));
    let hidden = steps.len().saturating_sub(*seen) as u64;
    let more = (hidden > 0).then(|| {
        let look = Look { class: "plain", action: Some("more-steps"), ..Look::default() };
        let seen = seen.clone();
        button(words.count(lab::MORE_STEPS, hidden), &look, Callback::from(move |()| seen.set(*seen + ROWS)))
    });
    let new = ScriptStep { when: Trigger::Then, after: Span::ZERO, call: AppCall::Send(Content::Size(1_000)) };
    let added = with(usize::MAX, new.clone()).into_iter().chain([new]).collect();
    let add = act(
        ui,
        lab::ADD_STEP,
        &Look { icon: Some(Icon::Plus), action: Some("step-add"), ..Look::default() },
        Change::SetScript(end, added).into(),
    );
    let own = doc.base.steps_of(end.connection, end.side);
    let back = (own != steps).then(|| {
        let look = Look { icon: Some(Icon::Undo), class: "plain", action: Some("script-reset"), ..Look::default() };
        act(ui, lab::DEFAULTS, &look, Change::SetScript(end, own.to_vec()).into())
    });
    let who = if props.side == 0 { "client" } else { "server" };
    el("section")
        .class("script")
        .node(&place)
        .set("data-script", host.to_owned())
        .label(name.clone())
        .child(el("h3").class(who).text(name))
        .child(div("script-table").maybe(table))
        .child(el("p").class("quiet").text(if steps.is_empty() { words.text(lab::NO_SCRIPT).to_owned() } else { String::new() }))
        .child(div("script-acts").maybe(more).child(add).maybe(back))
        .into()
}

/// Gives the focus to a tool of a row, or, where that can do nothing, to the tool that can.
fn focus(place: &NodeRef, row: usize, hook: &str) {
    let row = ["tbody:nth-of-type(", &(row + 1).to_string(), ") .tools "].concat();
    let usable = |hook: &str| [&row, "[data-action=", hook, "]:not(:disabled)"].concat();
    let find = |selector: String| place.cast::<web_sys::Element>()?.query_selector(&selector).ok()?;
    if let Some(tool) = find(usable(hook)).or_else(|| find(usable("step-remove"))).and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = tool.focus();
    }
}

/// Makes the field of a step.
type Field<'a> = dyn Fn(usize, &ScriptStep, Place, &'static str, Key, String) -> El + 'a;
/// Makes a choice of a step.
type Chooser<'a> = dyn Fn(usize, Key, fn(&ScriptStep, &str) -> Option<ScriptStep>) -> El + 'a;

/// What stands beside a call: size or text, and the value.
fn with_what(
    ui: &crate::ui::context::Shell,
    step: &ScriptStep,
    field: &Field<'_>,
    chooser: &Chooser<'_>,
    row: usize,
) -> (Option<El>, Option<El>) {
    if let Some(content) = step.call.content() {
        let text = matches!(content, Content::Bytes(_));
        let kind = chooser(row, lab::PAYLOAD, |step, kind| {
            let content = if kind == "text" { Content::Bytes(b"hello".to_vec()) } else { Content::Size(1_000) };
            Some(ScriptStep { call: sending(&step.call, content), ..step.clone() })
        })
        .child(choice("size", !text, ui.text(lab::AS_SIZE)))
        .child(choice("text", text, ui.text(lab::AS_TEXT)));
        let value = match content {
            Content::Bytes(bytes) => field(row, step, Place::With, "textarea", lab::TEXT, write_text(bytes)).attr("rows", "1"),
            Content::Size(n) => field(row, step, Place::With, "input", lab::SIZE, n.to_string()),
        };
        return (Some(kind), Some(value));
    }
    let text = step.call.text();
    let Some((_, value)) = text.split_once(' ') else { return (None, None) };
    if let AppCall::Reading(on) | AppCall::KeepAlive(on) = step.call {
        let switch = chooser(row, lab::VALUE, |step, text| {
            Some(ScriptStep { call: AppCall::read(&[&word_of(&step.call), " ", text].concat()).ok()?, ..step.clone() })
        });
        let words = [("on", shell::WORD_ON, on), ("off", shell::WORD_OFF, !on)];
        return (Some(switch.all(words.map(|(id, key, on)| choice(id, on, ui.text(key))))), None);
    }
    (None, Some(field(row, step, Place::With, "input", lab::VALUE, value.to_owned())))
}
