//! The why pane: the rules that decided at the cursor's step, the values they compared, and what they changed.

mod change;
mod did;
mod links;
mod reason;
mod silent;

use crate::layout::heading::Heading;
use crate::locale::{Key, Words, lab, panes as key};
use crate::sim::{Explanation, Item, StepKind, Trace};
use crate::tcp::SendKind;
use crate::ui::components::prose::{prose, prose_after};
use crate::ui::el::{El, div, el, span};
use crate::ui::lab::stimulus::stimulus;
use crate::ui::panes::PaneProps;
use crate::ui::panes::fault::fault_text;
use crate::ui::panes::fold::fold;
use crate::ui::panes::numbers::Origin;
use crate::ui::part::part;
use crate::ui::state::{Action, HoverHandle, Hovered, Numbers, Part, Place};
use crate::wire::Flags;
use did::did;
use yew::prelude::*;

/// The pane.
#[component]
pub fn Why(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, dispatch, .. } = props;
    let hover: Callback<Option<Hovered>> = use_context::<HoverHandle>().map(|h| Callback::from(h.dispatcher())).unwrap_or_default();
    let told =
        use_memo((run.clone(), view.cursor), |(run, cursor)| cursor.and_then(|step| Some((step, run.step(step)?, run.explain(step)?))));
    let title = el("h2").say(words, key::WHY_TITLE);
    let Some((id, step, explanation)) = told.as_ref() else {
        let quiet = el("p").key("empty").class("quiet").say(words, key::WHY_EMPTY);
        return div("why-body").child(div("").child(title).child(quiet)).child(silent(props)).into();
    };
    let text = div("")
        .child(title.child(span("stimulus").text(stimulus(words, run, step))))
        .child(decided(words, view.numbers, run, explanation))
        .child(links::links(props, *id, &hover));
    let changed = explanation.ends.iter().filter(|e| e.before != e.after);
    let changes = changed.map(|c| change::change(c, Origin::of(run, c.end, *id), view.numbers, words));
    // Folded, the table waits behind a line of its own; where it starts open there is nothing to fold.
    let open = view.opens(Part::Changes);
    let may = changes.clone().next().is_some() && view.door.place(Part::Changes) == Place::Folded;
    let fold = may.then(|| fold(words, key::WHY_CHANGED, open, Action::Fold(Part::Changes, !open), dispatch));
    let table = div("why-changes").all(changes.filter(|_| open));
    let body = div("why-body").set("data-event", id.to_string()).child(text).child(div("why-fold").maybe(fold)).child(table);
    body.child(silent(props)).into()
}

/// The question why nothing is sent, and its answer where it is open. It is replayed, so only then. With nothing chosen it is what there
/// is to ask.
fn silent(props: &PaneProps) -> El {
    let PaneProps { view, words, dispatch, .. } = props;
    let place = div("why-silent");
    if view.stands(Part::Silent) == Place::Away {
        return place;
    }
    let open = view.folds.get(Part::Silent).unwrap_or(view.segment().is_none());
    let answer = div("").html(if open { part::<silent::Silent>(props.clone()) } else { Html::default() });
    place.child(fold(words, key::SILENT, open, Action::Fold(Part::Silent, !open), dispatch).attr("data-action", "silent")).child(answer)
}

/// What there is to say of a step that no rule of TCP decided in.
fn no_rule(run: &Trace, kind: StepKind) -> Key {
    let heading = |id| run.segment(id).map(|s| Heading::read(s.head, s.payload.len()));
    // A probe is sent again as long as nobody answers.
    let asks = |id| run.segment(id).is_some_and(|s| matches!(s.kind, SendKind::KeepAlive | SendKind::WindowProbe));
    match kind {
        StepKind::Arrival(id) if matches!(heading(id), Some(Heading::Fragment { .. })) => key::WHY_FRAGMENT,
        StepKind::Reassembly => key::WHY_REASSEMBLY,
        StepKind::Death(id) => match heading(id) {
            Some(Heading::Tcp(tcp)) if tcp.flags.has(Flags::RST) => lab::WHY_LOST_RST,
            Some(Heading::Tcp(tcp)) if tcp.len == 0 && !tcp.flags.any(Flags::SYN | Flags::FIN) && !asks(id) => key::WHY_LOST_ACK,
            Some(Heading::Tcp(_) | Heading::Fragment { .. }) => key::WHY_LOST,
            _ => key::WHY_NO_RULE,
        },
        _ => key::WHY_NO_RULE,
    }
}

/// What decided in a step, and what followed; or that nothing had to be decided.
pub fn decided(words: &Words, numbers: Numbers, run: &Trace, explanation: &Explanation) -> El {
    let Some(step) = run.step(explanation.step) else { return div("") };
    let mut met = Vec::new();
    let item = |(n, item): (usize, &Item)| {
        let line = el("li").key(n);
        match item {
            Item::Why(end, reason) => reason::reason(line, reason, Origin::of(run, *end, explanation.step), numbers, words, &mut met),
            Item::Did(end, kind) => {
                line.class("done").child(el("p").class("did").child(prose_after(words, &did(words, run, &step, *end, *kind), &mut met)))
            }
            Item::Fault(fault) => line.child(el("p").text([words.text(key::WHY_FAULT), " ", &fault_text(words, *fault)].concat())),
            Item::NoSuchConnection => line.child(el("p").say(words, key::WHY_NO_CONNECTION)),
        }
    };
    let items: Vec<El> = explanation.items.iter().enumerate().map(item).collect();
    let none = items.is_empty().then(|| el("p").class("quiet").child(prose(words, words.text(no_rule(run, step.kind)))));
    div("").child(el("ol").class("why-items").all(items)).child(div("").maybe(none))
}
