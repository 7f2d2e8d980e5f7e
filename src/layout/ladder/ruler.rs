//! The ruler at the left: one unit for a whole run, ticks only where time runs at true scale.

use super::pane::{Pane, Shape};
use crate::base::Time;
use crate::layout::text::{Face, width};
use crate::layout::time_scale::TimeScale;
use crate::layout::words::rounded;

/// A tick of the ruler.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Height, px.
    pub y: f64,
    /// The instant.
    pub time: Time,
    /// What is written beside it; `None` for a small tick.
    pub text: Option<String>,
    /// Font size of that, px: a long one is smaller, so that it has room left of the line.
    pub size: f64,
}

/// The playhead: a dotted line across, with a tag on the ruler.
#[derive(Clone, Debug, PartialEq)]
pub struct Playhead {
    /// Height, px.
    pub y: f64,
    /// The tag's text.
    pub text: String,
    /// Width of the tag, px.
    pub width: f64,
}

/// The ruler of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ruler {
    /// ns from one small tick to the next.
    small: u64,
    /// ns of the unit.
    unit: u64,
    /// The unit's name.
    name: &'static str,
    /// Decimal places of a written tick.
    places: u32,
    /// Whether each text carries the unit.
    written: bool,
    /// Whether the head above carries it.
    headed: bool,
    /// Font size, px.
    size: f64,
    /// From the line to the text, px.
    gap: f64,
    /// Left of the line for a text, px.
    room: f64,
}

/// Small ticks in one written tick.
const SMALL: u64 = 5;

impl Ruler {
    /// The ruler of a run that ends at `end`. Magnified, what it writes stays as large as the rest: the pane gives it room.
    pub fn new(scale: &TimeScale, end: Time, pane: &mut Pane) -> Ruler {
        let (unit, name) = match end.0 {
            1_000_000_000.. => (1_000_000_000, "s"),
            1_000_000.. => (1_000_000, "ms"),
            1_000.. => (1_000, "µs"),
            _ => (1, "ns"),
        };
        let step = nice(36.0 * pane.text / scale.px_per_ns());
        let mut places = 0;
        let mut size = unit;
        while size > 1 && !step.is_multiple_of(size) {
            size /= 10;
            places += 1;
        }
        let gap = pane.tick_gap();
        let room = pane.ruler - gap - 1.0;
        let mut ruler = Ruler {
            small: (step / SMALL).max(1),
            unit,
            name,
            places,
            written: true,
            headed: pane.shape == Shape::Phone,
            size: 10.0 * pane.text,
            gap,
            room,
        };
        // After a fold a tick may need one place more.
        let finer = u32::from(!scale.folds().is_empty() && unit > 10_u64.pow(places));
        let longest = width(&ruler.write(end, places + finer), ruler.size, Face::Mono);
        ruler.written = !ruler.headed && longest <= room;
        let lacks = width(&ruler.write(end, places + finer), ruler.size, Face::Mono) - room;
        if pane.text > 1.0 && lacks > 0.0 {
            pane.widen_ruler(lacks);
            ruler.room += lacks;
        }
        ruler
    }

    /// The unit, where the ticks do not carry it.
    pub fn unit(&self) -> &'static str {
        if self.headed { self.name } else { "" }
    }

    /// How an instant is written.
    fn text(&self, time: Time) -> String {
        match time {
            // A head with tools over the ruler has no room for the unit.
            Time::ZERO if !self.written && !self.headed => ["0 ", self.name].concat(),
            Time::ZERO => "0".to_owned(),
            _ => self.write(time, self.places),
        }
    }

    fn write(&self, time: Time, places: u32) -> String {
        let number = decimals(time.0, self.unit, places);
        if self.written { [&number, " ", self.name].concat() } else { number }
    }

    /// What is written at a tick: every fifth, unless a fold's edge is too near; and one after each fold, so that the
    /// reader knows where time goes on.
    fn label(&self, scale: &TimeScale, time: Time) -> Option<String> {
        let folds = scale.folds();
        let after = folds.partition_point(|f| f.to <= time);
        let near = self.gap;
        let upper = folds.get(after).map_or(Time(u64::MAX), |f| scale.time(f.top - near));
        let before = after.checked_sub(1).and_then(|at| folds.get(at));
        let lower = before.map_or(Time::ZERO, |f| scale.time(f.bottom + near));
        if time < lower || time > upper {
            return None;
        }
        let large = self.small * SMALL;
        if time.0.is_multiple_of(large) {
            return Some(self.text(time));
        }
        let end = if after < folds.len() { upper } else { scale.time(scale.height() - 2.0 * near) };
        if before.is_none() || lower.0.div_ceil(large) * large <= end.0 {
            return None;
        }
        // The first tick that the usual number of places can write, else the very first.
        let first = lower.0.div_ceil(self.small) * self.small;
        let place = (self.unit / 10_u64.pow(self.places)).max(1);
        let fits = (0..SMALL).map(|n| first + n * self.small).find(|t| t.is_multiple_of(place) && *t <= end.0);
        let extra = u32::from(fits.is_none() && self.unit > 10_u64.pow(self.places));
        (time.0 == fits.unwrap_or(first)).then(|| self.write(time, self.places + extra))
    }

    /// The ticks between two heights, in time no later than `now`.
    pub fn ticks(&self, scale: &TimeScale, top: f64, bottom: f64, now: Option<Time>, origin: f64) -> Vec<Tick> {
        let mut out = Vec::new();
        let end = now.map_or(scale.time(bottom), |t| t.min(scale.time(bottom)));
        let mut time = Time(scale.time(top).0 / self.small * self.small);
        while time <= end {
            if let Some(fold) = scale.fold_at(time).and_then(|at| scale.folds().get(at)) {
                let next = fold.to.0.div_ceil(self.small).max(time.0 / self.small + 1);
                time = Time(next.saturating_mul(self.small));
                continue;
            }
            let text = self.label(scale, time);
            let wide = text.as_deref().map_or(0.0, |text| width(text, self.size, Face::Mono));
            let size = self.size * (self.room / wide.max(1.0)).min(1.0);
            out.push(Tick { y: scale.y(time) - origin, time, text, size });
            let Some(next) = time.0.checked_add(self.small) else { break };
            time = Time(next);
        }
        out
    }

    /// The playhead at an instant.
    pub fn playhead(&self, scale: &TimeScale, time: Time, pane: &Pane, origin: f64) -> Playhead {
        // One place more than the ticks: a step may stand between them.
        let places = (self.places + 1).min(self.unit.ilog10());
        let number = decimals(time.0, self.unit, places);
        let text = if pane.shape == Shape::Phone { number } else { [&number, " ", self.name].concat() };
        let width = (width(&text, 10.0 * pane.text, Face::Mono) + 10.0 * pane.text).max(pane.ruler);
        Playhead { y: scale.y(time) - origin, text, width }
    }
}

/// 1, 2 or 5 times a power of ten, not below `x` ns.
fn nice(x: f64) -> u64 {
    let mut power = 1_u64;
    loop {
        for n in [1, 2, 5] {
            let candidate = power.saturating_mul(n * SMALL) / SMALL;
            if candidate as f64 >= x || candidate > u64::MAX / 20 {
                return candidate.max(SMALL);
            }
        }
        power = power.saturating_mul(10);
    }
}

/// `ns / unit` with so many decimal places, rounded.
fn decimals(ns: u64, unit: u64, places: u32) -> String {
    let (whole, rest) = rounded(ns, unit, places);
    if places == 0 { whole.to_string() } else { format!("{whole}.{rest:0width$}", width = places as usize) }
}
