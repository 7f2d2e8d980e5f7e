//! Charts: axes, folds, curves, segments as bars, and what of them can be clicked.

use super::Markup;
use super::markup::{cross, run_through};
use crate::layout::Words;
use crate::layout::charts::{Bar, Chart, Column};
use crate::layout::decimal::decimal;
use crate::layout::ladder::Point;
use crate::layout::text::{Face, width};

/// Size of what is written, px.
const SIZE: f64 = 10.0;

/// Curves, and the variables they draw: the page has a line about each.
const VARIABLES: [(&str, &str); 10] = [
    ("chart.edge", "SND.WND"),
    ("chart.edge-beyond", "SND.WND"),
    ("chart.acked", "SND.UNA"),
    ("chart.cwnd", "cwnd"),
    ("chart.ssthresh", "ssthresh"),
    ("chart.flight", "FlightSize"),
    ("chart.srtt", "SRTT"),
    ("chart.rttvar", "RTTVAR"),
    ("chart.rto", "RTO"),
    ("chart.rto-beyond", "RTO"),
];

/// One chart. Whatever stands for a segment carries `data-seg` and `data-id`. `origin` is what sequence numbers count from, where the
/// reader wants it said.
pub fn chart(chart: &Chart, origin: &str, words: &dyn Words) -> String {
    let mut m = Markup::new();
    let (w, h) = chart.size;
    m.open("svg").class(&["drawing", "chart", chart.side.owner()]).set("data-chart", chart.id).set("aria-hidden", "true").size(w, h);
    m.set("viewBox", &["0 0 ", &decimal(w, 1), " ", &decimal(h, 1)].concat());
    ground(&mut m, chart);
    legend(&mut m, chart, origin, words);
    for curve in &chart.curves {
        let mut d = String::new();
        for piece in &curve.pieces {
            run_through(&mut d, piece);
            if curve.filled {
                d.push('z');
            }
        }
        m.path(&[if curve.filled { "area" } else { "curve" }, class_of(curve.id)], &d);
    }
    bars(&mut m, &chart.bars, words);
    for dot in &chart.dots {
        m.open("circle").class(&["dot"]).px("cx", dot.x).px("cy", dot.y).px("r", 2.0).end();
    }
    if let Some(x) = chart.cursor {
        m.line(&["now"], Point::new(x, chart.frame.top - 4.0), Point::new(x, chart.frame.bottom));
    }
    hits(&mut m, chart);
    m.close("svg");
    m.finish()
}

/// The last part of a curve's name.
fn class_of(id: &'static str) -> &'static str {
    id.split_once('.').map_or(id, |(_, name)| name)
}

/// Folds, the chosen segment's stripe, axes.
fn ground(m: &mut Markup, chart: &Chart) {
    let frame = &chart.frame;
    let height = frame.bottom - frame.top;
    for (left, right) in &chart.folds {
        m.rect(&["fold"], Point::new(*left, frame.top), right - left, height).end();
    }
    if let Some(x) = chart.chosen {
        m.rect(&["picked"], Point::new(x - 3.0, frame.top), 6.0, height).end();
    }
    for tick in &chart.axis.ticks {
        m.line(&["grid"], Point::new(frame.left, tick.at), Point::new(frame.right, tick.at));
        write(m, "tick", Point::new(frame.left - 5.0, tick.at + 3.4), "end", &tick.text);
    }
    let last = chart.times.len().saturating_sub(1);
    for (n, tick) in chart.times.iter().enumerate() {
        m.line(&["axis"], Point::new(tick.at, frame.bottom), Point::new(tick.at, frame.bottom + 3.0));
        let (x, anchor) = if n == last { (frame.right, "end") } else { (tick.at, "middle") };
        write(m, "tick", Point::new(x, frame.bottom + 13.0), anchor, &tick.text);
    }
    m.line(&["axis"], Point::new(frame.left, frame.bottom), Point::new(frame.right, frame.bottom));
}

fn write(m: &mut Markup, class: &str, at: Point, anchor: &str, text: &str) {
    m.open("text").class(&[class]).at(at).set("text-anchor", anchor).text(text).close("text");
}

/// The title, and right of it what each curve is called.
fn legend(m: &mut Markup, chart: &Chart, origin: &str, words: &dyn Words) {
    let title = words.say(chart.id, &[]);
    let mut unit = chart.axis.unit.to_owned();
    if chart.id == "chart.sequence" && !origin.is_empty() {
        unit = words.say("chart.from", &[("unit", &unit), ("origin", origin)]);
    }
    m.open("text").class(&["title"]).at(Point::new(0.0, 11.0)).set("data-gloss", &["gloss.", chart.id].concat()).text(&title);
    m.open("tspan").class(&["unit"]).text(&[words.say("list.comma", &[]).as_str(), &unit].concat()).close("tspan");
    m.close("text");
    let marks = [("chart.bar", !chart.bars.is_empty()), ("chart.dot", !chart.dots.is_empty())];
    let ids = marks.iter().filter(|(_, there)| *there).map(|(id, _)| *id).chain(chart.curves.iter().map(|c| c.id));
    let names: Vec<(&'static str, String)> = ids.map(|id| (id, words.say(id, &[]))).collect();
    let wide: f64 = names.iter().map(|(_, name)| width(name, SIZE, Face::Sans) + 24.0).sum();
    // At the right edge, where nothing else is.
    let y = chart.frame.top - 13.0;
    let title_ends = if y > 11.0 { 0.0 } else { width(&title, 12.0, Face::Sans) + width(&unit, 12.0, Face::Sans) + 16.0 };
    let mut x = (chart.size.0 - wide).max(title_ends);
    for (id, name) in names {
        match class_of(id) {
            "bar" => m.line(&["bar"], Point::new(x + 6.0, y - 8.0), Point::new(x + 6.0, y + 1.0)),
            "dot" => m.open("circle").class(&["dot"]).px("cx", x + 6.0).px("cy", y - 3.5).px("r", 2.0).end(),
            "rttvar" => m.rect(&["area"], Point::new(x, y - 8.0), 12.0, 9.0).end(),
            class => m.line(&["curve", class], Point::new(x, y - 3.5), Point::new(x + 12.0, y - 3.5)),
        }
        let variable = VARIABLES.iter().find(|(curve, _)| *curve == id);
        m.open("g").set("data-gloss", &variable.map_or_else(|| ["gloss.", id].concat(), |(_, variable)| ["variable.", variable].concat()));
        write(m, "name", Point::new(x + 15.0, y), "start", &name);
        m.close("g");
        x += width(&name, SIZE, Face::Sans) + 24.0;
    }
}

/// Segments: from the first byte to the last. The first one that is lost is named, and the first of each kind that is sent again.
fn bars(m: &mut Markup, bars: &[Bar], words: &dyn Words) {
    let mut named: Vec<&'static str> = Vec::new();
    for bar in bars {
        let class = ["bar", if bar.again.is_some() { "again" } else { "" }, if bar.chosen { "chosen" } else { "" }];
        m.line(&class, Point::new(bar.x, bar.bottom), Point::new(bar.x, bar.top));
        let middle = Point::new(bar.x, f64::midpoint(bar.top, bar.bottom));
        if bar.lost {
            let mut d = String::new();
            cross(&mut d, middle, 4.0);
            m.path(&["cross"], &d);
        }
        if let Some(key) = if bar.lost { Some("ladder.lost") } else { bar.again }
            && !named.contains(&key)
        {
            named.push(key);
            // Where the axis is near, to the right.
            let (x, anchor) = if middle.x < 90.0 { (middle.x + 8.0, "start") } else { (middle.x - 8.0, "end") };
            write(m, if bar.lost { "word lost" } else { "word" }, Point::new(x, middle.y + 3.5), anchor, &words.say(key, &[]));
        }
    }
}

/// Nothing to see, but to click: the stretch around a departure, and each bar.
fn hits(m: &mut Markup, chart: &Chart) {
    let frame = &chart.frame;
    let hit = |m: &mut Markup, name: &str, id: u32, at: Point, w: f64, h: f64| {
        m.rect(&["catch"], at, w, h).set("data-seg", name).count("data-id", id).end();
    };
    for Column { id, name, left, right } in &chart.columns {
        hit(m, &name.to_string(), *id, Point::new(*left, frame.top), right - left, frame.bottom - frame.top);
    }
    // Bars of one burst stand above each other; a column cannot tell them apart.
    let mut last = f64::NEG_INFINITY;
    for bar in &chart.bars {
        if (bar.x - last).abs() < 1.0 && bar.bottom - bar.top >= 3.0 {
            hit(m, &bar.name.to_string(), bar.id, Point::new(bar.x - 5.0, bar.top), 10.0, bar.bottom - bar.top);
        }
        last = bar.x;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::charts::{Input, charts, data_sender};
    use crate::layout::{English, Options, Scene, Side, Timeline};
    use crate::sim::{samples, simulate};
    use std::rc::Rc;

    #[test]
    fn every_scenario_of_the_catalogue_is_charted() {
        for scenario in crate::scenario::catalogue::all() {
            let slug = scenario.slug.clone();
            let trace = simulate(&Rc::new(scenario));
            let timeline = Rc::new(Timeline::of(&trace, 0));
            let scene = Scene::new(Rc::clone(&timeline), None, Options::default());
            let samples = samples(&trace);
            for (side, width) in [(Side::Left, 576.0), (Side::Right, 320.0), (data_sender(&timeline), 544.0)] {
                let input = Input {
                    trace: &trace,
                    connection: 0,
                    timeline: &timeline,
                    samples: &samples,
                    scale: scene.scale(),
                    side,
                    cursor: Some(trace.step_count() / 2),
                    hides: false,
                    chosen: Some(0),
                    width,
                };
                for one in charts(&input) {
                    let svg = chart(&one, "x", &English);
                    assert!(!svg.contains("NaN") && !svg.contains("inf\"") && !svg.contains("style="), "{slug}: {}", one.id);
                    for column in &one.columns {
                        assert!(svg.contains(&format!("data-seg=\"{}\"", column.name)), "{slug}: {}", column.name);
                    }
                }
            }
        }
    }
}
