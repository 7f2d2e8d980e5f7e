//! A link into the text of an RFC. Nothing is fetched until the reader follows it.

use crate::locale::{Words, panes as key};
use crate::ui::el::{El, el};

/// The link to a section, such as `3.10.7.2`.
pub fn rfc_link(words: &Words, number: u16, section: &str) -> El {
    let number = number.to_string();
    let mut href = ["https://www.rfc-editor.org/rfc/rfc", &number].concat();
    // Old RFCs name some sections by words; those have no anchor.
    if section.starts_with(|c: char| c.is_ascii_digit()) {
        href.push_str("#section-");
        href.push_str(section);
    }
    let text = words.fill(key::WHY_RFC, &[("n", &number), ("s", section)]);
    el("a").set("href", href).attr("target", "_blank").attr("rel", "noreferrer").attr("lang", "en").text(text)
}
