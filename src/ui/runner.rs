//! Runs in slices, so that the page stays alive: the first slice at once, the others between frames.

use super::state::{Action, RunHandle};
use super::{browser, lab, lab_part};
use crate::scenario::Scenario;
use crate::sim::{Simulation, Trace};
use gloo_events::EventListener;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::MessageChannel;
use yew::Callback;

/// Longest slice, ms.
const SLICE: f64 = 8.0;
/// Steps between two looks at the clock.
const STEPS: u32 = 128;
/// Slices between two words on the progress.
const REPORT_EVERY: u32 = 12;
/// Slices after which the beginning is shown where nothing is shown yet.
const FIRST_LOOK: u32 = 4;

/// A run under way. Dropped, it ends without a result.
pub struct Runner {
    next: Rc<RefCell<Option<Turn>>>,
    stop: Rc<Cell<bool>>,
    turns: Option<Turns>,
}

/// What gives the browser its turn between two slices. Of timers that follow each other it makes each wait, 4 ms and more.
struct Turns {
    channel: MessageChannel,
    _listener: EventListener,
}

/// What is done between two turns of the browser.
enum Turn {
    /// A slice of the run.
    Slice(Box<Work>),
    /// It is over, and what it is drawn from is made: both, and the picture, would be long at once.
    Show(RunHandle, Callback<Action>),
}

struct Work {
    id: u32,
    simulation: Simulation,
    dispatch: Callback<Action>,
    stop: Rc<Cell<bool>>,
    /// The connection that is shown.
    connection: u16,
    slices: u32,
    /// Where nothing is shown yet: what runs, and the steps of the first slice.
    look: Option<(Rc<Scenario>, u32)>,
}

impl Runner {
    /// Starts a run, from where it can differ from the one before; `dispatch` gets `RunDone`, and for a long run `RunStarted` and
    /// `RunProgress` before; `RunSoFar` where nothing is shown yet.
    pub fn start(id: u32, scenario: &Rc<Scenario>, before: Option<&Trace>, connection: u16, dispatch: Callback<Action>) -> Runner {
        let stop = Rc::new(Cell::new(false));
        // Whoever has made no change has no run to go on from.
        let resumed = before.zip(lab_part::here()).map(|(before, here)| lab::resume(here, before, scenario));
        let simulation = resumed.unwrap_or_else(|| Simulation::new(scenario));
        let look = before.is_none().then(|| (Rc::clone(scenario), 0));
        let work = Work { id, simulation, dispatch, stop: Rc::clone(&stop), connection, slices: 0, look };
        let next = Rc::new(RefCell::new(work.slice()));
        let turns = next.borrow().is_some().then(|| Turns::new(Rc::clone(&next))).flatten();
        Runner { next, stop, turns }
    }

    /// Ends the run soon, with what there is.
    pub fn stop(&self) {
        self.stop.set(true);
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.next.borrow_mut().take();
        if let Some(turns) = &self.turns {
            turns.channel.port1().close();
        }
    }
}

impl Turns {
    fn new(next: Rc<RefCell<Option<Turn>>>) -> Option<Turns> {
        let channel = MessageChannel::new().ok()?;
        let (here, there) = (channel.port1(), channel.port2());
        let again = there.clone();
        let listener = EventListener::new(&here, "message", move |_| {
            let turn = next.borrow_mut().take();
            let rest = turn.and_then(Turn::take);
            if rest.is_some() {
                *next.borrow_mut() = rest;
                let _ = again.post_message(&JsValue::NULL);
            }
        });
        here.start();
        there.post_message(&JsValue::NULL).ok()?;
        Some(Turns { channel, _listener: listener })
    }
}

impl Turn {
    /// Takes it; the next one.
    fn take(self) -> Option<Turn> {
        match self {
            Turn::Slice(work) => work.slice(),
            Turn::Show(run, dispatch) => {
                dispatch.emit(Action::RunDone(run));
                None
            }
        }
    }
}

impl Work {
    /// Goes on for a slice; what is to be done after it.
    fn slice(mut self) -> Option<Turn> {
        let until = browser::now() + SLICE;
        let progress = loop {
            let progress = self.simulation.advance(STEPS);
            if progress.stopped.is_some() || self.stop.get() {
                let run = RunHandle::new(self.id, self.simulation.finish());
                let show = Turn::Show(run.clone(), self.dispatch);
                if self.slices == 0 {
                    return show.take();
                }
                run.timeline(self.connection);
                return Some(show);
            }
            if browser::now() >= until {
                break progress;
            }
        };
        self.slices += 1;
        self.show_first(progress.steps);
        // What is over within a blink shows no progress.
        if self.slices == REPORT_EVERY {
            self.dispatch.emit(Action::RunStarted(self.id));
        } else if self.slices.is_multiple_of(REPORT_EVERY) {
            self.dispatch.emit(Action::RunProgress(progress.steps, progress.segments));
        }
        Some(Turn::Slice(Box::new(self)))
    }

    /// Shows the first slice of a long run, run once more: a page is not blank for longer than it must be.
    fn show_first(&mut self, steps: u32) {
        if self.slices == FIRST_LOOK
            && let Some((scenario, first)) = self.look.take()
        {
            let mut beginning = Simulation::new(&scenario);
            beginning.advance(first);
            self.dispatch.emit(Action::RunSoFar(RunHandle::new(0, beginning.finish())));
        } else if self.slices == 1 {
            self.look = self.look.take().map(|(scenario, _)| (scenario, steps));
        }
    }
}
