//! The address and the page: what the address asks for, and how it follows what the reader does.

use super::browser;
use super::components::speed::SPEEDS;
use super::fetched::Then;
use super::lab;
use super::lab_part::{self, LabPart};
use super::language;
use super::library::{self, Opened};
use super::state::{
    AppState, Complaint, Cues, Doc, Door, FieldId, Folds, ForgeDraft, Notice, Numbers, Pane, RunHandle, Selection, Stride, Tab, Theme, View,
};
use crate::layout::ladder::{FlagStyle, Look};
use crate::locale::{Words, languages};
use crate::scenario::problem::{Problem, ProblemKind, clip};
use crate::scenario::{carried, url};
use crate::sim::StepId;

/// What a page may show besides the ladder; `panes=` of an embed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The story.
    pub story: bool,
    /// The header bits.
    pub bits: bool,
    /// The reasons.
    pub why: bool,
    /// The endpoints' variables.
    pub endpoints: bool,
}

/// Keys of the view that stay when another scenario is opened.
pub const KEPT: &[&str] = &["lang", "theme", "level", "numbers", "labels", "ladder", "view"];
/// Keys of the view that are shared.
const SHARED: &[&str] = &["level", "numbers", "labels", "ladder", carried::KEY];
/// How much larger the ladder may be asked for, and that in percent.
pub const SCALES: [(&str, u16); 6] = [("0.75", 75), ("1", 100), ("1.25", 125), ("1.5", 150), ("2", 200), ("3", 300)];
/// Steps of the zoom.
const ZOOMS: &str = "-6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8";

/// The address as the page reads it: keys of the query, then those of the fragment.
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Only what a fragment says.
    pub fn of_link(pairs: Vec<(String, String)>) -> Query {
        Query(pairs)
    }
    fn of(search: &str, fragment: &[(String, String)]) -> Query {
        let mut pairs: Vec<(String, String)> = fragment.to_vec();
        if let Ok(search) = web_sys::UrlSearchParams::new_with_str(search) {
            let keys = url::VIEW.iter().filter_map(|key| Some(((*key).to_owned(), search.get(key)?)));
            pairs.extend(keys);
        }
        Query(pairs)
    }
    fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, v)| v.as_str())
    }
}

/// The fragment of the address, with its `#`.
pub fn fragment() -> String {
    browser::window().and_then(|w| w.location().hash().ok()).unwrap_or_default()
}

fn search() -> String {
    browser::window().and_then(|w| w.location().search().ok()).unwrap_or_default()
}

/// The state that the address asks for, the parts of the page, and how fast it plays.
pub fn begin() -> (AppState, Parts, f64) {
    let read = library::read(&fragment());
    let (opened, notice) = match read {
        Ok(opened) => ((opened.doc, opened.view, opened.bare), opened.doubt.map(Notice::View)),
        Err((complaint, doc)) => {
            // What it says of the view holds, its language above all; but for a scenario that could not be read.
            let mut view = library::parsed(&fragment()).view;
            view.retain(|(key, _)| key != carried::KEY);
            ((doc.unwrap_or_else(home), view, false), Some(Notice::FirstAddress(complaint)))
        }
    };
    let (doc, link_view, bare) = opened;
    let query = Query::of(&search(), &link_view);
    let embed = query.get("embed").is_some_and(|v| v != "0");
    let language = language_of(&query);
    let remembered = if embed { None } else { browser::recall("level") };
    // A figure in a course page shows all of itself; whoever opens the page steps through it.
    let door = if embed { Door::Lab } else { remembered.and_then(|name| Door::named(&name)).unwrap_or_default() };
    let mut view = View {
        cursor: None,
        told: None,
        selection: None,
        reveal: door.reveals(),
        playing: false,
        letters: browser::recall("letters").as_deref() != Some("off"),
        numbers: Numbers::of(&doc.base),
        flags: FlagStyle::default(),
        look: Look::default(),
        door,
        folds: browser::recall("panes").map_or(Folds::default(), |text| Folds::read(&text)),
        stride: Stride::default(),
        lecture: false,
        stage: None,
        blank: false,
        theme: browser::recall("theme").map_or(Theme::Auto, |name| theme_of(&name)),
        compare: true,
        connection: 0,
        zoom: 0,
        scale: 100,
        pane: if query.get("tab") == Some("bits") { Pane::Bits } else { Pane::Ladder },
        tab: None,
        dialog: None,
        menu: None,
        forge: ForgeDraft::default(),
        parameters: false,
        parameter: None,
        cues: if bare && !embed { Cues::ALL } else { Cues::NONE },
        embed,
        lab: LabPart::at_first(),
    };
    look(&mut view, &query, true);
    view.tab = view.tab.or_else(|| first_tab(embed, view.door));
    let parts = match query.get("panes") {
        Some(list) if embed => {
            let has = |name: &str| list.split(',').any(|p| p.trim() == name);
            Parts { story: has("story"), bits: has("bits"), why: has("why"), endpoints: has("endpoints") }
        }
        _ => Parts { story: !embed, bits: true, why: true, endpoints: true },
    };
    let mut state = AppState::new(doc, view, words_of(&language), notice);
    state.link_view = link_view;
    let speed = SPEEDS.iter().find(|(name, _)| query.get("speed") == Some(name)).map_or(1.0, |(_, factor)| *factor);
    let state = match state.view.lab {
        LabPart::Here(here) => lab::kept(here, state),
        LabPart::Away | LabPart::Missed => state,
    };
    (state, parts, speed)
}

/// Takes what an address says of the view. Whoever goes back to one keeps the theme, the tab and the language that were chosen since.
pub fn look(view: &mut View, query: &Query, new: bool) {
    if new {
        view.theme = query.get("theme").map_or(view.theme, theme_of);
        view.tab = query.get("tab").and_then(Tab::of).or(view.tab);
    }
    if let Some(door) = query.get("level").and_then(Door::named) {
        view.door = door;
        view.reveal = door.reveals();
    }
    if let Some(reveal) = query.get("reveal") {
        view.reveal = reveal != "0";
    }
    if let Some((numbers, _)) = query.get("numbers").and_then(|asked| Numbers::ALL.into_iter().find(|(_, name)| *name == asked)) {
        view.numbers = numbers;
    }
    if let Some(labels) = query.get("labels") {
        view.flags = if labels == "textbook" { FlagStyle::Textbook } else { FlagStyle::Names };
    }
    if let Some(choices) = query.get("ladder") {
        view.look = Look::read(choices);
    }
    if let Some(asked) = query.get("view") {
        view.lecture = asked == "lecture";
    }
    if let Some((_, percent)) = query.get("scale").and_then(|asked| SCALES.into_iter().find(|(name, _)| *name == asked)) {
        view.scale = percent;
    }
}

/// The language that the address, this browser's memory or the reader's languages ask for.
pub fn language() -> String {
    language_of(&Query::of(&search(), &library::parsed(&fragment()).view))
}

fn language_of(query: &Query) -> String {
    let known: Vec<&'static str> = languages().collect();
    let asked = query.get("lang").map(str::to_owned).or_else(|| browser::recall("lang"));
    let asked = asked.and_then(|asked| known_language(&asked));
    asked.unwrap_or_else(|| browser::preferred_language(&known).unwrap_or("en")).to_owned()
}

/// The language that is asked for: `zh-CN` asks for `zh` too.
fn known_language(asked: &str) -> Option<&'static str> {
    languages().find(|code| asked.split('-').next() == Some(code))
}

/// The words of the language that a new address asks for, where it asks for one that can be had.
pub fn need_words(new: bool, then: Then<Option<Words>>) {
    let asked = || Query(library::parsed(&fragment()).view).get("lang").and_then(known_language);
    match asked().filter(|_| new) {
        Some(code) => language::need(code, then),
        None => then(None),
    }
}

/// The words of a language that was waited for; English where they could not be had.
fn words_of(language: &str) -> Words {
    language::load(language).unwrap_or_else(|| Words::load("en"))
}

fn home() -> Doc {
    // The tests hold that the catalogue has it.
    library::open(url::HOME).map_or_else(|_| Doc::new(std::rc::Rc::default()), |(doc, _)| doc)
}

/// The tab that was open last. A first visit opens none; a figure shows what it was given.
fn first_tab(embed: bool, door: Door) -> Option<Tab> {
    match browser::recall("tab") {
        _ if embed => Some(Tab::Endpoints),
        Some(id) => Tab::of(&id),
        None => door.first_tab(),
    }
}

fn theme_of(text: &str) -> Theme {
    match text {
        "light" => Theme::Light,
        "dark" => Theme::Dark,
        _ => Theme::Auto,
    }
}

/// What an address says of the view that names nothing, the first of it: all else holds.
pub fn unknown(view: &[(String, String)]) -> Option<Complaint> {
    view.iter().find_map(|(key, value)| {
        let words = match key.as_str() {
            "level" => listed(&mut Door::ALL.into_iter().map(Door::name)),
            "numbers" => listed(&mut Numbers::ALL.into_iter().map(|(_, name)| name)),
            "tab" => listed(&mut Tab::ALL.into_iter().map(Tab::id).chain(["bits"])),
            "ladder" => listed(&mut Look::words()),
            "lang" => listed(&mut languages()),
            "scale" => listed(&mut SCALES.into_iter().map(|(name, _)| name)),
            "speed" => listed(&mut SPEEDS.into_iter().map(|(name, _)| name)),
            "zoom" => ZOOMS.to_owned(),
            "labels" => "names, textbook".to_owned(),
            "theme" => "light, dark, auto".to_owned(),
            "view" => "lecture".to_owned(),
            "reveal" => "0, 1".to_owned(),
            _ => return None,
        };
        // `zh-CN` asks for `zh`.
        let asked = |word: &str| if key == "lang" { word.split('-').next().unwrap_or_default().to_owned() } else { word.to_owned() };
        let word = value.split(',').find(|word| !word.is_empty() && listed_in(&words).all(|known| known != asked(word)))?;
        Some(library::complaint(&Problem::new(key.as_str(), ProblemKind::UnknownWord { text: clip(word), words })))
    })
}

/// The words of a list.
fn listed_in(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(|word| word.strip_prefix(' ').unwrap_or(word))
}

fn listed(words: &mut dyn Iterator<Item = &'static str>) -> String {
    let mut list = String::new();
    for word in words {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(word);
    }
    list
}

/// What the address says now: a document and how it is looked at, or what is wrong with it.
pub fn read() -> Result<Opened, Complaint> {
    library::read(&fragment()).map_err(|(complaint, _)| complaint)
}

/// Writes the address; with `push` as a new entry of the history, unless the page is inside another one.
pub fn write(state: &AppState, push: bool) {
    let Some(link) = library::link(&state.doc, &state.link_view) else {
        let state = state.clone();
        let again = move |()| {
            if lab_part::here().is_some() {
                write(&state, push);
            }
        };
        return lab_part::need(Box::new(again));
    };
    if link == fragment() {
        return;
    }
    let Some(window) = browser::window() else { return };
    let written = window.history().and_then(|history| {
        if state.view.embed || !push {
            history.replace_state_with_url(&browser::BEEN, "", Some(&link))
        } else {
            history.push_state_with_url(&browser::BEEN, "", Some(&link))
        }
    });
    // Some frames refuse; the fragment alone can always be set.
    if written.is_err() {
        let _ = window.location().set_hash(&link);
    }
}

/// The whole address of what is shown: for sharing, for the full page, or for a frame. Empty where only this browser could open it.
pub fn whole(state: &AppState) -> String {
    let Some(location) = browser::window().map(|w| w.location()) else { return String::new() };
    if library::is_local(&state.doc, &state.link_view) {
        return String::new();
    }
    let place = location.href().unwrap_or_default();
    let place = place.split(['?', '#']).next().unwrap_or_default();
    // A figure is in the language of the page that it stands in; whoever is sent an address has one of their own.
    let language = if state.view.embed { ["?lang=", state.words.code()].concat() } else { String::new() };
    let mut shared: Vec<(String, String)> = state.link_view.iter().filter(|(key, _)| SHARED.contains(&key.as_str())).cloned().collect();
    // A figure opens where its reader is; whoever shares a page shares the run.
    if state.view.embed {
        shared.extend(state.view.cursor.map(|step| ("at".to_owned(), step.to_string())));
        let chosen = state.view.segment().zip(state.run.as_ref()).and_then(|(id, run)| run.segment(id));
        shared.extend(chosen.map(|segment| ("sel".to_owned(), segment.name.to_string())));
    }
    [place, &language, &library::link(&state.doc, &shared).unwrap_or_else(fragment)].concat()
}

/// What an address names of a run.
pub struct Named {
    /// The step at the cursor.
    pub step: Option<StepId>,
    /// The chosen segment and its field.
    pub selection: Option<Selection>,
    /// The zoom.
    pub zoom: Option<i32>,
    /// What the run does not have, the first of it.
    pub doubt: Option<Complaint>,
}

/// Takes what an address names of a run out of it: the reader goes on from there.
pub fn named(view: &mut Vec<(String, String)>, run: &RunHandle) -> Named {
    let mut take = |key: &str| view.iter().position(|(k, _)| k == key).map(|at| view.remove(at).1);
    let mut problem = None;
    let mut doubt = |key, kind| {
        problem.get_or_insert_with(|| Problem::new(key, kind));
    };
    let last = run.step_count().saturating_sub(1);
    let step = take("at").and_then(|text| {
        let step = text.parse::<StepId>().ok();
        if step.is_none_or(|step| step > last) {
            doubt("at", ProblemKind::OutOfRange { text: clip(&text), least: "0".into(), most: last.to_string() });
        }
        step.map(|step| step.min(last))
    });
    let segment = take("sel").and_then(|text| {
        let segment = text.parse().ok().and_then(|name| run.find(name));
        if segment.is_none() {
            doubt("sel", ProblemKind::NeverSent { name: clip(&text) });
        }
        segment
    });
    // A name for as long as the page is there, as all names of fields are.
    let field = take("field").map(|name| -> FieldId { Box::leak(name.into_boxed_str()) });
    let zoom = take("zoom").and_then(|text| Some(listed_in(ZOOMS).position(|zoom| zoom == text)? as i32 - 6));
    let doubt = problem.as_ref().map(library::complaint);
    Named { step, selection: segment.map(|segment| Selection { segment, field }), zoom, doubt }
}
