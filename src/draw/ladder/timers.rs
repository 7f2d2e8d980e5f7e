//! Timers as bars beside the rails: solid RTO and persist, dotted delayed ACK, double 2MSL. Those that look the same are one path;
//! what is pointed at is a line of each bar's own, not seen.

use crate::draw::Markup;
use crate::draw::markup::run_through;
use crate::layout::ladder::{BarStyle, Cap, Point, TimerBar};

/// The timers' bars; one that the step names is drawn in ink.
pub(super) fn bars(m: &mut Markup, bars: &[TimerBar], named: Option<u32>) {
    for ink in [false, true] {
        for (style, class) in [(BarStyle::Solid, ""), (BarStyle::Dotted, "timer-dotted"), (BarStyle::Double, "timer-double")] {
            for through in [false, true] {
                let mut path = String::new();
                for bar in bars.iter().filter(|b| b.style == style && (named == Some(b.id)) == ink) {
                    for (top, bottom, _) in bar.pieces.iter().filter(|(_, _, t)| *t == through) {
                        run_through(&mut path, &[Point::new(bar.x, *top), Point::new(bar.x, *bottom)]);
                    }
                }
                m.path_if(&["timer", class, if through { "timer-through" } else { "" }, if ink { "timer-named" } else { "" }], &path);
                if style == BarStyle::Double && !through {
                    m.path_if(&["timer-core"], &path);
                }
            }
        }
    }
    let (mut stops, mut fires) = (String::new(), String::new());
    for bar in bars {
        let tips = |r: f64| [(0.0, -r), (r, 0.0), (0.0, r), (-r, 0.0)].map(|(dx, dy)| Point::new(bar.x + dx, bar.bottom + dy));
        match bar.cap {
            Cap::Stopped => {
                run_through(&mut stops, &tips(2.5)[..1]);
                stops.push_str("a2.5 2.5 0 1 0 .01 0z");
            }
            Cap::Expired => {
                run_through(&mut fires, &tips(4.0));
                fires.push('z');
            }
            Cap::Running => {}
        }
    }
    m.path_if(&["timer-stop"], &stops);
    m.path_if(&["timer-fire"], &fires);
    for bar in bars {
        m.open("line").class(&["timer-hit"]).count("data-timer", bar.id).count("data-runs", bar.runs);
        m.span(Point::new(bar.x, bar.top), Point::new(bar.x, bar.bottom)).end();
    }
}
