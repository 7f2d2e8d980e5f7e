//! The parameters, above the dock: the few of every lesson, and all the others one click away.

use super::button::{CLOSE, Look, act};
use super::parameter::{Parameter, ParameterProps};
use crate::locale::shell;
use crate::scenario::settings::{self, Level, SETTINGS, Setting, Unit};
use crate::ui::context::Shell;
use crate::ui::el::{check, div, el, span};
use crate::ui::library;
use crate::ui::part::part_of;
use crate::ui::state::{Action, Doc, Door};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Properties of [`Parameters`].
#[derive(Clone, PartialEq, Properties)]
pub struct ParametersProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// What runs.
    pub doc: Rc<Doc>,
    /// Through which door the reader came in.
    pub door: Door,
    /// The parameter that takes the focus.
    pub focus: Option<String>,
}

/// The names under which a setting is shown: one for all hosts where they agree and may, else one for each.
fn names(doc: &Doc, setting: &Setting, apart: bool) -> Vec<String> {
    let own = matches!(setting.unit, Unit::Sequence | Unit::Port | Unit::Address);
    if !setting.per_host() || (!own && !apart && settings::get(&doc.now, setting.id).is_some()) {
        return vec![setting.id.to_owned()];
    }
    doc.now.hosts.iter().map(|h| format!("{}.{}", h.name, setting.id)).collect()
}

/// The panel.
#[component]
pub fn Parameters(props: &ParametersProps) -> Html {
    let ui = &props.ui;
    let apart = use_state(|| false);
    // A door keeps back what it does not speak of, unless the reader asked for it or it is not as it was.
    let changed = library::changed(&props.doc);
    let id = |name: &str| name.rsplit('.').next().map(str::to_owned);
    let asked =
        |setting: &Setting| changed.iter().map(|(name, _)| name).chain(&props.focus).any(|name| id(name).as_deref() == Some(setting.id));
    let of = |levels: &[Level]| -> Vec<String> {
        let here = SETTINGS.iter().filter(|s| levels.contains(&s.level) && (props.door.offers(s.level) || asked(s)));
        here.flat_map(|s| names(&props.doc, s, *apart)).collect()
    };
    let group = |names: Vec<String>| {
        let part = |name: String| {
            let focus = props.focus.as_ref() == Some(&name);
            part_of::<Parameter>(name.clone(), ParameterProps { ui: ui.clone(), name: name.into(), doc: props.doc.clone(), focus })
        };
        div("pars").html(names.into_iter().map(part).collect())
    };
    let far = props.focus.as_ref().and_then(|f| settings::find(f.rsplit('.').next().unwrap_or(f))).is_some_and(|s| s.level != Level::Learn);
    let far = far || props.door == Door::Lab;
    let rest = of(&[Level::Lab, Level::Expert]);
    let dispatch = ui.dispatch.clone();
    let onkeydown = move |event: Event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.key() == "Escape") {
            event.stop_propagation();
            dispatch.emit(Action::CloseParameters);
        }
    };
    let separate = check(*apart).on(ListenerKind::onchange, {
        let apart = apart.clone();
        move |_| apart.set(!*apart)
    });
    let head = div("h")
        .child(el("h2").say(&ui.words, shell::PARAMETERS_TITLE))
        .child(span("tag").say(&ui.words, shell::PARAMETERS_NOTE))
        .child(span("grow"))
        .child(el("label").class("tag").child(separate).say(&ui.words, shell::PER_HOST))
        .child(act(ui, shell::ALL_DEFAULTS, &Look { action: Some("defaults"), ..Look::default() }, Action::ResetAll))
        .child(act(ui, shell::CLOSE, &CLOSE, Action::CloseParameters));
    let more = (!rest.is_empty())
        .then(|| el("details").flag("open", far).child(el("summary").say(&ui.words, shell::MORE_PARAMETERS)).child(group(rest)));
    el("section")
        .class("drawer")
        .name(&ui.words, shell::PARAMETERS_TITLE)
        .on(ListenerKind::onkeydown, onkeydown)
        .child(head)
        .child(div("").child(group(of(&[Level::Learn]))))
        .maybe(more)
        .into()
}
