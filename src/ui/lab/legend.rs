//! What the marks of the ladder mean, and the keys.

use super::dialog::{modal, sheet};
use crate::draw::Markup;
use crate::draw::ladder::legend::{LEGEND, WORDS};
use crate::layout::ladder::Role;
use crate::layout::ladder::marks::TABLE;
use crate::locale::{Key, shell};
use crate::ui::context::Shell;
use crate::ui::el::{el, tick};
use crate::ui::state::Action;
use yew::Html;

const KEYS: [(&str, Key); 21] = [
    ("← →", shell::KEY_STEP),
    ("↑ ↓", shell::KEY_SEGMENT),
    ("Shift+← Shift+→", shell::KEY_STATE),
    ("PageUp PageDown", shell::KEY_PRESENT),
    ("Space", shell::KEY_PLAY),
    ("Home End", shell::KEY_ENDS),
    ("Tab ← ↑ → ↓", shell::KEY_FIELDS),
    ("Enter Space", shell::KEY_FLIP),
    ("D", shell::KEY_DROP),
    ("L M", shell::KEY_DELAY),
    ("U", shell::KEY_DUPLICATE),
    ("A", shell::KEY_APPLICATION),
    ("1 2 3 4", shell::KEY_TABS),
    ("Ctrl+Enter", shell::KEY_RUN),
    ("Ctrl+Z Ctrl+Y", shell::KEY_UNDO),
    ("G", shell::KEY_COMPARE),
    ("+ -", shell::KEY_ZOOM),
    ("F", shell::KEY_LECTURE),
    (".", shell::KEY_BLANK),
    ("Esc", shell::KEY_ESCAPE),
    ("?", shell::KEY_LEGEND),
];

/// The list of the marks, and that of the keys; nothing in them can be changed.
fn lists(ui: &Shell) -> [String; 2] {
    let (mut marks, mut keys) = (Markup::new(), Markup::new());
    marks.open("ul").class(&["marks"]);
    let say = |key: &str| ui.words.find(key).unwrap_or_default();
    for row in &LEGEND {
        marks.constant(r#"<li><svg class="legend-mark" width="56" height="20" viewBox="0 0 56 20" aria-hidden="true" focusable="false">"#);
        marks.constant(row.sample).constant("</svg><span>").text(say(row.key)).constant("</span></li>");
    }
    // Those that are words stand here as they do on the labels, and beside the rails.
    let mut word = |role: &str, word: &str, meaning: &str| {
        marks.constant("<li>").open("span").class(&["legend-word", role]).text(say(word)).close("span");
        marks.constant("<span>").text(say(&["mark.", meaning].concat())).constant("</span></li>");
    };
    for spec in TABLE.iter().filter(|spec| spec.symbol.is_none()) {
        let role = match spec.role {
            Role::Loss => "loss",
            Role::Edit => "edit",
            Role::Flags => "flags",
            _ => "",
        };
        word(role, spec.key, spec.id);
    }
    for id in WORDS {
        word("flags", &["ladder.call.", id].concat(), id);
    }
    marks.close("ul");
    keys.open("dl").class(&["keys"]);
    for (names, key) in KEYS {
        keys.constant("<div><dt>");
        for name in names.split(' ') {
            keys.constant("<kbd>").text(name).constant("</kbd>");
        }
        keys.constant("</dt><dd>").text(ui.words.text(key)).constant("</dd></div>");
    }
    keys.close("dl");
    [marks.finish(), keys.finish()]
}

/// The dialog.
pub fn legend(ui: &Shell, letters: bool) -> Html {
    let [marks, keys] = lists(ui);
    let letters = tick(&ui.dispatch, letters, Action::SetLetters(!letters));
    let inside = sheet(ui, shell::LEGEND)
        .drawn(marks)
        .child(el("h3").say(&ui.words, shell::KEYS_TITLE))
        .drawn(keys)
        .child(el("label").class("letters").child(letters).say(&ui.words, shell::KEYS_LETTERS));
    modal(ui, "legend-dialog", shell::LEGEND, inside)
}
