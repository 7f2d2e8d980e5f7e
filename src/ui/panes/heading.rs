//! What a segment is, in a word: its flags, or the protocol it is of.

use crate::layout::heading::{Heading, icmp_key};
use crate::locale::Words;

/// `SYN,ACK`, `UDP`, `ICMP port unreachable`.
pub fn what(words: &Words, heading: &Heading) -> String {
    match *heading {
        Heading::Tcp(tcp) => tcp.flags.to_string(),
        Heading::Udp { .. } => "UDP".to_owned(),
        Heading::Icmp { kind, code, .. } => {
            let said = icmp_key(kind, code).and_then(|key| words.find(key)).map(str::to_owned);
            ["ICMP ", &said.unwrap_or_else(|| [kind.to_string(), code.to_string()].join("/"))].concat()
        }
        Heading::Fragment { .. } => words.find("ladder.fragment").unwrap_or_default().to_owned(),
        Heading::Other { protocol, .. } => ["IP ", &protocol.to_string()].concat(),
        Heading::Nonsense { .. } => words.find("ladder.unreadable").unwrap_or_default().to_owned(),
    }
}
