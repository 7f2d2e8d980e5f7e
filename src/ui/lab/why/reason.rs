//! A rule that decided: what it says, where it stands, and the values it looked at.

use crate::locale::{Words, fill};
use crate::tcp::Reason;
use crate::ui::el::{El, div, el, span};
use crate::ui::panes::link::rfc_link;
use crate::ui::panes::numbers::{Origin, value_text};
use crate::ui::state::Numbers;

/// The sentence, its source, and the values, which count from `origin`.
pub fn reason(place: El, reason: &Reason, origin: Origin<'_>, numbers: Numbers, words: &Words) -> El {
    let id = reason.rule.id();
    let values: Vec<(&str, String)> = reason.facts.iter().map(|f| (f.name, value_text(words, numbers, origin, f.value))).collect();
    let args: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let text = words.find(&["rule.", id].concat()).map_or_else(|| id.to_owned(), |text| fill(text, &args));
    let (number, section) = reason.rule.source();
    let mut compared = String::new();
    for (name, value) in &args {
        compared.push_str(if compared.is_empty() { " " } else { ", " });
        compared.push_str(&[name, " = ", value].concat());
    }
    let compared = (!compared.is_empty()).then(|| span("compared").text(compared));
    let source = div("source").child(rfc_link(words, number, section)).child(span("").maybe(compared));
    place.child(el("p").attr("data-rule", id).text(text)).child(source)
}
