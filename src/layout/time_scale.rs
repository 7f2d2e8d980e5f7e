//! Time on paper: a piecewise-linear map between virtual time and height, with folds where nothing happens.

use crate::base::{Span, Time};
use crate::layout::decimal::between;

/// How time is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleOptions {
    /// px per crossing (one one-way delay) at zoom 1.
    pub crossing_height: f64,
    /// Magnifies the scale.
    pub zoom: f64,
    /// Where nothing happens for longer than this, time is folded; `None` lets the crossing decide (200 ms at 50 ms).
    pub fold_after: Option<Span>,
    /// Height of a fold in px.
    pub fold_height: f64,
    /// px at true scale kept before and after a fold.
    pub fold_margin: f64,
    /// px above the first instant and below the last.
    pub head: f64,
}

/// The zoom after so many steps: two double the scale.
pub fn zoomed(steps: i32) -> f64 {
    let step = if steps < 0 { std::f64::consts::FRAC_1_SQRT_2 } else { std::f64::consts::SQRT_2 };
    (0..steps.unsigned_abs()).fold(1.0, |zoom, _| zoom * step)
}

impl Default for ScaleOptions {
    fn default() -> Self {
        ScaleOptions { crossing_height: 42.0, zoom: 1.0, fold_after: None, fold_height: 30.0, fold_margin: 20.0, head: 16.0 }
    }
}

/// A stretch of time in which nothing happens, drawn as a band.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fold {
    /// First instant inside.
    pub from: Time,
    /// Last instant inside.
    pub to: Time,
    /// Upper edge in px.
    pub top: f64,
    /// Lower edge in px.
    pub bottom: f64,
    /// The whole idle time between the event before and the event after; longer than the band's own stretch.
    pub idle: Span,
}

/// The map. It never falls: a later instant is never drawn above an earlier one.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeScale {
    /// (ns, px), strictly rising in both.
    knots: Vec<(u64, f64)>,
    folds: Vec<Fold>,
    px_per_ns: f64,
    height: f64,
}

impl TimeScale {
    /// Builds the map for a run with these events (sorted, ns) and a typical crossing (one-way delay).
    pub fn new(events: &[Time], crossing: Span, options: &ScaleOptions) -> TimeScale {
        let crossing = crossing.0.max(1_000) as f64;
        let px_per_ns = options.crossing_height.max(1.0) * between(options.zoom, 0.01, 1000.0) / crossing;
        let fold_after = options.fold_after.unwrap_or_else(|| auto_fold(crossing)).0;
        let margin = (options.fold_margin / px_per_ns) as u64;
        let mut knots = vec![(0, options.head)];
        let mut folds = Vec::new();
        let mut last = Time::ZERO;
        for &event in events {
            let gap = event.since(last).0;
            // What the fold takes away must be more than what it costs.
            let hidden = gap.saturating_sub(margin.saturating_mul(2));
            if gap > fold_after && hidden as f64 * px_per_ns > options.fold_height {
                let (from, to) = (Time(last.0 + margin), Time(event.0 - margin));
                let top = extend(&knots, from.0, px_per_ns);
                let bottom = top + options.fold_height;
                knots.push((from.0, top));
                knots.push((to.0, bottom));
                folds.push(Fold { from, to, top, bottom, idle: Span(gap) });
            }
            last = event.max(last);
        }
        let bottom = extend(&knots, last.0, px_per_ns);
        TimeScale { knots, folds, px_per_ns, height: bottom + options.head }
    }

    /// The same folds on another length: the whole, from the first instant to `end`, takes `length` px, each fold
    /// `fold` px of it (less where they would take more than half). Folds after `end` are left out.
    #[must_use]
    pub fn fitted(&self, end: Time, length: f64, fold: f64) -> TimeScale {
        let within = self.folds.partition_point(|f| f.to <= end);
        let within = self.folds.get(..within).unwrap_or_default();
        let hidden: u64 = within.iter().map(|f| f.to.since(f.from).0).sum();
        let fold = fold.min(length * 0.5 / within.len().max(1) as f64);
        let px_per_ns = (length - fold * within.len() as f64) / end.0.saturating_sub(hidden).max(1) as f64;
        let mut knots = vec![(0, 0.0)];
        let mut folds = Vec::with_capacity(within.len());
        for old in within {
            let top = extend(&knots, old.from.0, px_per_ns);
            let bottom = top + fold;
            knots.push((old.from.0, top));
            knots.push((old.to.0, bottom));
            folds.push(Fold { top, bottom, ..*old });
        }
        TimeScale { knots, folds, px_per_ns, height: length }
    }

    /// Height of the whole in px.
    pub fn height(&self) -> f64 {
        self.height
    }
    /// px per nanosecond outside folds.
    pub fn px_per_ns(&self) -> f64 {
        self.px_per_ns
    }
    /// The folds, from the top.
    pub fn folds(&self) -> &[Fold] {
        &self.folds
    }

    /// Height in px at which an instant is drawn.
    pub fn y(&self, time: Time) -> f64 {
        let after = self.knots.partition_point(|k| k.0 <= time.0);
        let Some(&(t0, y0)) = self.knots.get(after.saturating_sub(1)) else { return 0.0 };
        match self.knots.get(after) {
            // Inside a fold: between its edges.
            Some(&(t1, y1)) if self.is_fold(after) => y0 + (time.0 - t0) as f64 / (t1 - t0) as f64 * (y1 - y0),
            _ => y0 + time.0.saturating_sub(t0) as f64 * self.px_per_ns,
        }
    }

    /// The instant drawn at a height; the beginning for anything above it.
    pub fn time(&self, y: f64) -> Time {
        let after = self.knots.partition_point(|k| k.1 <= y);
        let Some(&(t0, y0)) = self.knots.get(after.saturating_sub(1)) else { return Time::ZERO };
        let down = (y - y0).max(0.0);
        match self.knots.get(after) {
            Some(&(t1, y1)) if self.is_fold(after) => Time(t0 + (down / (y1 - y0) * (t1 - t0) as f64) as u64),
            _ => Time(t0.saturating_add((down / self.px_per_ns) as u64)),
        }
    }

    /// The fold an instant lies in.
    pub fn fold_at(&self, time: Time) -> Option<usize> {
        let index = self.folds.partition_point(|f| f.to <= time);
        self.folds.get(index).filter(|f| f.from < time).map(|_| index)
    }

    /// Whether the stretch that ends at this knot is a fold: knots come as (start, fold from, fold to, fold from, …).
    fn is_fold(&self, end: usize) -> bool {
        end > 0 && end.is_multiple_of(2) && end < self.knots.len()
    }
}

/// Four to six crossings of silence are dull to look at; at 50 ms, the usual 200 ms.
fn auto_fold(crossing: f64) -> Span {
    Span(between(200_000_000.0, crossing * 2.5, crossing * 6.0) as u64)
}

/// Where an instant after the last knot lies.
fn extend(knots: &[(u64, f64)], time: u64, px_per_ns: f64) -> f64 {
    knots.last().map_or(0.0, |&(t, y)| y + time.saturating_sub(t) as f64 * px_per_ns)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ms(n: u64) -> Time {
        Time(n * 1_000_000)
    }

    #[test]
    fn a_long_silence_becomes_a_band() {
        let scale = TimeScale::new(&[ms(0), ms(50), ms(100), ms(60_100)], Span::from_millis(50), &ScaleOptions::default());
        assert_eq!(scale.folds().len(), 1);
        let fold = scale.folds()[0];
        assert_eq!(fold.idle, Span::from_secs(60));
        assert!((fold.bottom - fold.top - 30.0).abs() < 1e-9);
        assert!((scale.y(ms(50)) - scale.y(ms(0)) - 42.0).abs() < 1e-6);
        assert!((scale.y(ms(60_100)) - fold.bottom - 20.0).abs() < 0.01);
        assert_eq!(scale.fold_at(ms(30_000)), Some(0));
        assert_eq!(scale.fold_at(ms(100)), None);
        assert!(scale.height() < 250.0);
    }

    #[test]
    fn a_silence_shorter_than_the_threshold_is_drawn_in_full() {
        let scale = TimeScale::new(&[ms(0), ms(199)], Span::from_millis(50), &ScaleOptions::default());
        assert!(scale.folds().is_empty());
    }

    proptest! {
        #[test]
        fn the_inverse_comes_back_within_a_pixel_and_time_never_runs_up(
            mut times in prop::collection::vec(0u64..100_000_000_000, 1..60), probes in prop::collection::vec(0u64..100_000_000_000, 20),
            crossing in 0u64..2_000_000_000, zoom in 0.1..10.0
        ) {
            times.sort_unstable();
            let events: Vec<Time> = times.into_iter().map(Time).collect();
            let scale = TimeScale::new(&events, Span(crossing), &ScaleOptions { zoom, ..ScaleOptions::default() });
            let mut probes: Vec<Time> = probes.into_iter().map(Time).collect();
            probes.sort_unstable();
            let mut last = f64::NEG_INFINITY;
            for t in probes {
                let y = scale.y(t);
                prop_assert!(y.is_finite() && y >= last);
                last = y;
                prop_assert!((scale.y(scale.time(y)) - y).abs() < 1.0);
            }
        }
    }
}
