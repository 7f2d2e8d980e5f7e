//! The page as a whole: state, run, address, frame.

use super::panes::{Bits, Endpoints, Ladder, PaneProps, Why};
use super::playhead::Playhead;
use super::state::{Action, AppState, Cues, Doc, Hover, HoverHandle, Numbers, Pane, RunHandle, Theme, View};
use crate::locale::Words;
use crate::sim::simulate;
use std::rc::Rc;
use yew::prelude::*;

fn begin() -> AppState {
    let view = View {
        cursor: None,
        selection: None,
        reveal: true,
        playing: false,
        numbers: Numbers::default(),
        theme: Theme::default(),
        compare: true,
        zoom: 0,
        pane: Pane::default(),
        dialog: None,
        parameters: false,
        parameter: None,
        cues: Cues::ALL,
        embed: false,
    };
    AppState::new(Doc::new(Rc::default()), view, Words::load("en"), None)
}

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(begin);
    let hover = use_reducer(Hover::default);
    let playhead = use_memo((), |()| Playhead::default());
    {
        let state = state.clone();
        use_effect_with(state.revision, move |revision| {
            let trace = simulate(&state.doc.now);
            state.dispatch(Action::RunDone(RunHandle { id: *revision, trace: Rc::new(trace) }));
        });
    }
    let Some(run) = state.run.clone() else { return Html::default() };
    let props = PaneProps {
        run,
        previous: state.previous.clone().filter(|_| state.view.compare),
        view: state.view.clone(),
        draft: state.draft.clone(),
        words: state.words.clone(),
        playhead: (*playhead).clone(),
        dispatch: Callback::from(state.dispatcher()),
    };
    html! {
        <ContextProvider<HoverHandle> context={hover}>
            <main class="ladder"><Ladder ..props.clone() /></main>
            <section class="bits"><Bits ..props.clone() /></section>
            <section class="why"><Why ..props.clone() /></section>
            <section class="endpoints"><Endpoints ..props /></section>
        </ContextProvider<HoverHandle>>
    }
}
