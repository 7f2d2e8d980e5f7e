//! Numbers and points as SVG attributes: a tenth of a px is enough.

use crate::layout::ladder::Point;
use std::fmt::Write as _;

/// A length in px.
pub fn px(value: f64) -> String {
    let tenths = (value * 10.0).round() as i64;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{:.1}", tenths as f64 / 10.0) }
}

/// The value of `points`.
pub fn points(points: &[Point]) -> String {
    let mut out = String::with_capacity(points.len() * 12);
    for point in points {
        let _ = write!(out, "{},{} ", px(point.x), px(point.y));
    }
    out
}

/// The value of `transform` that turns about a point.
pub fn turn(angle: f64, at: Point) -> Option<String> {
    (angle.abs() > 0.01).then(|| format!("rotate({angle:.2} {} {})", px(at.x), px(at.y)))
}
