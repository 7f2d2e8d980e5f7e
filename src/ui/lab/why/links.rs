//! From a step to what caused it and to what it led to: segments, and moments that are no segment's, such as a timer's.

use super::did::did;
use crate::locale::{Key, lab, panes as key};
use crate::sim::{RecordKind, SegmentId, StepId, StepKind, TimerEnd};
use crate::tcp::SendKind;
use crate::ui::el::{El, div, press, span};
use crate::ui::lab::stimulus::stimulus;
use crate::ui::panes::PaneProps;
use crate::ui::panes::numbers::instant;
use crate::ui::panes::who::owner;
use crate::ui::state::{Action, Hovered};
use crate::wire::field::{ipv4, tcp};
use yew::Callback;

/// The links.
pub fn links(props: &PaneProps, step: StepId, hover: &Callback<Option<Hovered>>) -> El {
    let PaneProps { run, view, words, .. } = props;
    let kind = run.step(step).map(|s| s.kind);
    // Of what is made to happen, no moment of the run is the cause.
    let said = |text: Key| Some(span("").say(words, text));
    let cause = match kind {
        Some(StepKind::Arrival(id) | StepKind::Death(id) | StepKind::Forwarding(id)) => segment(props, id, hover),
        Some(StepKind::Timer(end, timer)) => {
            let span = run.timers().iter().find(|t| t.ended_by == Some(step) && t.timer == timer && end.is_none_or(|e| e == t.end));
            span.and_then(|t| moment(props, t.started_by))
        }
        Some(StepKind::Application(_) | StepKind::Reassembly) => match run.waited_since(step) {
            Some(since) => moment(props, since),
            None => said(if run.is_ordered(step) { key::WHY_BY_CHANGE } else { key::WHY_BY_CLOCK }),
        },
        Some(StepKind::Forge(_)) => said(key::WHY_BY_CHANGE),
        None => None,
    };
    let sent = run.records(step).filter_map(|r| if let RecordKind::Sent(id) = r.kind { segment(props, id, hover) } else { None });
    let repaired = if let Some(StepKind::Death(id)) = kind { repair(props, id).and_then(|id| segment(props, id, hover)) } else { None };
    // What became of the chosen segment, and timers that ran out.
    let row = view.segment().and_then(|id| run.segment(id)).filter(|row| row.cause == step);
    let expired = |t: &&crate::sim::TimerSpan| t.started_by == step && t.how == TimerEnd::Expired;
    let expired = run.timers().iter().filter(expired).filter_map(|t| t.ended_by);
    let later = row.and_then(|row| row.ended_by).into_iter().chain(expired).chain(run.waited_for(step)).filter(|step| view.shows(*step));
    let line = |text: Key, links: Vec<El>| {
        let line = span("");
        if links.is_empty() { line } else { line.say(words, text).text(" ").child(span("").all(links)) }
    };
    div("links")
        .child(line(key::WHY_CAUSE, cause.into_iter().collect()))
        .child(line(key::WHY_EFFECTS, sent.collect()))
        .child(line(key::WHY_REPAIRED, repaired.into_iter().collect()))
        .child(line(key::WHY_LATER, later.filter_map(|step| moment(props, step)).collect()))
}

/// The segment that carries again what a lost one carried.
fn repair(props: &PaneProps, lost: SegmentId) -> Option<SegmentId> {
    let PaneProps { run, view, .. } = props;
    let number = |id: SegmentId| {
        let row = run.segment(id)?;
        let header = row.head.get(ipv4::IHL.read(row.head)? as usize * 4..)?;
        Some((row.end?, tcp::SEQ.read(header)?))
    };
    let its = number(lost)?;
    let again =
        (lost + 1..run.segment_count()).find(|id| run.segment(*id).is_some_and(|s| is_again(s.kind)) && number(*id) == Some(its))?;
    run.segment(again).filter(|row| view.shows(row.cause)).map(|_| again)
}

const fn is_again(kind: SendKind) -> bool {
    matches!(kind, SendKind::Timeout | SendKind::Fast | SendKind::Recovery | SendKind::Again)
}

/// A link to a moment.
fn moment(props: &PaneProps, step: StepId) -> Option<El> {
    let PaneProps { run, words, dispatch, .. } = props;
    let told = run.step(step)?;
    let call = run.records(step).find(|r| matches!(told.kind, StepKind::Application(_)) && matches!(r.kind, RecordKind::Call(_)));
    let what = call.map_or_else(|| stimulus(words, run, &told), |call| did(words, run, &told, call.end, call.kind));
    let text = [&what, words.text(lab::LIST_COMMA), &instant(words, told.time)].concat();
    let link = press("link-button").key(["at", &step.to_string()].concat());
    Some(link.does(dispatch, Action::GoTo(Some(step))).set("data-moment", step.to_string()).text(text))
}

fn segment(props: &PaneProps, id: SegmentId, hover: &Callback<Option<Hovered>>) -> Option<El> {
    let segment = props.run.segment(id)?;
    let name = segment.name.to_string();
    let link = press("link-button")
        .key(id)
        .class(owner(segment.end.map_or(0, |e| e.side)))
        .does(&props.dispatch, Action::Select(id, None))
        .points(hover, Hovered::Segment(id))
        .set("data-link", name.clone())
        .text(name);
    Some(link)
}
