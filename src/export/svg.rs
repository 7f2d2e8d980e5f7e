//! The ladder as one SVG file that needs nothing else: the page's drawing with the rules it needs of the page's style sheet, their
//! colours written out.

use crate::base::Time;
use crate::draw::ladder::{Layers, Picked, before, definitions, ends, layers};
use crate::layout::decimal::decimal;
use crate::layout::tokens::{Theme, value};
use crate::layout::{Scene, Side, Words};

const MONO: &str = "ui-monospace,'SF Mono','Cascadia Mono',Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace";
const SANS: &str =
    "-apple-system,'Segoe UI','Helvetica Neue','Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',system-ui,sans-serif";

/// Height of the head with the names of the ends, px at text scale 1.
const HEAD: f64 = 44.0;

/// The ladder of a run; with `now`, as far as it has happened by then. `sheet` is the text of `styles/ladder.css`.
pub fn ladder(scene: &Scene, now: Option<Time>, theme: Theme, sheet: &str, words: &dyn Words) -> String {
    let pane = scene.pane();
    let head = HEAD * pane.text;
    let size = [pane.width, scene.height() + head].map(|n| decimal(n, 1));
    let [width, height] = &size;
    let view = scene.view(-head, now, words);
    let Layers { ticks, hits, lines, bands, timers, notes, labels, .. } = layers(&view, pane, Picked::default(), words);
    let names = Side::BOTH.map(|side| name(scene, side, words));
    let names = ends(pane, &scene.timeline().ends, names.each_ref().map(String::as_str), scene.ruler_unit());
    [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ladder-canvas ladder-head\" width=\"",
        width,
        "\" height=\"",
        height,
        "\" viewBox=\"0 0 ",
        width,
        " ",
        height,
        "\">\n<style>",
        &styles(sheet, theme),
        "</style>\n<defs>",
        &definitions(),
        "</defs>\n<rect width=\"100%\" height=\"100%\" fill=\"",
        value("surface", theme),
        "\"/>\n",
        &[names, ticks, before(&view.ghosts), hits, lines, bands, timers, notes, labels].join("\n"),
        "\n</svg>\n",
    ]
    .concat()
}

/// The name of an end: the two that every reader knows in the reader's language, any other as it is.
fn name(scene: &Scene, side: Side, words: &dyn Words) -> String {
    let end = side.pick(&scene.timeline().ends);
    if end.name != *side.pick(&["client", "server"]) {
        return end.name.clone();
    }
    let word = words.say(if side == Side::Left { "ladder.end.left" } else { "ladder.end.right" }, &[]);
    // With a capital, as a heading has it.
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| std::iter::once(first.to_ascii_uppercase()).chain(chars).collect())
}

/// The rules that a drawing needs, with the values of the colours and fonts in place of their names: programs other than
/// browsers know no custom properties.
fn styles(sheet: &str, theme: Theme) -> String {
    let rules = sheet.lines().filter(|l| l.starts_with(".ladder-canvas ") || l.starts_with(".hatch-") || l.starts_with(".ladder-head ."));
    let mut out = String::new();
    for rule in rules {
        let mut rest = rule;
        while let Some((before, after)) = rest.split_once("var(--") {
            let (token, after) = after.split_once(')').unwrap_or((after, ""));
            out.push_str(before);
            out.push_str(match token {
                "mono" => MONO,
                "sans" => SANS,
                colour => value(colour, theme),
            });
            rest = after;
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{English, Options, sample};
    use std::rc::Rc;

    const SHEET: &str = include_str!("../../styles/ladder.css");

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
            let svg = ladder(&scene, None, theme, SHEET, &English);
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
            let svg = ladder(&scene, None, Theme::Light, SHEET, &English);
            assert!(!svg.contains("NaN"), "{name}");
            keep(name, &svg);
        }
    }

    #[test]
    fn every_scenario_of_the_catalogue_is_drawn() {
        for scenario in crate::scenario::catalogue::all() {
            let scenario = Rc::new(scenario);
            let trace = crate::sim::simulate(&scenario);
            let drawings = (0..scenario.connections.len() as u16).map(|c| Rc::new(crate::layout::Timeline::of(&trace, c)));
            let drawings: Vec<_> = drawings.collect();
            let shown: std::collections::BTreeSet<u32> = drawings.iter().flat_map(|t| t.segments.iter().map(|s| s.id)).collect();
            assert_eq!(shown.len(), trace.segment_count() as usize, "{}", scenario.slug);
            for (timeline, width) in drawings.iter().flat_map(|t| [(t, 831.0), (t, 390.0)]) {
                let scene = Scene::new(Rc::clone(timeline), None, Options { width, ..Options::default() });
                let svg = ladder(&scene, None, Theme::Light, SHEET, &English);
                assert!(!svg.contains("NaN"), "{}", scenario.slug);
                for segment in &timeline.segments {
                    assert!(svg.contains(&format!("data-seg=\"{}\"", segment.name)), "{}: {}", scenario.slug, segment.name);
                }
                keep(&format!("{}-{width}", scenario.slug), &svg);
            }
        }
    }
}
