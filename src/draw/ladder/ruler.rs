//! The ruler, the folds and the outages.

use super::labels::runs;
use crate::draw::Markup;
use crate::draw::markup::run_through;
use crate::layout::ladder::fold::zigzag;
use crate::layout::ladder::{FoldBand, OutageBand, Pane, Point, View};

pub(super) fn ticks(m: &mut Markup, view: &View, pane: &Pane) {
    let mut marks = String::new();
    for tick in &view.ticks {
        let length = if tick.text.is_some() { pane.tick_gap() - 3.0 * pane.text } else { 3.0 * pane.text };
        run_through(&mut marks, &[Point::new(pane.ruler - length, tick.y), Point::new(pane.ruler, tick.y)]);
        if let Some(text) = &tick.text {
            let at = Point::new(pane.ruler - pane.tick_gap(), tick.y + 0.35 * tick.size);
            m.open("text").class(&["tick-label"]).at(at).px("font-size", tick.size).text(text).close("text");
        }
    }
    if view.rail.1 > view.rail.0 {
        run_through(&mut marks, &[Point::new(pane.ruler, view.rail.0), Point::new(pane.ruler, view.rail.1)]);
    }
    m.path_if(&["tick"], &marks);
}

/// A link that carries nothing.
pub(super) fn outage(m: &mut Markup, band: &OutageBand) {
    m.rect(&["outage"], Point::new(band.x, band.top), band.width, band.bottom - band.top).end();
    if let Some((at, name)) = &band.name {
        m.open("text").class(&["note", "outage-name"]).at(*at).px("font-size", band.size).text(&name.text).close("text");
    }
}

/// Silence, folded.
pub(super) fn fold(m: &mut Markup, fold: &FoldBand, pane: &Pane) {
    m.open("g").count("data-fold", fold.index as u32);
    m.rect(&["fold"], Point::new(0.0, fold.top), pane.width, fold.bottom - fold.top).end();
    for y in [fold.top, fold.bottom] {
        m.path(&["fold-edge"], &zigzag(pane.width, y));
    }
    let at = Point::new(pane.width / 2.0, f64::midpoint(fold.top, fold.bottom) + 4.0 * pane.text);
    m.open("text").class(&["fold-text"]).at(at).px("font-size", 11.0 * pane.text);
    runs(m, &fold.runs);
    m.close("text");
    m.close("g");
}
