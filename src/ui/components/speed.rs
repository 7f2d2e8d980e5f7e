//! The speed, in words that say what it means: "1 s here = 22 ms".

use crate::locale::shell;
use crate::ui::context::Shell;
use crate::ui::el::{El, choice, el, value_of};
use crate::ui::pace::Pace;
use yew::Callback;
use yew::virtual_dom::ListenerKind;

/// Factors that can be chosen, and their names.
pub const SPEEDS: [(&str, f64); 8] =
    [("0.1", 0.1), ("0.25", 0.25), ("0.5", 0.5), ("1", 1.0), ("2", 2.0), ("4", 4.0), ("10", 10.0), ("50", 50.0)];

/// The control.
pub fn speed_control(ui: &Shell, pace: &Pace, speed: f64, onspeed: &Callback<f64>) -> El {
    let onspeed = onspeed.clone();
    let option = |(name, factor): (&'static str, f64)| {
        let text = ui.words.fill(shell::SPEED_IS, &[("time", &ui.words.span(short(pace.per_second(factor))))]);
        choice(name, (factor - speed).abs() < 1e-9, text)
    };
    el("select")
        .class("speed")
        .name(&ui.words, shell::SPEED)
        .set("title", ui.text(shell::SPEED))
        .on(ListenerKind::onchange, move |event| {
            let chosen = value_of(&event);
            onspeed.emit(SPEEDS.iter().find(|(name, _)| *name == chosen).map_or(1.0, |(_, factor)| *factor));
        })
        .all(SPEEDS.into_iter().map(option))
}

/// Two digits are enough.
fn short(span: crate::base::Span) -> crate::base::Span {
    let mut unit = 1;
    while span.0 / unit >= 100 {
        unit *= 10;
    }
    crate::base::Span((span.0 + unit / 2) / unit * unit)
}
