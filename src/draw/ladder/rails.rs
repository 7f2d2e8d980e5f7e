//! The rails: a lane of states each, calls of the application, and what is written beside them.

use crate::draw::Markup;
use crate::draw::markup::run_through;
use crate::layout::Side;
use crate::layout::ladder::{BandStyle, Note, NoteRole, Pane, Point, StateBand, Triangle};
use crate::sim::AppAct;

pub(super) fn band(m: &mut Markup, band: &StateBand) {
    let style = match band.style {
        BandStyle::Hollow => "band-hollow",
        BandStyle::Tint => "band-tint",
        BandStyle::Solid => "band-solid",
        BandStyle::Mid => "band-mid",
        BandStyle::Hatched => "band-hatch",
    };
    let state = band.state.name();
    m.rect(&["band", style, band.side.owner()], Point::new(band.x, band.top), band.width, band.bottom - band.top);
    m.set("data-state", state).end();
    if let Some(name) = &band.name {
        m.open("text").class(&["state", "inside", band.style.words()]).at(name.at).turn((0.0, -1.0), name.at).px("font-size", name.size);
        m.px("textLength", name.length).set("lengthAdjust", "spacingAndGlyphs").text(state).close("text");
    }
}

pub(super) fn note(m: &mut Markup, note: &Note) {
    let class: &[&str] = match note.role {
        NoteRole::State => &["note", "state", note.side.owner()],
        NoteRole::Call => &["note", "call"],
        NoteRole::Read => &["note", "call", "call-read"],
        NoteRole::Timer => &["note", "timer-name"],
        NoteRole::Expiry => &["note", "timer-name", "fired"],
    };
    m.open("text").class(class).at(note.at).set("text-anchor", note.anchor.css()).px("font-size", note.size);
    if let Some(step) = note.step {
        m.count("data-event", step);
    }
    m.text(&note.text).close("text");
}

/// On a phone, where a note of a call or a timer is told on tap. States stand inside the rails.
pub(super) fn tip(m: &mut Markup, note: &Note, pane: &Pane) {
    if note.role == NoteRole::State {
        return;
    }
    let left = if note.side == Side::Left { pane.ruler } else { pane.outer(Side::Right) };
    let width = if note.side == Side::Left { pane.outer(Side::Left) } else { pane.width } - left;
    m.rect(&["tip"], Point::new(left, note.at.y - 16.0 * pane.text), width, 24.0 * pane.text).set("data-tip", &note.text).end();
}

/// The marks of calls on a rail: nobody points at them, so those that look the same are one path.
pub(super) fn calls(m: &mut Markup, calls: &[Triangle], side: Side) {
    for failed in [false, true] {
        let mut path = String::new();
        for call in
            calls.iter().filter(|c| c.side == side && matches!(c.act, AppAct::Refused(..) | AppAct::Crash | AppAct::Unplug) == failed)
        {
            run_through(&mut path, &call.points);
            path.push('z');
        }
        m.path_if(&["call-mark", side.owner(), if failed { "call-failed" } else { "" }], &path);
    }
}
