//! The speed, in words that say what it means: "1 s here = 22 ms".

use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::pace::Pace;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Factors that can be chosen.
const SPEEDS: [f64; 8] = [0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0, 50.0];

/// The control.
pub fn speed_control(ui: &Shell, pace: &Pace, speed: f64, onspeed: &Callback<f64>) -> Html {
    let onchange = onspeed.reform(|event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().and_then(|s| usize::try_from(s.selected_index()).ok());
        chosen.and_then(|i| SPEEDS.get(i)).copied().unwrap_or(1.0)
    });
    let option = |(i, factor): (usize, &f64)| {
        let text = ui.words.fill(shell::SPEED_IS, &[("time", &ui.words.span(short(pace.per_second(*factor))))]);
        html! { <option key={i} selected={(factor - speed).abs() < 1e-9}>{ text }</option> }
    };
    html! {
        <select key="speed" class="speed" aria-label={ui.text(shell::SPEED)} title={ui.text(shell::SPEED)} {onchange}>
            { for SPEEDS.iter().enumerate().map(option) }
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
