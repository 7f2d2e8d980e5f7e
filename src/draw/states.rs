//! The state diagram. Three layers: what the figure shows of everybody, what this run went through, and the boxes.

use super::Markup;
use super::markup::run_through;
use crate::layout::Side;
use crate::layout::ladder::Point;
use crate::layout::states::{Diagram, Edge, EdgeLine, StateBox};

/// Height of a line of words, px.
const LINE: f64 = 10.5;

/// The whole diagram. What was taken carries `data-event`, the step to go to.
pub fn diagram(diagram: &Diagram) -> String {
    let mut m = Markup::new();
    let (width, height) = diagram.plan.size();
    m.open("svg")
        .class(&["drawing", "states", diagram.plan.class()])
        .set("viewBox", &["0 0 ", &size(width), " ", &size(height)].concat())
        .set("aria-hidden", "true");
    for edge in &diagram.edges {
        draw_edge(&mut m, edge);
    }
    for state in &diagram.boxes {
        draw_box(&mut m, state, diagram.plan.state());
    }
    for edge in &diagram.edges {
        draw_words(&mut m, edge);
    }
    m.close("svg");
    m.finish()
}

fn size(px: f64) -> String {
    crate::layout::decimal::decimal(px, 0)
}

fn draw_edge(m: &mut Markup, edge: &Edge) {
    for EdgeLine { path, head, taken } in &edge.lines {
        let owner = taken.map_or("", |(side, _)| side.owner());
        m.open("g").class(&["edge", owner, if edge.in_figure { "" } else { "outside" }]);
        let mut d = String::new();
        run_through(&mut d, path);
        if let Some((_, step)) = taken {
            m.count("data-event", *step);
            m.path(&["hit"], &d);
        }
        m.path(&["line"], &d);
        m.polygon(&["head"], head);
        m.close("g");
    }
}

fn draw_words(m: &mut Markup, edge: &Edge) {
    let taken = edge.lines.iter().find_map(|l| l.taken);
    m.open("g").class(&["cause", if taken.is_some() { "taken" } else { "" }]);
    if let Some((_, step)) = taken {
        m.count("data-event", step);
    }
    for (n, words) in edge.words.iter().enumerate().filter(|(_, w)| !w.is_empty()) {
        m.open("text").at(Point::new(edge.label.x, edge.label.y + LINE * n as f64)).set("text-anchor", edge.anchor.css());
        m.text(words).close("text");
    }
    m.close("g");
}

/// An outline for who has been here, a second one within it where both have; a ground and a thick outline for who is here now.
fn draw_box(m: &mut Markup, state: &StateBox, (wide, high): (f64, f64)) {
    let owners: Vec<&str> = Side::BOTH.into_iter().filter(|s| *s.pick(&state.visited)).map(Side::owner).collect();
    let now = state.present.iter().any(|p| *p);
    m.open("g").class(&["state", if now { "now" } else { "" }]).set("data-state", state.state.name());
    m.set("data-gloss", &["term.", state.state.name()].concat());
    m.rect(&["ground"], state.at, wide, high).end();
    for (n, owner) in owners.iter().enumerate() {
        let here = *(if *owner == "client" { Side::Left } else { Side::Right }).pick(&state.present);
        let inset = 3.5 * n as f64;
        let at = Point::new(state.at.x + inset, state.at.y + inset);
        m.rect(&["been", owner, if here { "here" } else { "" }], at, wide - 2.0 * inset, high - 2.0 * inset).end();
    }
    let middle = Point::new(state.at.x + wide / 2.0, state.at.y + high / 2.0 + 3.8);
    m.open("text").class(&[if owners.is_empty() { "unseen" } else { "" }]).at(middle).set("text-anchor", "middle");
    m.text(state.state.name()).close("text");
    m.close("g");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::states::{Plan, moves};
    use std::rc::Rc;

    #[test]
    fn what_was_taken_can_be_jumped_to_and_nothing_else() {
        let scenario = crate::scenario::catalogue::find("four-way-close").expect("it is there");
        let all = moves(&crate::sim::simulate(&Rc::new(scenario)), 0);
        let none = diagram(&Diagram::new(Plan::Tall, &[], [None; 2]));
        assert!(!none.contains("data-event") && none.contains("rcv ACK of FIN"));
        let whole = diagram(&Diagram::new(Plan::Tall, &all, [None; 2]));
        for step in all.iter().map(|m| m.step) {
            assert!(whole.contains(&format!("data-event=\"{step}\"")));
        }
        assert!(!whole.contains("NaN") && !whole.contains("style="));
    }
}
