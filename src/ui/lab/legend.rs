//! What the marks of the ladder mean, and the keys.

use super::dialog::{modal, sheet};
use crate::draw::Markup;
use crate::layout::ladder::Role;
use crate::layout::ladder::marks::TABLE;
use crate::locale::{Key, shell};
use crate::ui::context::Shell;
use crate::ui::el::{el, tick};
use crate::ui::state::Action;
use yew::Html;

/// What is drawn, in 56 × 20 px. Marks that are words come from their own table.
#[rustfmt::skip]
const MARKS: [(Key, &str); 27] = [
    (shell::LEGEND_SEGMENT, r#"<path class="a client" d="M4 4 50 15"/><path class="head client" d="M52 15.5l-6.6.8 1.2-4.6z"/>"#),
    (shell::LEGEND_SELECTED, r#"<path class="hl" d="M4 1 52 12v8L4 9z"/><path class="a client thick" d="M4 5 50 16"/>"#),
    (shell::LEGEND_STRANGER, r#"<path class="stranger" d="M8 6 50 15"/><path class="stranger" d="M4 5.2l4-4 4 4-4 4z"/><path class="stranger full" d="M52 15.5l-6.6.8 1.2-4.6z"/>"#),
    (shell::LEGEND_LOST, r#"<path class="a client" d="M4 5 34 11"/><path class="x" d="M30 7l8 8m0-8l-8 8"/>"#),
    (shell::LEGEND_DISCARDED, r#"<path class="a client" d="M4 5 44 14"/><path class="x" d="M44 10l8 8m0-8l-8 8"/>"#),
    (shell::LEGEND_RETRANSMISSION, r#"<path class="a client dashed" d="M4 4 50 15"/><path class="head client" d="M52 15.5l-6.6.8 1.2-4.6z"/>"#),
    (shell::LEGEND_EDITED, r#"<path class="a client" d="M4 6 50 16"/><path class="pen" d="M20 12l.8-3L27 3l2.2 2.2-6 6z"/>"#),
    (shell::LEGEND_BEFORE, r#"<path class="ghost" d="M4 4 52 16"/>"#),
    (shell::LEGEND_PARTING, r#"<path class="parting" d="M4 10h48"/><text class="parting-sign" x="6" y="14">≠</text>"#),
    (shell::LEGEND_CALL, r#"<path class="head client" d="M22 4l9 6-9 6z"/>"#),
    (shell::LEGEND_DELIVERED, r#"<path class="head client" d="M31 4l-9 6 9 6z"/>"#),
    (shell::LEGEND_BAND_HOLLOW, r#"<rect class="b0" x="21" y="2" width="14" height="16"/>"#),
    (shell::LEGEND_BAND_TINT, r#"<rect class="b1" x="21" y="2" width="14" height="16"/>"#),
    (shell::LEGEND_BAND_SOLID, r#"<rect class="b2" x="21" y="2" width="14" height="16"/>"#),
    (shell::LEGEND_BAND_MID, r#"<rect class="b3" x="21" y="2" width="14" height="16"/>"#),
    (shell::LEGEND_BAND_HATCH, r#"<rect class="b1" x="21" y="2" width="14" height="16"/><path class="hatch" d="M21 9l7-7M21 16l14-14M26 18l9-9"/>"#),
    (shell::LEGEND_FOLD, r#"<path class="fold" d="M0 5l4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3v10l-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3z"/>"#),
    (shell::LEGEND_TIMER_STOPPED, r#"<path class="timer" d="M28 2v13"/><circle class="cap" cx="28" cy="15" r="3"/>"#),
    (shell::LEGEND_TIMER_EXPIRED, r#"<path class="timer" d="M28 2v13"/><path class="fire" d="M28 11l4 4-4 4-4-4z"/>"#),
    (shell::LEGEND_TIMER_DELAYED, r#"<path class="timer dotted" d="M28 2v16"/>"#),
    (shell::LEGEND_TIMER_2MSL, r#"<path class="timer thin" d="M26 2v16M30 2v16"/>"#),
    (shell::LEGEND_OUTAGE, r#"<path class="fold" d="M0 2h56v16H0z"/><path class="timer thin" d="M4 18 20 2M16 18 32 2M28 18 44 2M40 18 56 2"/>"#),
    (shell::LEGEND_FLIGHT, r#"<rect class="b3" x="12" y="2" width="32" height="16"/>"#),
    (shell::LEGEND_SEND_WINDOW, r#"<path class="a client" d="M28 2v16"/>"#),
    (shell::LEGEND_CONGESTION_WINDOW, r#"<path class="cwnd" d="M28 2v16"/>"#),
    (shell::LEGEND_RECEIVE_WINDOW, r#"<path class="rwnd" d="M28 2v16"/>"#),
    (shell::LEGEND_PLAYHEAD, r#"<path class="ph" d="M2 10h52"/>"#),
];

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
    for (key, drawing) in MARKS {
        marks.constant(r#"<li><svg class="legend-mark" width="56" height="20" viewBox="0 0 56 20" aria-hidden="true" focusable="false">"#);
        marks.constant(drawing).constant("</svg><span>").text(ui.words.text(key)).constant("</span></li>");
    }
    // Those that are words stand here as they do on the labels.
    for spec in TABLE.iter().filter(|spec| spec.symbol.is_none()) {
        let say = |key: &str| ui.words.find(key).unwrap_or_default();
        let role = match spec.role {
            Role::Loss => "loss",
            Role::Edit => "edit",
            Role::Flags => "flags",
            _ => "",
        };
        marks.constant("<li>").open("span").class(&["legend-word", role]).text(say(spec.key)).close("span");
        marks.constant("<span>").text(say(&["mark.", spec.id].concat())).constant("</span></li>");
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
