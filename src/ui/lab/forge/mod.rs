//! Forging: what sort of segment, from whom, when, and its fields. All of it is one text, as links say it, which can be typed too.

mod absorb;
mod lines;
mod sorts;
mod trial;

use super::bits::{Datagram, DatagramProps};
use super::change;
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
use crate::ui::state::{Action, Change, Complaint, Dialog, ForgeDraft, Numbers, RunHandle, complaint};
use crate::wire::Flags;
use lines::LINES;
use sorts::{SORTS, claiming, end_of, parties, sort, sort_of};
use std::rc::Rc;
use trial::Trial;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// What the dialog needs.
#[derive(Clone, PartialEq, Properties)]
pub struct ForgeProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// What it begins with.
    pub draft: ForgeDraft,
    /// The hosts, their connections, and what is done already.
    pub scenario: Rc<Scenario>,
    /// The run without it.
    pub run: RunHandle,
    /// Number mode.
    pub numbers: Numbers,
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
    let made = use_memo(((*draft).clone(), Rc::clone(scenario)), |(draft, scenario)| {
        let intervention = forged(&draft.when, &draft.what)?;
        let (now, index) = change::with(scenario, intervention.clone());
        Ok::<_, Complaint>((intervention, library::sound(now)?, index))
    });
    let trial = use_memo((Rc::clone(&made), props.run.clone()), |(made, run)| {
        let (_, scenario, index) = made.as_ref().as_ref().ok()?;
        Some(Trial::new(run, scenario.clone(), *index))
    });
    let refused = use_state_eq(|| None::<Complaint>);
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
    let does = made.as_ref().as_ref().map_or(Action::OpenDialog(Some(Dialog::Forge)), |(i, ..)| Change::Add(Box::new(i.clone())).into());
    // What the line of the time says stands there.
    let error = of_what.as_ref().err().or((*made).as_ref().err().filter(|_| of_when.is_none())).or(refused.as_ref());
    let error = error.map(|complaint| say(words, complaint)).unwrap_or_default();
    let result = trial.as_ref().as_ref().zip((*made).as_ref().ok()).map(|(trial, (intervention, ..))| {
        let told = trial.told(words, props.numbers, intervention);
        let bits = trial.segment().zip(forge.clone()).map(|(segment, forge)| {
            let (draft, typed, refused) = (draft.clone(), typed.clone(), refused.clone());
            let change = Callback::from(move |(change, bytes): (Change, Vec<u8>)| match absorb::changed(&forge, &bytes, &change) {
                Ok(next) => {
                    draft.set(ForgeDraft { what: next.to_string(), ..(*draft).clone() });
                    typed.set(Vec::new());
                    refused.set(None);
                }
                Err(error) => refused.set(Some(complaint(&error))),
            });
            let of = (trial.run.clone(), segment);
            part::<Datagram>(DatagramProps { of, numbers: props.numbers, words: words.clone(), change })
        });
        let head = |key| el("h3").say(words, key);
        let bits = bits.map(|bits| div("forge-bits").child(head(lab::FORGE_BITS)).html(bits));
        div("forge-result").child(head(lab::FORGE_THEN)).child(told).maybe(bits)
    });
    let form = div("forge-form")
        .child(group(lab::FORGE_SORT, sorts.collect()))
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
        .child(el("p").class("error").attr("role", "alert").text(error));
    let inside = div("forge")
        .child(el("p").class("forge-how").say(words, shell::FORGE_HOW))
        .child(form)
        .child(div("").maybe(result))
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
