//! How wide a text is: one fixed table, so that page, SVG and tests agree whatever font the reader has. The browser
//! is never asked; what is drawn carries `textLength`.

/// The kind of type a text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Face {
    /// For anything that comes from a segment or a TCB.
    Mono,
    /// For words.
    Sans,
}

/// Advance of one character in em.
pub fn advance(c: char, face: Face) -> f64 {
    if is_wide(c) {
        return 1.0;
    }
    match face {
        Face::Mono => 0.6,
        Face::Sans => match c {
            'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.28,
            'f' | 't' | 'r' | '(' | ')' | '-' | '/' | 'I' => 0.36,
            'm' | 'w' | 'M' | 'W' => 0.88,
            'A'..='Z' => 0.68,
            _ => 0.56,
        },
    }
}

/// Width of a text in px at a font size in px.
pub fn width(text: &str, size: f64, face: Face) -> f64 {
    text.chars().map(|c| advance(c, face)).sum::<f64>() * size
}

/// Whether a character is a full em wide: CJK ideographs, kana, hangul, full-width forms and their punctuation.
fn is_wide(c: char) -> bool {
    matches!(u32::from(c), 0x1100..=0x115F | 0x2E80..=0x303E | 0x3041..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF00..=0xFF60 | 0xFFE0..=0xFFE6 | 0x20000..=0x3FFFD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mono_is_six_tenths_and_cjk_a_whole_em() {
        assert!((width("seq=0", 10.0, Face::Mono) - 30.0).abs() < 1e-9);
        assert!((width("丢失", 11.0, Face::Mono) - 22.0).abs() < 1e-9);
        assert!(width("ESTABLISHED", 10.5, Face::Sans) < 85.0);
    }
}
