//! The lab: whatever a first visit, behind the door Learn, can do without. All of it is in the second file of the program.
//!
//! The functions in this file are its doors, and the only way in: each takes a [`Here`], which there is only once that file is
//! here. Modules below stay private, and doors are never inlined: the build refuses a program that comes in by another way.

mod bits;
mod branches;
mod calls;
mod card;
mod change;
mod chips;
mod compared;
mod dialog;
mod difference;
mod embed_dialog;
mod endpoints;
mod export_dialog;
mod forge;
mod gestures;
mod interventions;
mod kept;
mod late;
mod lecture;
mod legend;
mod look_menu;
mod menu;
mod parameter;
mod parameters;
mod retold;
mod scenarios;
mod script;
mod send;
mod share_dialog;
mod stimulus;
mod tabs;
mod told;
mod why;
mod windows;

use super::context::Shell;
use super::el::{div, el};
use super::library;
use super::panes::PaneProps;
use super::panes::ladder::Shared;
use super::part::{part, part_of};
use super::state::{AppState, CardOf, Change, Dialog, Doc, Menu, RunHandle, Tab, View};
use super::story::{Moment, Moments};
use crate::base::Time;
use crate::layout::{Scene, Timeline};
use crate::locale::Words;
use crate::scenario::problem::{Problem, ProblemKind};
use crate::scenario::url::Link;
use crate::scenario::{Intervention, Scenario, carried, script_text};
use crate::sim::{Simulation, Trace};
use crate::ui::lab_part::Here;
pub use gestures::Props as GestureProps;
use late::{Follower, Late};
use std::rc::Rc;
use yew::{AttrValue, Callback, Html};

/// What the open tab shows.
#[inline(never)]
pub fn tab(_: Here, tab: Tab, props: PaneProps) -> Html {
    part_of::<Late>(tab.id(), late::Props { follower: Follower::Tab(tab), pane: props })
}

/// The header of the chosen segment.
#[inline(never)]
pub fn bits(_: Here, props: PaneProps) -> Html {
    part::<Late>(late::Props { follower: Follower::Bits, pane: props })
}

/// The reasons.
#[inline(never)]
pub fn why(_: Here, props: PaneProps) -> Html {
    part::<Late>(late::Props { follower: Follower::Why, pane: props })
}

/// All parameters, or the applications; what is named takes the focus.
#[inline(never)]
pub fn parameters(_: Here, ui: Shell, doc: Rc<Doc>, view: &View) -> Html {
    let (door, connection, focus) = (view.door, view.connection, view.parameter.clone());
    part::<parameters::Drawer>(parameters::DrawerProps { ui, doc, door, connection, focus })
}

/// What differs from the scenario, as chips.
#[inline(never)]
pub fn chips(_: Here, ui: &Shell, doc: &Doc) -> Html {
    chips::changed(ui, doc).map(Html::from).unwrap_or_default()
}

/// What covers the page.
#[inline(never)]
pub fn dialog(_: Here, ui: &Shell, dialog: Dialog, state: &AppState, run: &RunHandle, [address, title]: [String; 2]) -> Html {
    // What stands in the address besides the document is the reader's view, but for the scenario that it carries.
    let file: Vec<_> = state.link_view.iter().filter(|(key, _)| key == carried::KEY).cloned().collect();
    let fragment = library::link(&state.doc, &file).unwrap_or_default();
    match dialog {
        Dialog::Embed if address.is_empty() => share_dialog::share_dialog(ui, address),
        Dialog::Embed => {
            let page = address.split(['?', '#']).next().unwrap_or_default().to_owned();
            part::<embed_dialog::EmbedDialog>(embed_dialog::EmbedProps {
                ui: ui.clone(),
                page: page.into(),
                fragment: fragment.into(),
                title: title.into(),
            })
        }
        Dialog::Share => share_dialog::share_dialog(ui, address),
        Dialog::Export => export_dialog::export_dialog(export_dialog::ExportProps {
            ui: ui.clone(),
            run: run.clone(),
            view: state.view.clone(),
            fragment,
        }),
        Dialog::Legend => legend::legend(ui, state.view.letters),
        Dialog::Forge => forge::forge_dialog(forge::ForgeProps {
            ui: ui.clone(),
            draft: state.view.forge.clone(),
            scenario: Rc::clone(&state.doc.now),
            run: run.clone(),
            numbers: state.view.numbers,
        }),
    }
}

/// What differs from the run before, in one line.
#[inline(never)]
pub fn difference(_: Here, words: &Words, run: &Trace, before: &Trace, hidden: bool) -> String {
    difference::difference(words, run, before, hidden)
}

/// The ladder without what the reader hides.
#[inline(never)]
pub fn filtered(_: Here, scene: Scene) -> Scene {
    scene.filtered()
}

/// The ladder with the previous run behind it.
#[inline(never)]
pub fn beside(_: Here, scene: Scene, whole: &Timeline, previous: Rc<Timeline>) -> Scene {
    scene.beside(whole, previous)
}

/// What a stretch of the ladder shows of the previous run.
#[inline(never)]
pub fn before(_: Here, scene: &Scene, stretch: i32, now: Option<Time>, words: &Words) -> String {
    crate::draw::ladder::before(&scene.ghosts(stretch, now, words))
}

/// What can be done to a segment or by an application.
#[inline(never)]
pub fn menu(_: Here, ui: Shell, run: RunHandle, view: Rc<View>, of: Menu) -> Html {
    menu::menu(menu::MenuProps { ui, run, view, menu: of })
}

/// What the reader did so far, the branches of the run, and what differs from the run before.
#[inline(never)]
pub fn changes(_: Here, ui: &Shell, run: &RunHandle, before: Option<RunHandle>, view: &View, doc: &Doc) -> Html {
    let hidden = view.hides() && view.cursor != run.step_count().checked_sub(1);
    let compared =
        before.map(|before| part::<compared::Compared>(compared::ComparedProps { ui: ui.clone(), run: run.clone(), before, hidden }));
    div("")
        .maybe(interventions::interventions(ui, run, view))
        .maybe(branches::branches(ui, doc))
        .child(div("").html(compared.unwrap_or_default()))
        .into()
}

/// Lecture view's one sentence.
#[inline(never)]
pub fn sentence(_: Here, ui: &Shell, run: &RunHandle, view: &View, moments: &[Moment]) -> Html {
    lecture::sentence(ui, run, view, moments).into()
}

/// When the steps of the story happen in a run that the reader changed; `first` keeps the run of the scenario as it was.
#[inline(never)]
pub fn moments(_: Here, base: &Rc<Scenario>, first: &mut Option<RunHandle>, run: &RunHandle) -> Moments {
    retold::moments(base, first, run)
}

/// The other steps of the story, and what to try after the last.
#[inline(never)]
pub fn told(_: Here, ui: &Shell, run: &RunHandle, view: &View, moments: &Moments, edited: bool) -> Html {
    told::told(ui, run, view, moments, edited).into()
}

/// The state after a change that only the lab offers.
#[inline(never)]
pub fn change(_: Here, state: AppState, change: Change) -> AppState {
    change::change(state, change)
}

/// The state with the branches that this tab remembers from before the page was loaded again.
#[inline(never)]
pub fn kept(_: Here, state: AppState) -> AppState {
    kept::restored(state)
}

/// The fragment that opens a document with its changes.
#[inline(never)]
pub fn link(_: Here, doc: &Doc, view: &[(String, String)]) -> String {
    let mut link = Link::between(&doc.base, &doc.now);
    link.view = view.to_vec();
    link.to_string()
}

/// Reads a scenario that a link carries.
#[inline(never)]
pub fn carried(_: Here, text: &str) -> Result<Scenario, Problem> {
    carried::read(text, Intervention::from_verb_and_rest)
}

/// A scenario as links carry it.
#[inline(never)]
pub fn carry(_: Here, scenario: &Scenario) -> Option<String> {
    carried::write(scenario)
}

/// Gives an end of a scenario the script of a text.
#[inline(never)]
pub fn script(_: Here, s: &mut Scenario, name: &str, text: &str) -> Result<(), ProblemKind> {
    script_text::apply(s, name, text)
}

/// A run that goes on from where it can differ from the one before.
#[inline(never)]
pub fn resume(_: Here, before: &Trace, scenario: &Rc<Scenario>) -> Simulation {
    Simulation::resume(before, scenario)
}

/// Reads an intervention.
#[inline(never)]
pub fn intervention(_: Here, verb: &str, rest: &str) -> Result<Intervention, ProblemKind> {
    Intervention::from_verb_and_rest(verb, rest)
}

/// The card about what is pointed at on the ladder, as markup.
#[inline(never)]
pub fn card(_: Here, run: &RunHandle, view: &View, words: &Words, about: CardOf) -> Option<String> {
    card::card(run, view, words, about)
}

/// The windows of both ends beside the rails, up to an instant and between two heights.
#[inline(never)]
pub fn windows(_: Here, run: RunHandle, scene: Shared, view: Rc<View>, (now, seen): (Option<Time>, (f64, f64)), words: Words) -> Html {
    part::<windows::WindowsLayer>(windows::Props { run, scene, view, now, seen, words })
}

/// Where the run parts from the one before.
#[inline(never)]
pub fn parting(_: Here, scene: &Shared, now: Option<Time>) -> Html {
    el("g").maybe(gestures::parting(scene, now)).into()
}

/// What the hand does on the ladder besides choosing.
#[inline(never)]
pub fn gestures(_: Here, props: GestureProps) -> Html {
    part::<gestures::Gestures>(props)
}

/// The list of all scenarios.
#[inline(never)]
pub fn scenarios(_: Here, ui: Shell, slug: AttrValue, onclose: Callback<()>) -> Html {
    part::<scenarios::List>(scenarios::ListProps { ui, slug, onclose })
}
