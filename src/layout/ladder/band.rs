//! State bands: how long each end was in each state, drawn on its rail.

use super::pane::{Pane, Point, Shape};
use crate::base::Time;
use crate::layout::text::{Face, width};
use crate::layout::time_scale::TimeScale;
use crate::layout::timeline::{Side, StateSpan};
use crate::sim::StepId;
use crate::tcp::State;

/// How a band is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BandStyle {
    /// CLOSED, LISTEN: the surface shows.
    Hollow,
    /// Opening or half done.
    Tint,
    /// ESTABLISHED.
    Solid,
    /// Closing: a FIN of one's own waits for its acknowledgment.
    Mid,
    /// TIME-WAIT.
    Hatched,
}

impl BandStyle {
    /// The style of a state.
    pub const fn of(state: State) -> BandStyle {
        match state {
            State::Closed | State::Listen => BandStyle::Hollow,
            State::SynSent | State::SynReceived | State::FinWait2 | State::CloseWait => BandStyle::Tint,
            State::Established => BandStyle::Solid,
            State::FinWait1 | State::LastAck | State::Closing => BandStyle::Mid,
            State::TimeWait => BandStyle::Hatched,
        }
    }

    /// The class of words that stand on it: hatches must not cut them.
    pub const fn words(self) -> &'static str {
        match self {
            BandStyle::Solid => "on-solid",
            BandStyle::Hatched => "on-hatch",
            _ => "",
        }
    }
}

/// A band, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct StateBand {
    /// Whose.
    pub side: Side,
    /// The state.
    pub state: State,
    /// How it is filled.
    pub style: BandStyle,
    /// Left edge, px.
    pub x: f64,
    /// Upper edge, px.
    pub top: f64,
    /// Lower edge, px.
    pub bottom: f64,
    /// Width, px.
    pub width: f64,
    /// The state's name within it, on a phone.
    pub name: Option<InsideName>,
    /// Entered.
    pub from: Time,
    /// The step that entered it.
    pub step: Option<StepId>,
}

/// A name that stands upright within a rail, read from bottom to top.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InsideName {
    /// Middle of its baseline; turned by −90°.
    pub at: Point,
    /// Font size, px.
    pub size: f64,
    /// Length, px.
    pub length: f64,
}

/// Draws one band; `None` where it has not begun by `now`, or lies outside the window.
pub fn draw(span: &StateSpan, side: Side, edge: Edges, pane: &Pane, scale: &TimeScale, now: Option<Time>) -> Option<StateBand> {
    if now.is_some_and(|t| span.from > t) {
        return None;
    }
    let top = if edge.first { edge.above } else { scale.y(span.from) };
    let bottom = match now {
        Some(t) if t < span.to => scale.y(t),
        _ if edge.last => edge.below,
        _ => scale.y(span.to),
    };
    let style = BandStyle::of(span.state);
    let name = (pane.shape == Shape::Phone).then(|| inside(span.state, clear(top, bottom, scale), side, pane)).flatten();
    let x = pane.rail(side);
    Some(StateBand {
        side,
        state: span.state,
        style,
        x,
        top,
        bottom: bottom.max(top),
        width: pane.rail_width,
        name,
        from: span.from,
        step: span.step,
    })
}

/// Where a rail begins and ends, and whether a band is its first or last.
#[derive(Clone, Copy, Debug)]
pub struct Edges {
    /// Upper end of the rail, px.
    pub above: f64,
    /// Lower end of the rail, px.
    pub below: f64,
    /// The first band of the rail.
    pub first: bool,
    /// The last band of the rail.
    pub last: bool,
}

/// The longest part of a stretch that no fold covers.
pub(super) fn clear(top: f64, bottom: f64, scale: &TimeScale) -> (f64, f64) {
    let folds = scale.folds();
    let first = folds.partition_point(|f| f.bottom <= top);
    let (mut best, mut at) = ((top, top), top);
    let within = folds.iter().skip(first).take_while(|f| f.top < bottom).take(1000);
    for (upper, lower) in within.map(|f| (f.top, f.bottom)).chain([(bottom, bottom)]) {
        if upper - at > best.1 - best.0 {
            best = (at, upper);
        }
        at = lower;
    }
    best
}

fn inside(state: State, (top, bottom): (f64, f64), side: Side, pane: &Pane) -> Option<InsideName> {
    let size = 10.0 * pane.text;
    let length = width(state.name(), size, Face::Sans);
    let at = Point::new(pane.rail(side) + pane.rail_width / 2.0 + size * 0.36, f64::midpoint(top, bottom));
    (bottom - top >= length + 6.0).then_some(InsideName { at, size, length })
}
