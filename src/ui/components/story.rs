//! The story: one step at a time, each once it has happened; and the three things to try in the first minute.

use super::button::{Look, button};
use super::prose::prose;
use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::state::{Action, Cues, RunHandle, View};
use crate::ui::story::{Moment, next, position};
use yew::prelude::*;

/// The card; `moments` are those of the run.
pub fn story(ui: &Shell, run: &RunHandle, view: &View, moments: &[Moment]) -> Html {
    let words = &ui.words;
    let scenario = run.scenario();
    let at = position(moments, view.cursor);
    let Some(step) = scenario.story.get(at) else { return html! { <div class="story-place" key="story" /> } };
    let count = scenario.story.len();
    let forward = next(moments, at);
    let back = at.checked_sub(1).map(|_| match moments.iter().take(at).rev().find(|m| **m != Moment::Never) {
        Some(Moment::At(step)) => Action::GoTo(Some(*step)),
        _ => Action::GoToStart,
    });
    let number = words.fill(shell::STORY_STEP, &[("n", &(at + 1).to_string()), ("m", &count.to_string())]);
    let astray = forward.is_none() && at + 1 < count;
    let plain = Look { class: "plain", disabled: back.is_none(), action: Some("story-back"), ..Look::default() };
    let dark = Look {
        class: if view.cues.next { "primary cued" } else { "primary" },
        disabled: forward.is_none(),
        action: Some("story-next"),
        ..Look::default()
    };
    let lesson = words.of(&scenario.lesson);
    html! {
        <section class="card story" key="story" aria-label={ui.text(shell::STORY)} data-story-step={(at + 1).to_string()}>
            <div class="h" key="head">
                <h2>{ ui.text(shell::STORY) }</h2>
                <span class="tag">{ number }</span>
                <span class="grow" />
                { button(ui.text(shell::STORY_BACK), &plain, back.map(|a| ui.act(a)).unwrap_or_default()) }
                { button(ui.text(shell::STORY_NEXT), &dark, forward.map(|step| ui.act(Action::GoTo(Some(step)))).unwrap_or_default()) }
            </div>
            <p class="story-text" key="text">{ prose(words, words.of(&step.text)) }</p>
            <div key="astray">{ astray.then(|| html! { <p class="muted">{ ui.text(shell::STORY_ASTRAY) }</p> }) }</div>
            { cue_list(ui, view.cues) }
            <div key="lesson">
                { (!lesson.is_empty()).then(|| html! {
                    <details class="lesson"><summary>{ ui.text(shell::STORY_LESSON) }</summary><p>{ prose(words, lesson) }</p></details>
                }) }
            </div>
        </section>
    }
}

/// What is left to try.
fn cue_list(ui: &Shell, cues: Cues) -> Html {
    let all = [(cues.next, "next", shell::CUE_NEXT), (cues.click, "click", shell::CUE_CLICK), (cues.lose, "lose", shell::CUE_LOSE)];
    let left = all.into_iter().enumerate().filter(|(_, (on, ..))| *on);
    html! {
        <ol class="cues" key="cues">
            { for left.map(|(i, (_, name, key))| html! {
                <li key={name} data-cue={name}><b aria-hidden="true">{ i + 1 }</b>{ ui.text(key) }</li>
            }) }
        </ol>
    }
}
