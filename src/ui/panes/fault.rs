//! Faults of a datagram in words.

use crate::locale::{Words, fill};
use crate::wire::decode::Fault;

/// What is wrong, in a sentence.
pub fn fault_text(words: &Words, fault: Fault) -> String {
    let hex = |n: u16| format!("0x{n:04x}");
    let (id, found, expected) = match fault {
        Fault::Truncated { needed, found } => ("truncated", found.to_string(), needed.to_string()),
        Fault::Version { found } => ("version", found.to_string(), "4".to_owned()),
        Fault::IhlShort { found } => ("ihl-short", found.to_string(), "5".to_owned()),
        Fault::Ipv4Checksum { expected, found } => ("ipv4-checksum", hex(found), hex(expected)),
        Fault::TotalLength { claimed, found } => ("total-length", claimed.to_string(), found.to_string()),
        Fault::Fragment => ("fragment", String::new(), String::new()),
        Fault::TcpChecksum { expected, found } => ("tcp-checksum", hex(found), hex(expected)),
        Fault::DataOffsetShort { found } => ("data-offset-short", found.to_string(), "5".to_owned()),
        Fault::DataOffsetLong { found, room } => ("data-offset-long", (found * 4).to_string(), room.to_string()),
    };
    let key = format!("fault.{id}");
    fill(words.find(&key).unwrap_or(&key), &[("found", &found), ("expected", &expected)])
}
