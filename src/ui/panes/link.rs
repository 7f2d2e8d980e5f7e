//! A link into the text of an RFC. Nothing is fetched until the reader follows it.

use crate::locale::{Words, panes as key};
use yew::prelude::*;

/// The link to a section, such as `3.10.7.2`.
pub fn rfc_link(words: &Words, number: u16, section: &str) -> Html {
    // Old RFCs name some sections by words; those have no anchor.
    let anchor = if section.starts_with(|c: char| c.is_ascii_digit()) { format!("#section-{section}") } else { String::new() };
    let href = format!("https://www.rfc-editor.org/rfc/rfc{number}{anchor}");
    let text = words.fill(key::WHY_RFC, &[("n", &number.to_string()), ("s", section)]);
    html! { <a {href} target="_blank" rel="noreferrer" lang="en">{ text }</a> }
}
