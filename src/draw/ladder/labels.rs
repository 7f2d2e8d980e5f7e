//! A segment's label, its pencil, and the word beside its ✕. Lines lie under all labels, so the two are drawn apart.

use crate::draw::Markup;
use crate::draw::markup::turned;
use crate::layout::decimal::decimal;
use crate::layout::ladder::label::{ASCENT, DESCENT};
use crate::layout::ladder::{Anchor, Arrow, Label, Point, Role, Run};
use crate::layout::{Side, Words};
use crate::sim::SegmentId;

/// The pencil of an edited segment, 12 × 12.
pub const PENCIL: &str = "M1.5 10.5 2.3 7.6 8.4 1.5 10.5 3.6 4.4 9.7ZM7 2.9 9.1 5";

pub(super) fn label(m: &mut Markup, arrow: &Arrow, chosen: bool, say: &dyn Words, text: f64) {
    if arrow.label.is_none() && arrow.lost_word.is_none() {
        return;
    }
    let selected = if chosen { "selected" } else { "" };
    if let Some(label) = &arrow.label {
        if chosen {
            ground(m, label, if arrow.pencil.is_some() { 14.0 * text } else { 0.0 });
        }
        words(m, &["label", "segment-label", selected], Some(arrow.id), label);
    }
    if let Some(at) = arrow.pencil {
        pencil(m, arrow.id, at, arrow.label.as_ref().map_or((1.0, 0.0), |l| l.turn), text);
    }
    if let Some((at, spec)) = arrow.lost_word.zip(arrow.marks.cut()) {
        let anchor = if arrow.side == Side::Left { Anchor::Start } else { Anchor::End };
        m.open("text").class(&["note", "cross-word"]).count("data-id", arrow.id).at(at).set("text-anchor", anchor.css());
        m.px("font-size", 11.0 * text).text(&say.say(spec.key, &[])).close("text");
    }
}

fn pencil(m: &mut Markup, of: SegmentId, at: Point, turn: (f64, f64), text: f64) {
    let transform = [&turned(turn, at), " scale(", &decimal(text, 3), ") translate(0 -9)"].concat();
    m.open("path").class(&["pencil"]).count("data-id", of).set("d", PENCIL).set("transform", &transform).end();
}

/// The box around the label of the chosen segment, and around its pencil.
fn ground(m: &mut Markup, label: &Label, pencil: f64) {
    let left = match label.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => -label.length / 2.0,
        Anchor::End => -label.length,
    };
    let at = Point::new(label.at.x + left - 4.0 - pencil, label.at.y - ASCENT * label.size - 3.0);
    let (width, height) = (label.length + 8.0 + pencil, (ASCENT + DESCENT) * label.size + 5.0);
    m.rect(&["label-box"], at, width, height).turn(label.turn, label.at).end();
}

/// A text along a line.
pub(super) fn words(m: &mut Markup, class: &[&str], of: Option<SegmentId>, label: &Label) {
    m.open("text").class(class).at(label.at).turn(label.turn, label.at).set("text-anchor", label.anchor.css());
    if let Some(id) = of {
        m.count("data-id", id);
    }
    m.px("font-size", label.size).px("textLength", label.length).set("lengthAdjust", "spacingAndGlyphs");
    runs(m, &label.runs);
    m.close("text");
}

/// The pieces of a text, each in its role.
pub(super) fn runs(m: &mut Markup, runs: &[Run]) {
    for run in runs {
        let class: &[&str] = match run.role {
            Role::Name => &["name"],
            Role::Flags => &["flags"],
            // As the text around them.
            Role::Field => {
                m.text(&run.text);
                continue;
            }
            Role::Loss => &["flags", "reset"],
            Role::Edit => &["flags", "edit"],
        };
        m.open("tspan").class(class).text(&run.text).close("tspan");
    }
}
