//! From a step to the segment that caused it, and to those it sent.

use crate::locale::{Words, panes as key};
use crate::sim::{RecordKind, SegmentId, StepId, StepKind};
use crate::ui::el::{El, div, press, span};
use crate::ui::panes::who::owner;
use crate::ui::state::{Action, Hovered, RunHandle};
use yew::Callback;

/// The links.
pub fn links(run: &RunHandle, step: StepId, words: &Words, hover: &Callback<Option<Hovered>>, act: &Callback<Action>) -> El {
    let cause = match run.step(step).map(|s| s.kind) {
        Some(StepKind::Arrival(id) | StepKind::Death(id) | StepKind::Forwarding(id)) => Some(id),
        _ => None,
    };
    let effects = run.records(step).filter_map(|r| if let RecordKind::Sent(id) = r.kind { Some(id) } else { None }).collect();
    let line = |text, segments: Vec<SegmentId>| {
        let links = segments.into_iter().filter_map(|id| link(run, id, hover, act)).collect::<Vec<_>>();
        let line = span("");
        if links.is_empty() { line } else { line.say(words, text).text(" ").child(span("").all(links)) }
    };
    div("links").child(line(key::WHY_CAUSE, cause.into_iter().collect())).child(line(key::WHY_EFFECTS, effects))
}

fn link(run: &RunHandle, id: SegmentId, hover: &Callback<Option<Hovered>>, act: &Callback<Action>) -> Option<El> {
    let segment = run.segment(id)?;
    let name = segment.name.to_string();
    let link = press("link-button")
        .key(id)
        .class(owner(segment.end.map_or(0, |e| e.side)))
        .does(act, Action::Select(id, None))
        .points(hover, Hovered::Segment(id))
        .set("data-link", name.clone())
        .text(name);
    Some(link)
}
