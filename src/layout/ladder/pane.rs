//! Where things stand across the ladder: rails, gutters and ruler for a given width.

use crate::layout::Side;
use crate::layout::decimal::between;

/// A point in px: x from the left edge of the ladder, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// A point.
    pub const fn new(x: f64, y: f64) -> Point {
        Point { x, y }
    }
    /// How far `to` is from here.
    pub fn far(self, to: Point) -> f64 {
        let (dx, dy) = (to.x - self.x, to.y - self.y);
        (dx * dx + dy * dy).sqrt()
    }
    /// The same, `dy` further up.
    #[must_use]
    pub fn up(self, dy: f64) -> Point {
        Point { x: self.x, y: self.y - dy }
    }
}

/// Which end of a text stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Anchor {
    /// The value of `text-anchor`.
    pub const fn css(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

/// How much room there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Below 600 px: names of states inside the rails, short labels.
    Phone,
    /// Up to 760 px.
    Embed,
    /// The lab.
    Wide,
}

/// The columns of the ladder, in px.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pane {
    /// Whole width.
    pub width: f64,
    /// How much room there is.
    pub shape: Shape,
    /// Left edge of each rail.
    pub rails: [f64; 2],
    /// Width of a rail.
    pub rail_width: f64,
    /// The ruler's line.
    pub ruler: f64,
    /// All type and its distances are magnified by this (lecture view).
    pub text: f64,
    /// Kept free in each gutter, outside what is written there, px.
    pub beside: f64,
}

/// Width of a rail at text scale 1.
const RAIL: f64 = 14.0;

impl Pane {
    /// The columns for a width and a text scale; `shape` overrides what the width says.
    /// `beside` is kept free in each gutter, px at text scale 1; on a phone, less.
    pub fn new(width: f64, text: f64, shape: Option<Shape>, beside: f64) -> Pane {
        let width = width.max(160.0);
        let text = between(text, 0.5, 4.0);
        let room = width / text;
        let shape = shape.unwrap_or(if room < 600.0 {
            Shape::Phone
        } else if room <= 760.0 {
            Shape::Embed
        } else {
            Shape::Wide
        });
        let (left, right, ruler) = match shape {
            Shape::Phone => (56.0, 34.0, 34.0),
            Shape::Embed => (156.0, 140.0, 52.0),
            Shape::Wide => (162.0, 149.0, 54.0),
        };
        let beside = if shape == Shape::Phone { beside * 0.6 } else { beside };
        let (left, right) = (left + beside, right + beside);
        let rail_width = RAIL * text;
        let rails = [left * text, width - right * text - rail_width];
        Pane { width, shape, rails, rail_width, ruler: ruler * text, text, beside: beside * text }
    }

    /// Gives the ruler's texts more room, px.
    pub fn widen_ruler(&mut self, by: f64) {
        self.ruler += by;
        self.rails[0] += by;
    }

    /// The edge of a rail that looks at the other rail.
    pub fn inner(&self, side: Side) -> f64 {
        match side {
            Side::Left => self.rails[0] + self.rail_width,
            Side::Right => self.rails[1],
        }
    }
    /// The edge of a rail that looks at the gutter.
    pub fn outer(&self, side: Side) -> f64 {
        match side {
            Side::Left => self.rails[0],
            Side::Right => self.rails[1] + self.rail_width,
        }
    }
    /// Left edge of a rail.
    pub fn rail(&self, side: Side) -> f64 {
        *side.pick(&self.rails)
    }
    /// `dx` px (at text scale 1) outwards from a rail's outer edge.
    pub fn out(&self, side: Side, dx: f64) -> f64 {
        match side {
            Side::Left => self.outer(side) - dx * self.text,
            Side::Right => self.outer(side) + dx * self.text,
        }
    }
    /// Distance between the rails that arrows cross.
    pub fn span(&self) -> f64 {
        (self.rails[1] - self.inner(Side::Left)).max(1.0)
    }
    /// Where a way from `side` stands after this part of it (0 to 1).
    pub fn across(&self, side: Side, part: f64) -> f64 {
        match side {
            Side::Left => self.inner(side) + self.span() * part,
            Side::Right => self.inner(side) - self.span() * part,
        }
    }
    /// Where the texts of a gutter begin, and which end of them stands there.
    pub fn gutter(&self, side: Side) -> (f64, Anchor) {
        let anchor = match side {
            Side::Left => Anchor::End,
            Side::Right => Anchor::Start,
        };
        (self.out(side, 20.0), anchor)
    }
    /// From the ruler's line to its texts, px.
    pub fn tick_gap(&self) -> f64 {
        if self.shape == Shape::Phone { 7.0 * self.text } else { 9.0 * self.text }
    }
    /// Font size in px of arrow labels.
    pub fn label_size(&self) -> f64 {
        if self.shape == Shape::Phone && self.width < 440.0 * self.text { 10.0 * self.text } else { 11.0 * self.text }
    }
}
