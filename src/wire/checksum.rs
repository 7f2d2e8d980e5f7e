//! The Internet checksum (RFC 1071) of the IPv4 header, of ICMP, and of TCP and UDP with their pseudo-header: computed, checked, put right.

use super::Addr;
use super::decode::ipv4_len;
use super::field::{Field, Layer, icmp, ipv4, tcp, udp};
use super::source_route::last_destination;
use std::ops::Range;

/// A running one's complement sum. Bytes may be fed in pieces of any length.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    /// The sum of little-endian words: the order of bytes only swaps those of the result (RFC 1071 §2 B), and so no word needs swapping.
    total: u64,
    odd: bool,
}

impl Sum {
    /// Adds bytes; a piece of odd length is continued by the next.
    pub fn add(&mut self, bytes: &[u8]) {
        let mut bytes = bytes;
        if self.odd
            && let Some((first, rest)) = bytes.split_first()
        {
            self.total += u64::from(*first) << 8;
            self.odd = false;
            bytes = rest;
        }
        let (blocks, rest) = bytes.as_chunks::<4>();
        // 2^32 blocks fit before the 64-bit total could overflow.
        self.total = fold(self.total) + blocks.iter().map(|b| u64::from(u32::from_le_bytes(*b))).sum::<u64>();
        let (pairs, last) = rest.as_chunks::<2>();
        self.total += pairs.iter().map(|p| u64::from(u16::from_le_bytes(*p))).sum::<u64>();
        if let [byte] = last {
            self.total += u64::from(*byte);
            self.odd = true;
        }
    }

    /// The checksum: the complement of the sum.
    pub const fn checksum(self) -> u16 {
        !(fold(self.total) as u16).swap_bytes()
    }
}

const fn fold(mut total: u64) -> u64 {
    while total > 0xffff {
        total = (total >> 16) + (total & 0xffff);
    }
    total
}

/// The 12 bytes of the pseudo-header (RFC 9293 §3.1, RFC 768): addresses, zero, protocol, and the length of header and data in bytes.
pub fn pseudo_header(source: Addr, destination: Addr, protocol: u8, length: u16) -> [u8; 12] {
    let mut out = [0; 12];
    out[..4].copy_from_slice(&source.0.to_be_bytes());
    out[4..8].copy_from_slice(&destination.0.to_be_bytes());
    out[9] = protocol;
    out[10..].copy_from_slice(&length.to_be_bytes());
    out
}

/// What a checksum is computed over. The field itself counts as zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The field that holds the checksum.
    pub field: &'static Field,
    /// The bytes that are summed before those of the datagram; none for the IPv4 header and for ICMP.
    pub pseudo_header: Option<[u8; 12]>,
    /// The bytes of the datagram that are summed.
    pub range: Range<usize>,
}

impl Coverage {
    /// What the checksum of this layer covers in these bytes; `None` where the datagram has no such checksum. The segment ends where the
    /// total length says, cut to what there is; a UDP datagram where its own length says, if that lies within.
    pub fn of(bytes: &[u8], layer: Layer) -> Option<Coverage> {
        let start = ipv4_len(bytes);
        if layer == Layer::Ipv4 {
            return Some(Coverage { field: &ipv4::CHECKSUM, pseudo_header: None, range: 0..start }).filter(|_| start <= bytes.len());
        }
        let field = transport_checksum_field(bytes).filter(|f| f.layer == layer)?;
        // A fragment does not hold all that is summed.
        if ipv4::MF.read(bytes)? == 1 || ipv4::FRAGMENT_OFFSET.read(bytes)? > 0 {
            return None;
        }
        let mut end = (ipv4::TOTAL_LENGTH.read(bytes)? as usize).min(bytes.len());
        if layer == Layer::Udp {
            let own = udp::LENGTH.read(bytes.get(start..)?)? as usize;
            end = if own >= 8 { end.min(start + own) } else { end };
        }
        let segment = bytes.get(start..end)?;
        field.read(segment)?;
        let protocol = ipv4::PROTOCOL.read(bytes)? as u8;
        let (source, destination) = (Addr(ipv4::SOURCE.read(bytes)?), last_destination(bytes)?);
        let pseudo_header = pseudo_header(source, destination, protocol, segment.len() as u16);
        Some(Coverage { field, pseudo_header: Some(pseudo_header).filter(|_| layer != Layer::Icmp), range: start..end })
    }

    /// The bytes of the datagram that hold the checksum.
    pub fn place(&self) -> Range<usize> {
        self.range.start + self.field.bytes().start..self.range.start + self.field.bytes().end
    }

    /// The checksum that the field should hold. For UDP, 0 becomes `0xffff` (RFC 768).
    pub fn checksum(&self, bytes: &[u8]) -> u16 {
        let mut sum = Sum::default();
        sum.add(self.pseudo_header.as_ref().map_or(&[], |p| &p[..]));
        let place = self.place();
        sum.add(bytes.get(self.range.start..place.start).unwrap_or_default());
        sum.add(bytes.get(place.end..self.range.end).unwrap_or_default());
        match sum.checksum() {
            0 if self.field.layer == Layer::Udp => 0xffff,
            checksum => checksum,
        }
    }
}

/// A checksum as it stands and as it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// The field that holds it.
    pub field: &'static Field,
    /// What it holds.
    pub found: u16,
    /// What it should hold.
    pub expected: u16,
}

impl Check {
    /// Whether a receiver accepts it: it is right, or it is a UDP checksum of 0, which says that none was computed (RFC 768). For the
    /// others, 0 and `0xffff` sum alike, and a receiver takes either (RFC 1071 §1).
    pub fn good(&self) -> bool {
        let zero = |n: u16| n == 0 || n == 0xffff;
        self.found == self.expected
            || match self.field.layer {
                Layer::Udp => self.found == 0,
                Layer::Ipv4 | Layer::Tcp | Layer::Icmp => zero(self.found) && zero(self.expected),
            }
    }
}

/// Checks the checksum of a layer; `None` where the datagram has none.
pub fn check(bytes: &[u8], layer: Layer) -> Option<Check> {
    let coverage = Coverage::of(bytes, layer)?;
    let found = coverage.field.read(bytes.get(coverage.range.clone())?)? as u16;
    Some(Check { field: coverage.field, found, expected: coverage.checksum(bytes) })
}

/// Puts the checksum of a layer right; false, and nothing done, where the datagram has none.
pub fn fix(bytes: &mut [u8], layer: Layer) -> bool {
    let Some(coverage) = Coverage::of(bytes, layer) else { return false };
    let checksum = u32::from(coverage.checksum(bytes));
    bytes.get_mut(coverage.range).is_some_and(|part| coverage.field.write(part, checksum))
}

/// The field that holds the checksum of the transport header of this datagram: TCP's, UDP's or ICMP's.
pub fn transport_checksum_field(bytes: &[u8]) -> Option<&'static Field> {
    match Layer::of_protocol(ipv4::PROTOCOL.read(bytes)?)? {
        Layer::Ipv4 => None,
        Layer::Tcp => Some(&tcp::CHECKSUM),
        Layer::Udp => Some(&udp::CHECKSUM),
        Layer::Icmp => Some(&icmp::CHECKSUM),
    }
}

/// The checksum that an IPv4 header, given whole, should carry.
pub fn right_ipv4_checksum(header: &[u8]) -> u16 {
    Coverage { field: &ipv4::CHECKSUM, pseudo_header: None, range: 0..header.len() }.checksum(header)
}

/// The checksum that finds one flipped bit of a datagram, by its field: no single bit leaves a sum as it was. `None` where none covers
/// it: data of UDP without a checksum, and what stands behind the total length.
pub fn finds(bytes: &[u8], bit: usize) -> Option<&'static Field> {
    let byte = bit / 8;
    let covered = |layer: Layer| Coverage::of(bytes, layer).filter(|c| c.range.contains(&byte));
    if let Some(ip) = covered(Layer::Ipv4) {
        return Some(ip.field);
    }
    let layer = Layer::of_protocol(ipv4::PROTOCOL.read(bytes)?)?;
    if ipv4::MF.read(bytes)? == 1 || ipv4::FRAGMENT_OFFSET.read(bytes)? > 0 {
        // It is found once all fragments are there.
        return [&tcp::CHECKSUM, &udp::CHECKSUM, &icmp::CHECKSUM].into_iter().find(|field| field.layer == layer);
    }
    let own = covered(layer)?;
    // 0 says that none was computed; with one bit set, it says something else.
    let none = own.field.layer == Layer::Udp && own.field.read(bytes.get(own.range.clone())?)? == 0;
    (!none || own.place().contains(&byte)).then_some(own.field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Flags, Ipv4Meta, Payload, TcpFields, pack_tcp, pack_udp};

    /// RFC 1071 §3: the worked example.
    #[test]
    fn the_example_of_the_rfc_comes_out() {
        let mut sum = Sum::default();
        sum.add(&[0x00, 0x01, 0xf2, 0x03, 0xf4, 0xf5, 0xf6, 0xf7]);
        assert_eq!(sum.checksum(), !0xddf2);
    }

    #[test]
    fn a_sum_in_pieces_is_the_sum_of_the_whole() {
        let bytes: Vec<u8> = (0..97u32).map(|n| (n * 89 + 13) as u8).collect();
        let mut whole = Sum::default();
        whole.add(&bytes);
        for a in 0..=bytes.len() {
            for b in a..=bytes.len() {
                let mut pieces = Sum::default();
                for piece in [&bytes[..a], &bytes[a..b], &bytes[b..]] {
                    pieces.add(piece);
                }
                assert_eq!(pieces.checksum(), whole.checksum(), "{a} {b}");
            }
        }
    }

    #[test]
    fn one_flipped_bit_is_found_by_the_checksum_that_covers_it() {
        let ip = Ipv4Meta { source: Addr(1), destination: Addr(2), id: 0, ttl: 64, dscp: 0, ecn: 0, df: false };
        let fields = TcpFields { seq: 1, ack: 2, flags: Flags::ACK, window: 3, urgent: 0, options: &[] };
        let tcp = pack_tcp(&ip, 1, 2, &fields, &Payload::from(b"data".to_vec())).to_bytes();
        let udp = pack_udp(&ip, 1, 2, &Payload::from(b"data".to_vec())).to_bytes();
        for bytes in [tcp, udp] {
            for bit in 0..bytes.len() * 8 {
                let mut broken = bytes.clone();
                broken[bit / 8] ^= 0x80 >> (bit % 8);
                let field = finds(&bytes, bit).expect("all of it is covered");
                // Where a header says what follows it, other faults are found first.
                let placing = [0, 6, 7, 9].contains(&(bit / 8)) || (2..4).contains(&(bit / 8));
                assert!(placing || check(&broken, field.layer).is_some_and(|check| !check.good()), "{bit} {}", field.id);
            }
        }
        let mut bare = pack_udp(&ip, 1, 2, &Payload::from(b"data".to_vec())).to_bytes();
        bare[26..28].copy_from_slice(&[0, 0]);
        assert_eq!((finds(&bare, 30 * 8), finds(&bare, 26 * 8).map(|f| f.id)), (None, Some("udp.checksum")));
        bare.push(0);
        assert_eq!(finds(&bare, 32 * 8), None);
    }
}
