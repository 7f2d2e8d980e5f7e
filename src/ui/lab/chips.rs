//! What differs, each a chip that opens its control, with a button beside it that takes it off.

use crate::locale::lab;
use crate::scenario::settings::{self, SETTINGS};
use crate::ui::components::button::{Look, button};
use crate::ui::components::chips::chip;
use crate::ui::components::icon::Icon;
use crate::ui::components::setting::{label, shown};
use crate::ui::context::Shell;
use crate::ui::el::{El, div, press, span};
use crate::ui::state::{Action, Change, Doc};
use crate::ui::{browser, library};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::Callback;

/// Parameters and applications in which the run differs from its scenario; nothing where there is none.
pub fn changed(ui: &Shell, doc: &Doc) -> Option<El> {
    let words = &ui.words;
    let settings = library::changed(doc).into_iter().map(|(name, text)| {
        let own = settings::get(&doc.base, &name).map_or(String::new(), |own| shown(words, &name, &own));
        let said = words.fill(lab::TAKE_OFF, &[("name", &label(words, &name)), ("value", &own)]);
        pair(ui, chip(ui, &name, &text), said, Change::ResetSetting(name))
    });
    let scripts = library::scripted(doc).into_iter().map(|(end, host)| {
        let said = words.fill(lab::SCRIPT_OF, &[("host", words.host(&host))]);
        let name = [&host, ".", library::SCRIPT].concat();
        let opens = press("chip").key(name.clone()).set("data-chip", name.clone());
        let opens = opens.does(&ui.dispatch, Action::OpenParameters(Some(name))).text(said.clone());
        let own = doc.base.steps_of(end.connection, end.side).to_vec();
        pair(ui, opens, words.fill(lab::TAKE_OFF_SCRIPT, &[("name", &said)]), Change::SetScript(end, own))
    });
    let all: Vec<El> = settings.chain(scripts).collect();
    (!all.is_empty()).then(|| span("chips-changed").key("changed").child(span("tag").say(words, lab::CHANGED)).all(all))
}

/// Parameters that are not at their defaults, whoever set them: the scenario or the reader. What a profile sets is told there.
pub fn apart(ui: &Shell, doc: &Doc, names: impl Fn(&settings::Setting) -> Vec<String>) -> Option<El> {
    let words = &ui.words;
    let differing = |setting: &'static settings::Setting| {
        let default = setting.parse(setting.default).ok().filter(|_| setting.id != "profile")?.to_string();
        let pairs = names(setting).into_iter().filter_map(move |name| Some((settings::get(&doc.now, &name)?, name, default.clone())));
        Some(pairs.filter(|(now, name, default)| now != default && settings::of_profile(&doc.now, name).as_ref() != Some(now)))
    };
    let all = SETTINGS.iter().filter_map(differing).flatten().map(|(now, name, default)| {
        let value = shown(words, &name, &default);
        let said = words.fill(lab::TO_DEFAULT, &[("name", &label(words, &name)), ("value", &value)]);
        pair(ui, chip(ui, &name, &now), said, Change::SetSetting(name, default))
    });
    let all: Vec<El> = all.collect();
    let row = div("apart").attr("role", "group").name(words, lab::APART).child(span("tag").say(words, lab::APART));
    (!all.is_empty()).then(|| row.child(span("chip-list").all(all)))
}

/// A chip, and the button that takes it off. That goes with it, so the button of all parameters has the focus then.
fn pair(ui: &Shell, chip: El, said: String, off: Change) -> El {
    let dispatch = ui.dispatch.clone();
    let take = move || {
        dispatch.emit(off.clone().into());
        let all = browser::document().and_then(|d| d.query_selector("[data-action=parameters]").ok().flatten());
        if let Some(all) = all.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            let _ = all.focus();
        }
    };
    let look = Look { icon: Some(Icon::Close), bare: true, class: "plain small", action: Some("take-off"), ..Look::default() };
    span("chip-pair").key(said.clone()).child(chip).child(button(said, &look, Callback::from(move |()| take())))
}
