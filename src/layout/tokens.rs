//! The colours: one table. `styles/tokens.css` is generated from it, and the SVG export writes them as attributes.
//! A test holds the file to the table: `BLESS=1 cargo test tokens` writes it anew.

/// A colour with a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Name; in CSS `--name`.
    pub name: &'static str,
    /// On paper, `#RRGGBB`.
    pub light: &'static str,
    /// On a dark screen, `#RRGGBB`.
    pub dark: &'static str,
    /// Where the reader's system forces its own colours: a system colour of CSS.
    pub forced: &'static str,
    /// Whether words are set in it (then it has at least 4.5:1 against the surface).
    pub text: bool,
}

const fn token(name: &'static str, light: &'static str, dark: &'static str, forced: &'static str, text: bool) -> Token {
    Token { name, light, dark, forced, text }
}

/// Every colour of the page. Colour is spent on four meanings: who, failure, edit, link.
pub const TOKENS: [Token; 24] = [
    token("surface", "#FFFFFF", "#191D21", "Canvas", false),
    token("bg", "#F6F6F3", "#121518", "Canvas", false),
    token("sunk", "#F0F0EC", "#14181B", "Canvas", false),
    token("ink", "#1C2024", "#E7E9EB", "CanvasText", true),
    token("muted", "#565E67", "#A3ABB3", "CanvasText", true),
    token("client", "#0072B2", "#56B4E9", "LinkText", true),
    token("client-text", "#0072B2", "#56B4E9", "CanvasText", true),
    token("server", "#D55E00", "#F0883E", "CanvasText", false),
    token("server-text", "#B54C00", "#F0883E", "CanvasText", true),
    token("loss", "#C2003B", "#FF7A90", "CanvasText", true),
    token("edit", "#8A3A80", "#D9A3D4", "CanvasText", true),
    token("edit-tint", "#F6EAF4", "#33263A", "Canvas", false),
    token("ok", "#00694F", "#4CC9A0", "CanvasText", true),
    token("hl", "#FFF3B0", "#3D3817", "Canvas", false),
    token("ghost", "#8A9199", "#767F88", "GrayText", false),
    token("faint", "#8A9199", "#767F88", "GrayText", false),
    token("hair", "#DCDEDC", "#30363C", "GrayText", false),
    token("rule", "#B9BDBE", "#4A525A", "GrayText", false),
    // The outline of the rails: ink on paper, quieter on a dark screen, where ink would glare.
    token("rail", "#1C2024", "#8A939B", "CanvasText", false),
    token("client-tint", "#D6E8F3", "#1D3646", "Canvas", false),
    token("client-mid", "#8FC0DF", "#2F6C92", "GrayText", false),
    token("server-tint", "#FAE3D2", "#43291A", "Canvas", false),
    token("server-mid", "#EBAA79", "#94551F", "GrayText", false),
    // Words that stand on a rail filled with the owner's colour.
    token("on-solid", "#FFFFFF", "#121518", "Canvas", false),
];

/// The page's two themes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Paper.
    #[default]
    Light,
    /// Dark screen.
    Dark,
}

/// The value of a colour, `#RRGGBB`; ink for a name that is not in the table.
pub fn value(name: &str, theme: Theme) -> &'static str {
    let token = TOKENS.iter().find(|t| t.name == name);
    match theme {
        Theme::Light => token.map_or("#1C2024", |t| t.light),
        Theme::Dark => token.map_or("#E7E9EB", |t| t.dark),
    }
}

/// The style sheet `styles/tokens.css`.
pub fn css() -> String {
    let block = |scheme: &str, pick: fn(&Token) -> &'static str| {
        let lines: Vec<String> = TOKENS.iter().map(|t| format!("--{}:{}", t.name, pick(t))).collect();
        format!("{{color-scheme:{scheme};{}}}", lines.join(";"))
    };
    let light = block("light", |t| t.light);
    let dark = block("dark", |t| t.dark);
    let forced = block("light dark", |t| t.forced);
    format!(
        "/* Generated from src/layout/tokens.rs; change it there. */\n\
         :root{light}\n\
         [data-theme=dark]{dark}\n\
         @media (prefers-color-scheme:dark){{:root:not([data-theme]){dark}}}\n\
         @media print{{:root,:root[data-theme],:root:not([data-theme]){light}}}\n\
         @media (forced-colors:active){{:root,:root[data-theme],:root:not([data-theme]){forced}}}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of WCAG 2.
    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let v = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: &str, b: &str) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn words_stand_out_from_every_ground_they_stand_on() {
        for theme in [Theme::Light, Theme::Dark] {
            for token in TOKENS.iter().filter(|t| t.text) {
                for ground in ["surface", "bg", "sunk", "hl"] {
                    let c = contrast(value(token.name, theme), value(ground, theme));
                    assert!(c >= 4.5, "{} on {ground} in {theme:?}: {c:.2}", token.name);
                }
            }
        }
    }

    #[test]
    fn words_on_a_filled_rail_can_be_read() {
        for theme in [Theme::Light, Theme::Dark] {
            for (words, ground) in [("ink", "client-tint"), ("ink", "server-tint"), ("on-solid", "client")] {
                let c = contrast(value(words, theme), value(ground, theme));
                assert!(c >= 4.5, "{words} on {ground} in {theme:?}: {c:.2}");
            }
        }
    }

    #[test]
    fn the_style_sheet_is_the_table() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/styles/tokens.css");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, css()).unwrap();
        }
        assert!(std::fs::read_to_string(path).unwrap() == css(), "styles/tokens.css is not what the table says: BLESS=1 cargo test tokens");
    }
}
