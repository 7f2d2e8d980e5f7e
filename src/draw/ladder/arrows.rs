//! A segment's line, its head, and the ✕ where it died or was discarded.

use crate::draw::Markup;
use crate::draw::markup::{cross, run_through};
use crate::layout::Side;
use crate::layout::ladder::{Anchor, Arrow, Point, Stroke};

/// A segment that has just left has no line to point at yet: it can be hit this far from its rail, px.
const LEAST: f64 = 160.0;

pub(super) fn line(m: &mut Markup, arrow: &Arrow, chosen: bool, text: f64) {
    let again = if arrow.stroke == Stroke::Dashed { "retransmitted" } else { "" };
    m.open("g").class(&["segment", arrow.side.owner(), again, if chosen { "selected" } else { "" }]);
    m.set("data-seg", &arrow.name.to_string()).count("data-id", arrow.id);
    m.line(&["hit"], arrow.from, Point::new(reach(arrow), arrow.to.y));
    way(m, arrow);
    m.line(&["arrow"], arrow.from, arrow.line_end());
    if let Some(head) = &arrow.head {
        m.polygon(&["arrow-head"], head);
    }
    if let Some((at, size)) = arrow.lost_at.map(|at| (at, 6.0)).or(arrow.discarded_at.map(|at| (at, 4.0))) {
        let mut d = String::new();
        cross(&mut d, at, size * text);
        m.path(&["cross"], &d);
    }
    m.close("g");
}

/// A hair under the label of a segment on its way: no further than the label, so that it tells nothing of the future.
fn way(m: &mut Markup, arrow: &Arrow) {
    let Some(label) = arrow.label.as_ref().filter(|_| arrow.moving) else { return };
    let length = label.length * if label.anchor == Anchor::End { -1.0 } else { 1.0 };
    // The label's end, on the line below it.
    let end = label.along(length, 4.5);
    let mut d = String::new();
    run_through(&mut d, &[arrow.from, end]);
    m.path(&["way"], &d);
}

fn reach(arrow: &Arrow) -> f64 {
    match arrow.side {
        Side::Left if arrow.moving => arrow.to.x.max(arrow.from.x + LEAST),
        Side::Right if arrow.moving => arrow.to.x.min(arrow.from.x - LEAST),
        _ => arrow.to.x,
    }
}

/// The stripe under an arrow that is chosen or pointed at: its corners.
pub fn stripe(arrow: &Arrow, text: f64) -> [Point; 4] {
    arrow.stripe(11.0 * text, 5.0 * text)
}
