//! Parts of texts, where the library would search for them: its own search takes ten times the program, since it is made for texts of
//! any length.

/// What stands before and after the first place at which `text` has `between`.
pub fn halves<'a>(text: &'a str, between: &str) -> Option<(&'a str, &'a str)> {
    let at = text.as_bytes().windows(between.len().max(1)).position(|window| window == between.as_bytes())?;
    Some((text.get(..at)?, text.get(at + between.len()..)?))
}

/// Whether a text has a letter of ASCII.
pub fn has(text: &str, letter: u8) -> bool {
    text.bytes().any(|byte| byte == letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_parted_where_the_library_would_part_it() {
        for text in ["1.5..2", "..", "1..2..3", "1.2", "", ".", "零..一", "a iss 1"] {
            for between in ["..", " iss "] {
                assert_eq!(halves(text, between), text.split_once(between), "{text} {between}");
            }
        }
    }
}
