//! Icons of 16 px, drawn with strokes of the text's colour.

use crate::ui::el::{El, el};

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is named after what it shows")]
pub enum Icon {
    Down,
    Link,
    Code,
    Sun,
    Moon,
    Contrast,
    First,
    Back,
    Forward,
    Last,
    Play,
    Pause,
    Undo,
    Redo,
    Close,
    Plus,
    Open,
    Help,
    Bits,
    Ladder,
    Pencil,
    Check,
    Stop,
    Up,
    Grow,
    Shrink,
    Screen,
    Save,
}

impl Icon {
    /// The path, and whether it is filled rather than stroked.
    const fn path(self) -> (&'static str, bool) {
        match self {
            Icon::Down => ("M4 6l4 4 4-4", false),
            Icon::Link => {
                ("M6.5 9.5a3 3 0 0 0 4.2 0l2-2a3 3 0 0 0-4.2-4.2l-.8.8M9.5 6.5a3 3 0 0 0-4.2 0l-2 2a3 3 0 0 0 4.2 4.2l.8-.8", false)
            }
            Icon::Code => ("M5.5 4.5L2 8l3.5 3.5M10.5 4.5L14 8l-3.5 3.5", false),
            Icon::Sun => (
                "M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1",
                false,
            ),
            Icon::Moon => ("M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5Z", false),
            Icon::Contrast => ("M8 2.2a5.8 5.8 0 1 0 0 11.6zM8 2.2a5.8 5.8 0 0 1 0 11.6", false),
            Icon::First => ("M3 3h1.8v10H3zM13 3v10L5.6 8z", true),
            Icon::Back => ("M11.5 3v10L4 8z", true),
            Icon::Forward => ("M4.5 3v10L12 8z", true),
            Icon::Last => ("M11.2 3H13v10h-1.8zM3 3v10l7.4-5z", true),
            Icon::Play => ("M4 2.5v11L13.5 8z", true),
            Icon::Pause => ("M4 3h2.8v10H4zM9.2 3H12v10H9.2z", true),
            Icon::Undo => ("M6 4L3 7l3 3M3 7h6.5a3.5 3.5 0 0 1 0 7H7", false),
            Icon::Redo => ("M10 4l3 3-3 3M13 7H6.5a3.5 3.5 0 0 0 0 7H9", false),
            Icon::Close => ("M4 4l8 8M12 4l-8 8", false),
            Icon::Plus => ("M8 3v10M3 8h10", false),
            Icon::Open => ("M6 3H3v10h10v-3M9 3h4v4M13 3L7.5 8.5", false),
            Icon::Help => {
                ("M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM6.2 6.2a1.8 1.8 0 1 1 2.4 1.7c-.4.2-.6.5-.6 1v.3M8 11.6h.01", false)
            }
            Icon::Bits => ("M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M8 3v3.3M5.2 6.3v3.3", false),
            Icon::Ladder => ("M3.5 2v12M12.5 2v12M4 4.5l8 2.2M12 8.2l-8 2.6", false),
            Icon::Pencil => ("M3 13l.8-3.4L10.6 2.8l2.6 2.6-6.8 6.8z", false),
            Icon::Check => ("M3 8l3 3 7-7", false),
            Icon::Up => ("M4 10l4-4 4 4", false),
            Icon::Grow => ("M9.5 2.5h4v4M13.5 2.5l-5 5M6.5 13.5h-4v-4M2.5 13.5l5-5", false),
            Icon::Shrink => ("M8.5 3.5v4h4M8.5 7.5l5-5M7.5 12.5v-4h-4M7.5 8.5l-5 5", false),
            Icon::Screen => ("M2 2.5h12M3 2.5v7.5h10V2.5M8 10v2M5 14l3-2 3 2", false),
            Icon::Save => ("M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13.5h10", false),
            Icon::Stop => ("M3.5 3.5h9v9h-9z", true),
        }
    }
}

/// An icon; it never speaks for itself.
pub fn glyph(icon: Icon) -> El {
    let (path, filled) = icon.path();
    drawing(if filled { "ico filled" } else { "ico" }, "0 0 16 16").child(el("path").attr("d", path))
}

/// The mark: two rails and two arrows.
pub fn mark() -> El {
    let path = |class: &'static str, d: &'static str| el("path").class(class).attr("d", d);
    drawing("mark", "0 0 20 20")
        .child(path("mark-client", "M3 2v16"))
        .child(path("mark-server", "M17 2v16"))
        .child(path("", "M4.5 5 15 8.8M15.5 11.2 5 15"))
}

fn drawing(class: &'static str, window: &'static str) -> El {
    el("svg").class(class).attr("viewBox", window).attr("aria-hidden", "true").attr("focusable", "false")
}
