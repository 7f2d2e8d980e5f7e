//! The ladder's layers, from what lies lowest to what lies on top.

mod arrows;
mod before;
mod ends;
mod labels;
pub mod legend;
mod rails;
mod ruler;
mod timers;
mod windows;

pub use arrows::stripe;
pub use ends::{definitions, ends};
pub use labels::PENCIL;
pub use windows::window_column;

use super::Markup;
use crate::layout::ladder::{Ghost, Pane, Shape, View};
use crate::layout::{Side, Words};
use crate::sim::SegmentId;

/// What is not in the run itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Picked {
    /// The chosen segment.
    pub segment: Option<SegmentId>,
    /// The timer that the present step is about.
    pub timer: Option<u32>,
}

/// The layers, lowest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layers {
    /// The ruler, and outages.
    pub ticks: String,
    /// The stripe under the chosen arrow.
    pub stripe: String,
    /// The previous run: [`before`] draws it.
    pub before: String,
    /// Where segments are pointed at, not seen. Apart from their lines: it mostly grows, while they change with each instant.
    pub hits: String,
    /// The lines of the segments.
    pub lines: String,
    /// Rails and folds.
    pub bands: String,
    /// Timers.
    pub timers: String,
    /// Calls and what is written in the gutters.
    pub notes: String,
    /// The labels of the segments.
    pub labels: String,
}

/// How many layers there are.
pub const LAYERS: usize = 9;

impl Layers {
    /// One after the other, lowest first.
    pub fn in_order(self) -> [String; LAYERS] {
        let Layers { ticks, stripe, before, hits, lines, bands, timers, notes, labels } = self;
        [ticks, stripe, before, hits, lines, bands, timers, notes, labels]
    }
}

fn layer(draw: impl FnOnce(&mut Markup)) -> String {
    let mut markup = Markup::new();
    draw(&mut markup);
    markup.finish()
}

/// Draws arrows of the previous run.
pub fn before(ghosts: &[Ghost]) -> String {
    layer(|m| before::before(m, ghosts))
}

/// Draws a piece of a ladder, or all of it, but for the previous run.
pub fn layers(view: &View, pane: &Pane, picked: Picked, words: &dyn Words) -> Layers {
    let chosen = view.arrows.iter().find(|a| picked.segment == Some(a.id));
    Layers {
        ticks: layer(|m| {
            view.outages.iter().for_each(|o| ruler::outage(m, o));
            ruler::ticks(m, view, pane);
        }),
        stripe: layer(|m| {
            if let Some(arrow) = chosen {
                m.polygon(&["stripe", arrow.owner], &stripe(arrow, pane.text));
            }
        }),
        before: String::new(),
        hits: layer(|m| arrows::hits(m, &view.arrows)),
        lines: layer(|m| arrows::lines(m, &view.arrows, picked.segment, pane.text)),
        bands: layer(|m| {
            view.bands.iter().for_each(|b| rails::band(m, b));
            view.folds.iter().for_each(|f| ruler::fold(m, f, pane));
        }),
        timers: layer(|m| timers::bars(m, &view.bars, picked.timer)),
        notes: layer(|m| {
            rails::calls(m, &view.triangles, Side::Left);
            rails::calls(m, &view.triangles, Side::Right);
            let phone = pane.shape == Shape::Phone;
            view.notes.iter().for_each(|n| if phone { rails::tip(m, n, pane) } else { rails::note(m, n) });
        }),
        labels: layer(|m| view.arrows.iter().for_each(|a| labels::label(m, a, picked.segment == Some(a.id), words, pane.text))),
    }
}
