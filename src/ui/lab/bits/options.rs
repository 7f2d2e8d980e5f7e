//! What edits the options: moves them, removes them, adds some, takes all of them as text.

use super::editor::{TypedProps, What, replace, typed};
use crate::locale::Words;
use crate::ui::el::{El, div, press, span};
use crate::ui::state::Action;
use crate::wire::edit::{pieces, write_options};
use crate::wire::option::MAX_LEN;
use yew::Callback;

/// What can be put at the end: the last part of its locale key, and its bytes.
const MORE: [(&str, &[u8]); 6] = [
    ("tcp.option.mss", &[2, 4, 5, 180]),
    ("tcp.option.nop", &[1]),
    ("tcp.option.window_scale", &[3, 3, 7]),
    ("tcp.option.sack_permitted", &[4, 2]),
    ("tcp.option.timestamps", &[8, 10, 0, 0, 0, 1, 0, 0, 0, 0]),
    // For experiments (RFC 6994).
    ("tcp.option.unknown", &[254, 4, 0, 0]),
];

/// What adds options, and all of them as text.
pub fn editor(words: &Words, options: &[u8], title: String, act: &Callback<Action>) -> El {
    let name = |id: &'static str| words.find(&["field.", id].concat()).unwrap_or(id);
    let whole = pieces(options).concat();
    let more = MORE.iter().map(|(id, option)| {
        press("chip")
            .key(*id)
            .attr("data-add", id)
            .flag("disabled", whole.len() + option.len() > MAX_LEN)
            .does(act, replace("opts", &[whole.as_slice(), option].concat()))
            .text(["+ ", name(id)].concat())
    });
    let typed = typed(TypedProps {
        what: What::Options,
        shown: write_options(options),
        other: String::new(),
        name: title,
        words: words.clone(),
        act: act.clone(),
    });
    div("row").child(div("editor").all(more)).html(typed)
}

/// Moves and removes one of the options; padding is neither.
pub fn acts(words: &Words, name: &str, options: &[u8], at: usize, act: &Callback<Action>) -> El {
    let all = pieces(options);
    let button = |id: &'static str, sign: &'static str, able: bool, change: &dyn Fn(&mut Vec<&[u8]>)| {
        let mut changed = all.clone();
        if able {
            change(&mut changed);
        }
        press("chip")
            .attr("data-do", id)
            .flag("disabled", !able)
            .label([name, ": ", words.find(&["bits.", id].concat()).unwrap_or(id)].concat())
            .does(act, replace("opts", &changed.concat()))
            .text(sign)
    };
    let there = at < all.len();
    span("option-acts")
        .child(button("earlier", "↑", there && at > 0, &|all| all.swap(at - 1, at)))
        .child(button("later", "↓", at + 1 < all.len(), &|all| all.swap(at, at + 1)))
        .child(button("remove", "×", there, &|all| {
            all.remove(at);
        }))
}
