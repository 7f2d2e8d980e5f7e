//! Faults of a datagram in words.

use crate::locale::{Words, fill};
use crate::wire::fault::Fault;

/// What is wrong, in a sentence.
pub fn fault_text(words: &Words, fault: Fault) -> String {
    let key = format!("fault.{}", fault.id());
    let values: Vec<(&str, String)> = fault
        .values()
        .into_iter()
        .map(|(name, value)| match fault {
            Fault::Ipv4Checksum { .. } | Fault::TcpChecksum { .. } | Fault::UdpChecksum { .. } | Fault::IcmpChecksum { .. } => {
                (name, format!("0x{value:04x}"))
            }
            _ => (name, value.to_string()),
        })
        .collect();
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(words.find(&key).unwrap_or(&key), &values)
}
