//! That words leave each other room, on every ladder of the catalogue.

use crate::layout::ladder::label::{ASCENT, DESCENT};
use crate::layout::ladder::*;
use crate::layout::text::{Face, width};
use crate::layout::{English, Side, Timeline, Words};
use crate::scenario::{Intervention, catalogue};
use crate::sim::simulate;
use std::rc::Rc;

type Box4 = [Point; 4];

/// Whether two figures of four corners, without a dent, overlap by more than a hair: no side of either parts them.
fn overlap(a: &Box4, b: &Box4) -> bool {
    let parted = |p: &Box4, q: &Box4| {
        let [first, second, third, fourth] = *p;
        [(first, second), (second, third), (third, fourth), (fourth, first)].iter().any(|(from, to)| {
            let (nx, ny) = (to.y - from.y, from.x - to.x);
            let far = |r: &Point| (r.x - from.x) * nx + (r.y - from.y) * ny;
            q.iter().all(|r| far(r) > -0.5 * (nx * nx + ny * ny).sqrt())
        })
    };
    !parted(a, b) && !parted(b, a)
}

/// The box of the word beside an arrow's ✕.
fn word(arrow: &Arrow, text: f64) -> Option<Box4> {
    let (at, spec) = arrow.lost_word.zip(arrow.marks.cut())?;
    let size = 11.0 * text;
    let wide = width(&English.say(spec.key, &[]), size, Face::Mono);
    let left = if arrow.side == Side::Left { at.x } else { at.x - wide };
    let (top, bottom) = (at.y - ASCENT * size, at.y + DESCENT * size);
    Some([Point::new(left, top), Point::new(left + wide, top), Point::new(left + wide, bottom), Point::new(left, bottom)])
}

/// Every label and every word beside a ✕ of a view, by name.
fn said(scene: &Scene, view: &View) -> Vec<(String, Box4)> {
    let labels = view.arrows.iter().filter_map(|a| Some((["label of ", &a.name.to_string()].concat(), a.label.as_ref()?.corners())));
    let words = view.arrows.iter().filter_map(|a| Some((["word of ", &a.name.to_string()].concat(), word(a, scene.pane().text)?)));
    labels.chain(words).collect()
}

#[test]
fn no_label_meets_another_or_the_word_beside_a_cross() {
    let (mut labelled, mut speaking, mut met) = (0, 0, Vec::new());
    let looks = [(1.0, 1.0), (1.0, 2.5), (1.8, 1.0)];
    for slug in catalogue::slugs() {
        let scenario = catalogue::find(slug).expect("in the catalogue");
        let trace = simulate(&Rc::new(scenario));
        for connection in 0..trace.scenario().connections.len() as u16 {
            let timeline = Rc::new(Timeline::of(&trace, connection));
            for (width, (text, zoom), thinned) in [1180.0, 831.0, 760.0, 592.0, 480.0, 390.0]
                .into_iter()
                .flat_map(|width| looks.map(|look| (width, look)))
                .flat_map(|(width, look)| [true, false].map(|thinned| (width, look, thinned)))
            {
                let scene = Scene::new(Rc::clone(&timeline), None, Options { width, text, zoom, thinned, ..Options::default() });
                let view = scene.view(0.0, None, &English);
                let said = said(&scene, &view);
                let extent = |corners: &Box4| {
                    let ys = corners.map(|p| p.y);
                    (ys.into_iter().fold(f64::INFINITY, f64::min), ys.into_iter().fold(f64::NEG_INFINITY, f64::max))
                };
                for (at, (name, corners)) in said.iter().enumerate() {
                    let (top, bottom) = extent(corners);
                    for (other, theirs) in said.iter().skip(at + 1) {
                        let (above, below) = extent(theirs);
                        let apart = above > bottom || below < top;
                        if !apart && overlap(corners, theirs) {
                            met.push(format!("{slug}/{connection} at {width} × {text}, zoom {zoom}: the {name} and the {other}"));
                        }
                    }
                }
                labelled += view.arrows.iter().filter(|a| a.label.is_some()).count();
                speaking += scene.rows.iter().filter(|row| row.count > 0).count();
            }
        }
    }
    assert!(met.is_empty(), "{met:#?}");
    assert!(labelled * 100 >= speaking * 99, "it is no remedy to leave them out: {labelled} of {speaking}");
}

#[test]
fn no_label_of_the_previous_run_meets_another_of_it_or_one_of_this_run() {
    let (mut labelled, mut met) = (0, Vec::new());
    for slug in catalogue::slugs() {
        let scenario = catalogue::find(slug).expect("in the catalogue");
        let before = simulate(&Rc::new(scenario.clone()));
        let previous = Rc::new(Timeline::of(&before, 0));
        let edits = ["c2", "c3", "c4", "s1", "s2"].map(|name| ("drop", name.to_owned()));
        for (verb, rest) in edits.into_iter().chain([("delay", "c3:48ms".to_owned()), ("call", "111ms:client reading off".to_owned())]) {
            let mut edited = scenario.clone();
            let Ok(edit) = Intervention::from_verb_and_rest(verb, &rest) else { panic!("{verb}={rest} reads") };
            edited.interventions.push(edit);
            let timeline = Rc::new(Timeline::of(&simulate(&Rc::new(edited)), 0));
            for width in [1180.0, 831.0] {
                let options = Options { width, ..Options::default() };
                let scene = Scene::new(Rc::clone(&timeline), Some(Rc::clone(&previous)), options);
                let view = scene.view(0.0, None, &English);
                let grey: Vec<(String, Box4)> = view
                    .ghosts
                    .iter()
                    .filter_map(|g| Some((["before ", &g.name.to_string()].concat(), g.label.as_ref()?.corners())))
                    .collect();
                labelled += grey.len();
                let said = said(&scene, &view);
                for (at, (name, corners)) in grey.iter().enumerate() {
                    for (other, theirs) in grey.iter().skip(at + 1).chain(&said) {
                        if overlap(corners, theirs) {
                            met.push(format!("{slug} with {verb}={rest} at {width}: {name} and {other}"));
                        }
                    }
                }
            }
        }
    }
    assert!(met.is_empty(), "{} of {labelled}: {met:#?}", met.len());
    assert!(labelled > 100, "{labelled}");
}

#[test]
fn a_crowd_that_is_lost_says_so_once() {
    let scenario = catalogue::find("outage").expect("in the catalogue");
    let scene = Scene::new(Rc::new(Timeline::of(&simulate(&Rc::new(scenario)), 0)), None, Options::default());
    let arrow = |name: &str| {
        let id = scene.timeline().segments.iter().find(|s| s.name.to_string() == name).map(|s| s.id);
        scene.arrow(id.expect(name), 0.0, None, &English).expect(name)
    };
    assert_eq!(["c3", "c4", "c5"].map(|name| arrow(name).lost_word.is_some()), [true, false, false]);
    assert_eq!(
        arrow("c9").label.map(|l| l.text()).as_deref(),
        Some("c9, c10 [PSH,]ACK RTO retx · 2 segments"),
        "one upon the other is no line across"
    );
    assert_eq!(arrow("c3").label.map(|l| l.text()).as_deref(), Some("c3–c5"), "and is told as short as its way is");
}
