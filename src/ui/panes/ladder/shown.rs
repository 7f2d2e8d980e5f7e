//! The line that says how many segments the reader hides, and shows them again.

use crate::locale::{Words, panes as key};
use crate::ui::el::{El, div, el, press};
use crate::ui::state::{Action, RunHandle, View};
use yew::Callback;

/// The line; none where nothing is hidden. It tells only of what has left by the cursor, where the rest is not drawn either.
pub fn shown(run: &RunHandle, view: &View, words: &Words, act: &Callback<Action>) -> Option<El> {
    if !view.look.filters() {
        return None;
    }
    let timeline = run.timeline(view.connection);
    let left = |id| run.segment(id).is_some_and(|row| view.shows(row.cause));
    let hidden = timeline.segments.iter().filter(|s| !view.look.shows(s) && left(s.id)).count() as u64;
    let all = press("btn plain small").attr("data-do", "show-all").does(act, Action::SetLook(view.look.unfiltered()));
    let line = div("ladder-hidden").child(el("span").attr("role", "status").text(words.count(key::LOOK_HIDDEN, hidden)));
    Some(line.child(all.say(words, key::LOOK_SHOW_ALL)))
}
