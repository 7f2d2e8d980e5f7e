//! A digest of canonical bytes: 128 bits, the same on every machine, fast enough for every run.
//!
//! It tells runs apart, not friends from foes: it is not cryptographic. The function is frozen, because links carry it.

use std::fmt;

/// A running digest. Feed it canonical bytes; print it as 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest {
    a: u64,
    b: u64,
    len: u64,
}

impl Default for Digest {
    fn default() -> Self {
        Digest { a: 0x6c62_272e_07bb_0142, b: 0x62b8_2175_6295_c58d, len: 0 }
    }
}

impl Digest {
    /// Takes in one word.
    pub fn word(&mut self, w: u64) {
        self.len = self.len.wrapping_add(8);
        let (m, n) = (wide(self.a ^ w, 0x9fb2_1c65_1e98_df25), wide(self.b ^ w.rotate_left(32), 0xd6e8_feb8_6659_fd93));
        self.a = m ^ self.b.rotate_left(17);
        self.b = n ^ m.rotate_left(29);
    }

    /// Takes in bytes, with their count, so that neighbouring fields cannot flow into each other.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.word(bytes.len() as u64);
        let (words, rest) = bytes.as_chunks::<8>();
        for w in words {
            self.word(u64::from_le_bytes(*w));
        }
        if !rest.is_empty() {
            let mut last = [0u8; 8];
            for (to, from) in last.iter_mut().zip(rest) {
                *to = *from;
            }
            self.word(u64::from_le_bytes(last));
        }
    }

    /// The digest of all that was taken in so far.
    pub fn value(&self) -> u128 {
        let mut end = *self;
        end.word(self.len);
        end.word(!self.len);
        (u128::from(end.a) << 64) | u128::from(end.b)
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.value())
    }
}

/// Both halves of the 128-bit product, folded: every input bit reaches every output bit.
const fn wide(x: u64, y: u64) -> u64 {
    let p = (x as u128 ^ 0x2d35_8dcc_aa6c_78a5) * y as u128;
    (p as u64) ^ ((p >> 64) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_frozen_and_tells_fields_apart() {
        let of = |parts: &[&[u8]]| {
            let mut d = Digest::default();
            for p in parts {
                d.bytes(p);
            }
            d.to_string()
        };
        assert_eq!(of(&[]), "cbac71da2675e56cb3b2ff7422f0e03f");
        assert_eq!(of(&[b"tcplab"]), "6341488cf4f0cb51a3b19a9afd40f44b");
        assert_ne!(of(&[b"ab", b"c"]), of(&[b"a", b"bc"]));
        assert_ne!(of(&[b"\0"]), of(&[b"\0\0"]));
    }
}
