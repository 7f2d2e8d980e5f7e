//! What is forged and what is edited, in words: for the list of changes.

use super::{Words, lab};
use crate::scenario::intervention::Forge;
use crate::scenario::intervention::forge::{EndName, Term, Value, What};
use crate::wire::edit::{Edit, EditList, Hex, write_options, write_text};
use crate::wire::field::{Field, Layer};
use crate::wire::{Addr, Flags};

/// Bytes of data, or of a datagram, that a list shows.
const SHOWN: usize = 40;

/// Edits in words, in their order.
pub fn edited(words: &Words, list: &EditList) -> String {
    let edit = |edit: &Edit| match edit {
        Edit::Set { field, value } => field_is(words, field, &Value { terms: vec![(false, Term::Number(*value))] }),
        Edit::Bytes { offset, bytes } => words.fill(lab::DO_BYTES, &[("n", &words.number((*offset).into())), ("hex", &hex(bytes))]),
        Edit::Flip(bit) => words.fill(lab::DO_FLIP, &[("n", &words.number((*bit).into()))]),
        Edit::Ipv4Options(bytes) => options(words, Layer::Ipv4, bytes),
        Edit::Options(bytes) => options(words, Layer::Tcp, bytes),
        Edit::Payload(bytes) => data(words, bytes),
    };
    let kept = [(list.keep_checksums, lab::DO_KEEP_CHECKSUMS), (list.keep_lengths, lab::DO_KEEP_LENGTHS)];
    let kept = kept.iter().filter(|(kept, _)| *kept).map(|(_, key)| words.text(*key).to_owned());
    joined(words, list.edits.iter().map(edit).chain(kept))
}

/// What is forged, in words: only what is said of it.
pub fn forged(words: &Words, forge: &Forge) -> String {
    let some = |there: bool, text: &dyn Fn() -> String| there.then(text);
    let first = [
        some(forge.flags != Flags::NONE, &|| forge.flags.to_string()),
        forge.from.as_ref().map(|host| words.fill(lab::DO_FROM, &[("host", words.host(host))])),
        forge.claims.as_ref().map(|end| words.fill(lab::DO_AS, &[("host", &end_named(words, end))])),
    ];
    let last = [
        forge.raw.as_ref().map(|raw| words.fill(lab::DO_RAW, &[("hex", &hex(raw))])),
        some(!forge.options.is_empty(), &|| options(words, Layer::Tcp, &forge.options)),
        some(!forge.payload.is_empty(), &|| data(words, &forge.payload)),
        some(forge.bad_checksum, &|| words.find("forge.sum").unwrap_or_default().to_owned()),
        some(forge.times > 1, &|| {
            words.fill(lab::DO_TIMES, &[("n", &words.number(forge.times.into())), ("span", &words.span(forge.every))])
        }),
    ];
    let fields = forge.fields.iter().map(|(field, value)| field_is(words, field, value));
    joined(words, first.into_iter().flatten().chain(fields).chain(last.into_iter().flatten()))
}

fn joined(words: &Words, parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(words.text(lab::LIST_COMMA))
}

fn field_is(words: &Words, field: &Field, value: &Value) -> String {
    let name = words.find(&["field.", field.id].concat()).unwrap_or(field.id);
    let mut sum = String::new();
    for (at, (minus, term)) in value.terms.iter().enumerate() {
        sum.push_str(match (minus, at) {
            (true, 0) => "−",
            (true, _) => " − ",
            (false, 0) => "",
            (false, _) => " + ",
        });
        sum.push_str(&match term {
            Term::Number(n) if field.is_address() => Addr(*n).to_string(),
            Term::Number(n) => n.to_string(),
            Term::Random => words.text(lab::DO_RANDOM).to_owned(),
            Term::Count => words.text(lab::DO_COUNT).to_owned(),
            Term::Of(end, what) => {
                let what = match what {
                    What::Address => words.text(lab::DO_ADDRESS),
                    What::Port => words.text(lab::DO_PORT),
                    What::Variable(variable) => variable.name(),
                };
                words.fill(lab::DO_READS, &[("what", what), ("host", &end_named(words, end))])
            }
        });
    }
    words.fill(lab::DO_FIELD, &[("field", name), ("value", &sum)])
}

fn end_named(words: &Words, end: &EndName) -> String {
    let host = words.host(&end.host);
    match end.connection {
        0 => host.to_owned(),
        n => words.fill(lab::DO_END, &[("host", host), ("n", &words.number(u64::from(n) + 1))]),
    }
}

fn options(words: &Words, layer: Layer, bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return words.text(lab::DO_NO_OPTIONS).to_owned();
    }
    let key = if layer == Layer::Ipv4 { lab::DO_IP_OPTIONS } else { lab::DO_OPTIONS };
    words.fill(key, &[("options", &write_options(layer, bytes))])
}

fn data(words: &Words, bytes: &[u8]) -> String {
    let (key, shown) = match bytes.get(..SHOWN) {
        _ if bytes.is_empty() => return words.text(lab::DO_NO_DATA).to_owned(),
        Some(first) if first.len() < bytes.len() => (lab::DO_LONG_DATA, first),
        _ => (lab::DO_DATA, bytes),
    };
    words.fill(key, &[("n", &words.number(bytes.len() as u64)), ("text", &write_text(shown))])
}

fn hex(bytes: &[u8]) -> String {
    match bytes.get(..SHOWN) {
        Some(first) if first.len() < bytes.len() => [&Hex(first).to_string(), "…"].concat(),
        _ => Hex(bytes).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{edited, forged};
    use crate::locale::{Words, languages};
    use crate::scenario::{Kind, catalogue};
    use crate::wire::field::FIELDS;

    fn said(code: &str, kind: &Kind) -> String {
        let words = Words::load(code);
        match kind {
            Kind::Edit(list) => edited(&words, list),
            Kind::Forge(forge) => forged(&words, forge),
            _ => String::new(),
        }
    }

    fn forge(code: &str, text: &str) -> String {
        said(code, &Kind::Forge(Box::new(text.parse().expect(text))))
    }

    fn edit(code: &str, text: &str) -> String {
        said(code, &Kind::Edit(text.parse().expect(text)))
    }

    const TOLD: &str = "sent by client, in the name of client (connection 2), Source address = 10.0.0.9, data “hi”, wrong checksum";

    #[test]
    fn what_is_forged_is_told_in_words() {
        let flood = "flags=S,ipv4.source=random,tcp.seq=random,times=6,every=20ms";
        assert_eq!(forge("en", flood), "SYN, Source address = random, Sequence number = random, 6 of them, 20\u{a0}ms apart");
        assert_eq!(forge("en", "flags=R,tcp.seq=server.rcv_nxt-10"), "RST, Sequence number = RCV.NXT of server − 10");
        assert_eq!(forge("zh", "flags=R,tcp.seq=server.rcv_nxt-10"), "RST，序号 = 服务器的 RCV.NXT − 10");
        assert_eq!(forge("en", "from=client,as=client@1,ipv4.source=10.0.0.9,sum=wrong,text=hi"), TOLD);
    }

    #[test]
    fn edits_are_told_in_words() {
        assert_eq!(edit("en", "data=68656c6c6f,ipv4.ttl=1"), "data “hello”, TTL = 1");
        assert_eq!(edit("zh", "data=68656c6c6f,sum=keep"), "数据“hello”，检验和保持不变");
        assert_eq!(edit("en", "@52=ff00,~415,data="), "bytes from 52 on: ff00, bit 415 flipped, no data");
        assert_eq!(edit("en", &format!("data={}", "61".repeat(1000))), format!("data of 1000 bytes, “{}…”", "a".repeat(40)));
    }

    #[test]
    fn no_change_of_the_catalogue_is_told_by_the_names_of_links() {
        for scenario in catalogue::all() {
            for change in &scenario.interventions {
                for code in languages() {
                    let said = said(code, &change.kind);
                    assert!(FIELDS.iter().all(|field| !said.contains(field.id)), "{code}: {said}");
                    assert!(!said.split(", ").any(|part| part.contains('=') && !part.contains(" = ")), "{code}: {said}");
                }
            }
        }
    }

    #[test]
    fn every_field_can_be_told() {
        for code in languages() {
            for field in FIELDS {
                let said = edit(code, &format!("{}=0", field.id));
                assert!(!said.contains(field.id) && said.contains(" = 0"), "{code}: {said}");
            }
        }
    }
}
