//! A rule that decided: what it says, where it stands, and the values it compared.

use crate::locale::{Words, fill};
use crate::tcp::Reason;
use crate::tcp::comparison::{Comparison, comparisons};
use crate::ui::components::prose::prose_after;
use crate::ui::el::{El, div, el, span};
use crate::ui::panes::link::rfc_link;
use crate::ui::panes::numbers::{Origin, value_text};
use crate::ui::panes::term;
use crate::ui::state::Numbers;

/// Names and values of a reason.
type Values = [(&'static str, String)];

/// The sentence, its source, and the values, which count from `origin`. Names that are `met` already are no stops of Tab.
pub fn reason(place: El, reason: &Reason, origin: Origin<'_>, numbers: Numbers, words: &Words, met: &mut Vec<String>) -> El {
    let id = reason.rule.id();
    // Numbers that are compared count from one beginning, though one of them may belong to a newer connection.
    let origin = origin.for_all(reason.facts.iter().map(|f| f.value));
    let values: Vec<(&'static str, String)> = reason.facts.iter().map(|f| (f.name, value_text(words, numbers, origin, f.value))).collect();
    let args: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let text = words.find(&["rule.", id].concat()).map_or_else(|| id.to_owned(), |text| fill(text, &args));
    let (number, section) = reason.rule.source();
    let compared = comparisons(reason);
    let is_compared = |name: &str| compared.iter().any(|c| c.text.split(' ').any(|word| word == name));
    let said = el("p").attr("data-rule", id).child(prose_after(words, &text, met));
    let mut source = div("source").child(rfc_link(words, number, section));
    for comparison in &compared {
        source = source.child(self::comparison(words, comparison, &values, met));
    }
    for (name, value) in values.iter().filter(|(name, _)| !is_compared(name)) {
        source = source.child(span("compared").child(named(words, name, met)).text([" = ", value].concat()));
    }
    place.child(said).child(source)
}

/// `SND.UNA 1 < SEG.ACK 1001 ≤ SND.NXT 7001 ✓`
fn comparison(words: &Words, comparison: &Comparison, values: &Values, met: &mut Vec<String>) -> El {
    let mut line = span("compared").set("data-holds", comparison.holds.to_string());
    for (n, word) in comparison.text.split(' ').enumerate() {
        let value = values.iter().find(|(name, _)| *name == word);
        // A line may end before a sign only.
        line = match (n, value) {
            (0, _) => line,
            (_, Some(_)) => line.text("\u{a0}"),
            (_, None) => line.text(" "),
        };
        line = match (value, word) {
            (Some((name, value)), _) => line.child(named(words, name, met)).text("\u{a0}").child(el("b").text(value.clone())),
            (None, "=<") => line.text("≤"),
            (None, "-") => line.text("−"),
            (None, sign) => line.text(sign),
        };
    }
    let (class, mark) = if comparison.holds { ("good", "✓") } else { ("bad", "✗") };
    line.text("\u{a0}").child(span(class).text(mark))
}

fn named(words: &Words, name: &'static str, met: &mut Vec<String>) -> El {
    let key = ["variable.", name].concat();
    if met.contains(&key) {
        return term::mention(words, name);
    }
    met.push(key);
    term::variable(words, name)
}
