//! The page's way to scenarios, parameters and links: everything that can go wrong comes back as a [`Complaint`].

use super::state::{Complaint, Doc};
use super::{browser, fetched};
use crate::scenario::problem::{Problem, ProblemKind};
use crate::scenario::url::{self, Link};
use crate::scenario::{Scenario, ScriptStep, catalogue, check, file, script_text, settings};
use crate::sim::EndId;
use std::rc::Rc;

/// A problem in words of the reader's language.
pub fn complaint(problem: &Problem) -> Complaint {
    Complaint {
        place: problem.place.clone(),
        id: format!("problem.{}", problem.kind.id()),
        params: problem.kind.params().into_iter().map(|(name, value)| (name, value.to_owned())).collect(),
    }
}

/// What a fragment opens, and what it says about the view.
pub struct Opened {
    /// What is to be run.
    pub doc: Doc,
    /// View keys and their texts.
    pub view: Vec<(String, String)>,
    /// Whether it names no scenario.
    pub bare: bool,
}

fn path(slug: &str) -> String {
    format!("scenarios/{slug}.json")
}

/// A scenario of the catalogue that is here already.
fn find(slug: &str) -> Option<Scenario> {
    let text = || fetched::get(&path(slug)).or_else(|| browser::recall(&[OWN, slug].concat()));
    catalogue::find(slug).or_else(|| file::read(&text()?).ok())
}

/// Before the slug of a reader's own scenario in what this browser remembers.
const OWN: &str = "file.";

/// Takes a scenario file in; its slug from now on, or everything that is wrong with it. One that is called like another of the
/// catalogue gets a name of its own. It is remembered, so that its address opens it in this browser.
pub fn take_file(text: &str) -> Result<String, Vec<Complaint>> {
    let mut scenario = file::read(text).map_err(|problems| problems.iter().map(complaint).collect::<Vec<_>>())?;
    while catalogue::slugs().any(|slug| slug == scenario.slug) {
        scenario.slug = ["my-", &scenario.slug].concat().chars().take(40).collect();
    }
    let text = file::write(&scenario);
    browser::remember(&[OWN, &scenario.slug].concat(), &text);
    fetched::put(&path(&scenario.slug), &text);
    Ok(scenario.slug)
}

/// Calls `then` once the scenario that a fragment names is here, or cannot be had.
pub fn need(fragment: &str, then: impl FnOnce() + 'static) {
    let (link, _) = Link::parse(fragment);
    let slug = link.slug.as_str();
    if slug.is_empty() || find(slug).is_some() || !catalogue::slugs().any(|s| s == slug) {
        return then();
    }
    fetched::need(path(slug), then);
}

/// Reads a fragment, whose scenario was waited for. A fragment with a problem opens nothing; `Err` names it, and the scenario as it is, where that is known.
pub fn read(fragment: &str) -> Result<Opened, (Complaint, Option<Doc>)> {
    let reading = url::read_with(fragment, find);
    let bare = reading.link.slug.is_empty();
    let base = find(if bare { url::HOME } else { &reading.link.slug }).map(Rc::new);
    match (reading.problems.first(), reading.scenario, base) {
        (None, Some(now), Some(base)) => {
            let doc = if now == *base { Doc::new(base) } else { Doc::opened(base, now) };
            Ok(Opened { doc, view: reading.link.view, bare })
        }
        (_, None, None) if catalogue::slugs().any(|slug| slug == reading.link.slug) => Err((Complaint::plain("notice.scenario"), None)),
        (problem, _, base) => {
            let unknown = || Complaint { place: String::new(), id: "problem.unknown-scenario".to_owned(), params: Vec::new() };
            Err((problem.map_or_else(unknown, complaint), base.map(Doc::new)))
        }
    }
}

/// A scenario of the catalogue that was waited for, unchanged.
pub fn open(slug: &str) -> Result<Doc, Complaint> {
    read(&format!("/{slug}")).map(|o| o.doc).map_err(|(complaint, _)| complaint)
}

/// The fragment, with its `#`, that opens a document.
pub fn link(doc: &Doc, view: &[(String, String)]) -> String {
    let mut link = Link::between(&doc.base, &doc.now);
    link.view = view.to_vec();
    link.to_string()
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
    let bytes = link(doc, view).len();
    let kind = || ProblemKind::LinkTooLong { bytes: bytes.to_string(), limit: url::LIMIT.to_string() };
    if bytes > url::LIMIT { Err(complaint(&Problem::new("", kind()))) } else { Ok(()) }
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

/// The ends whose scripts differ from the scenario's, by name.
pub fn scripted(doc: &Doc) -> Vec<String> {
    script_text::difference(&doc.base, &doc.now).into_iter().map(|(end, _)| end).collect()
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
