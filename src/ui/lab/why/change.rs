//! The TCB of one end around a step: what changed, before and after.

use crate::locale::{Words, panes as key};
use crate::sim::explain::EndChange;
use crate::tcp::{Value, Variable};
use crate::ui::components::prose::prose;
use crate::ui::el::{El, el};
use crate::ui::lab::endpoints::value_cell;
use crate::ui::panes::numbers::Origin;
use crate::ui::panes::term;
use crate::ui::panes::who::who;
use crate::ui::state::Numbers;

/// The table; the numbers count from `origin`.
pub fn change(change: &EndChange, origin: Origin<'_>, numbers: Numbers, words: &Words) -> El {
    let before = |variable: Variable| change.before.iter().find(|(v, _)| *v == variable).map_or(Value::None, |(_, value)| *value);
    let row = |variable: Variable, before: Value, after: Value| {
        let cell = |value: Value| value_cell(words, numbers, origin, value).class("right");
        let name = variable.name();
        el("tr")
            .key(name)
            .attr("data-variable", name)
            .child(el("td").child(term::variable(words, name)))
            .child(cell(before))
            .child(cell(after).class("changed"))
    };
    let rows = change.after.iter().filter(|(v, after)| before(*v) != *after).map(|(v, after)| row(*v, before(*v), *after));
    let title = words.fill(key::WHY_TCB, &[("who", who(words, change.end.side))]);
    let column = |key| el("th").attr("scope", "col").class("right").say(words, key);
    let head = el("tr")
        .child(el("th").attr("scope", "col").child(prose(words, &title)))
        .child(column(key::WHY_BEFORE))
        .child(column(key::WHY_AFTER));
    el("table")
        .key([&change.end.connection.to_string(), "-", &change.end.side.to_string()].concat())
        .class("table")
        .child(el("thead").child(head))
        .child(el("tbody").all(rows))
}
