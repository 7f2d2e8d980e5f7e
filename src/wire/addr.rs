//! IPv4 addresses.

use std::fmt;

/// An IPv4 address (RFC 791 §3.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Addr(pub u32);

impl Addr {
    /// Whether one host can have it: not 0.0.0.0/8, not multicast, not reserved, not broadcast (RFC 1122 §3.2.1.3).
    pub const fn is_unicast(self) -> bool {
        let [first, ..] = self.0.to_be_bytes();
        first >= 1 && first < 224
    }
}

impl fmt::Display for Addr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.0.to_be_bytes();
        write!(f, "{a}.{b}.{c}.{d}")
    }
}

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an IPv4 address, such as 192.0.2.1")]
pub struct AddrError;

impl std::str::FromStr for Addr {
    type Err = AddrError;
    fn from_str(text: &str) -> Result<Self, AddrError> {
        let parsed: std::net::Ipv4Addr = text.trim().parse().map_err(|_| AddrError)?;
        Ok(Addr(u32::from(parsed)))
    }
}
