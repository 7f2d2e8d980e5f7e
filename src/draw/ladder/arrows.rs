//! The segments' lines, their heads, and the ✕ where one died or was discarded. Nobody points at these: those that look the
//! same are one path, since what a browser takes time for is elements. What is pointed at is a line of each segment's own, not seen.

use crate::draw::Markup;
use crate::draw::markup::{cross, run_through};
use crate::layout::Side;
use crate::layout::ladder::{Arrow, Mark, Point, Stroke};
use crate::sim::SegmentId;

/// A segment that has just left has no line to point at yet: it can be hit this far from its rail, px.
const LEAST: f64 = 160.0;

/// A label no further than this from its sender's rail stands at the end of its line, em.
const AT_THE_END: f64 = 4.0;

/// What is pointed at.
pub(super) fn hits(m: &mut Markup, arrows: &[Arrow]) {
    for arrow in arrows {
        m.open("line").class(&["hit", arrow.owner]).set("data-seg", &arrow.name.to_string()).count("data-id", arrow.id);
        m.span(arrow.from, Point::new(reach(arrow), arrow.to.y)).end();
    }
}

pub(super) fn lines(m: &mut Markup, arrows: &[Arrow], chosen: Option<SegmentId>, text: f64) {
    let mut ways = String::new();
    for arrow in arrows {
        way(&mut ways, arrow);
    }
    m.path_if(&["way"], &ways);
    let mut strange = String::new();
    for owner in ["client", "server", "stranger"] {
        let (mut plain, mut again, mut own, mut heads) = (String::new(), String::new(), String::new(), String::new());
        let mut own_again = "";
        for arrow in arrows.iter().filter(|a| a.owner == owner) {
            let dashed = arrow.stroke == Stroke::Dashed;
            let path = if chosen == Some(arrow.id) {
                own_again = if dashed { AGAIN } else { "" };
                &mut own
            } else if dashed {
                &mut again
            } else {
                &mut plain
            };
            run_through(path, &[arrow.from, arrow.line_end()]);
            if let Some(head) = &arrow.head {
                run_through(&mut heads, head);
                heads.push('z');
            }
            if owner == "stranger" {
                let origin = origin(arrow, text);
                let corner = |dx: f64, dy: f64| Point::new(origin.x + dx * text, origin.y + dy * text);
                run_through(&mut strange, &[corner(-4.0, 0.0), corner(0.0, -4.0), corner(4.0, 0.0), corner(0.0, 4.0)]);
                strange.push('z');
            }
        }
        m.path_if(&["arrow", owner], &plain);
        m.path_if(&["arrow", owner, AGAIN], &again);
        m.path_if(&["arrow", owner, own_again, "selected"], &own);
        m.path_if(&["arrow-head", owner], &heads);
    }
    m.path_if(&["arrow", "stranger", "origin"], &strange);
    let mut crosses = String::new();
    for arrow in arrows {
        if let Some((at, size)) = arrow.lost_at.map(|at| (at, 6.0)).or(arrow.discarded_at.map(|at| (at, 4.0))) {
            cross(&mut crosses, at, size * text);
        }
    }
    m.path_if(&["cross"], &crosses);
}

/// Where the mark of one that no end sent stands: the router's own begin at the ✕ that they answer, and must not lie under it.
fn origin(arrow: &Arrow, text: f64) -> Point {
    let (from, to) = (arrow.from, arrow.to);
    let part = if arrow.marks.has(Mark::Router) { (13.0 * text / from.far(to).max(1.0)).min(1.0) } else { 0.0 };
    Point::new(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
}

/// The class of what is sent again.
const AGAIN: &str = "retransmitted";

/// A hair from a segment on its way to its label, where that stands further in, clear of what will come: no further than where it
/// begins, so that it tells nothing of the future.
fn way(path: &mut String, arrow: &Arrow) {
    let Some(label) = arrow.label.as_ref().filter(|_| arrow.moving) else { return };
    let far = |x: f64| (x - arrow.from.x).abs();
    if far(label.at.x) > far(arrow.to.x).max(AT_THE_END * label.size) {
        // The label's beginning, on the line below it.
        run_through(path, &[arrow.to, label.along(0.0, 4.5)]);
    }
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
