//! Runs in slices, so that the page stays alive: the first slice at once, the others between frames.

use super::browser;
use super::state::{Action, RunHandle};
use crate::scenario::Scenario;
use crate::sim::{Simulation, Trace};
use gloo_timers::callback::Timeout;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
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
    waiting: Rc<RefCell<Option<Timeout>>>,
    stop: Rc<Cell<bool>>,
}

struct Work {
    id: u32,
    simulation: Simulation,
    dispatch: Callback<Action>,
    stop: Rc<Cell<bool>>,
    waiting: Rc<RefCell<Option<Timeout>>>,
    slices: u32,
    /// Where nothing is shown yet: what runs, and the steps of the first slice.
    look: Option<(Rc<Scenario>, u32)>,
}

impl Runner {
    /// Starts a run, from where it can differ from the one before; `dispatch` gets `RunDone`, and for a long run `RunStarted` and
    /// `RunProgress` before; `RunSoFar` where nothing is shown yet.
    pub fn start(id: u32, scenario: &Rc<Scenario>, before: Option<&Trace>, dispatch: Callback<Action>) -> Runner {
        let waiting = Rc::default();
        let stop = Rc::new(Cell::new(false));
        let simulation = before.map_or_else(|| Simulation::new(scenario), |before| Simulation::resume(before, scenario));
        let look = before.is_none().then(|| (Rc::clone(scenario), 0));
        let work = Work { id, simulation, dispatch, stop: Rc::clone(&stop), waiting: Rc::clone(&waiting), slices: 0, look };
        work.slice();
        Runner { waiting, stop }
    }

    /// Ends the run soon, with what there is.
    pub fn stop(&self) {
        self.stop.set(true);
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.waiting.borrow_mut().take();
    }
}

impl Work {
    fn slice(mut self) {
        let until = browser::now() + SLICE;
        let progress = loop {
            let progress = self.simulation.advance(STEPS);
            if progress.stopped.is_some() || self.stop.get() {
                let trace = self.simulation.finish();
                self.dispatch.emit(Action::RunDone(RunHandle::new(self.id, trace)));
                return;
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
        let waiting = Rc::clone(&self.waiting);
        let next = Timeout::new(0, move || self.slice());
        *waiting.borrow_mut() = Some(next);
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
