//! The speed, in words that say what it means: "1 s here = 22 ms".

use crate::locale::shell;
use crate::ui::context::use_words;
use crate::ui::pace::Pace;
use std::rc::Rc;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Factors that can be chosen.
const SPEEDS: [f64; 8] = [0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0, 50.0];

/// Properties of [`Speed`].
#[derive(Clone, PartialEq, Properties)]
pub struct SpeedProps {
    /// The pace of the run.
    pub pace: Rc<Pace>,
    /// The factor now.
    pub speed: f64,
    /// Called with another.
    pub onchange: Callback<f64>,
}

/// The control.
#[component]
pub fn Speed(props: &SpeedProps) -> Html {
    let words = use_words();
    let onchange = props.onchange.reform(|event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().and_then(|s| usize::try_from(s.selected_index()).ok());
        chosen.and_then(|i| SPEEDS.get(i)).copied().unwrap_or(1.0)
    });
    let option = |speed: &f64| {
        let text = words.fill(shell::SPEED_IS, &[("time", &words.span(short(props.pace.per_second(*speed))))]);
        html! { <option key={speed.to_string()} selected={(speed - props.speed).abs() < 1e-9}>{ text }</option> }
    };
    html! {
        <select class="speed" aria-label={words.text(shell::SPEED).to_owned()} title={words.text(shell::SPEED).to_owned()} {onchange}>
            { for SPEEDS.iter().map(option) }
        </select>
    }
}

/// Two digits are enough.
fn short(span: crate::base::Span) -> crate::base::Span {
    let mut unit = 1;
    while span.0 / unit >= 100 {
        unit *= 10;
    }
    crate::base::Span((span.0 + unit / 2) / unit * unit)
}
