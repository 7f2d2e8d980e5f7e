//! The rails: a lane of states each, calls of the application, and what is written beside them.

use super::before::run_through;
use super::svg::px;
use crate::layout::Side;
use crate::layout::ladder::{BandStyle, Note, NoteRole, StateBand, Triangle};
use crate::sim::AppAct;
use yew::prelude::*;

/// A state's band.
pub fn band(band: &StateBand) -> Html {
    let style = match band.style {
        BandStyle::Hollow => "band-hollow",
        BandStyle::Tint => "band-tint",
        BandStyle::Solid => "band-solid",
        BandStyle::Mid => "band-mid",
        BandStyle::Hatched => "band-hatch",
    };
    let height = (band.bottom - band.top).max(0.0);
    let name = band.name.as_ref().map(|name| {
        let transform = format!("rotate(-90 {} {})", px(name.at.x), px(name.at.y));
        let class = classes!("state", "inside", (band.style == BandStyle::Solid).then_some("on-solid"));
        html! {
            <text {class} x={px(name.at.x)} y={px(name.at.y)} {transform} font-size={px(name.size)} textLength={px(name.length)} lengthAdjust="spacingAndGlyphs">
                { band.state.name() }
            </text>
        }
    });
    html! {
        <g key={format!("{}-{}-{}", band.side.owner(), band.from.0, band.state.name())}>
            <rect class={classes!("band", style, band.side.owner())} x={px(band.x)} y={px(band.top)} width={px(band.width)} height={px(height)} data-state={band.state.name()} />
            { for name }
        </g>
    }
}

/// A note in the gutter.
pub fn note(note: &Note) -> Html {
    let class = match note.role {
        NoteRole::State => "state",
        NoteRole::Call => "call",
        NoteRole::Read => "call call-read",
        NoteRole::Timer => "timer-name",
        NoteRole::Expiry => "timer-name fired",
    };
    let key = format!("{}-{}-{}-{}", note.side.owner(), note.time.0, note.text, px(note.at.y));
    html! {
        <text {key} class={classes!("note", class, note.side.owner())} x={px(note.at.x)} y={px(note.at.y)} text-anchor={note.anchor.css()} font-size={px(note.size)}
            data-event={note.step.map(|s| s.to_string())}>{ note.text.clone() }</text>
    }
}

/// The marks of calls on their rails: nobody points at them, so those that look the same are one path.
pub fn calls(calls: &[Triangle]) -> Html {
    let kinds = Side::BOTH.into_iter().flat_map(|side| [(side, false), (side, true)]);
    kinds
        .map(|(side, failed)| {
            let mut path = String::new();
            for call in calls.iter().filter(|c| c.side == side && (c.act == AppAct::Refused) == failed) {
                run_through(&mut path, &call.points);
                path.push('z');
            }
            html! { <path key={format!("{}-{failed}", side.owner())} class={classes!("call-mark", side.owner(), failed.then_some("call-failed"))} d={path} /> }
        })
        .collect()
}
