//! The whole ladder as one SVG file that needs nothing else: colours are attributes, texts carry `textLength`.

mod arrows;
mod rails;

use crate::base::Time;
use crate::layout::ladder::{Anchor, Point, Role, Run};
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
