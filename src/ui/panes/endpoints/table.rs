//! Variables of both ends: client, name, server.

use crate::locale::{Words, panes as key};
use crate::tcp::{Value, Variable};
use crate::ui::panes::numbers::{Origin, other_text, value_text};
use crate::ui::panes::who::{owner, who};
use crate::ui::state::Numbers;
use yew::prelude::*;

/// The variables of both ends at the cursor and one step before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// One step before.
    pub before: [Vec<(Variable, Value)>; 2],
    /// At the cursor.
    pub now: [Vec<(Variable, Value)>; 2],
    /// What each end's numbers count from.
    pub origins: [Origin; 2],
}

/// What the table needs.
pub struct Props {
    /// The values.
    pub columns: Columns,
    /// Which to show.
    pub variables: Vec<Variable>,
    /// Number mode.
    pub numbers: Numbers,
    /// Words.
    pub words: Words,
    /// Called for the variable that the reader points at.
    pub explain: Callback<Variable>,
}

/// The table.
pub fn variable_table(props: &Props) -> Html {
    let Props { variables, words, .. } = props;
    let rows: Html = variables.iter().map(|v| row(props, *v)).collect();
    html! {
        <table class="table" key="table">
            <thead><tr>
                <th scope="col" class={classes!("right", owner(0))}>{ who(words, 0).to_owned() }</th>
                <th scope="col"><span class="visually-hidden">{ words.text(key::ENDPOINTS_VARIABLE) }</span></th>
                <th scope="col" class={owner(1)}>{ who(words, 1).to_owned() }</th>
            </tr></thead>
            <tbody>{ rows }</tbody>
        </table>
    }
}

fn row(props: &Props, variable: Variable) -> Html {
    let Props { words, explain, .. } = props;
    let gloss = words.find(&format!("variable.{}", variable.name())).map(str::to_owned);
    let tell = |explain: &Callback<Variable>| {
        let explain = explain.clone();
        move || explain.emit(variable)
    };
    let (enter, focus, click) = (tell(explain), tell(explain), tell(explain));
    html! {
        <tr key={variable.name()} data-variable={variable.name()}>
            { cell(props, variable, 0) }
            <th scope="row" class="variable">
                <button type="button" aria-description={gloss} onpointerenter={move |_| enter()} onfocus={move |_| focus()} onclick={move |_| click()}>{ variable.name() }</button>
            </th>
            { cell(props, variable, 1) }
        </tr>
    }
}

fn cell(props: &Props, variable: Variable, side: usize) -> Html {
    let Props { columns, numbers, words, .. } = props;
    let find = |ends: &[Vec<(Variable, Value)>; 2]| {
        ends.get(side).and_then(|values| values.iter().find(|(v, _)| *v == variable)).map_or(Value::None, |(_, value)| *value)
    };
    let (before, now) = (find(&columns.before), find(&columns.now));
    let origin = columns.origins.get(side).copied().unwrap_or_default();
    let class = classes!((side == 0).then_some("right"), (before != now).then_some("changed"));
    html! { <td {class} title={other_text(words, *numbers, origin, now)}>{ value_text(words, *numbers, origin, now) }</td> }
}
