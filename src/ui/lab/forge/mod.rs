//! Forging: what sort of segment, from whom, when, and its fields. All of it is one text, as links say it, which can be typed too.

mod lines;
mod sorts;

use super::dialog::{modal, sheet};
use crate::locale::{lab, shell};
use crate::scenario::intervention::Forge;
use crate::scenario::problem::{Problem, ProblemKind};
use crate::scenario::{Intervention, Scenario};
use crate::ui::components::banner::say;
use crate::ui::components::button::{Look, button};
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, press, span, value_of};
use crate::ui::library;
use crate::ui::part::part;
use crate::ui::state::{Action, Change, Complaint, Dialog, ForgeDraft};
use crate::wire::Flags;
use lines::LINES;
use sorts::{SORTS, claiming, end_of, parties, sort, sort_of};
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

#[component]
fn Forging(props: &ForgeProps) -> Html {
    let (ui, scenario) = (&props.ui, &props.scenario);
    let words = &ui.words;
    let draft = use_state(|| props.draft.clone());
    // What is being typed into lines, as it is typed.
    let typed = use_state(Vec::<(&'static str, String)>::new);
    let text = |id: &str| words.find(id).unwrap_or_default().to_owned();
    let of_when = forged(&draft.when, "flags=R").err();
    let made = forged(&draft.when, &draft.what);
    let of_what = draft.what.trim().parse::<Forge>().map_err(complained);
    let forge = of_what.as_ref().ok().cloned();
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
    let lines = LINES.iter().map(|line| lines::line(words, *line, forge.as_ref(), &draft, &typed));
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

/// What the texts of the dialog do to a run.
fn forged(when: &str, what: &str) -> Result<Intervention, Complaint> {
    ["forge ", when.trim(), ": ", what.trim()].concat().parse().map_err(complained)
}

fn complained(kind: ProblemKind) -> Complaint {
    library::complaint(&Problem::new("", kind))
}
