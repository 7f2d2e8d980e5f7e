//! The drawer above the dock: every parameter by groups, found by a word, and the profiles that set many at once.

use super::chips::apart as apart_from_defaults;
use super::parameter::{Parameter, ParameterProps};
use super::script::Applications;
use crate::locale::{lab, shell};
use crate::scenario::settings::{self, GROUPS, PROFILES, SETTINGS, Setting, Unit};
use crate::ui::components::button::{CLOSE, Look, act};
use crate::ui::components::setting::{label, shown, word};
use crate::ui::context::Shell;
use crate::ui::el::{El, check, div, el, press, span, switch, value_of};
use crate::ui::library;
use crate::ui::part::{part, part_of};
use crate::ui::state::{Action, Change, Doc, Door};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// Properties of [`Drawer`].
#[derive(Clone, PartialEq, Properties)]
pub struct DrawerProps {
    /// Language and dispatch.
    pub ui: Shell,
    /// What runs.
    pub doc: Rc<Doc>,
    /// Through which door the reader came in.
    pub door: Door,
    /// The connection that is shown.
    pub connection: u16,
    /// The parameter that takes the focus; one that ends with [`library::SCRIPT`] is an application.
    pub focus: Option<String>,
}

/// Whether the drawer shows the applications: behind no other door than these is there a way to them.
fn scripts(props: &DrawerProps) -> bool {
    props.focus.as_ref().is_some_and(|name| name.ends_with(library::SCRIPT))
}

/// The head of the drawer, to which more is added: which side of it is shown. Who learns has only one.
pub fn head(ui: &Shell, script: bool, door: Door) -> El {
    let to = |name: Option<&str>| Action::OpenParameters(name.map(str::to_owned));
    let sides = [(lab::TITLE, !script, to(None)), (lab::SCRIPTS, script, to(Some(library::SCRIPT)))];
    let title = match door {
        Door::Learn => el("h2").say(&ui.words, lab::TITLE),
        _ => el("h2").child(switch(&ui.words, lab::DRAWER, &ui.dispatch, &sides)),
    };
    div("h drawer-head").child(title)
}

/// The drawer.
#[component]
pub fn Drawer(props: &DrawerProps) -> Html {
    let ui = &props.ui;
    let dispatch = ui.dispatch.clone();
    let onkeydown = move |event: Event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.key() == "Escape") {
            event.stop_propagation();
            dispatch.emit(Action::CloseParameters);
        }
    };
    let title = if scripts(props) { lab::SCRIPTS } else { lab::TITLE };
    el("section")
        .class("drawer")
        .name(&ui.words, title)
        .on(ListenerKind::onkeydown, onkeydown)
        .html(if scripts(props) { part::<Applications>(props.clone()) } else { part::<Parameters>(props.clone()) })
        .into()
}

/// The parameters.
#[component]
fn Parameters(props: &DrawerProps) -> Html {
    let (ui, words, doc) = (&props.ui, &props.ui.words, &props.doc);
    let apart = use_state(|| false);
    let wanted = use_state(String::new);
    let search = use_node_ref();
    {
        let (search, named) = (search.clone(), props.focus.is_some());
        use_effect_with((), move |()| {
            if let Some(search) = search.cast::<HtmlElement>().filter(|_| !named) {
                let _ = search.focus();
            }
        });
    }
    // A door keeps back what it does not speak of, unless the reader asked for it or it is not as it was.
    let changed = library::changed(doc);
    let asked = |setting: &Setting| {
        let id = |name: &str| name.rsplit('.').next() == Some(setting.id);
        changed.iter().map(|(name, _)| name).chain(&props.focus).any(|name| id(name))
    };
    let shown = |setting: &&Setting| match wanted.trim() {
        "" => props.door.offers(setting.level) || asked(setting),
        text => matches(ui, setting, text),
    };
    let mut found = 0;
    let mut body = div("par-groups");
    for (at, (group, first)) in GROUPS.iter().enumerate().filter(|(_, (group, _))| *group != "profile") {
        let end = GROUPS.get(at + 1).map(|(_, next)| *next);
        let all = SETTINGS.iter().skip_while(|s| s.id != *first).take_while(|s| Some(s.id) != end).filter(shown);
        let rows: Vec<Html> = all.flat_map(|s| names(doc, s, *apart)).map(|name| row(props, name)).collect();
        if !rows.is_empty() {
            found += rows.len() as u64;
            let title = words.find(&["settings.", group].concat()).unwrap_or(group).to_owned();
            body = body.child(
                el("section")
                    .key(*group)
                    .attr("data-group", group)
                    .child(el("h3").text(title))
                    .child(div("pars").html(rows.into_iter().collect())),
            );
        }
    }
    let kept = SETTINGS.iter().filter(|s| !shown(s)).count() as u64;
    let note = match wanted.trim() {
        "" if kept > 0 => words.count(lab::MORE, kept),
        "" => String::new(),
        text if found == 0 => words.fill(lab::NOTHING_FOUND, &[("text", text)]),
        _ => words.count(lab::FOUND, found),
    };
    let typed = {
        let wanted = wanted.clone();
        move |event: Event| wanted.set(value_of(&event).to_ascii_lowercase())
    };
    let input = el("input")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .name(words, lab::SEARCH)
        .set("placeholder", ui.text(lab::SEARCH))
        .attr("data-action", "search-parameters")
        .node(&search)
        .on(ListenerKind::oninput, typed);
    let separate = check(*apart).on(ListenerKind::onchange, {
        let apart = apart.clone();
        move |_| apart.set(!*apart)
    });
    let head = head(ui, false, props.door)
        .child(input)
        .child(span("tag note").say(words, lab::NOTE))
        .child(span("grow"))
        .child(el("label").class("tag").child(separate).say(words, lab::PER_HOST))
        .child(act(ui, lab::DEFAULTS, &Look { action: Some("defaults"), ..Look::default() }, Change::ResetAll.into()))
        .child(act(ui, shell::CLOSE, &CLOSE, Action::CloseParameters));
    let profiles = settings::find("profile").filter(shown).map(|s| profiles(ui, doc, &names(doc, s, *apart)));
    let differing = wanted.trim().is_empty().then(|| apart_from_defaults(ui, doc, |s| names(doc, s, *apart))).flatten();
    div("drawer-body")
        .child(head)
        .child(div("").maybe(profiles))
        .child(div("").maybe(differing))
        .child(body)
        .child(el("p").class("quiet found").attr("role", "status").text(note))
        .into()
}

/// The names under which a setting is shown: one for all hosts where they agree and may, else one for each.
fn names(doc: &Doc, setting: &Setting, apart: bool) -> Vec<String> {
    let own = matches!(setting.unit, Unit::Sequence | Unit::Port | Unit::Address);
    if !setting.per_host() || (!own && !apart && settings::get(&doc.now, setting.id).is_some()) {
        return vec![setting.id.to_owned()];
    }
    doc.now.hosts.iter().map(|h| [&h.name, ".", setting.id].concat()).collect()
}

fn row(props: &DrawerProps, name: String) -> Html {
    let focus = props.focus.as_ref() == Some(&name);
    part_of::<Parameter>(name.clone(), ParameterProps { ui: props.ui.clone(), name: name.into(), doc: props.doc.clone(), focus })
}

/// Whether a setting speaks of every wanted word: in its name, its key, its text, the terms of RFCs and systems for it, or its source.
fn matches(ui: &Shell, setting: &Setting, wanted: &str) -> bool {
    let text = |suffix: &str| ui.words.find(&["setting.", setting.id, suffix].concat()).unwrap_or_default();
    let source = setting.source.map_or(String::new(), |(rfc, section)| ["rfc ", &rfc.to_string(), " ", section].concat());
    let texts = [text(""), setting.id, text(".help"), text(".why"), text(".terms"), &source, &setting.words.join(" ")];
    let all = texts.join(" ").to_ascii_lowercase();
    wanted.split_whitespace().all(|word| all.contains(word))
}

/// The profiles: a choice for each name, and what the chosen one is.
fn profiles(ui: &Shell, doc: &Doc, names: &[String]) -> El {
    let words = &ui.words;
    let line = |name: &String| {
        let now = settings::get(&doc.now, name).unwrap_or_default();
        let choice = |profile: &settings::Profile| {
            press("")
                .key(profile.id)
                .attr("data-profile", profile.id)
                .state("aria-pressed", now == profile.id)
                .does(&ui.dispatch, Change::SetSetting(name.clone(), profile.id.to_owned()).into())
                .text(word(words, profile.id))
        };
        let about = words.find(&["setting.profile.", &now].concat()).filter(|_| !now.is_empty()).unwrap_or_default().to_owned();
        let choices = span("seg").attr("role", "group").label(label(words, name)).all(PROFILES.iter().map(choice));
        let sets = div("sets").maybe(sets(ui, doc, name, &now));
        div("profile").key(name.clone()).child(span("").text(label(words, name))).child(choices).child(span("tag").text(about)).child(sets)
    };
    div("profiles").all(names.iter().map(line))
}

/// What the chosen profile of a host (or of all) changes, one by one, and what it found set and left alone.
fn sets(ui: &Shell, doc: &Doc, name: &str, chosen: &str) -> Option<El> {
    let words = &ui.words;
    let values = PROFILES.iter().find(|p| p.id == chosen)?.values;
    let one = |(id, text): &(&'static str, &'static str)| {
        let of = name.rsplit_once('.').map_or_else(|| (*id).to_owned(), |(host, _)| [host, ".", id].concat());
        let now = settings::get(&doc.now, &of);
        let (default, now) = (settings::find(id).map_or("", |s| s.default), now.as_deref().unwrap_or("…"));
        let in_words = |text: &str| shown(words, id, text);
        let key = if now == *text { lab::SETS_ONE } else { lab::SETS_KEPT };
        let args = [("name", label(words, id)), ("value", in_words(text)), ("default", in_words(default)), ("now", in_words(now))];
        el("li").key(*id).class_if(now != *text, "kept").text(words.fill(key, &args.each_ref().map(|(name, text)| (*name, text.as_str()))))
    };
    let list = el("ul").all(values.iter().map(one));
    let title = el("summary").text(words.count(lab::SETS, values.len() as u64));
    (!values.is_empty()).then(|| el("details").child(title).child(list))
}
