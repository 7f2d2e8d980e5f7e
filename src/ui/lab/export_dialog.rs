//! What a run can be saved as, and a scenario file opened.

use super::dialog::{modal, sheet};
use crate::export::{json, pcapng, svg, text, value};
use crate::layout::Scene;
use crate::layout::ladder::Options;
use crate::layout::tokens;
use crate::locale::{Key, lab};
use crate::scenario::file;
use crate::scenario::problem::ProblemKind;
use crate::ui::components::banner::say;
use crate::ui::components::button::{Look, button};
use crate::ui::components::icon::Icon;
use crate::ui::context::Shell;
use crate::ui::el::{div, el, span, told_by, value_of};
use crate::ui::part::part;
use crate::ui::state::{Action, Complaint, Numbers, RunHandle, Theme, View};
use crate::ui::{browser, describe, fetched, library};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// What the dialog needs.
#[derive(Clone, PartialEq, Properties)]
pub struct ExportProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// The run.
    pub run: RunHandle,
    /// How it is shown.
    pub view: Rc<View>,
    /// The fragment that opens it, with its `#`.
    pub fragment: String,
}

/// The rules by which a ladder is drawn outside the page.
const SHEET: &str = "ladder.css";

/// The dialog.
pub fn export_dialog(props: ExportProps) -> Html {
    let ui = props.ui.clone();
    let inside = sheet(&ui, lab::EXPORT).child(div("export").html(part::<Export>(props)));
    modal(&ui, "export", lab::EXPORT, inside)
}

/// What can be saved: its name for tests and the end of its file's name, its title, and what it is.
const KINDS: [(&str, Key, Key); 5] = [
    ("pcapng", lab::PCAPNG, lab::PCAPNG_IS),
    ("svg", lab::SVG, lab::SVG_IS),
    ("txt", lab::LADDER_TEXT, lab::LADDER_TEXT_IS),
    ("trace.json", lab::TRACE, lab::TRACE_IS),
    ("json", lab::SCENARIO, lab::SCENARIO_IS),
];

#[component]
fn Export(props: &ExportProps) -> Html {
    let ui = &props.ui;
    let host = use_state(|| 0_u16);
    let wrong = use_state(Vec::<Complaint>::new);
    let save = {
        let (props, host, wrong) = (props.clone(), *host, wrong.clone());
        move |event: Event| {
            let Some(kind) = told_by(&event, "data-export") else { return };
            let (props, wrong) = (props.clone(), wrong.clone());
            // Only a picture needs it; the file is small, and asked for once.
            let write = move |()| match made(&props, &kind, host) {
                Some(bytes) => browser::download(&[&props.run.scenario().slug, ".", &kind].concat(), &bytes),
                None => wrong.set(vec![Complaint::plain(lab::NOT_FETCHED.id())]),
            };
            fetched::need(SHEET.to_owned(), Box::new(write));
        }
    };
    let hosts = (0..).zip(&props.run.scenario().hosts).map(|(n, _): (u16, _)| {
        el("option")
            .key(u32::from(n))
            .set("value", n.to_string())
            .flag("selected", n == *host)
            .text(describe::host(&ui.words, &props.run, n))
    });
    let mut choose = Some(el("select").attr("data-do", "seen-by").name(&ui.words, lab::SEEN_BY).all(hosts).on(ListenerKind::onchange, {
        let host = host.clone();
        move |event| host.set(value_of(&event).parse().unwrap_or_default())
    }));
    let row = |(kind, title, about): &(&'static str, Key, Key)| {
        let look = Look { icon: Some(Icon::Save), ..Look::default() };
        let label = ui.words.headed(ui.words.text(lab::SAVE), ui.words.text(*title));
        el("li")
            .class("row")
            .key(*kind)
            .child(div("what").child(el("b").say(&ui.words, *title)).child(el("p").class("quiet").say(&ui.words, *about)))
            .child(
                div("acts")
                    .maybe(choose.take())
                    .child(button(ui.text(lab::SAVE), &look, Callback::noop()).attr("data-export", kind).label(label)),
            )
    };
    let open = {
        let (wrong, dispatch) = (wrong.clone(), ui.dispatch.clone());
        move |event: Event| {
            let Some(input) = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) else { return };
            let (wrong, dispatch) = (wrong.clone(), dispatch.clone());
            let taken = |text: Result<String, Option<u64>>| match text {
                Ok(text) => library::take_file(&text),
                Err(Some(bytes)) => {
                    let kind = ProblemKind::TooLong { bytes: bytes.to_string(), limit: file::LIMIT.to_string() };
                    Err(vec![library::refused(kind)])
                }
                Err(None) => Err(vec![Complaint::plain(lab::NOT_READ.id())]),
            };
            browser::read_file(&input, file::LIMIT, move |text| match taken(text) {
                Ok(slug) => {
                    dispatch.emit(Action::OpenDialog(None));
                    dispatch.emit(Action::LoadScenario(slug));
                }
                Err(complaints) => wrong.set(complaints),
            });
        }
    };
    // Only the label is seen: what the browser writes beside a file's field is in a language of its own.
    let pick = el("label").class("btn").child(span("btn-label").say(&ui.words, lab::CHOOSE_FILE)).child(
        el("input")
            .class("visually-hidden")
            .attr("type", "file")
            .attr("accept", ".json,application/json")
            .name(&ui.words, lab::OPEN_FILE)
            .on(ListenerKind::onchange, open),
    );
    let errors = wrong.iter().take(5).enumerate().map(|(n, c)| el("li").key(n).text(say(&ui.words, c)));
    let more = wrong.len().saturating_sub(5) as u64;
    div("")
        .child(el("ul").class("exports").on(ListenerKind::onclick, save).all(KINDS.iter().map(row)))
        .child(
            div("exports").child(
                div("row")
                    .child(
                        div("what")
                            .child(el("b").say(&ui.words, lab::OPEN_FILE))
                            .child(el("p").class("quiet").say(&ui.words, lab::OPEN_FILE_IS)),
                    )
                    .child(pick),
            ),
        )
        .child(div("error").attr("role", "alert").child(el("ul").all(errors)))
        .child(el("p").class("quiet").text(if more > 0 { ui.words.count(lab::MORE_FAULTS, more) } else { String::new() }))
        .into()
}

/// The bytes of a file of that kind, where all that it needs is here.
fn made(props: &ExportProps, kind: &str, host: u16) -> Option<Vec<u8>> {
    let ExportProps { ui, run, view, fragment } = props;
    Some(match kind {
        "pcapng" => pcapng::write(run, host),
        "svg" => {
            let options = Options { width: 900.0, numbers: view.numbers, flags: view.flags, look: view.look, ..Options::default() };
            let theme = if view.theme == Theme::Dark { tokens::Theme::Dark } else { tokens::Theme::Light };
            svg::ladder(&Scene::new(run.timeline(view.connection), None, options), None, theme, &fetched::get(SHEET)?, &ui.words)
                .into_bytes()
        }
        "txt" => {
            let numbers = if view.numbers == Numbers::Absolute { value::Numbers::Absolute } else { value::Numbers::Relative };
            let title = ui.words.of(&run.scenario().title);
            let mut out = String::new();
            // Writing to a string cannot fail.
            let _ = text::write(run, text::Options { numbers, title, link: fragment, connection: None }, &mut out);
            out.into_bytes()
        }
        "trace.json" => serde_json::to_vec(&json::Export { trace: run, reasons: true }).unwrap_or_default(),
        _ => file::write(run.scenario()).into_bytes(),
    })
}
