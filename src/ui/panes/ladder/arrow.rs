//! A segment: its line, and its label. Lines lie under all labels, so the two are drawn apart.

use super::svg::{points, px, turn};
use crate::layout::Side;
use crate::layout::decimal::decimal;
use crate::layout::ladder::label::{ASCENT, DESCENT};
use crate::layout::ladder::{Anchor, Arrow, Label, Point, Role, Stroke};
use crate::ui::panes::icon::PENCIL;
use yew::prelude::*;

/// A segment that has just left has no line to point at yet: it can be hit this far from its rail, px.
const LEAST: f64 = 160.0;

/// What a row needs; equal as long as it looks the same.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The arrow.
    pub arrow: Arrow,
    /// Whether it is chosen.
    pub selected: bool,
    /// The word "lost" in the reader's language.
    pub lost: AttrValue,
    /// Type is magnified by this.
    pub text: f64,
}

/// The line, its head, and the ✕ where it died or was discarded.
#[component]
pub fn ArrowLine(props: &Props) -> Html {
    let Props { arrow, selected, text, .. } = props;
    let end = arrow.line_end();
    let (x1, y1) = (px(arrow.from.x), px(arrow.from.y));
    let class = classes!(
        "segment",
        arrow.side.owner(),
        (arrow.stroke == Stroke::Dashed).then_some("retransmitted"),
        selected.then_some("selected")
    );
    let head = arrow.head.map(|head| html! { <polygon key="head" class="arrow-head" points={points(&head)} /> });
    let cross = arrow.lost_at.map(|at| (at, 6.0)).or(arrow.discarded_at.map(|at| (at, 4.0)));
    let cross = cross.map(|(at, size)| html! { <path key="cross" class="cross" d={cross_path(at, size * text)} /> });
    let hit = html! { <line key="hit" class="hit" x1={x1.clone()} y1={y1.clone()} x2={px(reach(arrow))} y2={px(arrow.to.y)} /> };
    let line = html! { <line key="line" class="arrow" {x1} {y1} x2={px(end.x)} y2={px(end.y)} /> };
    // All keyed, and nothing that stands for what is not there: a crowd of arrows keeps the page light.
    let parts: Html = [Some(hit), way(arrow), Some(line), head, cross].into_iter().flatten().collect();
    html! { <g {class} data-seg={arrow.name.to_string()} data-id={arrow.id.to_string()}>{ parts }</g> }
}

/// A hair under the label of a segment on its way: no further than the label, so that it tells nothing of the future.
fn way(arrow: &Arrow) -> Option<Html> {
    let label = arrow.label.as_ref().filter(|_| arrow.moving)?;
    let (sin, cos) = label.angle.to_radians().sin_cos();
    let length = label.length * if label.anchor == Anchor::End { -1.0 } else { 1.0 };
    // The label's end, on the line below it.
    let (x, y) = (label.at.x + length * cos, label.at.y + length * sin + 4.5);
    Some(html! { <line key="way" class="way" x1={px(arrow.from.x)} y1={px(arrow.from.y)} x2={px(x)} y2={px(y)} /> })
}

/// The stripe under the chosen arrow; it lies below all lines.
pub fn stripe(arrow: &Arrow, text: f64) -> Html {
    html! { <polygon class={classes!("stripe", arrow.side.owner())} points={points(&arrow.stripe(11.0 * text, 5.0 * text))} /> }
}

fn reach(arrow: &Arrow) -> f64 {
    match arrow.side {
        Side::Left if arrow.moving => arrow.to.x.max(arrow.from.x + LEAST),
        Side::Right if arrow.moving => arrow.to.x.min(arrow.from.x - LEAST),
        _ => arrow.to.x,
    }
}

fn cross_path(at: Point, size: f64) -> String {
    format!("M{} {}l{d} {d}m0-{d}l-{d} {d}", px(at.x - size), px(at.y - size), d = px(2.0 * size))
}

/// The label, the pencil and the word beside the ✕.
#[component]
pub fn ArrowLabel(props: &Props) -> Html {
    let Props { arrow, selected, lost, text } = props;
    let pen = if arrow.pencil.is_some() { 14.0 * text } else { 0.0 };
    let ground = arrow.label.as_ref().filter(|_| *selected).map(|l| ground(l, pen));
    let label = arrow.label.as_ref().map(label);
    let pencil = arrow.pencil.map(|at| {
        let angle = arrow.label.as_ref().map_or(0.0, |l| l.angle);
        let transform =
            format!("translate({} {}) rotate({}) scale({}) translate(0 -9)", px(at.x), px(at.y), decimal(angle, 2), decimal(*text, 3));
        html! { <path key="pencil" class="pencil" d={PENCIL} {transform} /> }
    });
    let word = arrow.lost_word.map(|at| {
        let anchor = if arrow.side == Side::Left { "start" } else { "end" };
        html! { <text key="word" class="note cross-word" x={px(at.x)} y={px(at.y)} text-anchor={anchor} font-size={px(11.0 * text)}>{ lost.clone() }</text> }
    });
    let parts: Html = [ground, label, pencil, word].into_iter().flatten().collect();
    html! { <g class={classes!("segment-label", selected.then_some("selected"), arrow.side.owner())} data-id={arrow.id.to_string()}>{ parts }</g> }
}

/// The box around the label of the chosen segment, and around its pencil.
fn ground(label: &Label, pencil: f64) -> Html {
    let left = match label.anchor {
        Anchor::Start => 0.0,
        Anchor::Middle => -label.length / 2.0,
        Anchor::End => -label.length,
    };
    let (x, y) = (label.at.x + left - 4.0 - pencil, label.at.y - ASCENT * label.size - 3.0);
    let (width, height) = (label.length + 8.0 + pencil, (ASCENT + DESCENT) * label.size + 5.0);
    html! { <rect key="ground" class="label-box" x={px(x)} y={px(y)} width={px(width)} height={px(height)} transform={turn(label.angle, label.at)} /> }
}

fn label(label: &Label) -> Html {
    let runs: Html = label
        .runs
        .iter()
        .enumerate()
        .map(|(index, run)| {
            let class = match run.role {
                Role::Name => "name",
                Role::Flags => "flags",
                Role::Field => "field",
                Role::Loss => "flags reset",
                Role::Edit => "flags edit",
            };
            html! { <tspan key={index} {class}>{ run.text.clone() }</tspan> }
        })
        .collect();
    let (x, y) = (px(label.at.x), px(label.at.y));
    html! {
        <text key="text" class="label" {x} {y} transform={turn(label.angle, label.at)} text-anchor={label.anchor.css()} font-size={px(label.size)}
            textLength={px(label.length)} lengthAdjust="spacingAndGlyphs">{ runs }</text>
    }
}
