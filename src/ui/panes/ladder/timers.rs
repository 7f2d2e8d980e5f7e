//! Timers as bars beside the rails: solid RTO and persist, dotted delayed ACK, double 2MSL.

use super::svg::px;
use crate::layout::ladder::{BarStyle, Cap, TimerBar};
use yew::prelude::*;

/// A timer's bar; one that the step names is drawn in ink.
pub fn bar(bar: &TimerBar, named: bool) -> Html {
    let x = px(bar.x);
    let style = match bar.style {
        BarStyle::Solid => None,
        BarStyle::Dotted => Some("timer-dotted"),
        BarStyle::Double => Some("timer-double"),
    };
    let pieces: Html = bar
        .pieces
        .iter()
        .enumerate()
        .map(|(index, (top, bottom, through))| {
            let class = classes!("timer", style, through.then_some("timer-through"), named.then_some("timer-named"));
            let core = (bar.style == BarStyle::Double && !through)
                .then(|| html! { <line class="timer-core" x1={x.clone()} x2={x.clone()} y1={px(*top)} y2={px(*bottom)} /> });
            html! { <g key={index}><line {class} x1={x.clone()} x2={x.clone()} y1={px(*top)} y2={px(*bottom)} />{ for core }</g> }
        })
        .collect();
    let cap = match bar.cap {
        Cap::Stopped => html! { <circle class="timer-stop" cx={x} cy={px(bar.bottom)} r="2.5" /> },
        Cap::Expired => html! { <path class="timer-fire" d={format!("M{x} {}l4 4-4 4-4-4Z", px(bar.bottom - 4.0))} /> },
        Cap::Running => Html::default(),
    };
    html! { <g key={bar.id}><g key="pieces">{ pieces }</g><g key="cap">{ cap }</g></g> }
}
