//! The charts of one sender: they share the ladder's cursor, selection and folds.

use crate::base::Span;
use crate::draw;
use crate::layout::charts::{Input, charts, data_sender};
use crate::layout::timeline::Segment;
use crate::layout::{Options, Scene, Side, Timeline};
use crate::locale::panes as key;
use crate::sim::{EndId, Sample, samples};
use crate::tcp::{Value, Variable};
use crate::ui::components::prose::prose;
use crate::ui::el::{El, div, el, number_of, press, span};
use crate::ui::panes::PaneProps;
use crate::ui::panes::ladder::use_seen;
use crate::ui::panes::numbers::{Iss, Origin, seq_text, value_text};
use crate::ui::panes::term;
use crate::ui::panes::who::who;
use crate::ui::state::{Action, Numbers};
use yew::prelude::*;
use yew::virtual_dom::ListenerKind;

/// The charts.
#[component]
pub fn Charts(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, dispatch, .. } = props;
    let place = use_node_ref();
    let seen = use_seen(&place);
    // Looked at once a run, and only here.
    let samples = use_memo(run.clone(), |run| samples(run));
    let scene = use_memo((run.clone(), view.connection), |(run, connection)| {
        Scene::new(run.timeline(*connection), None, Options::default()).scale().clone()
    });
    let timeline = run.timeline(view.connection);
    let sender = use_state_eq(|| None::<Side>);
    let side = sender.unwrap_or_else(|| data_sender(&timeline));
    let markup: String = if seen.width > 0.0 {
        let input = Input {
            trace: run,
            connection: view.connection,
            timeline: &timeline,
            samples: &samples,
            scale: &scene,
            side,
            cursor: view.cursor,
            hides: view.hides(),
            chosen: view.segment(),
            width: seen.width,
        };
        let origin = origin(&timeline, side, view.numbers);
        charts(&input).iter().map(|c| draw::charts::chart(c, &origin, words)).collect()
    } else {
        String::new()
    };
    let choice = |n: u8| {
        let (sender, own) = (sender.clone(), Side::of(n));
        let button = press(own.owner()).key(u64::from(n)).state("aria-pressed", side == own);
        button.click(move || sender.set(Some(own))).text(who(words, n).to_owned())
    };
    let select = {
        let dispatch = dispatch.clone();
        move |event: Event| {
            if let Some(id) = number_of(&event, "data-id") {
                dispatch.emit(Action::Select(id, None));
            }
        }
    };
    let whose = words.text(key::CHARTS_SENDER).to_owned();
    let head = div("charts-head")
        .child(span("quiet").text(whose.clone()))
        .child(span("sw").attr("role", "group").label(whose).all([0, 1].map(choice)));
    let drawn = div("charts").drawn(["<div>", &markup, "</div>"].concat());
    div("charts-content")
        .child(head)
        .child(readings(props, &samples, side))
        .child(el("div").node(&place).on(ListenerKind::onclick, select).child(drawn))
        .child(el("p").class("quiet").child(prose(words, words.text(key::CHARTS_HELP))))
        .into()
}

/// What the sequence numbers of a side count from, in the reader's numbers; nothing where these are relative.
fn origin(timeline: &Timeline, side: Side, numbers: Numbers) -> String {
    let mut own = timeline.segments.iter().filter(|s| s.side == side).filter_map(Segment::own_iss);
    let first = own.next().or(*side.pick(&timeline.iss));
    match first {
        _ if numbers == Numbers::Relative => String::new(),
        // Each incarnation of the connection has its own.
        Some(first) if own.all(|iss| iss == first) => seq_text(first, Iss::of(u8::from(side == Side::Right), Some(first)), numbers),
        _ => "ISN".to_owned(),
    }
}

/// What the curves stand at where the cursor is, in figures: for who reads the charts without seeing them, and for who reads them off.
fn readings(props: &PaneProps, samples: &[Sample], side: Side) -> El {
    use Variable::{Cwnd, Flight, Rto, RttVar, SndUna, SndWnd, Srtt, Ssthresh};
    let PaneProps { run, view, words, .. } = props;
    let cursor = view.cursor.unwrap_or(0);
    let end = EndId { connection: view.connection, side: u8::from(side == Side::Right) };
    let sample = samples.iter().rfind(|s| s.end == end && s.step <= cursor);
    let iss = sample.and_then(|s| run.iss_at(end, s.step));
    let reading = |variable: Variable| {
        let value = sample?.value(variable)?;
        let value = match variable {
            SndUna => Value::Own(iss? + value as u32),
            Srtt | RttVar | Rto => Value::Span(Span(value)),
            _ => Value::Bytes(value),
        };
        let name = variable.name();
        let value = value_text(words, view.numbers, Origin::of(run, end, cursor), value);
        Some(span("reading").key(name).attr("data-reading", name).child(term::variable(words, name)).text(" ").child(el("b").text(value)))
    };
    div("readings").all([SndUna, SndWnd, Flight, Cwnd, Ssthresh, Srtt, RttVar, Rto].into_iter().filter_map(reading))
}
