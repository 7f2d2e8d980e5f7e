//! The page's way to scenarios, parameters and links: everything that can go wrong comes back as a [`Complaint`].

use super::fetched::Then;
use super::lab_part::{self, Here};
use super::state::{Complaint, Doc};
use super::{address, browser, fetched, lab};
use crate::base::order;
use crate::scenario::problem::{Problem, ProblemKind, clip};
use crate::scenario::url::{self, Link, Readers};
use crate::scenario::{Intervention, Scenario, Script, ScriptStep, carried, catalogue, check, file, script_text, settings};
use crate::sim::EndId;
use std::rc::Rc;

/// A problem in words of the reader's language.
pub fn complaint(problem: &Problem) -> Complaint {
    Complaint {
        place: problem.place.clone(),
        id: ["problem.", problem.kind.id()].concat(),
        params: problem.kind.params().into_iter().map(|(name, value)| (name, value.to_owned())).collect(),
    }
}

/// What is wrong with a text that stands by itself.
pub fn refused(kind: ProblemKind) -> Complaint {
    complaint(&Problem::new("", kind))
}

/// What a fragment opens, and what it says about the view.
pub struct Opened {
    /// What is to be run.
    pub doc: Doc,
    /// View keys and their texts.
    pub view: Vec<(String, String)>,
    /// Whether it names no scenario.
    pub bare: bool,
    /// What it says that does not hold, while all else does.
    pub doubt: Option<Complaint>,
}

fn path(slug: &str) -> String {
    ["scenarios/", slug, ".json"].concat()
}

/// A scenario of the catalogue that is here already.
fn find(slug: &str) -> Option<Scenario> {
    file::read_with(&text(slug)?, read_intervention).ok()
}

/// Its file.
fn text(slug: &str) -> Option<String> {
    let kept = || fetched::get(&path(slug)).or_else(|| browser::recall(&[OWN, slug].concat()));
    catalogue::text(slug).map(str::to_owned).or_else(kept)
}

/// Before the slug of a reader's own scenario in what this browser remembers.
const OWN: &str = "file.";

/// Takes a scenario file in; its slug from now on, or everything that is wrong with it. One that is called like another of the
/// catalogue gets a name of its own. Its address carries it whole, unless it is too long for that: so it is remembered, too, and its
/// address opens it in this browser at least.
pub fn take_file(text: &str) -> Result<String, Vec<Complaint>> {
    let mut scenario = file::read_with(text, read_intervention).map_err(|problems| problems.iter().map(complaint).collect::<Vec<_>>())?;
    carried::own_name(&mut scenario);
    let text = file::write(&scenario);
    browser::remember(&[OWN, &scenario.slug].concat(), &text);
    fetched::put(&path(&scenario.slug), &text);
    Ok(scenario.slug)
}

/// Calls `then` once the scenario that a fragment names is here, or cannot be had.
pub fn need(fragment: &str, then: Then) {
    let link = parsed(fragment);
    let slug = if link.slug.is_empty() { url::HOME } else { &link.slug };
    let here = catalogue::text(slug).is_some() || !catalogued(slug);
    let fragment = fragment.to_owned();
    // Once the scenario is here, it and the fragment tell whether the reader of interventions is needed.
    let then = move |()| if lacks_reader(&fragment) { lab_part::need(then) } else { then(()) };
    if here { then(()) } else { fetched::need(path(slug), Box::new(then)) }
}

fn lacks_reader(fragment: &str) -> bool {
    let lacks = |problems: &[Problem]| problems.iter().any(|p| matches!(p.kind, ProblemKind::NotHere { .. }));
    let (link, problems) = Link::parse_with(fragment, READERS);
    let base = text(&link.slug).is_some_and(|text| file::read_with(&text, read_intervention).is_err_and(|problems| lacks(&problems)));
    // So is a scenario that is not of the catalogue, and made so that an address can carry it.
    let own = !link.slug.is_empty() && !catalogued(&link.slug);
    base || lacks(&problems) || lab_part::here().is_none() && (own || carries(&link.view) || !link.scripts.is_empty())
}

/// A fragment as far as it can be read with what is here.
pub fn parsed(fragment: &str) -> Link {
    Link::parse_with(fragment, READERS).0
}

/// Texts that hardly any address has are read in the lab part of the program.
const READERS: Readers = Readers { intervention: read_intervention, script: read_script, file: read_file };

fn read_file(text: &str) -> Result<Scenario, Problem> {
    match lab_part::here() {
        Some(here) => lab::carried(here, text),
        None => Err(Problem::new(carried::KEY, ProblemKind::NotHere { text: String::new() })),
    }
}

/// Whether what an address says of the view carries a scenario.
pub fn carries(view: &[(String, String)]) -> bool {
    view.iter().any(|(key, _)| key == carried::KEY)
}

fn catalogued(slug: &str) -> bool {
    catalogue::slugs().any(|s| s == slug)
}

/// Whether only this browser knows the scenario of a document.
pub fn is_local(doc: &Doc, view: &[(String, String)]) -> bool {
    !carries(view) && !catalogued(&doc.base.slug)
}

fn read_script(s: &mut Scenario, name: &str, text: &str) -> Result<(), ProblemKind> {
    lab::script(reader_of(text)?, s, name, text)
}

fn read_intervention(verb: &str, rest: &str) -> Result<Intervention, ProblemKind> {
    lab::intervention(reader_of(rest)?, verb, rest)
}

/// The part of the program that reads a text, if it is here.
fn reader_of(text: &str) -> Result<Here, ProblemKind> {
    lab_part::here().ok_or_else(|| ProblemKind::NotHere { text: clip(text) })
}

/// Reads a fragment, whose scenario was waited for. A fragment with a problem opens nothing; `Err` names it, and the scenario as it is, where that is known.
pub fn read(fragment: &str) -> Result<Opened, (Complaint, Option<Doc>)> {
    let reading = url::read_with(fragment, find, READERS);
    let bare = reading.link.slug.is_empty();
    let mild = |p: &&Problem| matches!(p.kind, ProblemKind::Twice { .. });
    match (reading.problems.iter().find(|p| !mild(p)), reading.scenario, reading.base.map(Rc::new)) {
        (None, Some(now), Some(base)) => {
            let doc = if now == *base { Doc::new(base) } else { Doc::opened(base, now) };
            let mut view = reading.link.view;
            if is_local(&doc, &view) {
                let file = lab_part::here().and_then(|here| lab::carry(here, &doc.base));
                view.extend(file.map(|file| (carried::KEY.to_owned(), file)));
            }
            let doubt = reading.problems.first().map(complaint).or_else(|| address::unknown(&view));
            Ok(Opened { doc, view, bare, doubt })
        }
        (_, None, None) if catalogued(&reading.link.slug) && !carries(&reading.link.view) => {
            Err((Complaint::plain("notice.scenario"), None))
        }
        (problem, _, base) => {
            let unknown = || Complaint { place: String::new(), id: "problem.unknown-scenario".to_owned(), params: Vec::new() };
            Err((problem.map_or_else(unknown, complaint), base.map(Doc::new)))
        }
    }
}

/// A scenario that was waited for, unchanged; and what its address says besides.
pub fn open(slug: &str) -> Result<(Doc, Vec<(String, String)>), Complaint> {
    read(&["/", slug].concat()).map(|o| (o.doc, o.view)).map_err(|(complaint, _)| complaint)
}

/// The fragment, with its `#`, that opens a document. None where it has to tell of changes and the part of the program that
/// writes those is not here yet.
pub fn link(doc: &Doc, view: &[(String, String)]) -> Option<String> {
    if doc.now == doc.base {
        return Some(url::fragment(&doc.now.slug, view));
    }
    lab_part::here().map(|here| lab::link(here, doc, view))
}

/// A scenario, if it can be run.
pub fn sound(now: Scenario) -> Result<Scenario, Complaint> {
    match check::check(&now).first() {
        Some(problem) => Err(complaint(problem)),
        None => Ok(now),
    }
}

/// Whether an address can say a document, with what it says of the view.
pub fn short(doc: &Doc, view: &[(String, String)]) -> Result<(), Complaint> {
    let bytes = link(doc, view).map_or(0, |link| link.len());
    let kind = || ProblemKind::LinkTooLong { bytes: bytes.to_string(), limit: url::LIMIT.to_string() };
    if bytes > url::LIMIT { Err(refused(kind())) } else { Ok(()) }
}

/// The scenario with a parameter set by name and text, if the whole can be run.
pub fn set(doc: &Doc, name: &str, text: &str) -> Result<Scenario, Complaint> {
    let mut now = (*doc.now).clone();
    settings::change(&doc.base, &mut now, name, text).map_err(|p| complaint(&p))?;
    sound(now)
}

/// The scenario with other steps at an end.
pub fn script(doc: &Doc, end: EndId, steps: Vec<ScriptStep>) -> Result<Scenario, Complaint> {
    let mut now = doc.now.with_script(end.connection, end.side, steps);
    // One that came with its first step goes with its last.
    now.scripts.retain(|x| !x.steps.is_empty() || doc.base.scripts.iter().any(|own| own.is_of(x)));
    sound(now)
}

/// The name that opens the applications where parameters open by theirs.
pub const SCRIPT: &str = "script";

/// The ends whose scripts differ from the scenario's, and their names: the client's first, whichever was changed first.
pub fn scripted(doc: &Doc) -> Vec<(EndId, String)> {
    let mut found: Vec<_> = script_text::differing(&doc.base, &doc.now).collect();
    order::sort_by_key(&mut found, |script| (script.connection, script.end));
    let end = |script: &Script| EndId { connection: script.connection, side: script.end };
    found.into_iter().filter_map(|script| Some((end(script), doc.now.name_of(script)?))).collect()
}

/// The scenario with a parameter as it was before the reader came.
pub fn reset(doc: &Doc, name: &str) -> Result<Scenario, Complaint> {
    let mut now = (*doc.now).clone();
    settings::reset(&doc.base, &mut now, name);
    sound(now)
}

/// The parameters in which a document differs from its scenario: name and text.
pub fn changed(doc: &Doc) -> Vec<(String, String)> {
    settings::difference(&doc.base, &doc.now)
}
