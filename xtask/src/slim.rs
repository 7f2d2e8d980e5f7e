//! Smaller texts around the program: its glue, and the style sheets.

use crate::sh::Done;
use crate::words;
use std::fs;
use std::path::Path;

/// Gives the functions that the program imports short names, in the wasm and in its glue alike. wasm-bindgen ends each name with
/// sixteen digits of a hash, which no compression shortens. What is left of the glue is put without comments and indents.
pub fn glue(wasm: &Path, glue: &Path) -> Done {
    let bytes = fs::read(wasm).map_err(|e| format!("{}: {e}", wasm.display()))?;
    let text = fs::read_to_string(glue).map_err(|e| format!("{}: {e}", glue.display()))?;
    let (bytes, text) =
        short_imports(&bytes, bare_script(&text)).ok_or("the imports of the program are not as wasm-bindgen writes them")?;
    fs::write(wasm, bytes).map_err(|e| format!("{}: {e}", wasm.display()))?;
    fs::write(glue, text).map_err(|e| format!("{}: {e}", glue.display()))
}

/// Puts the script that starts the page without comments and indents.
pub fn start(page: &Path) -> Done {
    let file = page.join("boot.js");
    let text = fs::read_to_string(&file).map_err(|e| format!("boot.js: {e}"))?;
    fs::write(&file, bare_script(&text)).map_err(|e| format!("boot.js: {e}"))
}

/// Makes one style sheet of all that the page's index links to, in their order, named for what is in it; and another of those whose
/// names begin with `lab-`, which the index names in a meta: they come with the lab part.
pub fn styles(page: &Path) -> Done {
    let at = page.join("index.html");
    let index = fs::read_to_string(&at).map_err(|e| format!("index.html: {e}"))?;
    let (mut first, mut lab, mut html) = (String::new(), String::new(), String::new());
    for line in index.lines() {
        let name = line.trim().strip_prefix("<link rel=\"stylesheet\" href=\"./").and_then(|rest| rest.strip_suffix("\"/>"));
        if let Some(name) = name {
            let file = page.join(name);
            *(if name.starts_with("lab-") { &mut lab } else { &mut first }) +=
                &bare_styles(&fs::read_to_string(&file).map_err(|e| format!("{name}: {e}"))?);
            fs::remove_file(&file).map_err(|e| format!("{name}: {e}"))?;
            continue;
        }
        html += line;
        html.push('\n');
    }
    let names = [("styles", &first), ("lab", &lab)].map(|(kind, text)| (format!("{kind}-{}.css", words::hash(text)), text));
    let [(sheet, _), (later, _)] = &names;
    let links =
        format!("</title>\n<link rel=\"stylesheet\" href=\"./{sheet}\"/>\n<meta name=\"tcplab-lab-styles\" content=\"./{later}\">\n");
    let html = html.replacen("</title>\n", &links, 1);
    for (name, text) in &names {
        fs::write(page.join(name), text).map_err(|e| format!("{name}: {e}"))?;
    }
    fs::write(&at, html).map_err(|e| format!("index.html: {e}"))
}

/// A script with a statement a line and no text over several, without comments and indents.
fn bare_script(text: &str) -> String {
    let comment = |line: &&str| line.is_empty() || line.starts_with("//") || line.starts_with("/*") || line.starts_with('*');
    text.lines().map(str::trim).filter(|line| !comment(line)).flat_map(|line| [line, "\n"]).collect()
}

/// Styles without comments and indents.
fn bare_styles(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out += before;
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    out += rest;
    out.lines().map(str::trim).filter(|line| !line.is_empty()).flat_map(|line| [line, "\n"]).collect()
}

/// `None` where an import is no function, or the glue does not name it just once.
fn short_imports(wasm: &[u8], mut glue: String) -> Option<(Vec<u8>, String)> {
    let (magic, mut rest) = wasm.split_at_checked(8)?;
    let mut out = magic.to_vec();
    while let Some((&id, after)) = rest.split_first() {
        let mut at = after;
        let size = number(&mut at)?;
        let (mut body, next) = at.split_at_checked(size)?;
        rest = next;
        if id != 2 {
            put_section(&mut out, id, body);
            continue;
        }
        let count = number(&mut body)?;
        let mut section = Vec::new();
        put_number(&mut section, count);
        for n in 0..count {
            let (module, field) = (name(&mut body)?, name(&mut body)?);
            let (kind, after) = body.split_first()?;
            body = after;
            let signature = number(&mut body)?;
            let (key, short) = (format!("\n{field}: "), format!("i{n}"));
            if *kind != 0 || glue.matches(&key).count() != 1 {
                return None;
            }
            glue = glue.replace(&key, &format!("\n{short}: "));
            for text in [module, &short] {
                put_number(&mut section, text.len());
                section.extend(text.as_bytes());
            }
            section.push(0);
            put_number(&mut section, signature);
        }
        put_section(&mut out, id, &section);
    }
    Some((out, glue))
}

fn put_section(out: &mut Vec<u8>, id: u8, body: &[u8]) {
    out.push(id);
    put_number(out, body.len());
    out.extend(body);
}

/// Reads an unsigned LEB128 number.
fn number(bytes: &mut &[u8]) -> Option<usize> {
    let (mut value, mut shift) = (0usize, 0);
    loop {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= usize::from(byte & 127).checked_shl(shift)?;
        shift += 7;
        if byte < 128 {
            return Some(value);
        }
    }
}

fn put_number(out: &mut Vec<u8>, mut value: usize) {
    while value > 127 {
        out.push((value & 127) as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

fn name<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let length = number(bytes)?;
    let (name, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module of one import, `m.long`, of signature 0, and an empty section behind it.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\x02\x0a\x01\x01m\x04long\0\0\x0a\0";

    #[test]
    fn an_import_has_the_same_short_name_in_the_program_and_in_its_glue() {
        let glue = "const import0 = {\nlong: function() {\nlonger: 1;\n";
        let (wasm, glue) = short_imports(MODULE, glue.into()).unwrap();
        assert_eq!(wasm, b"\0asm\x01\0\0\0\x02\x08\x01\x01m\x02i0\0\0\x0a\0");
        assert_eq!(glue, "const import0 = {\ni0: function() {\nlonger: 1;\n");
        assert_eq!(short_imports(MODULE, "\nother: 1".into()), None);
    }

    #[test]
    fn comments_and_indents_are_left_out() {
        assert_eq!(bare_script("  // a\n/**\n * b\n */\n  const c = 'd // e';\n\n"), "const c = 'd // e';\n");
        assert_eq!(bare_styles("/* a\n */ b {\n  c: d; /* e */\n}\n"), "b {\nc: d;\n}\n");
    }
}
