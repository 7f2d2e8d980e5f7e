//! The previous run: thin and grey, only where it differs. Nobody points at it, so all its arrows are one path.

use super::svg::{px, turn};
use crate::layout::ladder::{Ghost, Label, Point};
use yew::prelude::*;

/// The arrows of the previous run.
pub fn before(ghosts: &[Ghost]) -> Html {
    let (mut lines, mut heads, mut crosses) = (String::new(), String::new(), String::new());
    for ghost in ghosts {
        run_through(&mut lines, &[ghost.from, ghost.to]);
        match &ghost.head {
            Some(head) => {
                run_through(&mut heads, head);
                heads.push('z');
            }
            None => crosses.extend(["M", &px(ghost.to.x - 3.5), " ", &px(ghost.to.y - 3.5), "l7 7m0-7l-7 7"]),
        }
    }
    let label = |label: &Label| {
        html! {
            <text class="before-label" x={px(label.at.x)} y={px(label.at.y)} transform={turn(label.angle, label.at)} text-anchor={label.anchor.css()}
                font-size={px(label.size)} textLength={px(label.length)} lengthAdjust="spacingAndGlyphs">{ label.text() }</text>
        }
    };
    let labels = ghosts.iter().filter_map(|g| Some(html! { <g key={g.index}>{ label(g.label.as_ref()?) }</g> }));
    html! {
        <>
            <path key="lines" class="before" d={lines} />
            <path key="heads" class="before-head" d={heads} />
            <path key="crosses" class="before-cross" d={crosses} />
            <g key="labels">{ for labels }</g>
        </>
    }
}

/// Goes to the first point and draws to the others.
pub fn run_through(path: &mut String, points: &[Point]) {
    for (n, point) in points.iter().enumerate() {
        path.extend([if n == 0 { "M" } else { "L" }, &px(point.x), " ", &px(point.y)]);
    }
}
