//! How fast time passes on the screen: a crossing takes 1.5 s and a fold 1 s, so that a lesson neither races nor waits.

use super::state::RunHandle;
use crate::base::{Span, Time};
use crate::layout::time_scale::{ScaleOptions, TimeScale};

/// ms on the screen for one crossing.
const CROSSING: f64 = 1500.0;
/// ms on the screen for one fold.
const FOLD: f64 = 1000.0;

/// A map between virtual time (ns) and time on the screen (ms) at speed 1; both rise.
#[derive(Clone, Debug, PartialEq)]
pub struct Pace {
    knots: Vec<(f64, f64)>,
    folds: Vec<(Time, Time)>,
    per_ns: f64,
}

impl Pace {
    /// The pace of a run; the folds are those of this connection's ladder.
    pub fn of(run: &RunHandle, connection: u16) -> Pace {
        let timeline = run.timeline(connection);
        let crossing = timeline.crossing();
        let scale = TimeScale::new(&timeline.events, crossing, &ScaleOptions::default());
        let per_ns = CROSSING / (crossing.0.max(1) as f64);
        let mut knots = vec![(0.0, 0.0)];
        let mut at = (0.0, 0.0);
        for fold in scale.folds() {
            let (from, to) = (fold.from.0 as f64, fold.to.0 as f64);
            let start = at.1 + (from - at.0) * per_ns;
            knots.push((from, start));
            at = (to, start + FOLD);
            knots.push(at);
        }
        let end = timeline.end.0 as f64;
        knots.push((end.max(at.0 + 1.0), at.1 + (end - at.0).max(1.0) * per_ns));
        Pace { knots, folds: scale.folds().iter().map(|f| (f.from, f.to)).collect(), per_ns }
    }

    /// ms on the screen up to an instant.
    pub fn screen(&self, time: Time) -> f64 {
        map(&self.knots, time.0 as f64, |k| *k)
    }
    /// The instant after so many ms on the screen.
    pub fn time(&self, screen: f64) -> Time {
        Time(map(&self.knots, screen.max(0.0), |k| (k.1, k.0)) as u64)
    }
    /// ms on the screen for the whole run.
    pub fn length(&self) -> f64 {
        self.knots.last().map_or(1.0, |k| k.1)
    }
    /// How much virtual time one second on the screen is, outside folds.
    pub fn per_second(&self, speed: f64) -> Span {
        Span((1000.0 * speed / self.per_ns) as u64)
    }
    /// Where time is folded.
    pub fn folds(&self) -> &[(Time, Time)] {
        &self.folds
    }
}

/// Piecewise linear; beyond the last knot, its value.
fn map(knots: &[(f64, f64)], x: f64, pick: impl Fn(&(f64, f64)) -> (f64, f64)) -> f64 {
    let after = knots.partition_point(|k| pick(k).0 <= x);
    let Some(a) = knots.get(after.saturating_sub(1)).map(&pick) else { return 0.0 };
    match knots.get(after).map(&pick) {
        Some(b) if b.0 > a.0 => a.1 + (x - a.0) / (b.0 - a.0) * (b.1 - a.1),
        _ => a.1,
    }
}
