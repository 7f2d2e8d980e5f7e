//! Variables of both ends: client, name, server.

use crate::locale::{Words, panes as key};
use crate::tcp::{Value, Variable};
use crate::ui::components::prose::prose;
use crate::ui::el::{El, el, press, span};
use crate::ui::panes::numbers::{Origin, other_text, value_text};
use crate::ui::panes::who::{owner, who};
use crate::ui::state::Numbers;

/// The variables of both ends at the cursor and one step before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// One step before.
    pub before: [Vec<(Variable, Value)>; 2],
    /// At the cursor.
    pub now: [Vec<(Variable, Value)>; 2],
}

/// The table of some variables, in groups with a heading each; each end's numbers count from its origin. Each name has its gloss.
pub fn variable_table(
    columns: &Columns,
    origins: [Origin<'_>; 2],
    groups: &[(&str, Vec<Variable>)],
    numbers: Numbers,
    words: &Words,
) -> El {
    let [left, right] = origins;
    let head = el("tr")
        .child(el("th").attr("scope", "col").class("right").class(owner(0)).text(who(words, 0).to_owned()))
        .child(el("th").attr("scope", "col").child(span("visually-hidden").say(words, key::ENDPOINTS_VARIABLE)))
        .child(el("th").attr("scope", "col").class(owner(1)).text(who(words, 1).to_owned()));
    let row = |variable: &Variable| {
        let name = variable.name();
        let gloss = words.find(&["variable.", name].concat()).map(str::to_owned);
        let button = press("").set_some("aria-description", gloss).set("data-gloss", ["variable.", name].concat()).text(name);
        el("tr")
            .key(name)
            .attr("data-variable", name)
            .child(cell(columns, *variable, left, numbers, words, 0).class("right"))
            .child(el("th").attr("scope", "row").class("variable").child(button))
            .child(cell(columns, *variable, right, numbers, words, 1))
    };
    el("table").class("table").child(el("thead").child(head)).all((0u64..).zip(groups).filter(|(_, group)| !group.1.is_empty()).map(
        |(n, (name, variables))| {
            let heading = el("th").attr("colspan", "3").attr("scope", "rowgroup").text((*name).to_owned());
            let heading = el("tr").class("group").key(u64::MAX).child(heading);
            el("tbody").key(n).all([heading]).all(variables.iter().map(row))
        },
    ))
}

fn cell(columns: &Columns, variable: Variable, origin: Origin<'_>, numbers: Numbers, words: &Words, side: usize) -> El {
    let find = |ends: &[Vec<(Variable, Value)>; 2]| {
        ends.get(side).and_then(|values| values.iter().find(|(v, _)| *v == variable)).map_or(Value::None, |(_, value)| *value)
    };
    let (before, now) = (find(&columns.before), find(&columns.now));
    value_cell(words, numbers, origin, now).class_if(before != now, "changed")
}

/// A value in a table, with what else it may be called.
pub fn value_cell(words: &Words, numbers: Numbers, origin: Origin<'_>, value: Value) -> El {
    let cell = el("td").set_some("title", other_text(words, numbers, origin, value));
    let text = value_text(words, numbers, origin, value);
    match value {
        Value::State(_) | Value::Name(_) => cell.child(prose(words, &text)),
        _ => cell.text(text),
    }
}
