//! The list of the steps of the story under the one that is told, with what to try after the last.

use super::retold::named;
use crate::locale::{Words, lab, shell};
use crate::scenario::{Scenario, catalogue};
use crate::ui::components::prose::prose;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, press, span};
use crate::ui::state::{Action, Door, Numbers, RunHandle, View};
use crate::ui::story::{self, Moment, Moments};

/// What the segments that a text names are called in this run, where that is not the same.
fn here(words: &Words, moments: &Moments, text: &str) -> Option<El> {
    let list: Vec<String> = moments
        .renamed
        .iter()
        .filter(|r| named(text).any(|name| name == r.0))
        .map(|(was, is)| match is {
            Some(is) => words.fill(shell::STORY_RENAMED, &[("was", &was.to_string()), ("is", &is.to_string())]),
            None => words.fill(shell::STORY_NO_SUCH, &[("was", &was.to_string())]),
        })
        .collect();
    (!list.is_empty()).then(|| span("here muted").text(list.join(words.text(shell::LIST_SEPARATOR))))
}

/// The other steps that may be told, each a way to its moment; those that do not happen in this run say so.
pub fn told(ui: &Shell, run: &RunHandle, view: &View, all: &Moments, edited: bool) -> El {
    let (words, moments) = (&ui.words, &all.of);
    let at = story::position(moments, view.cursor);
    let over = story::next(moments, at).is_none();
    let steps = run.scenario().story.iter().zip(moments).enumerate();
    let steps = steps.filter(|(n, (_, moment))| *n != at && (*n < at || !view.hides() || (over && **moment == Moment::Never)));
    let mut gone = false;
    let rows: Vec<El> = steps
        .map(|(n, (step, moment))| {
            let number = (n + 1).to_string();
            let text = el("p").child(prose(words, words.of(&step.text))).maybe(here(words, all, &step.text.en));
            let row = el("li").key(n as u64).set("data-told", number.clone());
            let label = words.fill(shell::STORY_STEP, &[("n", &number), ("m", &moments.len().to_string())]);
            let go = match *moment {
                Moment::Never => None,
                Moment::Start => Some(Action::GoToStart),
                Moment::At(step) => Some(Action::GoTo(Some(step))),
            };
            gone |= go.is_none();
            let Some(go) = go else {
                let never = el("b").class("never").say(words, shell::STORY_GONE);
                return row.class("gone").child(span("told-number").text(number)).child(text.child(never));
            };
            row.child(press("told-number").label(label).does(&ui.dispatch, go).text(number)).child(text)
        })
        .collect();
    let current = run.scenario().story.get(at).and_then(|step| here(words, all, &step.text.en));
    let numbered = numbered(words, run.scenario(), view.numbers);
    let head = if gone { shell::STORY_EDITED } else { shell::STORY_SAME };
    let head = edited.then(|| el("p").class("muted").say(words, head));
    // Beside the bits there is no room for it, and no reader.
    let open = view.door == Door::Learn && view.selection.is_none();
    let title = if view.hides() { shell::STORY_SO_FAR } else { shell::STORY_OTHERS };
    let list = (!rows.is_empty()).then(|| {
        let summary = el("summary").say(words, title);
        el("details").flag("open", open).child(summary).child(el("ol").all(rows))
    });
    let next = if over && !edited { next(ui, run, view) } else { None };
    div("told")
        .child(el("p").maybe(current))
        .child(div("").maybe(numbered))
        .child(div("").maybe(head))
        .child(div("").maybe(list))
        .maybe(next)
}

/// How the story writes sequence numbers, where the panes write them otherwise.
fn numbered(words: &Words, scenario: &Scenario, numbers: Numbers) -> Option<El> {
    let own = Numbers::of(scenario);
    let counts = |text: &str| ["seq=", "ack="].iter().any(|number| text.contains(number));
    let told = numbers != own && scenario.story.iter().any(|step| counts(&step.text.en));
    let key = if own == Numbers::Absolute { lab::STORY_ABSOLUTE } else { lab::STORY_RELATIVE };
    told.then(|| el("p").class("muted").say(words, key))
}

/// After the last step, in Learn: what to do with what was learnt, and where to go on.
fn next(ui: &Shell, run: &RunHandle, view: &View) -> Option<El> {
    if view.door != Door::Learn || view.embed {
        return None;
    }
    let all = catalogue::index();
    let at = all.iter().position(|e| e.slug == run.scenario().slug)?;
    let title = |slug: &str, what: &str| ui.words.find(&[what, ".", slug].concat()).unwrap_or_default().to_owned();
    let on = all.get(at + 1).map(|e| {
        let link = el("a").set("href", ["#/", e.slug].concat()).text(title(e.slug, "title"));
        el("li").key("on").child(el("p").say(&ui.words, shell::TRY_ON).text(" ").child(link).text(". ").text(title(e.slug, "about")))
    });
    let lose = el("li").key("lose").child(el("p").say(&ui.words, shell::TRY_LOSE));
    let door = press("link-button").does(&ui.dispatch, Action::SetDoor(Door::Lab)).text(ui.text(shell::DOOR_LAB));
    let lab = el("li").key("lab").child(el("p").child(door).text(" ").say(&ui.words, shell::TRY_LAB));
    let list = el("ul").all([lose, lab].into_iter().chain(on));
    Some(div("try-next").child(el("h3").say(&ui.words, shell::TRY)).child(list))
}
