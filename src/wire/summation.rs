//! A checksum computed as on paper, word by word: what the page shows beside the checksum field.

use super::checksum::Coverage;
use super::field::{Field, Layer};

/// One 16-bit word and the sum after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// Offset of its first byte: in the pseudo-header where `pseudo` is set, in the datagram otherwise.
    pub at: usize,
    /// Whether it is part of the pseudo-header.
    pub pseudo: bool,
    /// Its value as it is summed: the checksum's own word counts as zero.
    pub value: u16,
    /// Whether it is the checksum's own word.
    pub own: bool,
    /// Whether it is the last byte with a zero put after it, because the number of bytes is odd (RFC 9293 §3.1).
    pub padded: bool,
    /// Whether adding it carried out of 16 bits; the carry is added at the right end (RFC 1071 §1).
    pub carry: bool,
    /// The sum up to here, carry added.
    pub sum: u16,
}

/// A checksum, step by step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summation {
    /// The field that holds it.
    pub field: &'static Field,
    /// The pseudo-header; `None` for the IPv4 header.
    pub pseudo_header: Option<[u8; 12]>,
    /// The words in order, those of the pseudo-header first.
    pub words: Vec<Word>,
    /// The last sum, before its complement is taken.
    pub sum: u16,
    /// The complement: what the field should hold. For UDP, 0 becomes `0xffff` (RFC 768).
    pub checksum: u16,
    /// What it holds.
    pub found: u16,
}

/// Sums as on paper; `None` where the datagram has no checksum of this layer.
pub fn summation(bytes: &[u8], layer: Layer) -> Option<Summation> {
    let coverage = Coverage::of(bytes, layer)?;
    let covered = bytes.get(coverage.range.clone())?;
    let found = coverage.field.read(covered)? as u16;
    let own = coverage.place().start;
    let mut out = Summation { field: coverage.field, pseudo_header: coverage.pseudo_header, words: Vec::new(), sum: 0, checksum: 0, found };
    for (i, pair) in coverage.pseudo_header.iter().flat_map(|p| p.chunks(2)).enumerate() {
        out.add(pair, i * 2, true, false);
    }
    for (i, pair) in covered.chunks(2).enumerate() {
        let at = coverage.range.start + i * 2;
        out.add(pair, at, false, at == own);
    }
    out.checksum = if !out.sum == 0 && layer == Layer::Udp { 0xffff } else { !out.sum };
    Some(out)
}

impl Summation {
    fn add(&mut self, pair: &[u8], at: usize, pseudo: bool, own: bool) {
        let byte = |i: usize| pair.get(i).copied().unwrap_or(0);
        let value = if own { 0 } else { u16::from_be_bytes([byte(0), byte(1)]) };
        let (sum, carry) = self.sum.overflowing_add(value);
        self.sum = sum + u16::from(carry);
        self.words.push(Word { at, pseudo, value, own, padded: pair.len() == 1, carry, sum: self.sum });
    }
}
