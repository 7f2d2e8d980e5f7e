//! The whole ladder as one SVG file that needs nothing else: colours are attributes, texts carry `textLength`.

use crate::base::Time;
use crate::layout::ladder::fold::zigzag;
use crate::layout::ladder::{
    Anchor, Arrow, BandStyle, BarStyle, Cap, FoldBand, Ghost, Label, Note, NoteRole, Pane, Point, Role, Run, StateBand, Stroke, TimerBar,
    View,
};
use crate::layout::text::{Face, width};
use crate::layout::tokens::{Theme, value};
use crate::layout::{Scene, Side, Window, Words};
use std::fmt::Write;

const MONO: &str = "ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace";
const SANS: &str =
    "-apple-system,'Segoe UI','Helvetica Neue','Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',system-ui,sans-serif";

/// Height of the head with the names of the ends, px at text scale 1.
const HEAD: f64 = 44.0;

/// The ladder of a run; with `now`, as far as it has happened by then.
pub fn ladder(scene: &Scene, now: Option<Time>, theme: Theme, words: &dyn Words) -> String {
    let head = HEAD * scene.pane().text;
    let (w, h) = (scene.pane().width, scene.height() + head);
    let view = scene.view(Window { top: 0.0, bottom: scene.height(), origin: -head }, now, words);
    let mut svg = Svg { out: String::with_capacity(4096 + view.arrows.len() * 700), theme };
    let surface = svg.colour("surface");
    svg.line(&format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h:.1}" viewBox="0 0 {w} {h:.1}" font-family="{SANS}" font-size="10.5" fill="{}">"#,
        svg.colour("ink")
    ));
    svg.hatches();
    svg.line(&format!(r#"<rect width="{w}" height="{h:.1}" fill="{surface}"/>"#));
    svg.ends(scene, words);
    svg.ruler(scene, &view);
    svg.bands(scene.pane(), &view);
    svg.folds(scene, &view);
    view.bars.iter().for_each(|bar| svg.bar(bar));
    view.notes.iter().for_each(|note| svg.note(note));
    for triangle in &view.triangles {
        let colour = svg.colour(triangle.side.owner());
        svg.polygon(&triangle.points, colour);
    }
    view.ghosts.iter().for_each(|ghost| svg.ghost(ghost));
    view.arrows.iter().for_each(|arrow| svg.arrow(arrow));
    for arrow in &view.arrows {
        svg.cuts(arrow, words, scene.pane().label_size());
    }
    for label in view.ghosts.iter().filter_map(|g| g.label.as_ref()).chain(view.arrows.iter().filter_map(|a| a.label.as_ref())) {
        svg.label(label);
    }
    view.arrows.iter().filter_map(|a| a.pencil).for_each(|at| svg.pencil(at));
    svg.line("</svg>");
    svg.out
}

struct Svg {
    out: String,
    theme: Theme,
}

/// Escapes what may not stand in a text node.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// With a capital, as a heading has it.
fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

impl Svg {
    fn colour(&self, token: &str) -> &'static str {
        value(token, self.theme)
    }

    /// The colour of a side's lines, or with a suffix of its words and bands.
    fn owned(&self, side: Side, suffix: &str) -> &'static str {
        self.colour(&format!("{}{suffix}", side.owner()))
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn polygon(&mut self, points: &[Point], fill: &str) {
        let list: Vec<String> = points.iter().map(|p| format!("{:.1},{:.1}", p.x, p.y)).collect();
        self.line(&format!(r#"<polygon points="{}" fill="{fill}"/>"#, list.join(" ")));
    }

    fn stroke(&mut self, a: Point, b: Point, colour: &str, width: f64, more: &str) {
        self.line(&format!(
            r#"<path d="M{:.1} {:.1}L{:.1} {:.1}" fill="none" stroke="{colour}" stroke-width="{width}"{more}/>"#,
            a.x, a.y, b.x, b.y
        ));
    }

    fn hatches(&mut self) {
        for side in Side::BOTH {
            let (tint, line) = (self.owned(side, "-tint"), self.owned(side, ""));
            self.line(&format!(
                r#"<defs><pattern id="hatch-{}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="{tint}"/><rect width="2" height="6" fill="{line}"/></pattern></defs>"#,
                side.owner()
            ));
        }
    }

    /// A text on one line: its baseline point, the end of it that stands there, and `attributes`.
    fn text(&mut self, at: Point, anchor: Anchor, attributes: &str, text: &str) {
        self.line(&format!(r#"<text x="{:.1}" y="{:.1}" text-anchor="{}"{attributes}>{}</text>"#, at.x, at.y, anchor.css(), escaped(text)));
    }

    fn ends(&mut self, scene: &Scene, words: &dyn Words) {
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

    fn ruler(&mut self, scene: &Scene, view: &View) {
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

    fn bands(&mut self, pane: &Pane, view: &View) {
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

    fn band(&mut self, band: &StateBand) {
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

    fn folds(&mut self, scene: &Scene, view: &View) {
        for fold in &view.folds {
            self.fold(scene, fold);
        }
    }

    fn fold(&mut self, scene: &Scene, fold: &FoldBand) {
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

    fn bar(&mut self, bar: &TimerBar) {
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

    fn note(&mut self, note: &Note) {
        let style = match note.role {
            NoteRole::State => format!(r#" font-weight="600" letter-spacing=".2" fill="{}""#, self.owned(note.side, "-text")),
            NoteRole::Call => format!(r#" font-family="{MONO}" fill="{}""#, self.colour("ink")),
            NoteRole::Read => format!(r#" font-family="{MONO}" fill="{}""#, self.colour("muted")),
            NoteRole::Timer => format!(r#" fill="{}""#, self.colour("muted")),
            NoteRole::Expiry => format!(r#" font-weight="600" fill="{}""#, self.colour("ink")),
        };
        self.text(note.at, note.anchor, &format!(r#" font-size="{}"{style}"#, note.size), &note.text);
    }

    fn ghost(&mut self, ghost: &Ghost) {
        let grey = self.colour("ghost");
        self.stroke(ghost.from, ghost.to, grey, 1.0, "");
        if let Some(head) = ghost.head {
            self.polygon(&head, grey);
        }
    }

    fn arrow(&mut self, arrow: &Arrow) {
        let colour = self.owned(arrow.side, "");
        let dash = if arrow.stroke == Stroke::Dashed { r#" stroke-dasharray="6 4""# } else { "" };
        self.stroke(arrow.from, arrow.line_end(), colour, 1.5, &format!(r#"{dash} data-seg="{}""#, arrow.name));
        if let Some(head) = arrow.head {
            self.polygon(&head, colour);
        }
    }

    fn cuts(&mut self, arrow: &Arrow, words: &dyn Words, size: f64) {
        let loss = self.colour("loss");
        for at in [arrow.lost_at, arrow.discarded_at].into_iter().flatten() {
            self.line(&format!(
                r#"<path d="M{:.1} {:.1}l10 10m0 -10l-10 10" fill="none" stroke="{loss}" stroke-width="2.25" stroke-linecap="round"/>"#,
                at.x - 5.0,
                at.y - 5.0
            ));
        }
        if let Some(at) = arrow.lost_word {
            let word = words.say("ladder.lost", &[]);
            let anchor = if arrow.side == Side::Left { Anchor::Start } else { Anchor::End };
            let style = format!(
                r#" font-family="{MONO}" font-size="{size}" font-weight="600" fill="{loss}" textLength="{:.1}" paint-order="stroke" stroke="{}" stroke-width="3""#,
                width(&word, size, Face::Mono),
                self.colour("surface")
            );
            self.text(at, anchor, &style, &word);
        }
    }

    fn label(&mut self, label: &Label) {
        let surface = self.colour("surface");
        let text = self.runs(&label.runs);
        self.line(&format!(
            r#"<text transform="translate({:.1} {:.1}) rotate({:.2})" text-anchor="{}" font-family="{MONO}" font-size="{}" textLength="{:.1}" lengthAdjust="spacingAndGlyphs" paint-order="stroke" stroke="{surface}" stroke-width="4" stroke-linejoin="round" xml:space="preserve">{text}</text>"#,
            label.at.x,
            label.at.y,
            label.angle,
            label.anchor.css(),
            label.size,
            label.length
        ));
    }

    fn runs(&self, runs: &[Run]) -> String {
        let mut out = String::new();
        for run in runs {
            let text = escaped(&run.text);
            let _ = match run.role {
                Role::Field => write!(out, "{text}"),
                Role::Flags => write!(out, r#"<tspan font-weight="700">{text}</tspan>"#),
                Role::Name => write!(out, r#"<tspan fill="{}">{text}</tspan>"#, self.colour("muted")),
                Role::Loss => write!(out, r#"<tspan font-weight="700" fill="{}">{text}</tspan>"#, self.colour("loss")),
                Role::Edit => write!(out, r#"<tspan fill="{}">{text}</tspan>"#, self.colour("edit")),
            };
        }
        out
    }

    fn pencil(&mut self, at: Point) {
        let edit = self.colour("edit");
        self.line(&format!(
            r#"<path transform="translate({:.1} {:.1})" d="M1 9L1.6 6.4 7.6 .6 9.6 2.6 3.6 8.4ZM6.2 2L8.2 4" fill="none" stroke="{edit}" stroke-width="1.4" stroke-linejoin="round" stroke-linecap="round"/>"#,
            at.x,
            at.y - 9.0
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{English, Options, sample};
    use std::rc::Rc;

    /// Where pictures of the tests' runs go, for looking at them.
    fn keep(name: &str, svg: &str) {
        if let Some(folder) = std::env::var_os("TCPLAB_PICTURES") {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.svg")), svg).unwrap();
        }
    }

    #[test]
    fn a_run_with_a_loss_is_drawn_whole() {
        let (present, before) = (Rc::new(sample::post_with_loss()), Rc::new(sample::post()));
        let (light, dark) = (Theme::Light, Theme::Dark);
        for (name, width, theme) in [("wide", 831.0, light), ("dark", 831.0, dark), ("embed", 760.0, light), ("phone", 390.0, light)] {
            let scene = Scene::new(Rc::clone(&present), Some(Rc::clone(&before)), Options { width, ..Options::default() });
            let svg = ladder(&scene, None, theme, &English);
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{name}");
            for wanted in ["SYN,ACK", "lost", "retx", "0.92 s", "ESTABLISHED", "data-seg=\"c6\""] {
                assert!(svg.contains(wanted), "{name}: {wanted}");
            }
            assert!(!svg.contains("style="), "{name}: no style that a content policy would block");
            keep(name, &svg);
        }
    }

    #[test]
    fn dense_and_odd_runs_are_drawn_too() {
        for (name, timeline) in [("bulk", sample::bulk(60, 4.0)), ("odd", sample::odd())] {
            let scene = Scene::new(Rc::new(timeline), None, Options::default());
            let svg = ladder(&scene, None, Theme::Light, &English);
            assert!(!svg.contains("NaN"), "{name}");
            keep(name, &svg);
        }
    }

    #[test]
    fn every_scenario_of_the_catalogue_is_drawn() {
        for scenario in crate::scenario::catalogue::all() {
            let scenario = Rc::new(scenario);
            let trace = crate::sim::simulate(&scenario);
            let timeline = Rc::new(crate::layout::Timeline::of(&trace, 0));
            assert_eq!(timeline.segments.len(), trace.segment_count() as usize, "{}", scenario.slug);
            for width in [831.0, 390.0] {
                let scene = Scene::new(Rc::clone(&timeline), None, Options { width, ..Options::default() });
                let svg = ladder(&scene, None, Theme::Light, &English);
                assert!(!svg.contains("NaN"), "{}", scenario.slug);
                for segment in &timeline.segments {
                    assert!(svg.contains(&format!("data-seg=\"{}\"", segment.name)), "{}: {}", scenario.slug, segment.name);
                }
                keep(&format!("{}-{width}", scenario.slug), &svg);
            }
        }
    }
}
