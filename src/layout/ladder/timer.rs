//! Timers: bars in columns of their own beside the rails.

use super::pane::Pane;
use crate::base::{Span, Time};
use crate::layout::time_scale::TimeScale;
use crate::layout::timeline::{Side, TimerRun};
use crate::sim::TimerEnd;
use crate::tcp::TimerKind;

/// How a bar is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BarStyle {
    /// RTO, persist, keep-alive, user timeout.
    Solid,
    /// Delayed ACK.
    Dotted,
    /// 2MSL.
    Double,
}

/// What stands at the lower end of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    /// Open circle.
    Stopped,
    /// Diamond in ink.
    Expired,
    /// Nothing: it runs on.
    Running,
}

/// A bar, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct TimerBar {
    /// Index of its first run in the trace's timers.
    pub id: u32,
    /// Whose.
    pub side: Side,
    /// Which timer.
    pub kind: TimerKind,
    /// How it is drawn.
    pub style: BarStyle,
    /// Middle of its column, px.
    pub x: f64,
    /// Upper end, px.
    pub top: f64,
    /// Lower end, px.
    pub bottom: f64,
    /// Its stretches: (upper end, lower end, whether it passes a fold there and is dotted).
    pub pieces: Vec<(f64, f64, bool)>,
    /// What stands at its lower end.
    pub cap: Cap,
    /// Length of its last run, from start to deadline.
    pub length: Span,
    /// Started.
    pub from: Time,
    /// Its last deadline.
    pub deadline: Time,
    /// How many runs it stands for: restarts, and runs too close to tell apart.
    pub runs: u32,
}

/// What the scene keeps of a bar: one or more runs in a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bar {
    /// First run.
    pub first: TimerRun,
    /// Last run.
    pub last: TimerRun,
    /// How many.
    pub runs: u32,
    /// Upper end, px from the scene's top.
    pub top: f64,
    /// Lower end, px from the scene's top.
    pub bottom: f64,
}

/// Bars of a run, by their upper ends. A restart goes on with the same bar, and so does a run that begins less than
/// `apart` px after the one before was stopped: a bulk transfer would be a wall of bars otherwise.
pub fn bars(timers: &[TimerRun], scale: &TimeScale, apart: f64) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    let mut open: [[Option<usize>; TimerKind::ALL.len()]; 2] = [[None; TimerKind::ALL.len()]; 2];
    for run in timers {
        let (top, bottom) = (scale.y(run.from), scale.y(run.to));
        let Some(slot) = run.side.pick_mut(&mut open).get_mut(run.kind as usize) else { continue };
        let before = slot.and_then(|at| bars.get_mut(at)).filter(|b| goes_on(b, top, bottom, apart));
        if let Some(bar) = before {
            bar.last = *run;
            bar.runs += 1;
            bar.bottom = bottom;
        } else {
            *slot = Some(bars.len());
            bars.push(Bar { first: *run, last: *run, runs: 1, top, bottom });
        }
    }
    bars
}

fn goes_on(bar: &Bar, top: f64, bottom: f64, apart: f64) -> bool {
    match bar.last.how {
        TimerEnd::Restarted => top - bar.bottom < 1.0,
        // Two short runs in a row, or one that follows at once.
        TimerEnd::Stopped => top - bar.bottom < apart && (bar.bottom - bar.top < 3.0 * apart || bottom - top < 3.0 * apart),
        TimerEnd::Expired | TimerEnd::Running => false,
    }
}

impl BarStyle {
    /// The style of a timer.
    pub const fn of(kind: TimerKind) -> BarStyle {
        match kind {
            TimerKind::DelayedAck => BarStyle::Dotted,
            TimerKind::TimeWait => BarStyle::Double,
            _ => BarStyle::Solid,
        }
    }
}

/// Distance of a timer's column from the rail, px at text scale 1. What can run together stands in different columns.
const fn column(kind: TimerKind) -> f64 {
    match kind {
        TimerKind::Retransmission | TimerKind::Persist => 7.0,
        TimerKind::DelayedAck | TimerKind::TimeWait | TimerKind::SwsOverride => 12.0,
        TimerKind::KeepAlive | TimerKind::UserTimeout => 16.0,
    }
}

/// Draws a bar; `None` where it has not begun by `now`.
pub fn draw(bar: &Bar, pane: &Pane, scale: &TimeScale, origin: f64, now: Option<Time>) -> Option<TimerBar> {
    let (first, last) = (&bar.first, &bar.last);
    if now.is_some_and(|t| first.from > t) {
        return None;
    }
    let cut = now.filter(|t| *t < last.to);
    let bottom = cut.map_or(bar.bottom, |t| scale.y(t));
    let cap = match last.how {
        _ if cut.is_some() => Cap::Running,
        TimerEnd::Stopped => Cap::Stopped,
        TimerEnd::Expired => Cap::Expired,
        TimerEnd::Restarted | TimerEnd::Running => Cap::Running,
    };
    Some(TimerBar {
        id: first.id,
        side: first.side,
        kind: first.kind,
        style: BarStyle::of(first.kind),
        x: pane.out(first.side, column(first.kind)),
        top: bar.top - origin,
        bottom: bottom - origin,
        pieces: pieces(bar.top, bottom, scale, origin),
        cap,
        length: last.deadline.since(last.from),
        from: first.from,
        deadline: last.deadline,
        runs: bar.runs,
    })
}

fn pieces(top: f64, bottom: f64, scale: &TimeScale, origin: f64) -> Vec<(f64, f64, bool)> {
    let mut out = Vec::with_capacity(1);
    let mut at = top;
    let first = scale.folds().partition_point(|f| f.bottom <= top);
    for fold in scale.folds().iter().skip(first).take_while(|f| f.top < bottom) {
        if fold.top > at {
            out.push((at - origin, fold.top - origin, false));
        }
        let end = fold.bottom.min(bottom);
        out.push((fold.top.max(at) - origin, end - origin, true));
        at = end;
    }
    if bottom > at || out.is_empty() {
        out.push((at - origin, bottom - origin, false));
    }
    out
}
