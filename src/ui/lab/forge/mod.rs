//! Forging: what sort of segment, from whom, when, and its fields. All of it is one text, as links say it, which can be typed too.

mod absorb;
mod chips;
mod lines;
mod sorts;
mod trial;

use super::bits::{Datagram, DatagramProps};
use super::change;
use super::dialog::{modal, sheet};
use crate::locale::{Key, lab, shell};
use crate::scenario::intervention::Forge;
use crate::scenario::problem::ProblemKind;
use crate::scenario::{Intervention, Scenario};
use crate::ui::components::banner::say;
use crate::ui::components::button::{Look, button};
use crate::ui::components::prose::prose;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, span, value_of};
use crate::ui::library;
use crate::ui::part::part;
use crate::ui::state::{Action, Change, Complaint, Dialog, ForgeDraft, Numbers, RunHandle};
use chips::Chips;
use lines::{LINES, Typed};
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

/// What can be forged: the intervention, the scenario with it, and its place there.
type Made = Result<(Intervention, Scenario, usize), Complaint>;

#[component]
fn Forging(props: &ForgeProps) -> Html {
    let (ui, scenario) = (&props.ui, &props.scenario);
    let words = &ui.words;
    let draft = use_state(|| props.draft.clone());
    let typed = use_state(Typed::new);
    let made = use_memo(((*draft).clone(), Rc::clone(scenario)), |(draft, scenario)| -> Made {
        let intervention = forged(&draft.when, &draft.what).map_err(library::refused)?;
        let (now, index) = change::with(scenario, intervention.clone());
        Ok((intervention, library::sound(now)?, index))
    });
    let trial = use_memo((Rc::clone(&made), props.run.clone()), |(made, run)| {
        let (_, scenario, index) = made.as_ref().as_ref().ok()?;
        Some(Trial::new(run, scenario.clone(), *index))
    });
    let write = {
        let (draft, typed) = (draft.clone(), typed.clone());
        move |next: ForgeDraft| {
            draft.set(next);
            typed.set(Typed::new());
        }
    };
    let put = {
        let (write, draft) = (write.clone(), draft.clone());
        Callback::from(move |next: Forge| write(ForgeDraft { what: next.to_string(), ..(*draft).clone() }))
    };
    let of_what = draft.what.trim().parse::<Forge>().map_err(library::refused);
    let of_when = forged(&draft.when, "flags=R").err().map(library::refused);
    let forge = of_what.as_ref().ok();
    let chips = Chips { words, scenario, forge, put: &put };
    let field = |key: Key, tag: &'static str, name: &'static str, value: &str, wrong: bool, set: fn(&mut ForgeDraft, String)| {
        let (write, draft) = (write.clone(), draft.clone());
        let input = el(tag).attr("name", name).attr("spellcheck", "false").value(value.to_owned()).state("aria-invalid", wrong).on(
            ListenerKind::oninput,
            move |event| {
                let mut next = (*draft).clone();
                set(&mut next, value_of(&event));
                write(next);
            },
        );
        el("label").class("forge-field").child(span("tag").say(words, key)).child(input)
    };
    let when = field(shell::FORGE_WHEN, "input", "when", &draft.when, of_when.is_some(), |d, text| d.when = text)
        .maybe(of_when.as_ref().map(|complaint| span("error").attr("role", "alert").text(say(words, complaint))));
    let what = field(shell::FORGE_WHAT, "textarea", "what", &draft.what, of_what.is_err(), |d, text| d.what = text);
    // What the line of the time says stands there.
    let error = of_what.as_ref().err().or((*made).as_ref().err().filter(|_| of_when.is_none()));
    let form = div("forge-form")
        .child(chips.sorts())
        .child(chips.senders())
        .child(chips.claims())
        .child(when)
        .child(chips.flags())
        .child(div("forge-lines").all(LINES.iter().map(|line| lines::line(words, *line, forge, &put, &typed))))
        .child(what)
        .child(el("p").class("error").attr("role", "alert").text(error.map(|complaint| say(words, complaint)).unwrap_or_default()));
    let ready = (*made).as_ref().ok().filter(|_| forge.is_some_and(|forge| lines::all_taken(words, forge, &typed)));
    let does = ready.map_or(Action::OpenDialog(Some(Dialog::Forge)), |(i, ..)| Change::Add(Box::new(i.clone())).into());
    let look = Look { class: "primary", action: Some("forge"), disabled: ready.is_none(), ..Look::default() };
    let tried = (*trial).as_ref().zip((*made).as_ref().ok());
    let inside = div("forge")
        .child(el("p").class("forge-how").child(prose(words, words.text(shell::FORGE_HOW))))
        .child(form)
        .child(div("").maybe(tried.map(|(trial, (made, ..))| result(props, trial, made, forge, &put))))
        .child(div("modal-acts").child(button(ui.text(shell::FORGE_DO), &look, ui.act(does))));
    modal(ui, "forge-dialog", shell::FORGE_TITLE, sheet(ui, shell::FORGE_TITLE).child(inside))
}

/// What comes of it, and its bits: a change of them changes what is forged.
fn result(props: &ForgeProps, trial: &Trial, made: &Intervention, forge: Option<&Forge>, put: &Callback<Forge>) -> El {
    let words = &props.ui.words;
    let head = |key| el("h3").say(words, key);
    let bits = trial.segment().zip(forge.cloned()).map(|(segment, forge)| {
        let put = put.clone();
        let change = Callback::from(move |(change, bytes): (Change, Vec<u8>)| {
            if let Ok(next) = absorb::changed(&forge, &bytes, &change) {
                put.emit(next);
            }
        });
        let of = (trial.run.clone(), segment);
        let bits = part::<Datagram>(DatagramProps { of, numbers: props.numbers, words: words.clone(), change });
        div("").child(head(lab::FORGE_BITS)).html(bits)
    });
    div("forge-result").child(head(lab::FORGE_THEN)).child(trial.told(words, props.numbers, made)).maybe(bits)
}

/// What the texts of the dialog do to a run.
fn forged(when: &str, what: &str) -> Result<Intervention, ProblemKind> {
    ["forge ", when.trim(), ": ", what.trim()].concat().parse()
}
