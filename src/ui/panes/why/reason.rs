//! A rule that decided: what it says, where it stands, and the values it looked at.

use crate::locale::{Words, fill};
use crate::tcp::Reason;
use crate::ui::panes::link::rfc_link;
use crate::ui::panes::numbers::{Origin, value_text};
use crate::ui::state::Numbers;
use yew::prelude::*;

/// What the view needs.
pub struct Props {
    /// The decision.
    pub reason: Reason,
    /// What its numbers count from.
    pub origin: Origin,
    /// Number mode.
    pub numbers: Numbers,
    /// Words.
    pub words: Words,
}

/// The sentence, its source, and the values.
pub fn reason(props: &Props) -> Html {
    let Props { reason, origin, numbers, words } = props;
    let id = reason.rule.id();
    let values: Vec<(&str, String)> = reason.facts.iter().map(|f| (f.name, value_text(words, *numbers, *origin, f.value))).collect();
    let args: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let text = words.find(&format!("rule.{id}")).map_or_else(|| id.to_owned(), |text| fill(text, &args));
    let (number, section) = reason.rule.source();
    let compared =
        (!values.is_empty()).then(|| values.iter().map(|(name, value)| format!("{name} = {value}")).collect::<Vec<_>>().join(", "));
    html! {
        <>
            <p data-rule={id}>{ text }</p>
            <div class="source">
                { rfc_link(words, number, section) }
                <span key="values">if let Some(compared) = compared { <span class="compared">{ " " }{ compared }</span> }</span>
            </div>
        </>
    }
}
