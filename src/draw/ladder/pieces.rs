//! A view cut into pieces, each a stretch of heights, so that a page need only draw anew what changed or came into sight.

use super::{Layers, Picked, layers};
use crate::layout::Words;
use crate::layout::ladder::{Pane, View};

/// Height of a piece, px.
const HEIGHT: f64 = 160.0;

/// The pieces of a view, drawn, from the top; each with the number of its stretch. What belongs to the whole is in the first.
pub fn pieces(view: View, pane: &Pane, picked: Picked, words: &dyn Words) -> Vec<(i32, Layers)> {
    let View { ticks, bands, folds, bars, triangles, notes, ghosts, arrows, rail, outages } = view;
    let mut cut = Vec::new();
    cut.push((i32::MIN, View { bands, folds, outages, rail, ..View::default() }));
    deal(&mut cut, ticks, |t| t.y, |v| &mut v.ticks);
    deal(&mut cut, bars, |b| b.top, |v| &mut v.bars);
    deal(&mut cut, triangles, |t| t.points[0].y, |v| &mut v.triangles);
    deal(&mut cut, notes, |n| n.at.y, |v| &mut v.notes);
    deal(&mut cut, ghosts, |g| g.from.y, |v| &mut v.ghosts);
    deal(&mut cut, arrows, |a| a.from.y, |v| &mut v.arrows);
    cut.into_iter().map(|(number, view)| (number, layers(&view, pane, picked, words))).collect()
}

fn deal<T>(cut: &mut Vec<(i32, View)>, items: Vec<T>, y: fn(&T) -> f64, place: fn(&mut View) -> &mut Vec<T>) {
    for item in items {
        let number = (y(&item) / HEIGHT).floor() as i32;
        let at = cut.binary_search_by_key(&number, |(n, _)| *n).unwrap_or_else(|at| {
            cut.insert(at, (number, View::default()));
            at
        });
        if let Some((_, view)) = cut.get_mut(at) {
            place(view).push(item);
        }
    }
}
