//! Axes: round numbers, few of them.

use crate::base::Time;
use crate::layout::decimal::{between, decimal};
use crate::layout::time_scale::TimeScale;

/// Where the curves of a chart lie, px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Right edge.
    pub right: f64,
    /// Lower edge.
    pub bottom: f64,
}

/// A number on an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where, px.
    pub at: f64,
    /// What it says.
    pub text: String,
}

/// What an axis counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes.
    Bytes,
    /// Nanoseconds, written in ms or s.
    Time,
    /// Bits per second.
    Rate,
}

/// A vertical axis from 0 up.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// The value at the upper edge.
    pub max: f64,
    /// Its ticks, from 0 up.
    pub ticks: Vec<Tick>,
    /// In what they are written.
    pub unit: &'static str,
    frame: Frame,
}

/// The next round number (1, 2 or 5 and noughts) from `least` up.
pub(super) fn round_up(least: f64) -> f64 {
    let mut ten = 1.0;
    while ten * 10.0 <= least {
        ten *= 10.0;
    }
    [1.0, 2.0, 5.0].map(|n| n * ten).into_iter().find(|n| *n >= least).unwrap_or(ten * 10.0)
}

impl Axis {
    /// An axis that reaches at least up to `most`.
    pub fn new(most: f64, unit: Unit, frame: Frame) -> Axis {
        let room = between((frame.bottom - frame.top) / 26.0, 2.0, 5.0);
        let step = round_up((most / room).max(1.0));
        let count = between((most / step).ceil(), 1.0, 5.0);
        let max = count * step;
        let (factor, unit) = scale_of(max, unit);
        let mut axis = Axis { max, ticks: Vec::new(), unit, frame };
        let mut n = 0.0;
        while n <= count {
            let value = n * step;
            axis.ticks.push(Tick { at: axis.y(value), text: decimal(value / factor, 2) });
            n += 1.0;
        }
        axis
    }

    /// Where a value stands, px.
    pub fn y(&self, value: f64) -> f64 {
        self.frame.bottom - value / self.max * (self.frame.bottom - self.frame.top)
    }
}

/// In what the numbers of an axis are written.
fn scale_of(max: f64, unit: Unit) -> (f64, &'static str) {
    match unit {
        Unit::Bytes if max >= 5e6 => (1e6, "MB"),
        Unit::Bytes if max >= 5e3 => (1e3, "kB"),
        Unit::Bytes => (1.0, "B"),
        Unit::Time if max >= 1e9 => (1e9, "s"),
        Unit::Time => (1e6, "ms"),
        Unit::Rate if max >= 1e9 => (1e9, "Gbit/s"),
        Unit::Rate if max >= 1e6 => (1e6, "Mbit/s"),
        Unit::Rate if max >= 1e3 => (1e3, "kbit/s"),
        Unit::Rate => (1.0, "bit/s"),
    }
}

/// Least px between two instants that are written.
const APART: f64 = 46.0;
/// Width of a figure, px.
const FIGURE: f64 = 6.0;

/// Instants along the time axis: round ones outside folds, and the last.
pub(super) fn times(scale: &TimeScale, end: Time, left: f64) -> Vec<Tick> {
    let seconds = end.0 >= 1_000_000_000;
    let unit = if seconds { 1e9 } else { 1e6 };
    let step = round_up(APART / scale.px_per_ns().max(1e-12));
    let places = [(1e8, 1), (1e7, 2)].iter().find(|(least, _)| step >= least * if seconds { 1.0 } else { 1e-6 }).map_or(3, |(_, p)| *p);
    let tick = |time: f64| Tick { at: left + scale.y(Time(time as u64)), text: decimal(time / unit, places) };
    let mut ticks = Vec::new();
    let mut from = 0.0;
    let stops = scale.folds().iter().map(|f| (f.from.0 as f64, f.to.0 as f64)).chain([(end.0 as f64, end.0 as f64)]);
    for (until, next) in stops {
        let mut time = (from / step).ceil() * step;
        while time < until {
            ticks.push(tick(time));
            time += step;
        }
        from = next;
    }
    let mut last = tick(end.0 as f64);
    last.text = decimal(end.0 as f64 / unit, if end.0 as f64 / unit >= 10.0 { 1 } else { places.max(2) });
    last.text.push_str(if seconds { " s" } else { " ms" });
    let mut kept: Vec<Tick> = Vec::new();
    for tick in ticks {
        let clear = kept.last().is_none_or(|k: &Tick| tick.at - k.at >= APART * 0.8);
        // The last one ends where the axis does, and has its unit.
        let room = (tick.text.len() as f64 / 2.0 + last.text.len() as f64 + 1.0) * FIGURE;
        if clear && last.at - tick.at >= room {
            kept.push(tick);
        }
    }
    kept.push(last);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers_are_round() {
        let cases = [(0.3, 1.0), (1.0, 1.0), (1.2, 2.0), (3.0, 5.0), (7.0, 10.0), (4100.0, 5000.0), (99_999.0, 100_000.0)];
        for (least, round) in cases {
            assert!((round_up(least) - round).abs() < 1e-9, "{least}");
        }
    }

    #[test]
    fn an_axis_has_few_round_numbers_and_a_unit() {
        let frame = Frame { left: 0.0, top: 0.0, right: 100.0, bottom: 100.0 };
        let axis = Axis::new(10_412.0, Unit::Bytes, frame);
        let said: Vec<&str> = axis.ticks.iter().map(|t| t.text.as_str()).collect();
        assert_eq!((said, axis.unit), (vec!["0", "5", "10", "15"], "kB"));
        assert!((axis.y(0.0) - 100.0).abs() < 1e-9 && axis.y(15_000.0).abs() < 1e-9);
    }
}
