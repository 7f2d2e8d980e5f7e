//! Where along its line a label stands: as near to the sender as it can without being crossed by another line or
//! covering an arrowhead. Each label is placed by the lines around it alone, never by other labels or the viewport:
//! a label that no line crosses is parted from every other label by the line that one stands on.

use super::pane::Point;
use crate::base::order;

/// A label's own frame: `u` runs from the sender along the text, `v` points away from the reader's top.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    origin: Point,
    along: (f64, f64),
    down: (f64, f64),
}

impl Frame {
    /// The frame of a label that stands above the line from `from` towards `to`, or level where the line is steep.
    pub fn new(from: Point, to: Point, level: bool) -> Frame {
        let (dx, dy) = if level { ((to.x - from.x).signum(), 0.0) } else { (to.x - from.x, to.y - from.y) };
        let length = (dx * dx + dy * dy).sqrt().max(1e-6);
        let along = (dx / length, dy / length);
        // The normal that points down, whichever way the line runs.
        let down = if along.0 >= 0.0 { (-along.1, along.0) } else { (along.1, -along.0) };
        Frame { origin: from, along, down }
    }

    /// A point of the frame on paper.
    pub fn point(&self, u: f64, v: f64) -> Point {
        Point::new(self.origin.x + self.along.0 * u + self.down.0 * v, self.origin.y + self.along.1 * u + self.down.1 * v)
    }

    /// Cosine and sine of the angle, clockwise, that a text along it is turned by.
    pub fn turn(&self) -> (f64, f64) {
        if self.along.0 >= 0.0 { self.along } else { (-self.along.0, -self.along.1) }
    }

    /// Whether a point lies within `reach` of the strip `top..bottom` (v).
    pub fn near(&self, p: Point, top: f64, bottom: f64, reach: f64) -> bool {
        let (_, v) = self.of(p);
        v > top - reach && v < bottom + reach
    }

    fn of(&self, p: Point) -> (f64, f64) {
        let (x, y) = (p.x - self.origin.x, p.y - self.origin.y);
        (x * self.along.0 + y * self.along.1, x * self.down.0 + y * self.down.1)
    }

    /// Where a line passes the strip `top..bottom` (v), as a stretch of u.
    pub fn crossing(&self, a: Point, b: Point, top: f64, bottom: f64) -> Option<(f64, f64)> {
        let ((u0, v0), (u1, v1)) = (self.of(a), self.of(b));
        let (mut t0, mut t1) = (0.0_f64, 1.0_f64);
        let dv = v1 - v0;
        if dv.abs() < 1e-9 {
            if v0 < top || v0 > bottom {
                return None;
            }
        } else {
            let (enter, leave) = ((top - v0) / dv, (bottom - v0) / dv);
            t0 = t0.max(enter.min(leave));
            t1 = t1.min(enter.max(leave));
            if t0 > t1 {
                return None;
            }
        }
        let (p, q) = (u0 + (u1 - u0) * t0, u0 + (u1 - u0) * t1);
        Some((p.min(q), p.max(q)))
    }
}

impl Frame {
    /// Where a figure of four corners passes the strip `top..bottom` (v), as a stretch of u.
    pub fn figure(&self, corners: [Point; 4], top: f64, bottom: f64) -> Option<(f64, f64)> {
        let mut found: Option<(f64, f64)> = None;
        let mut last = corners[3];
        for corner in corners {
            if let Some((a, b)) = self.crossing(last, corner, top, bottom) {
                found = Some(found.map_or((a, b), |(from, to)| (from.min(a), to.max(b))));
            }
            last = corner;
        }
        found
    }
}

/// The corners of an upright box that has these two.
pub fn upright(a: Point, b: Point) -> [Point; 4] {
    [a, Point::new(b.x, a.y), b, Point::new(a.x, b.y)]
}

/// Stretches of u that a label must leave free.
#[derive(Clone, Debug, Default)]
pub struct Taken(Vec<(f64, f64)>);

impl Taken {
    /// Takes a stretch.
    pub fn add(&mut self, stretch: Option<(f64, f64)>, pad: f64) {
        self.0.extend(stretch.map(|(a, b)| (a - pad, b + pad)));
    }

    /// Sorts, so that `first_gap` can be asked.
    pub fn sort(&mut self) {
        order::sort_by(&mut self.0, |a, b| a.0.total_cmp(&b.0));
    }

    /// The first free stretch of this width between `from` and `to`.
    pub fn first_gap(&self, from: f64, to: f64, width: f64) -> Option<f64> {
        let mut at = from;
        for &(a, b) in &self.0 {
            if at + width <= a {
                break;
            }
            at = at.max(b);
        }
        (at + width <= to).then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_answers_an_arrival_stands_further_in() {
        // An arrow falls to the right from (0, 100); the one it answers arrives at its foot.
        let frame = Frame::new(Point::new(0.0, 100.0), Point::new(490.0, 142.0), false);
        let mut taken = Taken::default();
        taken.add(frame.crossing(Point::new(490.0, 58.0), Point::new(0.0, 100.0), -13.0, -2.0), 3.0);
        taken.sort();
        let at = taken.first_gap(14.0, 460.0, 150.0).unwrap();
        assert!((70.0..110.0).contains(&at), "{at}");
        assert!(frame.turn().1 > 0.07);
        assert!(frame.point(100.0, -4.0).y < frame.point(100.0, 0.0).y);
    }

    #[test]
    fn the_frame_of_the_right_end_reads_from_left_to_right_too() {
        let frame = Frame::new(Point::new(490.0, 0.0), Point::new(0.0, 42.0), false);
        assert!(frame.turn().1 < -0.07);
        assert!(frame.point(20.0, -5.0).y < frame.point(20.0, 0.0).y);
        assert!(frame.point(20.0, 0.0).x < 480.0);
    }
}
