//! The endpoints pane: both TCBs at the cursor, mirrored like the rails, and the timers that run.

mod table;
mod timers;

use super::PaneProps;
use super::numbers::Origin;
use super::who::who;
use crate::base::Time;
use crate::base::order;
use crate::locale::panes as key;
use crate::sim::EndId;
use crate::tcp::{Value, Variable};
use table::{Columns, variable_table};
use timers::running_timers;
use yew::prelude::*;

/// The pane.
#[component]
pub fn Endpoints(props: &PaneProps) -> Html {
    let PaneProps { run, view, words, .. } = props;
    let gloss = use_state_eq(|| None::<Variable>);
    let columns = use_memo((run.clone(), view.cursor, view.connection), |(run, cursor, connection)| {
        let end = |side| EndId { connection: *connection, side };
        let at = |step| [0, 1].map(|side| of_end(&run.variables_after(step), end(side)));
        let before = cursor.map(|c| at(c.checked_sub(1)));
        let now = at(*cursor);
        Columns { before: before.unwrap_or_else(|| now.clone()), now, origins: [0, 1].map(|side| Origin::of(run, end(side))) }
    });
    let time = view.cursor.and_then(|c| run.step(c)).map_or(Time::ZERO, |s| s.time);
    let explain = {
        let gloss = gloss.clone();
        Callback::from(move |variable: Variable| gloss.set(Some(variable)))
    };
    let (first, second) = halves(&columns);
    let told = gloss.map(|v| (v.name(), words.find(&format!("variable.{}", v.name())).unwrap_or_default().to_owned()));
    html! {
        <div class="endpoints endpoints-content">
            <div key="body" class="endpoints-body">
                { variable_table(&table::Props { columns: (*columns).clone(), variables: first, numbers: view.numbers, words: words.clone(), explain: explain.clone() }) }
                <div key="second">if !second.is_empty() {
                    { variable_table(&table::Props { columns: (*columns).clone(), variables: second, numbers: view.numbers, words: words.clone(), explain }) }
                }</div>
            </div>
            <p key="gloss" class="gloss" aria-live="polite">{ match told {
                Some((name, text)) => html! { <><b>{ name }</b>{ " " }{ text }</> },
                None => html! { { words.text(key::ENDPOINTS_GLOSS) } },
            } }</p>
            { running_timers(&timers::Props { run: run.clone(), cursor: view.cursor, connection: view.connection, time, ends: [0, 1].map(|side| who(words, side).to_owned()), words: words.clone() }) }
        </div>
    }
}

fn of_end(ends: &[(EndId, Vec<(Variable, Value)>)], wanted: EndId) -> Vec<(Variable, Value)> {
    ends.iter().find(|(end, _)| *end == wanted).map_or_else(Vec::new, |(_, values)| values.clone())
}

/// The variables either end has, in the page's order, in two columns.
fn halves(columns: &Columns) -> (Vec<Variable>, Vec<Variable>) {
    let mut all: Vec<Variable> = columns.now.iter().flatten().map(|(variable, _)| *variable).collect();
    order::sort_by_key(&mut all, |v| *v);
    all.dedup();
    let middle = all.len().div_ceil(2);
    let second = all.split_off(middle);
    (all, second)
}
