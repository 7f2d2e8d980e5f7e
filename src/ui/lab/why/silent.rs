//! Why nothing is being sent at the cursor: for both ends, the rule that holds it back, the values compared, and what it waits for.

use super::reason;
use crate::locale::panes as key;
use crate::sim::{EndId, TimerSpan};
use crate::ui::el::{El, div, el};
use crate::ui::lab::stimulus::timer_name;
use crate::ui::panes::PaneProps;
use crate::ui::panes::numbers::{Origin, instant};
use crate::ui::panes::who::{owner, who};
use yew::prelude::*;

/// The answer for both ends of the connection that is shown.
#[component]
pub fn Silent(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, .. } = props;
    let ends = [0, 1].map(|side| EndId { connection: view.connection, side });
    let reasons = use_memo((run.clone(), view.cursor, view.connection), |(run, cursor, _)| ends.map(|end| run.why_silent(*cursor, end)));
    let mut met = Vec::new();
    let line = |(end, found): (EndId, &Option<crate::tcp::Reason>)| {
        let line = el("li").key(u32::from(end.side)).attr("data-silent", owner(end.side));
        let line = line.child(el("b").class(owner(end.side)).text(who(words, end.side).to_owned()));
        let line = match found {
            Some(found) => {
                reason::reason(line, found, Origin::of(run, end, view.cursor.unwrap_or_default()), view.numbers, words, &mut met)
            }
            None => line.child(el("p").say(words, key::SILENT_NO_CONNECTION)),
        };
        line.all(timers(props, end))
    };
    el("ol").class("why-items").all(ends.into_iter().zip(reasons.iter()).map(line)).into()
}

/// The timers that run at the cursor, a line each.
fn timers(props: &PaneProps, end: EndId) -> Vec<El> {
    let PaneProps { run, view, words, .. } = props;
    let Some(cursor) = view.cursor else { return Vec::new() };
    let runs = |t: &&TimerSpan| t.end == end && t.started_by <= cursor && t.ended_by.is_none_or(|ended| ended > cursor);
    let line = |t: &TimerSpan| {
        let said = words.fill(key::SILENT_WAITS, &[("timer", timer_name(words, t.timer)), ("time", &instant(words, t.deadline))]);
        div("did").key(t.started_by).text(said)
    };
    run.timers().iter().filter(runs).map(line).collect()
}
