//! Fold bands: silence, with its length and what goes on meanwhile.

use super::label::{Role, Run, runs_width};
use super::pane::Pane;
use crate::base::order;
use crate::base::{Span, Time};
use crate::layout::decimal::decimal;
use crate::layout::time_scale::{Fold, TimeScale};
use crate::layout::timeline::{Side, Timeline};
use crate::layout::words::{Words, span_text, timer_key};
use crate::tcp::{State, TimerKind};

/// A fold, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct FoldBand {
    /// Its number from the top.
    pub index: usize,
    /// Upper edge, px.
    pub top: f64,
    /// Lower edge, px.
    pub bottom: f64,
    /// The whole silence; a little longer than what the band hides, which is written in it.
    pub idle: Span,
    /// First instant within.
    pub from: Time,
    /// Last instant within.
    pub to: Time,
    /// The state of each end throughout.
    pub states: [State; 2],
    /// Timers that run throughout.
    pub timers: Vec<(Side, TimerKind)>,
    /// Segments of the previous run that lie within it.
    pub ghosts: u32,
    /// What is written in it. Empty while its end is still to come.
    pub runs: Vec<Run>,
}

/// Draws a fold; `None` where it has not begun by `now`.
pub fn draw(
    index: usize,
    fold: &Fold,
    timeline: &Timeline,
    ghosts: u32,
    (origin, now): (f64, Option<Time>),
    pane: &Pane,
    words: &dyn Words,
) -> Option<FoldBand> {
    if now.is_some_and(|t| t < fold.from) {
        return None;
    }
    let states = Side::BOTH.map(|side| timeline.state_at(side, fold.from));
    let mut timers: Vec<(Side, TimerKind)> =
        timeline.timers.iter().take_while(|t| t.from <= fold.from).filter(|t| t.to >= fold.to).map(|t| (t.side, t.kind)).collect();
    order::sort_by_key(&mut timers, |t| *t);
    timers.dedup();
    let over = now.is_none_or(|t| t >= fold.to);
    let mut band = FoldBand {
        index,
        top: fold.top - origin,
        bottom: fold.bottom - origin,
        idle: fold.idle,
        from: fold.from,
        to: fold.to,
        states,
        timers,
        ghosts,
        runs: Vec::new(),
    };
    if over {
        band.runs = text(&band, words);
        // What goes on meanwhile is left out from the end where there is no room for it.
        while band.runs.len() > 1 && runs_width(&band.runs, 11.0 * pane.text) > pane.span() - 12.0 {
            band.runs.pop();
        }
    }
    Some(band)
}

fn text(band: &FoldBand, words: &dyn Words) -> Vec<Run> {
    let mut runs = vec![Run { text: ["⋯ ", &span_text(band.to.since(band.from)), " ⋯"].concat(), role: Role::Field }];
    let [left, right] = ["left", "right"].map(|end| words.say(&["ladder.end.", end].concat(), &[]));
    let ends = [left, right];
    let mut also = |text: String| runs.push(Run { text: [" · ", &text].concat(), role: Role::Name });
    for &(side, timer) in &band.timers {
        let end = side.pick(&ends);
        also(if timer == TimerKind::TimeWait {
            words.say("ladder.fold.state", &[("end", end), ("state", side.pick(&band.states).name())])
        } else {
            words.say("ladder.fold.timer", &[("end", end), ("timer", &words.say(timer_key(timer), &[]))])
        });
    }
    if band.ghosts > 0 {
        also(words.say("ladder.fold.ghosts", &[("n", &band.ghosts.to_string())]));
    }
    runs
}

/// How many of these stretches (px, sorted by top) lie wholly within each fold.
pub fn count_within(scale: &TimeScale, stretches: impl Iterator<Item = (f64, f64)>) -> Vec<u32> {
    let folds = scale.folds();
    let mut counts = vec![0; folds.len()];
    for (top, bottom) in stretches {
        let at = folds.partition_point(|f| f.bottom < top);
        if folds.get(at).is_some_and(|f| f.top <= top && bottom <= f.bottom)
            && let Some(count) = counts.get_mut(at)
        {
            *count += 1;
        }
    }
    counts
}

/// The path of a torn edge across the pane, at a height.
pub fn zigzag(width: f64, y: f64) -> String {
    let mut path = ["M0 ", &decimal(y - 2.0, 1)].concat();
    let mut x = 0.0;
    let mut low = true;
    while x < width {
        x += 8.0;
        path.extend(["L", &decimal(x, 0), " ", &decimal(if low { y + 2.0 } else { y - 2.0 }, 1)]);
        low = !low;
    }
    path
}
