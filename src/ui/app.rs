//! The page as a whole: state, run, address, frame.

use super::address::{self, Parts};
use super::browser;
use super::components::banner::banner;
use super::components::blank::blank;
use super::components::dock::{Dock, DockProps};
use super::components::frame::frame;
use super::components::gloss::{Gloss, GlossProps};
use super::components::header::{Header, HeaderProps, embedded};
use super::components::live::live;
use super::components::separator::{Division, Separator, SeparatorProps};
use super::components::story::story;
use super::components::usual::usual_losses;
use super::components::waiting::waiting;
use super::context::Shell;
use super::el::{div, el};
use super::keyboard;
use super::lab;
use super::lab_part::{self, Here};
use super::language;
use super::later::{AFTER_PICTURE, Later};
use super::library;
use super::pace::Pace;
use super::panes::{Ladder, PaneProps, Tabs};
use super::part::part;
use super::player;
use super::playhead::Playhead;
use super::runner::Runner;
use super::state::{Action, AppState, CardOf, History, Hover, HoverHandle, Notice, Pane, Part, Place, RunHandle, Tab, Theme, View};
use super::whatif::usual;
use crate::base::Time;
use crate::locale::{Key, Words, panes as pane_words, shell};
use gloo_timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::context::ContextProviderProps;
use yew::prelude::*;
use yew::virtual_dom::{VChild, VComp};

/// The page.
#[component]
pub fn App() -> Html {
    let start = use_memo((), |()| address::begin());
    let parts = start.1;
    let state = use_reducer(|| start.0.clone());
    let dispatch = use_memo((), |()| {
        let page = Callback::from(state.dispatcher());
        Callback::from(move |action| lab_part::pass(&page, action))
    });
    let dispatch = (*dispatch).clone();
    let hover = use_reducer(Hover::default);
    let playhead = (*use_memo((), |()| Playhead::default())).clone();
    let speed = use_state(|| start.2);

    use_words(&state.words, &dispatch);
    use_run(&state, &dispatch);
    let unwritten = use_address(&state, &dispatch);
    use_root(&state, &unwritten);
    use_keys(&state.view, &playhead, &dispatch);
    use_screen(state.view.lecture, &dispatch);

    let Some(run) = state.run.clone() else {
        let ui = Shell { words: state.words.clone(), dispatch: dispatch.clone() };
        return waiting(&ui, state.job).into();
    };
    let page = PageProps {
        state: Snapshot(Rc::new((*state).clone())),
        run,
        playhead,
        parts,
        speed: *speed,
        onspeed: Callback::from(move |s| speed.set(s)),
        dispatch,
    };
    let props = ContextProviderProps { context: hover, children: part::<Page>(page) };
    VComp::from(VChild::<ContextProvider<HoverHandle>>::new(props, Some("page".into()))).into()
}

/// Fetches the rest of the language's texts with the first of them that is missing.
#[hook]
fn use_words(words: &Words, dispatch: &Callback<Action>) {
    let dispatch = dispatch.clone();
    // At once, not as an effect: what is drawn next may want a text.
    use_memo(words.clone(), move |words| {
        let code = words.code();
        words.when_missing(move || {
            // Not amid a drawing.
            let learn = move |words| dispatch.emit(Action::LearnWords(words));
            Timeout::new(0, move || language::complete(code, Box::new(learn))).forget();
        });
    });
}

/// Runs what is to be run, whenever that changes; stops when the reader says so.
#[hook]
fn use_run(state: &UseReducerHandle<AppState>, dispatch: &Callback<Action>) {
    let runner = use_mut_ref(|| None::<Runner>);
    {
        let (runner, dispatch, scenario, before) = (runner.clone(), dispatch.clone(), state.doc.now.clone(), state.run.clone());
        let connection = state.view.connection;
        use_effect_with(state.revision, move |revision| {
            // The one before ends first; its result would be dropped anyway.
            runner.borrow_mut().take();
            browser::mark_root("data-run-state", Some("running"));
            let started = Runner::start(*revision, &scenario, before.as_deref(), connection, dispatch);
            *runner.borrow_mut() = Some(started);
        });
    }
    use_effect_with(state.job.is_some_and(|j| j.stop), move |stop| {
        if let Some(runner) = runner.borrow().as_ref().filter(|_| *stop) {
            runner.stop();
        }
    });
}

/// An entry of the history that is still to be written.
type Unwritten = Rc<RefCell<Option<Later>>>;

/// The address follows the page, after the picture: browsers take milliseconds for an entry. And the page follows the address.
#[hook]
fn use_address(state: &UseReducerHandle<AppState>, dispatch: &Callback<Action>) -> Unwritten {
    let unwritten: Unwritten = use_mut_ref(|| None);
    {
        let (state, unwritten) = (state.clone(), Rc::clone(&unwritten));
        use_effect_with(state.revision, move |_| {
            // The change before this one has an entry of its own.
            drop(unwritten.take());
            if state.history == History::Push {
                *unwritten.borrow_mut() = Some(Later::new(move || address::write(&state, true)));
            }
        });
    }
    {
        let (state, said, unwritten) = (state.clone(), use_mut_ref(|| state.link_view.clone()), Rc::clone(&unwritten));
        use_effect_with(state.link_view.clone(), move |now| {
            if said.replace(now.clone()) != *now {
                drop(unwritten.take());
                address::write(&state, false);
            }
        });
    }
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        browser::is_new_entry();
        let listener = browser::window().map(|window| {
            gloo_events::EventListener::new(&window, "popstate", move |_| {
                let dispatch = dispatch.clone();
                let new = browser::is_new_entry();
                let open = move |words| match address::read() {
                    Ok(opened) => {
                        dispatch.emit(Action::Open(opened.doc));
                        dispatch.emit(Action::Look(opened.view, new, words));
                        if let Some(doubt) = opened.doubt {
                            dispatch.emit(Action::Notify(Notice::View(doubt)));
                        }
                    }
                    Err(complaint) => dispatch.emit(Action::Notify(Notice::Address(complaint))),
                };
                library::need(&address::fragment(), Box::new(move |()| address::need_words(new, Box::new(open))));
            })
        });
        move || drop(listener)
    });
    unwritten
}

/// What the `html` element says: language, theme, title, and the hooks for tests.
#[hook]
fn use_root(state: &UseReducerHandle<AppState>, unwritten: &Unwritten) {
    let title = state.words.of(&state.doc.base.title).to_owned();
    use_effect_with((state.words.clone(), title), |(words, title)| {
        browser::mark_root("lang", Some(words.text(shell::LANGUAGE_TAG)));
        if let Some(document) = browser::document() {
            document.set_title(&[title, " · tcplab"].concat());
        }
    });
    let theme = match state.view.theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    use_effect_with(theme, |theme| browser::mark_root("data-theme", Some(*theme).filter(|name| *name != "auto")));
    let looked = state.looked;
    use_memory("theme", looked, true, theme.to_owned());
    use_memory("lang", looked, true, state.words.code().to_owned());
    use_memory("letters", looked, true, (if state.view.letters { "on" } else { "off" }).to_owned());
    // What is done to a figure is done to that figure.
    let own = !state.view.embed;
    use_memory("level", looked, own, state.view.door.name().to_owned());
    use_memory("panes", looked, own, state.view.folds.text());
    use_memory("tab", looked, own, state.view.tab.map_or("none", Tab::id).to_owned());
    let (wanted, unwritten) = (state.revision, Rc::clone(unwritten));
    use_effect_with(state.run.clone(), move |run: &Option<RunHandle>| {
        let settled = run.clone().and_then(|run| {
            browser::mark_root("data-run", Some(&run.id.to_string()));
            // The digest reads all bytes of the run: not before its picture is there.
            let current = run.id == wanted;
            let mark = move || {
                drop(unwritten.take());
                browser::mark_root("data-run-digest", Some(run.wire_digest()));
                browser::mark_root("data-run-state", Some("done"));
            };
            current.then(|| Timeout::new(AFTER_PICTURE, mark))
        });
        move || drop(settled)
    });
    let bad = state.notice.is_some();
    use_effect_with(bad, |bad| browser::mark_root("data-notice", bad.then_some("1")));
}

/// Remembers what the reader chose; what an address asks for is for this visit.
#[hook]
fn use_memory(name: &'static str, looked: u32, own: bool, now: String) {
    let said = use_mut_ref(|| (looked, now.clone()));
    use_effect_with((looked, now), move |now| {
        let before = said.replace(now.clone());
        if own && before.0 == now.0 && before.1 != now.1 {
            browser::remember(name, &now.1);
        }
    });
}

#[hook]
fn use_keys(view: &Rc<View>, playhead: &Playhead, dispatch: &Callback<Action>) {
    let playhead = playhead.clone();
    use_effect_with((view.clone(), dispatch.clone()), |(view, dispatch)| {
        let listener = keyboard::listen(view.clone(), playhead, dispatch.clone());
        move || drop(listener)
    });
}

/// Lecture view fills the screen where it may; who leaves the one leaves the other.
#[hook]
fn use_screen(lecture: bool, dispatch: &Callback<Action>) {
    let begun = use_mut_ref(|| lecture);
    use_effect_with(lecture, move |lecture| {
        // An address may ask for lecture view; for the screen, only the reader.
        if begun.replace(*lecture) != *lecture {
            browser::fill_screen(*lecture);
        }
    });
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let listener = browser::document().map(|document| {
            gloo_events::EventListener::new(&document, "fullscreenchange", move |_| {
                if !browser::fills_screen() {
                    dispatch.emit(Action::SetLecture(false));
                }
            })
        });
        move || drop(listener)
    });
}

/// The state as a property; it is another one after every action.
#[derive(Clone)]
struct Snapshot(Rc<AppState>);

impl PartialEq for Snapshot {
    fn eq(&self, other: &Snapshot) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    state: Snapshot,
    run: RunHandle,
    playhead: Playhead,
    parts: Parts,
    speed: f64,
    onspeed: Callback<f64>,
    dispatch: Callback<Action>,
}

/// The playhead follows the cursor, unless it is where that step is already; the player moves both.
#[hook]
fn use_playhead(props: &PageProps, pace: &Rc<Pace>) {
    let view = &props.state.0.view;
    {
        let (playhead, run) = (props.playhead.clone(), props.run.clone());
        use_effect_with((view.cursor, props.run.clone()), move |(cursor, _)| {
            let time = playhead.time();
            if cursor.is_none() || run.step_at(time) != *cursor || time > run.end() {
                playhead.set(cursor.and_then(|c| run.step(c)).map_or(Time::ZERO, |s| s.time));
            }
        });
    }
    let (playhead, run, pace, dispatch, speed) =
        (props.playhead.clone(), props.run.clone(), pace.clone(), props.dispatch.clone(), props.speed);
    {
        // The cursor is a little behind the playhead; who stops stops at what is seen, unless the cursor was sent elsewhere.
        let played = use_mut_ref(|| None);
        let (playhead, run, dispatch) = (playhead.clone(), run.clone(), dispatch.clone());
        use_effect_with((view.playing, view.cursor), move |(playing, cursor)| {
            let before = played.replace(playing.then_some(*cursor));
            let step = run.step_at(playhead.time());
            if !playing && before == Some(*cursor) && step != *cursor {
                dispatch.emit(Action::PlayedTo(step));
            }
        });
    }
    use_effect_with((view.playing, speed.to_bits(), props.run.clone()), move |(playing, ..)| {
        let frames = playing.then(|| player::play(run, pace, speed, playhead, dispatch));
        move || drop(frames)
    });
}

/// The card about something on the ladder, and the address that opens what is shown, as the page stands when they are asked for.
#[hook]
fn use_asked(props: &PageProps) -> (Callback<CardOf, Option<String>>, Callback<(), String>) {
    let (state, dispatch) = (use_mut_ref(|| props.state.clone()), props.dispatch.clone());
    state.replace(props.state.clone());
    let asked = use_memo((), move |()| {
        let shared = Rc::clone(&state);
        let card = Callback::from(move |about| {
            let Snapshot(state) = &*state.borrow();
            let (run, view) = (state.run.as_ref()?, &state.view);
            // A new reader is not met by it, and in the last row nobody points.
            let wanted = view.opens(Part::Labels) && !view.lecture;
            wanted.then(|| view.lab.draw(&dispatch, |here| lab::card(here, run, view, &state.words, about)))??
        });
        (card, Callback::from(move |()| address::whole(&shared.borrow().0)))
    });
    (*asked).clone()
}

/// The frame: header, ladder, side, dock. Which of them is seen where, the style sheets decide by width.
#[component]
fn Page(props: &PageProps) -> Html {
    let state = &props.state.0;
    let (view, words, run, moments) = (&state.view, &state.words, &props.run, &state.moments);
    let pace = use_memo((run.clone(), state.view.connection), |(run, connection)| Pace::of(run, *connection));
    let losses = use_memo((run.clone(), view.connection), |(run, connection)| usual(run, *connection));
    use_playhead(props, &pace);
    let (card, address) = use_asked(props);
    let ui = Shell { words: words.clone(), dispatch: props.dispatch.clone() };
    let previous = state.previous.clone();
    let pane = PaneProps {
        run: run.clone(),
        previous: previous.clone().filter(|_| view.compare && view.opens(Part::Compare)),
        view: view.clone(),
        draft: state.draft.clone(),
        words: words.clone(),
        playhead: props.playhead.clone(),
        dispatch: props.dispatch.clone(),
    };
    let told = PaneProps { view: told(view), ..pane.clone() };
    let title = words.of(&state.doc.base.title).to_owned();
    let shown = if view.pane == Pane::Ladder { "ladder" } else { "bits" };
    let parts = props.parts;
    let header: Html = if view.embed {
        embedded(&ui, &title, address::whole(state)).into()
    } else {
        part::<Header>(HeaderProps {
            ui: ui.clone(),
            title: title.clone().into(),
            slug: state.doc.base.slug.clone().into(),
            theme: view.theme,
            door: view.door,
            lab: view.lab,
            address: address.clone(),
        })
    };
    let stage = view.stage.or(view.lecture.then_some(Pane::Ladder));
    let beside = |on: bool, pane: Pane| on && stage.is_none_or(|s| s == pane);
    let in_lab = |draw: &dyn Fn(Here) -> Html| view.lab.draw(&ui.dispatch, draw).unwrap_or_default();
    let framed = |at: (Part, Pane, &'static str), title: Key, part: fn(PaneProps) -> Html, props: &PaneProps| {
        div("").maybe(frame(&ui, view, at, title, || part(props.clone())))
    };
    let of = |on: bool, at: (Part, Pane, &'static str), title: Key, part: fn(PaneProps) -> Html, props: &PaneProps| {
        if beside(on, at.1) { framed(at, title, part, props) } else { div("") }
    };
    let doc = &state.doc;
    let before = pane.previous.clone();
    let edited = doc.now != doc.base;
    let changed = !run.scenario().interventions.is_empty() || doc.branches.count() > 1 || edited;
    let changes = (stage.is_none() && changed).then(|| in_lab(&|here| lab::changes(here, &ui, run, before.clone(), view, doc)));
    // What a new reader does not meet.
    let later = edited || (!view.embed && moments.of.get(1).is_some_and(|m| m.happened(view.cursor)));
    let below = (stage.is_none() && parts.story && later).then(|| in_lab(&|here| lab::told(here, &ui, run, view, moments, edited)));
    let side = el("aside")
        .class("side")
        .label(ui.text(shell::SIDE))
        .child(div("").maybe((parts.story && stage.is_none()).then(|| story(&ui, run, view, &moments.of, below)).flatten()))
        .child(div("").maybe(if stage.is_none() { usual_losses(&ui, run, &losses) } else { None }))
        .child(div("interventions-place").html(changes.unwrap_or_default()))
        .child(
            div("").maybe(
                (stage.is_none() && view.stands(Part::Bits) == Place::Away && !view.cues.click)
                    .then(|| el("p").class("card quiet").say(words, pane_words::BITS_EMPTY)),
            ),
        )
        .child(of(parts.bits, (Part::Bits, Pane::Bits, "bits"), pane_words::BITS_TITLE, bits, &pane))
        .child(of(parts.why, (Part::Why, Pane::Why, "why"), pane_words::WHY_TITLE, why, &told))
        .child(of(parts.endpoints, (Part::Tabs, Pane::Endpoints, "tabs"), pane_words::ENDPOINTS_TITLE, part::<Tabs>, &told));
    let drawer = view.parameters.then(|| in_lab(&|here| lab::parameters(here, ui.clone(), state.doc.clone(), view)));
    let dock = part::<Dock>(DockProps {
        ui: ui.clone(),
        run: run.clone(),
        previous,
        doc: state.doc.clone(),
        view: view.clone(),
        job: state.job,
        playhead: props.playhead.clone(),
        pace: pace.clone(),
        speed: props.speed,
        onspeed: props.onspeed.clone(),
    });
    let open = view.menu.map(|of| in_lab(&|here| lab::menu(here, ui.clone(), run.clone(), view.clone(), of)));
    let dialog = view.dialog.map(|of| in_lab(&|here| lab::dialog(here, &ui, of, state, run, [address::whole(state), title.clone()])));
    let sentence = view.lecture.then(|| in_lab(&|here| lab::sentence(here, &ui, run, view, &moments.of)));
    div("app")
        .class_if(view.embed, "embed")
        .attr("data-pane", shown)
        .class_if(view.lecture, "lecture")
        .set_some("data-stage", stage.map(stage_name))
        .attr("data-door", view.door.name())
        .state("data-reveal", view.hides())
        .html(header)
        .child(div("banner-place").maybe(state.notice.as_deref().map(|notice| banner(&ui, notice, &title))))
        .child(
            el("main")
                .class("ladder")
                .html(part::<Ladder>(pane))
                .html(part::<Separator>(SeparatorProps { ui: ui.clone(), of: Division::Side })),
        )
        .child(side)
        .child(div("sentence-place").html(sentence.unwrap_or_default()))
        .child(div("drawer-place").html(drawer.unwrap_or_default()))
        .html(dock)
        .child(live(words, run, view))
        .html(part::<Gloss>(GlossProps { words: words.clone(), card, at: (state.run.clone(), view.cursor) }))
        .child(div("").maybe(blank(&ui, view)))
        .child(div("").html(dialog.unwrap_or_default()))
        .child(div("").html(open.unwrap_or_default()))
        .into()
}

/// What the style sheets call the pane that has the page to itself.
const fn stage_name(pane: Pane) -> &'static str {
    match pane {
        Pane::Ladder => "ladder",
        Pane::Bits => "bits",
        Pane::Why => "why",
        Pane::Endpoints => "tabs",
    }
}

fn bits(props: PaneProps) -> Html {
    let (lab, dispatch) = (props.view.lab, props.dispatch.clone());
    lab.draw(&dispatch, |here| lab::bits(here, props)).unwrap_or_default()
}

fn why(props: PaneProps) -> Html {
    let (lab, dispatch) = (props.view.lab, props.dispatch.clone());
    lab.draw(&dispatch, |here| lab::why(here, props)).unwrap_or_default()
}

/// The view as reasons and variables see it: at the step that they are told of.
fn told(view: &Rc<View>) -> Rc<View> {
    match view.told {
        Some(step) => Rc::new(View { cursor: Some(step), ..(**view).clone() }),
        None => Rc::clone(view),
    }
}
