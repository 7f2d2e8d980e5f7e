//! From a step to the segment that caused it, and to those it sent.

use crate::locale::{Words, panes as key};
use crate::sim::{RecordKind, SegmentId, StepId, StepKind};
use crate::ui::panes::who::owner;
use crate::ui::state::{Action, Hovered, RunHandle};
use yew::prelude::*;

/// What the links need.
pub struct Props {
    /// The run.
    pub run: RunHandle,
    /// The step.
    pub step: StepId,
    /// Words.
    pub words: Words,
    /// Where the pointer's whereabouts go.
    pub hover: Callback<Option<Hovered>>,
    /// Where actions go.
    pub act: Callback<Action>,
}

/// The links.
pub fn links(props: &Props) -> Html {
    let Props { run, step, words, .. } = props;
    let cause = match run.step(*step).map(|s| s.kind) {
        Some(StepKind::Arrival(id) | StepKind::Death(id) | StepKind::Forwarding(id)) => Some(id),
        _ => None,
    };
    let effects: Vec<SegmentId> =
        run.records(*step).filter_map(|r| if let RecordKind::Sent(id) = r.kind { Some(id) } else { None }).collect();
    let link = |id: SegmentId| {
        let Some(segment) = run.segment(id) else { return Html::default() };
        let act = props.act.clone();
        let enter = props.hover.reform(move |_: PointerEvent| Some(Hovered::Segment(id)));
        let leave = props.hover.reform(|_: PointerEvent| None);
        let side = segment.end.map_or(0, |e| e.side);
        html! {
            <button key={id} type="button" class={classes!("link-button", owner(side))} onclick={move |_| act.emit(Action::Select(id, None))}
                onpointerenter={enter} onpointerleave={leave} data-link={segment.name.to_string()}>{ segment.name.to_string() }</button>
        }
    };
    html! {
        <div class="links">
            <span key="cause">if let Some(id) = cause { { words.text(key::WHY_CAUSE) }{ " " }{ link(id) } }</span>
            <span key="effects">if !effects.is_empty() { { words.text(key::WHY_EFFECTS) }{ " " }{ for effects.iter().map(|id| link(*id)) } }</span>
        </div>
    }
}
