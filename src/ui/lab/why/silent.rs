//! Why nothing is being sent at the cursor: for both ends, the rule that holds it back, the values compared, and what it waits for.

use super::reason;
use crate::base::Span;
use crate::locale::panes as key;
use crate::scenario::problem::clip;
use crate::scenario::{AppCall, Trigger};
use crate::sim::{Awaits, EndId, TimerSpan};
use crate::tcp::Reason;
use crate::ui::components::prose::prose_after;
use crate::ui::describe;
use crate::ui::el::{El, div, el};
use crate::ui::panes::PaneProps;
use crate::ui::panes::numbers::{Origin, instant};
use crate::ui::panes::who::{owner, who};
use crate::wire::edit::write_text;
use yew::prelude::*;

/// The answer for both ends of the connection that is shown.
#[component]
pub fn Silent(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, .. } = props;
    let ends = [0, 1].map(|side| EndId { connection: view.connection, side });
    let reasons = use_memo((run.clone(), view.cursor, view.connection), |(run, cursor, _)| {
        ends.map(|end| (run.why_silent(*cursor, end), run.awaits(*cursor, end)))
    });
    let mut met = Vec::new();
    let line = |(end, (found, awaits)): (EndId, &(Option<Reason>, Option<Awaits>))| {
        let line = el("li").key(u32::from(end.side)).attr("data-silent", owner(end.side));
        let line = line.child(el("b").class(owner(end.side)).text(who(words, end.side).to_owned()));
        let line = match found {
            Some(found) => {
                reason::reason(line, found, Origin::of(run, end, view.cursor.unwrap_or_default()), view.numbers, words, &mut met)
            }
            None => line.child(el("p").say(words, key::SILENT_NO_CONNECTION)),
        };
        line.all(timers(props, end)).maybe(awaits.as_ref().map(|awaits| application(props, awaits, &mut met)))
    };
    el("ol").class("why-items").all(ends.into_iter().zip(reasons.iter()).map(line)).into()
}

/// What the application waits for: the next call of its script, and when that comes.
fn application(props: &PaneProps, awaits: &Awaits, met: &mut Vec<String>) -> El {
    let words = &props.words;
    let said = match awaits {
        Awaits::Nothing => words.text(key::SILENT_OVER).to_owned(),
        Awaits::Room(left) => words.fill(key::SILENT_ROOM, &[("n", &words.number((*left).into()))]),
        Awaits::Time(at, call) => words.fill(key::SILENT_NEXT_AT, &[("time", &instant(words, *at)), ("call", &written(call))]),
        Awaits::Event(when, after, call) => {
            let event = match when {
                Trigger::Read(bytes) => words.fill(key::SILENT_READ, &[("n", &words.number(*bytes))]),
                Trigger::EndOfStream => words.text(key::SILENT_END_OF_STREAM).to_owned(),
                Trigger::Urgent => words.text(key::SILENT_URGENT).to_owned(),
                Trigger::Failed => words.text(key::SILENT_FAILED).to_owned(),
                Trigger::At(_) | Trigger::Then | Trigger::Connected => words.text(key::SILENT_CONNECTED).to_owned(),
            };
            let later = if *after == Span::ZERO { String::new() } else { words.fill(key::SILENT_LATER, &[("span", &words.span(*after))]) };
            words.fill(key::SILENT_NEXT_WHEN, &[("when", &event), ("later", &later), ("call", &written(call))])
        }
    };
    div("did").key("application").child(prose_after(words, &said, met))
}

/// A call as a script has it, on one line.
fn written(call: &AppCall) -> String {
    clip(&write_text(call.text().as_bytes()).split('\n').collect::<Vec<_>>().join("\\n"))
}

/// The timers that run at the cursor, a line each.
fn timers(props: &PaneProps, end: EndId) -> Vec<El> {
    let PaneProps { run, view, words, .. } = props;
    let Some(cursor) = view.cursor else { return Vec::new() };
    let runs = |t: &&TimerSpan| t.end == end && t.started_by <= cursor && t.ended_by.is_none_or(|ended| ended > cursor);
    let line = |t: &TimerSpan| {
        let said = words.fill(key::SILENT_WAITS, &[("timer", words.text(describe::timer(t.timer))), ("time", &instant(words, t.deadline))]);
        div("did").key(t.started_by).text(said)
    };
    run.timers().iter().filter(runs).map(line).collect()
}
