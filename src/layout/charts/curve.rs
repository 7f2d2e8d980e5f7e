//! A value over time: it stays what it is until it changes.

use super::axis::Axis;
use crate::layout::decimal::between;
use crate::layout::ladder::Point;

/// A curve.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The key of its name; a frozen name too, and its class.
    pub id: &'static str,
    /// Its pieces: it has gaps where it is not known or leaves the chart.
    pub pieces: Vec<Vec<Point>>,
    /// Whether the pieces are areas.
    pub filled: bool,
}

impl Curve {
    /// Steps through (px, value) from the left; the last value holds until `right` px.
    pub fn steps(id: &'static str, values: impl IntoIterator<Item = (f64, Option<f64>)>, right: f64, axis: &Axis) -> Curve {
        let mut pieces: Vec<Vec<Point>> = Vec::new();
        let mut piece: Vec<Point> = Vec::new();
        let mut close = |piece: &mut Vec<Point>, x: f64| {
            if let Some(last) = piece.last().copied() {
                piece.push(Point::new(x, last.y));
                pieces.push(std::mem::take(piece));
            }
        };
        for (x, value) in values {
            let Some(value) = value.filter(|v| *v <= axis.max) else {
                close(&mut piece, x);
                continue;
            };
            let y = axis.y(value);
            if let Some(last) = piece.last().copied() {
                if (last.y - y).abs() < 0.05 {
                    continue;
                }
                piece.push(Point::new(x, last.y));
            }
            piece.push(Point::new(x, y));
        }
        close(&mut piece, right);
        Curve { id, pieces, filled: false }
    }

    /// The area between two values, in steps like a curve.
    pub fn band(id: &'static str, values: &[(f64, f64, f64)], right: f64, axis: &Axis) -> Curve {
        let (mut upper, mut lower): (Vec<Point>, Vec<Point>) = (Vec::new(), Vec::new());
        for (n, &(x, low, high)) in values.iter().enumerate() {
            let next = values.get(n + 1).map_or(right, |v| v.0);
            for (side, value) in [(&mut upper, high), (&mut lower, low)] {
                let y = axis.y(between(value, 0.0, axis.max));
                side.push(Point::new(x, y));
                side.push(Point::new(next, y));
            }
        }
        lower.reverse();
        upper.extend(lower);
        Curve { id, pieces: if upper.is_empty() { Vec::new() } else { vec![upper] }, filled: true }
    }
}
