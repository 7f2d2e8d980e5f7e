//! Ruler, rails, folds, timers and what is written beside them.

use super::{MONO, Svg, capitalised};
use crate::layout::ladder::fold::zigzag;
use crate::layout::ladder::{Anchor, BandStyle, BarStyle, Cap, FoldBand, Note, NoteRole, Pane, Point, StateBand, TimerBar, View};
use crate::layout::{Scene, Side, Words};

impl Svg {
    pub(super) fn ends(&mut self, scene: &Scene, words: &dyn Words) {
        let (pane, scale) = (scene.pane(), scene.pane().text);
        for side in Side::BOTH {
            let end = side.pick(&scene.timeline().ends);
            let (x, anchor) = match side {
                Side::Left => (pane.outer(side), Anchor::Start),
                Side::Right => (pane.outer(side), Anchor::End),
            };
            let key = *side.pick(&["ladder.end.left", "ladder.end.right"]);
            let name = if end.name == *side.pick(&["client", "server"]) { capitalised(&words.say(key, &[])) } else { end.name.clone() };
            let bold = format!(r#" font-weight="600" font-size="{}" fill="{}""#, 13.0 * scale, self.owned(side, "-text"));
            self.text(Point::new(x, 18.0 * scale), anchor, &bold, &name);
            let mono = format!(r#" font-family="{MONO}" font-size="{}" fill="{}""#, 11.0 * scale, self.colour("muted"));
            self.text(Point::new(x, 34.0 * scale), anchor, &mono, &format!("{}:{}", end.address, end.port));
        }
    }

    pub(super) fn ruler(&mut self, scene: &Scene, view: &View) {
        let (x, scale) = (scene.pane().ruler, scene.pane().text);
        let (rule, muted) = (self.colour("rule"), self.colour("muted"));
        self.stroke(Point::new(x, view.rail.0), Point::new(x, view.rail.1), rule, 1.0, "");
        for tick in &view.ticks {
            let length = if tick.text.is_some() { 6.0 } else { 3.0 };
            self.stroke(Point::new(x - length * scale, tick.y), Point::new(x, tick.y), rule, 1.0, "");
            if let Some(text) = &tick.text {
                let mono = format!(r#" font-family="{MONO}" font-size="{}" fill="{muted}""#, scene.ruler_type().0);
                self.text(Point::new(x - scene.ruler_type().1, tick.y + 3.5 * scale), Anchor::End, &mono, text);
            }
        }
    }

    pub(super) fn bands(&mut self, pane: &Pane, view: &View) {
        for band in &view.bands {
            self.band(band);
        }
        let rail = self.colour("rail");
        for side in Side::BOTH {
            self.line(&format!(
                r#"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" fill="none" stroke="{rail}"/>"#,
                pane.rail(side) + 0.5,
                view.rail.0,
                pane.rail_width - 1.0,
                (view.rail.1 - view.rail.0).max(0.0)
            ));
        }
    }

    pub(super) fn band(&mut self, band: &StateBand) {
        let fill = match band.style {
            BandStyle::Hollow => self.colour("surface").to_owned(),
            BandStyle::Tint => self.owned(band.side, "-tint").to_owned(),
            BandStyle::Solid => self.owned(band.side, "").to_owned(),
            BandStyle::Mid => self.owned(band.side, "-mid").to_owned(),
            BandStyle::Hatched => format!("url(#hatch-{})", band.side.owner()),
        };
        let rail = self.colour("rail");
        self.line(&format!(
            r#"<rect x="{:.1}" y="{:.1}" width="{:.1}" height="{:.1}" fill="{fill}" stroke="{rail}" data-state="{}"/>"#,
            band.x + 0.5,
            band.top,
            band.width - 1.0,
            band.bottom - band.top,
            band.state.name()
        ));
        if let Some(name) = band.name {
            let ink = self.colour(band.style.words());
            let halo = band.style.halo().map_or(String::new(), |suffix| {
                format!(r#" paint-order="stroke" stroke="{}" stroke-width="3""#, self.owned(band.side, suffix))
            });
            self.line(&format!(
                r#"<text transform="translate({:.1} {:.1}) rotate(-90)" text-anchor="middle" font-size="{}" font-weight="600" fill="{ink}"{halo}>{}</text>"#,
                name.at.x, name.at.y, name.size, band.state.name()
            ));
        }
    }

    pub(super) fn folds(&mut self, scene: &Scene, view: &View) {
        for fold in &view.folds {
            self.fold(scene, fold);
        }
    }

    pub(super) fn fold(&mut self, scene: &Scene, fold: &FoldBand) {
        let (w, scale) = (scene.pane().width, scene.pane().text);
        let (sunk, rule) = (self.colour("sunk"), self.colour("rule"));
        self.line(&format!(r#"<rect x="0" y="{:.1}" width="{w}" height="{:.1}" fill="{sunk}"/>"#, fold.top, fold.bottom - fold.top));
        for y in [fold.top, fold.bottom] {
            self.line(&format!(r#"<path d="{}" fill="none" stroke="{rule}"/>"#, zigzag(w, y)));
        }
        let middle = f64::midpoint(scene.pane().inner(Side::Left), scene.pane().inner(Side::Right));
        let at = Point::new(middle, f64::midpoint(fold.top, fold.bottom) + 4.0 * scale);
        self.line(&format!(
            r#"<text x="{:.1}" y="{:.1}" text-anchor="middle" font-family="{MONO}" font-size="{}" xml:space="preserve">{}</text>"#,
            at.x,
            at.y,
            11.0 * scale,
            self.runs(&fold.runs)
        ));
    }

    pub(super) fn bar(&mut self, bar: &TimerBar) {
        let (muted, surface, ink) = (self.colour("muted"), self.colour("surface"), self.colour("ink"));
        for &(top, bottom, folded) in &bar.pieces {
            let (a, b) = (Point::new(bar.x, top), Point::new(bar.x, bottom));
            match bar.style {
                _ if folded => self.stroke(a, b, muted, 1.5, r#" stroke-dasharray="2 3""#),
                BarStyle::Solid => self.stroke(a, b, muted, 1.5, ""),
                BarStyle::Dotted => self.stroke(a, b, muted, 2.0, r#" stroke-dasharray="2 2""#),
                BarStyle::Double => {
                    self.stroke(a, b, muted, 5.0, "");
                    self.stroke(a, b, surface, 2.5, "");
                }
            }
        }
        match bar.cap {
            Cap::Stopped => self.line(&format!(
                r#"<circle cx="{:.1}" cy="{:.1}" r="2.5" fill="{surface}" stroke="{muted}" stroke-width="1.25"/>"#,
                bar.x,
                bar.bottom - 1.5
            )),
            Cap::Expired => {
                let (x, y) = (bar.x, bar.bottom);
                self.polygon(&[Point::new(x, y - 4.0), Point::new(x + 4.0, y), Point::new(x, y + 4.0), Point::new(x - 4.0, y)], ink);
            }
            Cap::Running => {}
        }
    }

    pub(super) fn note(&mut self, note: &Note) {
        let style = match note.role {
            NoteRole::State => format!(r#" font-weight="600" letter-spacing=".2" fill="{}""#, self.owned(note.side, "-text")),
            NoteRole::Call => format!(r#" font-family="{MONO}" fill="{}""#, self.colour("ink")),
            NoteRole::Read => format!(r#" font-family="{MONO}" fill="{}""#, self.colour("muted")),
            NoteRole::Timer => format!(r#" fill="{}""#, self.colour("muted")),
            NoteRole::Expiry => format!(r#" font-weight="600" fill="{}""#, self.colour("ink")),
        };
        self.text(note.at, note.anchor, &format!(r#" font-size="{}"{style}"#, note.size), &note.text);
    }
}
