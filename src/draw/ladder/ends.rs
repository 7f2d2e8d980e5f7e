//! The names of the two ends over their rails, and what the drawing refers to.

use crate::draw::Markup;
use crate::layout::Side;
use crate::layout::ladder::{Anchor, Pane, Point, Shape};
use crate::layout::timeline::EndInfo;

/// The client's name begins at its rail's left edge, the server's ends at its rail's right edge. `names` are in the reader's language;
/// `unit` is the ruler's, where its ticks do not carry it.
pub fn ends(pane: &Pane, ends: &[EndInfo; 2], names: [&str; 2], unit: &str) -> String {
    let mut m = Markup::new();
    // The head of a page has no more room, however large the rest.
    let text = pane.text.min(2.0);
    m.open("text").class(&["tick-label"]).at(Point::new(pane.ruler, 18.0 * text)).px("font-size", 10.0 * text);
    m.text(unit).close("text");
    for ((side, end), name) in Side::BOTH.into_iter().zip(ends).zip(names) {
        let anchor = if side == Side::Left { Anchor::Start } else { Anchor::End };
        // On a phone, tools stand between them.
        let aside = if pane.shape == Shape::Phone { pane.beside / pane.text } else { 0.0 };
        let at = |y: f64| Point::new(pane.out(side, aside), y * text);
        m.open("g").set("data-end", side.owner());
        m.open("text").class(&["end-name", side.owner()]).at(at(18.0)).set("text-anchor", anchor.css()).text(name).close("text");
        if pane.shape != Shape::Phone {
            m.open("text").class(&["end-address"]).at(at(35.0)).set("text-anchor", anchor.css());
            m.text(&[&end.address.to_string(), ":", &end.port.to_string()].concat()).close("text");
        }
        m.close("g");
    }
    m.finish()
}

/// Hatches for the rails in TIME-WAIT, and for links that are out.
pub fn definitions() -> String {
    let mut m = Markup::new();
    for (owner, turn) in [("client", "rotate(45)"), ("server", "rotate(-45)"), ("outage", "rotate(45)")] {
        let named = |suffix: &str| ["hatch-", owner, suffix].concat();
        m.open("pattern").set("id", &named("")).size(6.0, 6.0).set("patternUnits", "userSpaceOnUse").set("patternTransform", turn);
        m.open("rect").class(&[&named("-ground")]).size(6.0, 6.0).end();
        m.open("rect").class(&[&named("-line")]).size(2.0, 6.0).end();
        m.close("pattern");
    }
    m.finish()
}
