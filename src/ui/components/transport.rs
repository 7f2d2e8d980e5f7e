//! First, back, play, forward, last; and the time.

use super::button::Button;
use super::icon::Icon;
use crate::locale::shell;
use crate::ui::context::{use_dispatch, use_words};
use crate::ui::playhead::Playhead;
use crate::ui::state::{Action, RunHandle};
use yew::prelude::*;

/// Properties of [`Transport`].
#[derive(Clone, PartialEq, Properties)]
pub struct TransportProps {
    /// Whether the player runs.
    pub playing: bool,
    /// Whether there is a step before the cursor.
    pub can_back: bool,
    /// Whether there is a step after it.
    pub can_forward: bool,
}

/// The buttons.
#[component]
pub fn Transport(props: &TransportProps) -> Html {
    let (words, dispatch) = (use_words(), use_dispatch());
    let text = |key| AttrValue::from(words.text(key).to_owned());
    let playing = props.playing;
    let (play, icon) = if playing { (shell::PAUSE, Icon::Pause) } else { (shell::PLAY, Icon::Play) };
    html! {
        <div class="tp" role="group" aria-label={text(shell::TRANSPORT)}>
            <Button label={text(shell::TO_START)} icon={Icon::First} bare=true class="plain" key_hint="Home" action="start" disabled={!props.can_back}
                onclick={dispatch.reform(|()| Action::GoToStart)} />
            <Button label={text(shell::STEP_BACK)} icon={Icon::Back} bare=true class="plain" key_hint="←" action="back" disabled={!props.can_back}
                onclick={dispatch.reform(|()| Action::Step(-1))} />
            <Button label={text(play)} {icon} bare=true key_hint="Space" action="play" pressed={playing}
                onclick={dispatch.reform(move |()| Action::Playing(!playing))} />
            <Button label={text(shell::STEP_FORWARD)} icon={Icon::Forward} bare=true class="plain" key_hint="→" action="forward"
                disabled={!props.can_forward} onclick={dispatch.reform(|()| Action::Step(1))} />
            <Button label={text(shell::TO_END)} icon={Icon::Last} bare=true class="plain" key_hint="End" action="end" disabled={!props.can_forward}
                onclick={dispatch.reform(|()| Action::GoToEnd)} />
        </div>
    }
}

/// Properties of [`Clock`].
#[derive(Clone, PartialEq, Properties)]
pub struct ClockProps {
    /// The run.
    pub run: RunHandle,
    /// Where it is.
    pub playhead: Playhead,
    /// Whether the end is still to come and not to be told.
    pub hidden: bool,
}

/// The playhead's time and the run's length. The time is written straight into its text: it changes with each frame.
#[component]
pub fn Clock(props: &ClockProps) -> Html {
    let words = use_words();
    let now = use_node_ref();
    {
        let (now, words) = (now.clone(), words.clone());
        use_effect_with(props.playhead.clone(), move |playhead| {
            let write = move |time| {
                if let Some(node) = now.get() {
                    node.set_text_content(Some(&words.clock(time)));
                }
            };
            write(playhead.time());
            let subscription = playhead.subscribe(write);
            move || drop(subscription)
        });
    }
    let end = if props.hidden { String::new() } else { format!(" / {}", words.clock(props.run.end())) };
    html! { <span class="time"><span ref={now} class="now" data-clock="now" /><span class="muted total">{ end }</span></span> }
}
