//! Outages: while a link carries nothing, its part of the way between the rails is hatched.

use super::label::Role;
use super::pane::{Pane, Point};
use super::place::Frame;
use super::{Run, Scene};
use crate::base::Time;
use crate::layout::text::{Face, width};
use crate::layout::time_scale::TimeScale;
use crate::layout::timeline::{Outage, Side};
use crate::layout::words::{Words, span_text};

/// An outage, ready to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct OutageBand {
    /// Left edge, px.
    pub x: f64,
    /// Upper edge, px.
    pub top: f64,
    /// Width, px.
    pub width: f64,
    /// Lower edge, px; that of the instant up to which everything is drawn, where it goes on.
    pub bottom: f64,
    /// Its name, and where it begins, on the baseline; `None` where arrows leave no room.
    pub name: Option<(Point, Run)>,
    /// Font size of the name, px.
    pub size: f64,
}

/// What the scene keeps of an outage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// The links that are out: the left end's, the right end's.
    links: [bool; 2],
    outage: Outage,
    /// Upper edge, px from the scene's top.
    pub top: f64,
    /// Lower edge, px from the scene's top.
    pub bottom: f64,
}

/// The outages of a run; two links that are out for the same time are one.
pub fn rows(outages: &[Outage], scale: &TimeScale) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for outage in outages {
        let same = |row: &Row| (row.outage.from, row.outage.to, row.outage.cable) == (outage.from, outage.to, outage.cable);
        let at = rows.iter().position(same).unwrap_or(rows.len());
        if at == rows.len() {
            rows.push(Row { links: [false; 2], outage: *outage, top: scale.y(outage.from), bottom: scale.y(outage.to) });
        }
        if let Some(row) = rows.get_mut(at) {
            *outage.side.pick_mut(&mut row.links) = true;
        }
    }
    rows
}

impl Row {
    /// Left edge and width, px: from the rail to the router, halfway.
    fn across(&self, pane: &Pane) -> (f64, f64) {
        let (left, half) = (pane.inner(Side::Left), pane.span() / 2.0);
        match self.links {
            [true, true] => (left, 2.0 * half),
            [true, false] => (left, half),
            _ => (left + half, half),
        }
    }
}

impl Scene {
    /// Draws an outage; `None` where it has not begun by `now`.
    pub(super) fn draw_outage(&self, row: &Row, origin: f64, now: Option<Time>, words: &dyn Words) -> Option<OutageBand> {
        if now.is_some_and(|t| row.outage.from > t) {
            return None;
        }
        let over = now.is_none_or(|t| row.outage.to <= t) && row.outage.to <= self.timeline.end;
        let bottom = now.map_or(row.bottom, |t| row.bottom.min(self.scale.y(t)));
        let (x, across) = row.across(&self.pane);
        let size = 10.0 * self.pane.text;
        let what = words.say(if row.outage.cable { "ladder.call.unplug" } else { "ladder.outage" }, &[]);
        let text = if over { format!("{what} · {}", span_text(row.outage.to.since(row.outage.from))) } else { what };
        let room = width(&text, size, Face::Sans);
        let name = self.free_line(x + 10.0 * self.pane.text, (row.top, bottom), room).filter(|_| room < across - 20.0 * self.pane.text);
        let name = name.map(|at| (at.up(origin), Run { text, role: Role::Name }));
        Some(OutageBand { x, top: row.top - origin, width: across, bottom: bottom - origin, name, size })
    }

    /// The first place from `left` on for a text of this length that no arrow and no label above one touches.
    fn free_line(&self, left: f64, (top, bottom): (f64, f64), room: f64) -> Option<Point> {
        let text = self.pane.text;
        let mut y = top + 14.0 * text;
        for _ in 0..80 {
            if y > bottom - 4.0 * text {
                return None;
            }
            let frame = Frame::new(Point::new(left, y), Point::new(left + 1.0, y), true);
            let mut free = self.scale.folds().iter().all(|f| f.bottom < y - 12.0 * text || f.top > y + 6.0 * text);
            self.index.query(y - 14.0 * text, y + 20.0 * text, &mut |at| {
                let (Some(segment), Some(row)) = (self.timeline.segments.get(at), self.rows.get(at)) else { return };
                let (a, b) = row.line(segment.side, &self.pane);
                // The strip above a line is its label's.
                free &= frame.crossing(a, b, -12.0 * text, 18.0 * text).is_none_or(|(from, to)| to < -6.0 || from > room + 6.0);
            });
            if free {
                return Some(Point::new(left, y));
            }
            y += 6.0 * text;
        }
        None
    }
}
