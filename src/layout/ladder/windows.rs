//! The windows of both ends over time, in a column of their own outside each rail: as far as a line is from the column's base, so
//! many bytes. What is in flight is an area, the windows that bound it are lines.

use super::Scene;
use super::pane::{Pane, Point};
use crate::base::Time;
use crate::layout::decimal::between;
use crate::layout::time_scale::TimeScale;
use crate::layout::timeline::Side;
use crate::sim::{Sample, StepId};
use crate::tcp::Variable;

/// Room that a column takes of its gutter, px at text scale 1; a phone's has less ([`Pane::new`]).
pub const ROOM: f64 = 52.0;
/// The longest line in it, as part of that room.
const LONGEST: f64 = 0.77;
/// From the ruler, or from the edge of the ladder, as part of that room.
const MARGIN: f64 = 0.115;

/// What is drawn: the bytes in flight, then the windows; each with the class of its line.
pub const DRAWN: [(Variable, &str); 4] = [
    (Variable::Flight, "window-flight"),
    (Variable::SndWnd, "window-send"),
    (Variable::Cwnd, "window-congestion"),
    (Variable::RcvWnd, "window-receive"),
];

/// The values of one end from an instant on.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Row {
    step: StepId,
    y: f64,
    values: [Option<u64>; DRAWN.len()],
}

/// The windows of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Windows {
    rows: [Vec<Row>; 2],
    /// Bytes that the longest line stands for, of each end.
    pub most: [u64; 2],
}

/// The column of one end, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowColumn {
    /// Whose.
    pub side: Side,
    /// Where lines of length zero stand, px.
    pub base: f64,
    /// Where the longest end, px.
    pub far: f64,
    /// Upper and lower end, px.
    pub reach: (f64, f64),
    /// Bytes that the longest line stands for.
    pub most: u64,
    /// For each of [`DRAWN`], its pieces as corners from the top: where a value is not known there is a gap.
    pub lines: [Vec<Vec<Point>>; DRAWN.len()],
}

impl Windows {
    /// Reads the samples of a connection.
    pub fn new(samples: &[Sample], connection: u16, scale: &TimeScale) -> Windows {
        let mut windows = Windows::default();
        for sample in samples.iter().filter(|s| s.end.connection == connection) {
            let side = Side::of(sample.end.side);
            let values = DRAWN.map(|(variable, _)| sample.value(variable));
            let [flight, send, congestion, _] = values.map(Option::unwrap_or_default);
            let most = side.pick_mut(&mut windows.most);
            // What bounds the sender has to be seen; what lies beyond it may be cut.
            *most = (*most).max(flight).max(send.min(congestion));
            let row = Row { step: sample.step, y: scale.y(sample.time), values };
            let rows = side.pick_mut(&mut windows.rows);
            match rows.last_mut() {
                Some(last) if row.y - last.y < 0.5 && last.values.iter().zip(&values).all(|(a, b)| a.is_some() == b.is_some()) => {
                    *last = Row { y: last.y, ..row };
                }
                _ => rows.push(row),
            }
        }
        windows
    }

    /// The columns between two heights, down to `bottom` at the latest; `shows` says which steps may be told of.
    pub fn draw(&self, pane: &Pane, (top, bottom): (f64, f64), shows: impl Fn(StepId) -> bool) -> [WindowColumn; 2] {
        Side::BOTH.map(|side| {
            let (base, far) = pane.window_column(side);
            let most = *side.pick(&self.most);
            let x = |value: u64| base + (far - base) * between(value as f64 / most.max(1) as f64, 0.0, 1.0);
            let mut lines: [Vec<Vec<Point>>; DRAWN.len()] = Default::default();
            let rows = side.pick(&self.rows);
            let first = rows.partition_point(|r| r.y <= top).saturating_sub(1);
            let seen = rows.iter().enumerate().skip(first).take_while(|(_, r)| r.y <= bottom && shows(r.step));
            for (at, row) in seen {
                let from = row.y.max(top);
                let next = rows.get(at + 1).filter(|next| shows(next.step)).map_or(bottom, |next| next.y.min(bottom)).max(from);
                for (value, pieces) in row.values.iter().zip(&mut lines) {
                    let Some(x) = value.map(x) else { continue };
                    let goes_on = |piece: &&mut Vec<Point>| piece.last().is_some_and(|last| (last.y - from).abs() < 0.01);
                    if let Some(piece) = pieces.last_mut().filter(goes_on) {
                        piece.extend([Point::new(x, from), Point::new(x, next)]);
                    } else {
                        pieces.push(vec![Point::new(x, from), Point::new(x, next)]);
                    }
                }
            }
            WindowColumn { side, base, far, reach: (top, bottom), most, lines }
        })
    }
}

impl Pane {
    /// Where a window column's lines begin and where the longest end, px: they grow away from the rail.
    fn window_column(&self, side: Side) -> (f64, f64) {
        let (margin, longest) = (MARGIN * self.beside, LONGEST * self.beside);
        match side {
            Side::Left => (self.ruler + margin + longest, self.ruler + margin),
            Side::Right => (self.width - margin - longest, self.width - margin),
        }
    }
}

impl Scene {
    /// Where the rails begin and where everything that has happened by `now` ends, px.
    pub fn reach(&self, now: Option<Time>) -> (f64, f64) {
        (self.rail.0, now.map_or(self.rail.1, |t| self.scale.y(t).min(self.rail.1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::ladder::{Choice, Look, Options};
    use crate::layout::timeline::Timeline;
    use crate::sim::{samples, simulate};
    use std::rc::Rc;

    #[test]
    fn windows_are_drawn_to_scale_and_no_further_than_they_are_known() {
        let trace = simulate(&Rc::new(crate::scenario::catalogue::find("slow-start").expect("it is there")));
        let look = Look::default().with(Choice::Windows, true);
        let scene = Scene::new(Rc::new(Timeline::of(&trace, 0)), None, Options { look, ..Options::default() });
        let windows = Windows::new(&samples(&trace), 0, scene.scale());
        let sender = if windows.most[0] > windows.most[1] { Side::Left } else { Side::Right };
        assert!(*sender.pick(&windows.most) > 2000);
        for upto in [StepId::MAX, 9] {
            for column in windows.draw(scene.pane(), scene.reach(None), |step| step <= upto) {
                let (least, greatest) = (column.base.min(column.far), column.base.max(column.far));
                let points = column.lines.iter().flatten().flatten();
                assert!(points.clone().all(|p| p.x >= least - 1e-9 && p.x <= greatest + 1e-9));
                assert!(points.clone().all(|p| p.y >= column.reach.0 && p.y <= column.reach.1));
                assert!(scene.pane().rail(Side::Left) > greatest || scene.pane().outer(Side::Right) < least, "outside the rails");
            }
        }
        let of = |upto: StepId| windows.draw(scene.pane(), scene.reach(None), |step| step <= upto);
        let corners = |columns: &[WindowColumn; 2]| columns.iter().flat_map(|c| c.lines.iter().flatten().flatten()).count();
        assert!(corners(&of(9)) < corners(&of(StepId::MAX)), "nothing of the future");
    }
}
