//! Forging: when, by whom, and what, as links say it.

use super::dialog::{modal, sheet};
use super::menu::forged;
use crate::locale::shell;
use crate::scenario::Kind;
use crate::ui::components::banner::say;
use crate::ui::components::button::{Look, button};
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, press, span, value_of};
use crate::ui::part::part;
use crate::ui::state::{Action, Change, Dialog, ForgeDraft};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// What the dialog needs.
#[derive(Clone, PartialEq, Properties)]
pub struct ForgeProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// What it begins with.
    pub draft: ForgeDraft,
    /// Names of the hosts.
    pub hosts: Vec<String>,
}

/// The dialog.
pub fn forge_dialog(props: ForgeProps) -> Html {
    part::<Forging>(props)
}

#[component]
fn Forging(props: &ForgeProps) -> Html {
    let ui = &props.ui;
    let draft = use_state(|| props.draft.clone());
    let made = forged(&draft.when, &draft.what);
    let change = |set: fn(&mut ForgeDraft, String)| {
        let draft = draft.clone();
        move |event: web_sys::Event| {
            let mut next = (*draft).clone();
            set(&mut next, value_of(&event));
            draft.set(next);
        }
    };
    // On whose link it sets out; the rest stays as it is.
    let from = made.as_ref().ok().and_then(|i| if let Kind::Forge(forge) = &i.kind { Some(forge.from.clone()) } else { None });
    let sender = |host: Option<String>| {
        let (draft, made) = (draft.clone(), made.clone());
        // A host is called as its fields call it, and as the page does.
        let label = host.as_ref().map_or(ui.text(shell::FORGE_OUTSIDE), |host| {
            AttrValue::from(ui.words.find(&["host.", host].concat()).unwrap_or(host).to_owned())
        });
        let pressed = from.as_ref() == Some(&host);
        press("chip")
            .key(host.clone().unwrap_or_default())
            .state("aria-pressed", pressed)
            .flag("disabled", made.is_err())
            .click(move || {
                if let Ok(intervention) = &made
                    && let Kind::Forge(forge) = &intervention.kind
                {
                    let mut forge = (**forge).clone();
                    forge.from.clone_from(&host);
                    draft.set(ForgeDraft { what: forge.to_string(), ..(*draft).clone() });
                }
            })
            .text(label)
    };
    let senders = props.hosts.iter().cloned().map(Some).chain([None]).map(sender);
    let error = made.as_ref().err().map(|complaint| say(&ui.words, complaint));
    let look = Look { class: "primary", action: Some("forge"), disabled: made.is_err(), ..Look::default() };
    let does = made.clone().map_or(Action::OpenDialog(Some(Dialog::Forge)), |i| Change::Add(Box::new(i)).into());
    let field = |key, input: El| el("label").class("forge-field").child(span("tag").say(&ui.words, key)).child(input);
    let inside = div("forge")
        .child(el("p").say(&ui.words, shell::FORGE_HOW))
        .child(field(
            shell::FORGE_WHEN,
            el("input")
                .attr("type", "text")
                .attr("name", "when")
                .value(draft.when.clone())
                .on(ListenerKind::oninput, change(|d, text| d.when = text)),
        ))
        .child(
            div("chip-list")
                .attr("role", "group")
                .name(&ui.words, shell::FORGE_FROM)
                .child(span("tag").say(&ui.words, shell::FORGE_FROM))
                .child(span("chip-list").all(senders)),
        )
        .child(field(
            shell::FORGE_WHAT,
            el("textarea")
                .attr("rows", "4")
                .attr("name", "what")
                .attr("spellcheck", "false")
                .value(draft.what.clone())
                .on(ListenerKind::oninput, change(|d, text| d.what = text)),
        ))
        .child(el("p").class("error").attr("role", "alert").text(error.unwrap_or_default()))
        .child(div("modal-acts").child(button(ui.text(shell::FORGE_DO), &look, ui.act(does))));
    modal(ui, "forge-dialog", shell::FORGE_TITLE, sheet(ui, shell::FORGE_TITLE).child(inside))
}
