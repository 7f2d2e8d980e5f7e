//! The story: one step at a time, each once it has happened; and the three things to try in the first minute.

use super::button::{Look, act};
use super::prose::prose;
use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::el::{El, div, el, span};
use crate::ui::state::{Action, Cues, RunHandle, View};
use crate::ui::story::{self, Moment, next, position};
use yew::Html;

/// The card; `moments` are those of the run. The other steps stand below.
pub fn story(ui: &Shell, run: &RunHandle, view: &View, moments: &[Moment], below: Option<Html>) -> Option<El> {
    let words = &ui.words;
    let scenario = run.scenario();
    let at = position(moments, view.cursor);
    let step = scenario.story.get(at)?;
    let count = scenario.story.len();
    let forward = next(moments, at);
    let back = story::back(moments, at).map(|m| match m {
        Moment::At(step) => Action::GoTo(Some(step)),
        _ => Action::GoToStart,
    });
    let number = words.fill(shell::STORY_STEP, &[("n", &(at + 1).to_string()), ("m", &count.to_string())]);
    let plain = Look { class: "plain", disabled: back.is_none(), action: Some("story-back"), ..Look::default() };
    let dark = Look {
        class: if view.cues.next { "primary cued" } else { "primary" },
        disabled: forward.is_none(),
        action: Some("story-next"),
        ..Look::default()
    };
    let lesson = words.of(&scenario.lesson);
    let head = div("h")
        .child(el("h2").say(&ui.words, shell::STORY))
        .child(span("tag").text(number))
        .child(span("grow"))
        .child(act(ui, shell::STORY_BACK, &plain, back.unwrap_or(Action::GoToStart)))
        .child(act(ui, shell::STORY_NEXT, &dark, forward.map_or(Action::GoToStart, |step| Action::GoTo(Some(step)))));
    let told = (!lesson.is_empty()).then(|| {
        let summary = el("summary").say(&ui.words, shell::STORY_LESSON);
        el("details").class("lesson").child(summary).child(el("p").child(prose(words, lesson)))
    });
    let section = el("section")
        .class("card story")
        .name(&ui.words, shell::STORY)
        .set("data-story-step", (at + 1).to_string())
        .child(head)
        .child(el("p").class("story-text").child(prose(words, words.of(&step.text))))
        .child(cue_list(ui, view.cues))
        .maybe(told)
        .child(div("").html(below.unwrap_or_default()));
    Some(section)
}

/// What is left to try.
fn cue_list(ui: &Shell, cues: Cues) -> El {
    let all = [(cues.next, "next", shell::CUE_NEXT), (cues.click, "click", shell::CUE_CLICK), (cues.lose, "lose", shell::CUE_LOSE)];
    let left = all.into_iter().enumerate().filter(|(_, (on, ..))| *on);
    el("ol").class("cues").all(left.map(|(i, (_, name, key))| {
        let number = el("b").attr("aria-hidden", "true").text((i + 1).to_string());
        el("li").key(name).attr("data-cue", name).child(number).say(&ui.words, key)
    }))
}
