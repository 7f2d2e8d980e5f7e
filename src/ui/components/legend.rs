//! What the marks of the ladder mean, and the keys.

use super::dialog::modal;
use crate::locale::{Key, shell};
use crate::ui::context::Shell;
use crate::ui::state::Action;
use yew::prelude::*;

/// A mark, drawn in 56 × 20 px.
fn mark(name: &str) -> Html {
    let drawing = match name {
        "segment" => html! { <><path class="a client" d="M4 4 50 15" /><path class="head client" d="M52 15.5l-6.6.8 1.2-4.6z" /></> },
        "lost" => html! { <><path class="a client" d="M4 5 34 11" /><path class="x" d="M30 7l8 8m0-8l-8 8" /></> },
        "discarded" => html! { <><path class="a client" d="M4 5 44 14" /><path class="x" d="M44 10l8 8m0-8l-8 8" /></> },
        "again" => html! { <><path class="a client dashed" d="M4 4 50 15" /><path class="head client" d="M52 15.5l-6.6.8 1.2-4.6z" /></> },
        "edited" => html! { <><path class="a client" d="M4 6 50 16" /><path class="pen" d="M20 12l.8-3L27 3l2.2 2.2-6 6z" /></> },
        "previous" => html! { <path class="ghost" d="M4 4 52 16" /> },
        "selected" => html! { <><path class="hl" d="M4 1 52 12v8L4 9z" /><path class="a client thick" d="M4 5 50 16" /></> },
        "band-hollow" => html! { <rect class="b0" x="21" y="2" width="14" height="16" /> },
        "band-tint" => html! { <rect class="b1" x="21" y="2" width="14" height="16" /> },
        "band-solid" => html! { <rect class="b2" x="21" y="2" width="14" height="16" /> },
        "band-mid" => html! { <rect class="b3" x="21" y="2" width="14" height="16" /> },
        "band-hatch" => {
            html! { <><rect class="b1" x="21" y="2" width="14" height="16" /><path class="hatch" d="M21 9l7-7M21 16l14-14M26 18l9-9" /></> }
        }
        "call" => html! { <path class="head client" d="M22 4l9 6-9 6z" /> },
        "timer-stopped" => html! { <><path class="timer" d="M28 2v13" /><circle class="cap" cx="28" cy="15" r="3" /></> },
        "timer-expired" => html! { <><path class="timer" d="M28 2v13" /><path class="fire" d="M28 11l4 4-4 4-4-4z" /></> },
        "timer-delayed" => html! { <path class="timer dotted" d="M28 2v16" /> },
        "timer-2msl" => html! { <path class="timer thin" d="M26 2v16M30 2v16" /> },
        "fold" => {
            html! { <><path class="fold" d="M0 5l4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3 4-3 4 3v10l-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3-4 3-4-3z" /></> }
        }
        _ => html! { <path class="ph" d="M2 10h52" /> },
    };
    html! { <svg class="legend-mark" width="56" height="20" viewBox="0 0 56 20" aria-hidden="true" focusable="false">{ drawing }</svg> }
}

const MARKS: [(&str, Key); 19] = [
    ("segment", shell::LEGEND_SEGMENT),
    ("selected", shell::LEGEND_SELECTED),
    ("lost", shell::LEGEND_LOST),
    ("discarded", shell::LEGEND_DISCARDED),
    ("again", shell::LEGEND_RETRANSMISSION),
    ("edited", shell::LEGEND_EDITED),
    ("previous", shell::LEGEND_BEFORE),
    ("call", shell::LEGEND_CALL),
    ("band-hollow", shell::LEGEND_BAND_HOLLOW),
    ("band-tint", shell::LEGEND_BAND_TINT),
    ("band-solid", shell::LEGEND_BAND_SOLID),
    ("band-mid", shell::LEGEND_BAND_MID),
    ("band-hatch", shell::LEGEND_BAND_HATCH),
    ("fold", shell::LEGEND_FOLD),
    ("timer-stopped", shell::LEGEND_TIMER_STOPPED),
    ("timer-expired", shell::LEGEND_TIMER_EXPIRED),
    ("timer-delayed", shell::LEGEND_TIMER_DELAYED),
    ("timer-2msl", shell::LEGEND_TIMER_2MSL),
    ("playhead", shell::LEGEND_PLAYHEAD),
];

const KEYS: [(&str, Key); 12] = [
    ("← →", shell::KEY_STEP),
    ("↑ ↓", shell::KEY_SEGMENT),
    ("Space", shell::KEY_PLAY),
    ("Home End", shell::KEY_ENDS),
    ("D", shell::KEY_DROP),
    ("L M", shell::KEY_DELAY),
    ("U", shell::KEY_DUPLICATE),
    ("A", shell::KEY_APPLICATION),
    ("Ctrl+Enter", shell::KEY_RUN),
    ("Ctrl+Z Ctrl+Y", shell::KEY_UNDO),
    ("Esc", shell::KEY_ESCAPE),
    ("?", shell::KEY_LEGEND),
];

/// The dialog.
pub fn legend(ui: &Shell, letters: bool) -> Html {
    let onletters = ui.dispatch.reform(move |_: Event| Action::SetLetters(!letters));
    let inside = html! {
        <>
            <ul class="marks">
                { for MARKS.iter().map(|(name, key)| html! { <li key={*name}>{ mark(name) }<span>{ ui.text(*key) }</span></li> }) }
            </ul>
            <h3>{ ui.text(shell::KEYS_TITLE) }</h3>
            <dl class="keys">
                { for KEYS.iter().map(|(keys, key)| html! {
                    <div key={*keys}><dt>{ for keys.split(' ').map(|k| html! { <kbd key={k}>{ k }</kbd> }) }</dt><dd>{ ui.text(*key) }</dd></div>
                }) }
            </dl>
            <label class="letters"><input type="checkbox" checked={letters} onchange={onletters} />{ ui.text(shell::KEYS_LETTERS) }</label>
        </>
    };
    modal(ui, "legend-dialog", ui.text(shell::LEGEND), inside)
}
