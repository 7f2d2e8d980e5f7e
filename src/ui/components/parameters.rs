//! The parameters, above the dock: the few of every lesson, and all the others one click away.

use super::button::{CLOSE, Look, button};
use super::parameter::{Parameter, ParameterProps};
use crate::locale::shell;
use crate::scenario::settings::{self, Level, SETTINGS, Setting, Unit};
use crate::ui::context::Shell;
use crate::ui::part::part_of;
use crate::ui::state::{Action, Doc};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Parameters`].
#[derive(Clone, PartialEq, Properties)]
pub struct ParametersProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// What runs.
    pub doc: Rc<Doc>,
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
    let group = |levels: &[Level]| {
        let names: Vec<String> = SETTINGS.iter().filter(|s| levels.contains(&s.level)).flat_map(|s| names(&props.doc, s, *apart)).collect();
        html! {
            <div class="pars">
                { for names.into_iter().map(|name| {
                    let focus = props.focus.as_ref() == Some(&name);
                    part_of::<Parameter>(name.clone(), ParameterProps { ui: ui.clone(), name: name.into(), doc: props.doc.clone(), focus })
                }) }
            </div>
        }
    };
    let far = props.focus.as_ref().and_then(|f| settings::find(f.rsplit('.').next().unwrap_or(f))).is_some_and(|s| s.level != Level::Learn);
    let onapart = {
        let apart = apart.clone();
        Callback::from(move |_: Event| apart.set(!*apart))
    };
    let onkeydown = {
        let dispatch = ui.dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                dispatch.emit(Action::CloseParameters);
            }
        })
    };
    html! {
        <section class="drawer" aria-label={ui.text(shell::PARAMETERS_TITLE)} {onkeydown}>
            <div class="h" key="head">
                <h2>{ ui.text(shell::PARAMETERS_TITLE) }</h2>
                <span class="tag">{ ui.text(shell::PARAMETERS_NOTE) }</span>
                <span class="grow" />
                <label class="tag"><input type="checkbox" checked={*apart} onchange={onapart} />{ ui.text(shell::PER_HOST) }</label>
                { button(ui.text(shell::ALL_DEFAULTS), &Look { action: Some("defaults"), ..Look::default() }, ui.act(Action::ResetAll)) }
                { button(ui.text(shell::CLOSE), &CLOSE, ui.act(Action::CloseParameters)) }
            </div>
            <div key="learn">{ group(&[Level::Learn]) }</div>
            <details key="lab" open={far}>
                <summary>{ ui.text(shell::MORE_PARAMETERS) }</summary>
                { group(&[Level::Lab, Level::Expert]) }
            </details>
        </section>
    }
}
