//! Options and data as a reader types them: `mss=1460 nop ws=7`, `lsrr=4:203.0.113.254/198.51.100.7 nop`, and text with escapes. Links carry hexadecimal digits instead.

use super::text::natural;
use super::{EditError, Hex, unhex};
use crate::wire::field::Layer;
use crate::wire::option::{MAX_LEN, TcpOption, places, read_all};
use crate::wire::{Addr, ipv4_option};

/// The options of a header, TCP's or IPv4's, one by one as bytes, without the end-of-list and the zeros that fill the last word.
pub fn pieces(layer: Layer, bytes: &[u8]) -> Vec<&[u8]> {
    let all = 0..bytes.len();
    let places: Vec<_> = match layer {
        Layer::Ipv4 => ipv4_option::places(bytes, all).into_iter().map(|option| option.range).collect(),
        _ => places(bytes, all).into_iter().map(|placed| placed.range).collect(),
    };
    let last = bytes.iter().rposition(|byte| *byte != 0);
    places.into_iter().take_while(|place| last.is_some_and(|last| place.start <= last)).filter_map(|place| bytes.get(place)).collect()
}

/// The options as text. What cannot be read as an option is `raw=` and its bytes.
pub fn write_options(layer: Layer, bytes: &[u8]) -> String {
    let spell = |piece| if layer == Layer::Ipv4 { spell_ipv4(piece) } else { spell_tcp(piece) };
    let words: Vec<String> = pieces(layer, bytes).into_iter().map(spell).collect();
    words.join(" ")
}

/// What the routes of the IPv4 header are called.
const ROUTES: [(&str, u8); 3] = [("rr", 7), ("lsrr", 131), ("ssrr", 137)];

fn spell_ipv4(piece: &[u8]) -> String {
    let equals = |name: &str, value: &str| [name, "=", value].concat();
    match piece {
        [1] => "nop".to_owned(),
        [0, ..] => equals("raw", &Hex(piece).to_string()),
        [kind, len, data @ ..] if usize::from(*len) == piece.len() => match (ROUTES.iter().find(|(_, k)| k == kind), data) {
            (Some((name, _)), [pointer, slots @ ..]) if slots.len().is_multiple_of(4) => {
                let slots: Vec<String> = slots.as_chunks::<4>().0.iter().map(|a| Addr(u32::from_be_bytes(*a)).to_string()).collect();
                equals(name, &[&pointer.to_string(), ":", &slots.join("/")].concat())
            }
            _ => equals(&kind.to_string(), &Hex(data).to_string()),
        },
        _ => equals("raw", &Hex(piece).to_string()),
    }
}

fn spell_tcp(piece: &[u8]) -> String {
    let equals = |name: &str, value: &str| [name, "=", value].concat();
    // What follows an end-of-list is no option, even where it looks like one.
    match read_all(piece).first().filter(|option| option.encoded_len() == piece.len()) {
        Some(TcpOption::EndOfList) => "eol".to_owned(),
        Some(TcpOption::NoOperation) => "nop".to_owned(),
        Some(TcpOption::MaximumSegmentSize(mss)) => equals("mss", &mss.to_string()),
        Some(TcpOption::WindowScale(shift)) => equals("ws", &shift.to_string()),
        Some(TcpOption::SackPermitted) => "sack-ok".to_owned(),
        Some(TcpOption::Timestamps { value, echo }) => equals("ts", &[&value.to_string(), "/", &echo.to_string()].concat()),
        Some(TcpOption::Unknown { kind, data }) => equals(&kind.to_string(), &Hex(data).to_string()),
        Some(TcpOption::Sack(blocks)) if !blocks.is_empty() => {
            let blocks: Vec<String> = blocks.iter().map(|(left, right)| [&left.to_string(), "-", &right.to_string()].concat()).collect();
            equals("sack", &blocks.join("/"))
        }
        Some(TcpOption::Sack(_)) => "5=".to_owned(),
        None => equals("raw", &Hex(piece).to_string()),
    }
}

/// Reads options as they are typed, between spaces or commas: at most 40 bytes.
pub fn read_options(layer: Layer, text: &str) -> Result<Vec<u8>, EditError> {
    let mut out = Vec::new();
    for word in text.split([' ', ',', '\n', '\t']).filter(|word| !word.is_empty()) {
        let read = if layer == Layer::Ipv4 { read_ipv4_option(word, &mut out) } else { read_option(word, &mut out) };
        read.ok_or_else(|| match layer {
            Layer::Ipv4 => EditError::NotAnIpv4Option { text: word.to_string() },
            _ => EditError::NotAnOption { text: word.to_string() },
        })?;
        if out.len() > MAX_LEN {
            return Err(EditError::OptionsTooLong);
        }
    }
    Ok(out)
}

fn read_ipv4_option(word: &str, out: &mut Vec<u8>) -> Option<()> {
    let (name, value) = word.split_once('=').unwrap_or((word, ""));
    let (kind, data) = match (name, ROUTES.iter().find(|(route, _)| *route == name)) {
        ("nop", _) if word == name => {
            out.push(1);
            return Some(());
        }
        ("raw", _) => {
            out.extend(unhex(name, value).ok()?);
            return Some(());
        }
        (_, Some((_, kind))) if word != name => {
            let (pointer, slots) = value.split_once(':').unwrap_or(("4", value));
            let mut data = vec![natural(pointer)?];
            for slot in slots.split('/').filter(|slot| !slot.is_empty()) {
                data.extend(slot.parse::<Addr>().ok()?.0.to_be_bytes());
            }
            (*kind, data)
        }
        // Types 0 and 1 are one byte, without a length.
        _ => (natural(name).filter(|kind| *kind > 1)?, unhex(name, value).ok()?),
    };
    out.extend([kind, u8::try_from(data.len() + 2).ok()?]);
    out.extend(data);
    Some(())
}

fn read_option(word: &str, out: &mut Vec<u8>) -> Option<()> {
    let (name, value) = word.split_once('=').unwrap_or((word, ""));
    let option = match name {
        "eol" | "nop" | "sack-ok" if word != name => return None,
        "eol" => TcpOption::EndOfList,
        "nop" => TcpOption::NoOperation,
        "sack-ok" => TcpOption::SackPermitted,
        "mss" => TcpOption::MaximumSegmentSize(natural(value)?),
        "ws" => TcpOption::WindowScale(natural(value)?),
        "ts" => {
            let (value, echo) = value.split_once('/')?;
            TcpOption::Timestamps { value: natural(value)?, echo: natural(echo)? }
        }
        "sack" => {
            let block = |text: &str| text.split_once('-').and_then(|(left, right)| Some((natural(left)?, natural(right)?)));
            TcpOption::Sack(value.split('/').map(block).collect::<Option<Vec<_>>>()?)
        }
        "raw" => {
            out.extend(unhex(name, value).ok()?);
            return Some(());
        }
        // Kinds 0 and 1 are one byte, without a length.
        _ => TcpOption::Unknown { kind: natural(name).filter(|kind| *kind > 1)?, data: unhex(name, value).ok()? },
    };
    option.write(out);
    Some(())
}

/// Bytes as text: what is not printed is `\r`, `\t`, `\\` or `\x` and two hexadecimal digits; a line break is itself.
pub fn write_text(bytes: &[u8]) -> String {
    let mut out = String::new();
    let escape = |out: &mut String, bytes: &[u8]| {
        for byte in bytes {
            out.push_str("\\x");
            out.push_str(&Hex(&[*byte]).to_string());
        }
    };
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\n' => out.push(c),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                '\\' => out.push_str("\\\\"),
                _ if c.is_control() => escape(&mut out, c.encode_utf8(&mut [0; 4]).as_bytes()),
                _ => out.push(c),
            }
        }
        escape(&mut out, chunk.invalid());
    }
    out
}

/// Reads what [`write_text`] writes, and `\n`.
pub fn read_text(text: &str) -> Result<Vec<u8>, EditError> {
    let mut out = Vec::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            continue;
        }
        let byte = match chars.next() {
            Some('n') => Some(b'\n'),
            Some('r') => Some(b'\r'),
            Some('t') => Some(b'\t'),
            Some('\\') => Some(b'\\'),
            Some('x') => {
                let mut digit = || chars.next()?.to_digit(16).map(|digit| digit as u8);
                digit().zip(digit()).map(|(high, low)| high << 4 | low)
            }
            _ => None,
        };
        out.push(byte.ok_or(EditError::BadEscape)?);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn options_are_typed_by_name() {
        let text = "mss=1460 nop ws=7 sack-ok ts=1/0 sack=1-2 254=0a0b";
        let bytes = read_options(Layer::Tcp, text).unwrap();
        assert_eq!(Hex(&bytes).to_string(), "020405b4010303070402080a0000000100000000050a0000000100000002fe040a0b");
        assert_eq!(write_options(Layer::Tcp, &bytes), text);
        assert_eq!(write_options(Layer::Tcp, &[1, 1, 0, 0]), "nop nop", "padding is no option");
        assert_eq!(write_options(Layer::Tcp, &[0, 9, 0, 0]), "eol raw=090000");
        assert_eq!(write_options(Layer::Tcp, &[3, 1, 0, 7]), "raw=03010007", "a length of 1 makes no sense");
    }

    #[test]
    fn options_that_are_none_or_too_many_are_refused() {
        for text in [
            "mss",
            "mss=65536",
            "mss=-1",
            "ws=+1",
            "ts=1",
            "1=",
            "0=",
            "300=00",
            "sack=",
            "sack=1",
            "sack=1-",
            "2=0",
            "nop=1",
            "sackok",
            "=",
            "é=1",
        ] {
            assert_eq!(read_options(Layer::Tcp, text), Err(EditError::NotAnOption { text: text.to_owned() }));
        }
        assert_eq!(read_options(Layer::Tcp, &"nop ".repeat(40)).map(|b| b.len()), Ok(40));
        assert_eq!(read_options(Layer::Tcp, &"nop ".repeat(41)), Err(EditError::OptionsTooLong));
        assert_eq!(read_options(Layer::Tcp, &["raw=", &"00".repeat(300)].concat()), Err(EditError::OptionsTooLong));
    }

    #[test]
    fn options_of_the_ipv4_header_are_typed_by_name() {
        let text = "lsrr=4:203.0.113.254/198.51.100.7 nop rr=8:0.0.0.0 148=0000";
        let bytes = read_options(Layer::Ipv4, text).unwrap();
        assert_eq!(Hex(&bytes).to_string(), "830b04cb0071fec63364070107070800000000940400".to_owned() + "00");
        assert_eq!(write_options(Layer::Ipv4, &bytes), text);
        assert_eq!(read_options(Layer::Ipv4, "ssrr=192.0.2.1"), Ok(vec![137, 7, 4, 192, 0, 2, 1]));
        assert_eq!(write_options(Layer::Ipv4, &[7, 9, 4, 0]), "raw=07090400", "longer than the header");
        for text in ["mss=1460", "rr", "lsrr=1:x", "rr=300:", "nop=1", "1=", "300=00", "eol"] {
            assert_eq!(read_options(Layer::Ipv4, text), Err(EditError::NotAnIpv4Option { text: text.to_owned() }));
        }
    }

    #[test]
    fn an_escape_that_stands_for_nothing_is_refused() {
        assert_eq!(read_text("GET /\\r\\n\\x00\\\\\n"), Ok(b"GET /\r\n\0\\\n".to_vec()));
        for text in ["\\", "\\q", "\\x", "\\x1", "\\xg0", "\\xé0"] {
            assert_eq!(read_text(text), Err(EditError::BadEscape));
        }
    }

    proptest! {
        #[test]
        fn any_options_are_written_and_read_back(
            bytes in prop::collection::vec(prop_oneof![0u8..10, Just(131), any::<u8>()], 0..=40),
            layer in prop::sample::select(vec![Layer::Tcp, Layer::Ipv4]),
        ) {
            let mut read = read_options(layer, &write_options(layer, &bytes)).unwrap();
            prop_assert!(read.len() <= bytes.len());
            read.resize(bytes.len(), 0);
            prop_assert_eq!(read, bytes);
        }

        #[test]
        fn any_data_is_written_as_text_and_read_back(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            prop_assert_eq!(read_text(&write_text(&bytes)).unwrap(), bytes);
        }

        #[test]
        fn any_typed_text_is_read_or_refused(text in "([a-z0-9=/ ,-]|\\\\|\\PC){0,40}") {
            let _ = (read_options(Layer::Tcp, &text), read_options(Layer::Ipv4, &text), read_text(&text));
        }
    }
}
