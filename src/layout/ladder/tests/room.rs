//! That words leave each other room, on every ladder of the catalogue.

use crate::layout::ladder::label::{ASCENT, DESCENT};
use crate::layout::ladder::*;
use crate::layout::text::{Face, width};
use crate::layout::{English, Side, Timeline, Words};
use crate::scenario::catalogue;
use crate::sim::simulate;
use std::rc::Rc;

type Box4 = [Point; 4];

/// Whether two convex figures overlap by more than a hair: no side of either parts them.
fn overlap(a: &Box4, b: &Box4) -> bool {
    let parted = |p: &Box4, q: &Box4| {
        (0..4).any(|at| {
            let (from, to) = (p[at], p[(at + 1) % 4]);
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

/// Where so many lines cross that some labels find nothing free.
const CROWDED: [(&str, f64); 4] = [("slow-start", 480.0), ("ack-storm", 831.0), ("ack-storm", 760.0), ("ack-storm", 592.0)];

#[test]
fn no_label_meets_another_or_the_word_beside_a_cross() {
    let (mut labelled, mut speaking) = (0, 0);
    for slug in catalogue::slugs() {
        let scenario = catalogue::find(slug).expect("in the catalogue");
        let timeline = Rc::new(Timeline::of(&simulate(&Rc::new(scenario)), 0));
        for width in [831.0, 760.0, 592.0, 480.0, 390.0] {
            let scene = Scene::new(Rc::clone(&timeline), None, Options { width, thinned: true, ..Options::default() });
            let view = scene.view(0.0, None, &English);
            let labels =
                view.arrows.iter().filter_map(|a| Some((["label of ", &a.name.to_string()].concat(), a.label.as_ref()?.corners())));
            let words = view.arrows.iter().filter_map(|a| Some((["word of ", &a.name.to_string()].concat(), word(a, scene.pane().text)?)));
            let said: Vec<(String, Box4)> = labels.chain(words).collect();
            for (at, (name, corners)) in said.iter().enumerate() {
                for (other, theirs) in said.iter().skip(at + 1) {
                    assert!(CROWDED.contains(&(slug, width)) || !overlap(corners, theirs), "{slug} at {width}: the {name} and the {other}");
                }
            }
            labelled += view.arrows.iter().filter(|a| a.label.is_some()).count();
            speaking += scene.rows.iter().filter(|row| row.count > 0).count();
        }
    }
    assert_eq!(labelled, speaking, "no remedy to leave them out");
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
