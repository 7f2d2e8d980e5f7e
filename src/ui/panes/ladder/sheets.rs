//! The ladder on paper: a long one in sheets, each as high as a page and cut where least is cut through. What is cut all the same
//! stands whole on the next sheet.

use crate::base::order;
use crate::layout::Scene;
use crate::layout::decimal::decimal;
use crate::ui::el::{El, el};

/// What the first page has room for below the title, px: of A4 or letter, whichever is less.
const FIRST: f64 = 840.0;
/// What any other has.
const NEXT: f64 = 930.0;
/// A sheet is at least this much of what there is room for.
const LEAST: f64 = 0.6;
/// How bad it is to cut through a line that is whole all the same.
const LINE: u32 = 1;
/// A label takes at most this part of its arrow, from the sender's end.
const LABEL: f64 = 0.65;

/// The sheets of a drawing of this height; `None` where one page holds all of it.
pub fn sheets(scene: &Scene, height: f64) -> Option<El> {
    if height <= FIRST {
        return None;
    }
    let width = decimal(scene.pane().width, 0);
    let one = |(from, to): (f64, f64)| {
        let (from, tall) = (decimal(from, 0), decimal((to - from).ceil(), 0));
        let view = ["0 ", &from, " ", &width, " ", &tall].concat();
        el("svg").key(from).class("ladder-sheet").set("width", width.clone()).set("height", tall).set("viewBox", view).child(
            // The drawing itself, seen through this sheet.
            el("use").attr("href", "#ladder-drawing"),
        )
    };
    Some(el("div").all(cuts(&obstacles(scene), height).into_iter().map(one)))
}

/// What should not be cut through: from, to, and how bad it would be.
fn obstacles(scene: &Scene) -> Vec<(f64, f64, u32)> {
    let mut all = Vec::new();
    for segment in &scene.timeline().segments {
        if let Some((top, bottom)) = scene.extent(segment.id) {
            all.extend([(top, bottom, LINE), (top - 16.0, top + (bottom - top) * LABEL + 6.0, 8)]);
        }
    }
    all.extend(scene.timeline().events.iter().map(|time| scene.scale().y(*time)).map(|y| (y - 10.0, y + 10.0, 3)));
    all.extend(scene.scale().folds().iter().map(|fold| (fold.top, fold.bottom, 20)));
    order::sort_by_key(&mut all, |o| o.0 as i64);
    all
}

/// From where to where each sheet reaches.
fn cuts(obstacles: &[(f64, f64, u32)], height: f64) -> Vec<(f64, f64)> {
    let mut out = Vec::new();
    let mut from = 0.0;
    let mut room = FIRST;
    while height - from > room {
        let (low, high) = (from + room * LEAST, from + room);
        let near: Vec<_> = obstacles.iter().filter(|o| o.1 > low && o.0 < high).collect();
        let cost = |y: f64| near.iter().filter(|o| o.0 < y && y < o.1).map(|o| o.2).sum::<u32>();
        let mut best = (u32::MAX, high);
        let mut y = high;
        while y > low {
            let found = cost(y);
            if found < best.0 {
                best = (found, y);
            }
            y -= 4.0;
        }
        out.push((from, best.1));
        room = NEXT;
        // What is cut through all the same stands whole on the next.
        let cut = near.iter().filter(|o| o.0 < best.1 && best.1 < o.1 && o.2 > LINE).map(|o| o.0);
        from = cut.fold(best.1, f64::min).max(low);
    }
    out.push((from, height));
    out
}
