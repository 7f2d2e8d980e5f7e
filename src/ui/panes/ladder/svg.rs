//! Numbers and points as SVG attributes: a tenth of a px is enough.

use crate::layout::decimal::decimal;
use crate::layout::ladder::Point;

/// A length in px.
pub fn px(value: f64) -> String {
    decimal(value, 1)
}

/// The value of `points`.
pub fn points(points: &[Point]) -> String {
    let mut out = String::with_capacity(points.len() * 12);
    for point in points {
        out.extend([&px(point.x), ",", &px(point.y), " "]);
    }
    out
}

/// The value of `transform` that turns about a point.
pub fn turn(angle: f64, at: Point) -> Option<String> {
    (angle.abs() > 0.01).then(|| ["rotate(", &decimal(angle, 2), " ", &px(at.x), " ", &px(at.y), ")"].concat())
}
