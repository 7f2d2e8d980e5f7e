//! The story: one step at a time, each once it has happened; and the three things to try in the first minute.

use super::button::Button;
use super::prose::Prose;
use crate::locale::shell;
use crate::ui::context::{use_dispatch, use_words};
use crate::ui::state::{Action, Cues, RunHandle, View};
use crate::ui::story::{Moment, moments, next, position};
use std::rc::Rc;
use yew::prelude::*;

/// Properties of [`Story`].
#[derive(Clone, PartialEq, Properties)]
pub struct StoryProps {
    /// The run.
    pub run: RunHandle,
    /// The cursor and the cues.
    pub view: Rc<View>,
}

/// The card.
#[component]
pub fn Story(props: &StoryProps) -> Html {
    let (words, dispatch) = (use_words(), use_dispatch());
    let moments = use_memo(props.run.clone(), |run| moments(run));
    let scenario = props.run.scenario().clone();
    let at = position(&moments, props.view.cursor);
    let Some(step) = scenario.story.get(at) else { return html! { <div class="story-place" key="none" /> } };
    let count = scenario.story.len();
    let forward = next(&moments, at);
    let back = at.checked_sub(1).map(|_| {
        let earlier = moments.iter().take(at).rev().find(|m| **m != Moment::Never);
        if let Some(Moment::At(step)) = earlier { Action::GoTo(Some(*step)) } else { Action::GoToStart }
    });
    let number = words.fill(shell::STORY_STEP, &[("n", &(at + 1).to_string()), ("m", &count.to_string())]);
    let astray = forward.is_none() && at + 1 < count;
    let onnext = forward.map(|step| dispatch.reform(move |()| Action::GoTo(Some(step)))).unwrap_or_default();
    let onback = back.clone().map(|action| dispatch.reform(move |()| action.clone())).unwrap_or_default();
    html! {
        <section class="card story" key="story" aria-label={words.text(shell::STORY).to_owned()} data-story-step={(at + 1).to_string()}>
            <div class="h">
                <h2>{ words.text(shell::STORY) }</h2>
                <span class="tag">{ number }</span>
                <span class="grow" />
                <Button label={words.text(shell::STORY_BACK).to_owned()} class="plain" disabled={back.is_none()} action="story-back" onclick={onback} />
                <Button label={words.text(shell::STORY_NEXT).to_owned()} class={classes!("primary", props.view.cues.next.then_some("cued"))}
                    disabled={forward.is_none()} action="story-next" onclick={onnext} />
            </div>
            <p class="story-text"><Prose text={words.of(&step.text).to_owned()} language={words.code()} /></p>
            <div key="astray">
                { for astray.then(|| html! { <p class="muted">{ words.text(shell::STORY_ASTRAY) }</p> }) }
            </div>
            <CueList cues={props.view.cues} />
            <div key="lesson">
                { for (!words.of(&scenario.lesson).is_empty()).then(|| html! {
                    <details class="lesson">
                        <summary>{ words.text(shell::STORY_LESSON) }</summary>
                        <p><Prose text={words.of(&scenario.lesson).to_owned()} language={words.code()} /></p>
                    </details>
                }) }
            </div>
        </section>
    }
}

/// Properties of [`CueList`].
#[derive(Clone, PartialEq, Properties)]
pub struct CueProps {
    /// What is left to try.
    pub cues: Cues,
}

/// What is left to try.
#[component]
fn CueList(props: &CueProps) -> Html {
    let words = use_words();
    let all = [
        (props.cues.next, "next", shell::CUE_NEXT),
        (props.cues.click, "click", shell::CUE_CLICK),
        (props.cues.lose, "lose", shell::CUE_LOSE),
    ];
    let left = all.into_iter().enumerate().filter(|(_, (on, ..))| *on);
    html! {
        <ol class="cues">
            { for left.map(|(i, (_, name, key))| html! {
                <li key={name} data-cue={name}><b aria-hidden="true">{ i + 1 }</b>{ words.text(key) }</li>
            }) }
        </ol>
    }
}
