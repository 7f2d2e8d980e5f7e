//! Timers as bars beside the rails: solid RTO and persist, dotted delayed ACK, double 2MSL.

use crate::draw::Markup;
use crate::layout::ladder::{BarStyle, Cap, Point, TimerBar};

/// A timer's bar; one that the step names is drawn in ink.
pub(super) fn bar(m: &mut Markup, bar: &TimerBar, named: bool) {
    let style = match bar.style {
        BarStyle::Solid => "",
        BarStyle::Dotted => "timer-dotted",
        BarStyle::Double => "timer-double",
    };
    for &(top, bottom, through) in &bar.pieces {
        let (from, to) = (Point::new(bar.x, top), Point::new(bar.x, bottom));
        m.line(&["timer", style, if through { "timer-through" } else { "" }, if named { "timer-named" } else { "" }], from, to);
        if bar.style == BarStyle::Double && !through {
            m.line(&["timer-core"], from, to);
        }
    }
    let (x, y) = (bar.x, bar.bottom);
    match bar.cap {
        Cap::Stopped => m.open("circle").class(&["timer-stop"]).px("cx", x).px("cy", y).set("r", "2.5").end(),
        Cap::Expired => {
            let tips = [(0.0, -4.0), (4.0, 0.0), (0.0, 4.0), (-4.0, 0.0)].map(|(dx, dy)| Point::new(x + dx, y + dy));
            m.polygon(&["timer-fire"], &tips);
        }
        Cap::Running => {}
    }
}
