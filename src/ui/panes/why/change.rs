//! The TCB of one end around a step: what changed, before and after.

use crate::locale::{Words, panes as key};
use crate::sim::explain::EndChange;
use crate::tcp::{Value, Variable};
use crate::ui::panes::numbers::{Origin, other_text, value_text};
use crate::ui::panes::who::who;
use crate::ui::state::Numbers;
use yew::prelude::*;

/// What the table needs.
pub struct Props {
    /// The end's variables before and after.
    pub change: EndChange,
    /// What its numbers count from.
    pub origin: Origin,
    /// Number mode.
    pub numbers: Numbers,
    /// Words.
    pub words: Words,
}

/// The table.
pub fn change(props: &Props) -> Html {
    let Props { change, words, .. } = props;
    let before = |variable: Variable| change.before.iter().find(|(v, _)| *v == variable).map_or(Value::None, |(_, value)| *value);
    let changed = change.after.iter().map(|(v, after)| (*v, before(*v), *after)).filter(|(_, before, after)| before != after);
    let rows: Html = changed.map(|(variable, before, after)| row(props, variable, before, after)).collect();
    let title = words.fill(key::WHY_TCB, &[("who", who(words, change.end.side))]);
    html! {
        <table class="table" key={format!("{}-{}", change.end.connection, change.end.side)}>
            <thead><tr><th scope="col">{ title }</th><th scope="col" class="right">{ words.text(key::WHY_BEFORE) }</th><th scope="col" class="right">{ words.text(key::WHY_AFTER) }</th></tr></thead>
            <tbody>{ rows }</tbody>
        </table>
    }
}

fn row(props: &Props, variable: Variable, before: Value, after: Value) -> Html {
    let Props { origin, numbers, words, .. } = props;
    let text = |value| value_text(words, *numbers, *origin, value);
    let title = |value| other_text(words, *numbers, *origin, value);
    let gloss = words.find(&format!("variable.{}", variable.name())).map(str::to_owned);
    html! {
        <tr key={variable.name()} data-variable={variable.name()}>
            <td title={gloss}>{ variable.name() }</td>
            <td class="right" title={title(before)}>{ text(before) }</td>
            <td class="right changed" title={title(after)}>{ text(after) }</td>
        </tr>
    }
}
