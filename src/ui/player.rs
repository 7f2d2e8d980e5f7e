//! Plays a run: moves the playhead with each frame, and the cursor after it.

use super::browser::{self, Frames};
use super::pace::Pace;
use super::playhead::{Playhead, Turn};
use super::state::{Action, RunHandle};
use crate::layout::decimal::between;
use std::rc::Rc;
use yew::Callback;

/// Longest pause between two frames that counts, ms: a page that slept does not jump.
const LONGEST: f64 = 100.0;

/// Between two moves of the cursor, ms: all of the page is drawn anew with each, but for the ladder and the playhead, which follow the
/// time itself.
const APART: f64 = 100.0;

/// Starts playing from the playhead; dropped, it stops.
pub fn play(run: RunHandle, pace: Rc<Pace>, speed: f64, playhead: Playhead, dispatch: Callback<Action>) -> Frames {
    let jump = browser::reduced_motion();
    let end = run.end();
    let mut screen = if playhead.time() >= end { 0.0 } else { pace.screen(playhead.time()) };
    let mut last = None::<f64>;
    let mut passed = run.step_at(pace.time(screen));
    let (mut over, mut told) = (false, f64::NEG_INFINITY);
    if screen == 0.0 {
        passed = None;
        dispatch.emit(Action::PlayedTo(None));
    }
    Frames::start(move |now| {
        if over {
            return;
        }
        screen += between(now - last.unwrap_or(now), 0.0, LONGEST) * speed;
        last = Some(now);
        let time = pace.time(screen).min(end);
        let step = run.step_at(time);
        over = screen >= pace.length() || time >= end;
        let due = step != passed && (over || now - told >= APART);
        if !jump {
            // The ladder waits for the next frame where the rest of the page takes this one.
            playhead.tell(time, if due { Turn::Moves } else { Turn::Draws });
        }
        if due {
            (passed, told) = (step, now);
            if let Some(at) = step.and_then(|s| run.step(s)).filter(|_| jump) {
                playhead.set(at.time);
            }
            dispatch.emit(Action::PlayedTo(step));
        }
        if over {
            dispatch.emit(Action::Playing(false));
        }
    })
}
