//! Source routes (RFC 791 §3.1, RFC 1122 §3.2.1.8): the IPv4 options that name the way of a datagram, loosely or strictly, and record it.

use super::checksum::right_ipv4_checksum;
use super::decode::ipv4_len;
use super::field::ipv4;
use super::{Addr, Datagram};
use std::fmt;
use std::ops::Range;

/// Type of the loose source and record route.
const LOOSE: u8 = 131;
/// Type of the strict one.
const STRICT: u8 = 137;
/// Most addresses that the options of a header have room for.
const MOST: usize = 9;
/// What begins the text of a strict route.
const WORD: &str = "strict:";

/// The gateways that a datagram is to pass, in order; its destination comes after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceRoute {
    strict: bool,
    len: u8,
    hops: [Addr; MOST],
}

/// Why a text is no source route.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a source route of one to nine addresses, such as 203.0.113.254 or strict:203.0.113.254")]
pub struct SourceRouteError;

impl SourceRoute {
    fn new(strict: bool, hops: impl Iterator<Item = Addr>) -> Option<SourceRoute> {
        let mut route = SourceRoute { strict, len: 0, hops: [Addr(0); MOST] };
        for hop in hops {
            *route.hops.get_mut(usize::from(route.len))? = hop;
            route.len += 1;
        }
        Some(route).filter(|r| r.len > 0)
    }

    /// The gateways.
    pub fn hops(&self) -> &[Addr] {
        self.hops.get(..self.len.into()).unwrap_or_default()
    }

    /// What the option takes of a header, bytes, padding included.
    pub const fn octets(&self) -> u16 {
        4 * self.len as u16 + 4
    }

    /// Puts the option into a datagram that has none, addressed to its last destination: from now on it goes to the first gateway
    /// (RFC 1122 §3.2.1.8, case A). The checksum of what it carries stays: it is that of the last destination (RFC 9293 §3.9.2.1).
    pub fn write(&self, datagram: &mut Datagram) {
        let last = ipv4::DESTINATION.read(&datagram.head).map(Addr);
        let total = datagram.len() + usize::from(self.octets());
        let (Some(last), Some((first, rest)), 20..) = (last, self.hops().split_first(), datagram.head.len()) else { return };
        let mut option = vec![if self.strict { STRICT } else { LOOSE }, 4 * self.len + 3, 4];
        option.extend(rest.iter().chain([&last]).flat_map(|a| a.0.to_be_bytes()));
        option.push(0);
        datagram.head.splice(20..20, option);
        let header = &mut datagram.head;
        ipv4::IHL.write(header, 5 + u32::from(self.octets() / 4));
        ipv4::TOTAL_LENGTH.write(header, total.min(65_535) as u32);
        ipv4::DESTINATION.write(header, first.0);
        seal(header);
    }

    /// The way back to the source, as the header of a datagram that has arrived recorded it: the gateways in reverse, without the source
    /// where that is named as one. `None` where it bears no source route, an empty one, or one that is not completed.
    pub fn back(header: &[u8]) -> Option<SourceRoute> {
        let option = Placed::find(header).filter(|o| o.next(header).is_none())?;
        let mut hops: Vec<Addr> = option.addresses(header, 0);
        if hops.first() == Some(&Addr(ipv4::SOURCE.read(header)?)) {
            hops.remove(0);
        }
        SourceRoute::new(option.strict, hops.into_iter().rev())
    }
}

/// A source route in a header.
struct Placed {
    strict: bool,
    /// The bytes of its addresses.
    data: Range<usize>,
    /// Where in them the next address begins.
    pointer: usize,
}

impl Placed {
    /// The first that a header bears and that can be read.
    fn find(header: &[u8]) -> Option<Placed> {
        let end = ipv4::IHL.read(header)? as usize * 4;
        let mut at = 20;
        loop {
            let kind = *header.get(..end)?.get(at)?;
            let len = match kind {
                0 => return None,
                1 => 1,
                _ => usize::from(*header.get(at + 1)?).max(2),
            };
            if kind == LOOSE || kind == STRICT {
                let pointer = usize::from(*header.get(at + 2)?).checked_sub(4)?;
                let data = at + 3..at + len;
                let sound = data.start <= data.end && data.end <= end && data.len() % 4 == 0 && pointer % 4 == 0;
                return Some(Placed { strict: kind == STRICT, data, pointer }).filter(|_| sound);
            }
            at += len;
        }
    }

    /// The addresses from the `from`th byte on.
    fn addresses(&self, header: &[u8], from: usize) -> Vec<Addr> {
        let data = header.get(self.data.clone()).and_then(|data| data.get(from..)).unwrap_or_default();
        data.as_chunks::<4>().0.iter().map(|a| Addr(u32::from_be_bytes(*a))).collect()
    }

    /// The next address; `None` where the route is completed.
    fn next(&self, header: &[u8]) -> Option<Addr> {
        self.addresses(header, self.pointer).first().copied()
    }
}

/// Whether a header names gateways that are still to be passed.
pub fn is_pending(header: &[u8]) -> bool {
    Placed::find(header).is_some_and(|o| o.next(header).is_some())
}

/// Whether it names them strictly.
pub fn is_strict(header: &[u8]) -> bool {
    Placed::find(header).is_some_and(|o| o.strict)
}

/// Where a datagram goes in the end: the last address of a source route that is not completed, otherwise its destination. This is the
/// address of the pseudo-header (RFC 9293 §3.9.2.1).
pub fn last_destination(header: &[u8]) -> Option<Addr> {
    let of_route = || Placed::find(header).and_then(|o| o.addresses(header, o.pointer).last().copied());
    match header.first() {
        // No options, as nearly always.
        Some(0x45) => None,
        _ => of_route(),
    }
    .or_else(|| ipv4::DESTINATION.read(header).map(Addr))
}

/// A datagram has reached the gateway that its destination field names: the next address takes that place, and `own`, by which the gateway
/// is known where it goes on to, is recorded in its stead. False where no address is left.
pub fn advance(header: &mut [u8], own: Addr) -> bool {
    let Some((option, next)) = Placed::find(header).and_then(|o| o.next(header).map(|next| (o, next))) else { return false };
    let at = option.data.start + option.pointer;
    if let Some(place) = header.get_mut(at..at + 4) {
        place.copy_from_slice(&own.0.to_be_bytes());
    }
    if let Some(pointer) = header.get_mut(option.data.start - 1) {
        *pointer += 4;
    }
    ipv4::DESTINATION.write(header, next.0);
    seal(header);
    true
}

fn seal(head: &mut [u8]) {
    let len = ipv4_len(head);
    if let Some(header) = head.get_mut(..len) {
        let checksum = right_ipv4_checksum(header);
        ipv4::CHECKSUM.write(header, u32::from(checksum));
    }
}

/// `203.0.113.254` or `strict:203.0.113.254,198.51.100.7`.
impl fmt::Display for SourceRoute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.strict { WORD } else { "" })?;
        for (i, hop) in self.hops().iter().enumerate() {
            f.write_str(if i == 0 { "" } else { "," })?;
            hop.fmt(f)?;
        }
        Ok(())
    }
}

impl std::str::FromStr for SourceRoute {
    type Err = SourceRouteError;
    fn from_str(text: &str) -> Result<SourceRoute, SourceRouteError> {
        let (strict, list) = text.strip_prefix(WORD).map_or((false, text), |list| (true, list));
        let mut hops = Vec::new();
        for hop in list.split(',') {
            hops.push(hop.parse().ok().filter(|a: &Addr| a.is_unicast()).ok_or(SourceRouteError)?);
        }
        SourceRoute::new(strict, hops.into_iter()).ok_or(SourceRouteError)
    }
}

#[cfg(test)]
mod tests {
    use super::super::receive::{Transport, receive};
    use super::super::{Ipv4Meta, Payload, pack_udp};
    use super::*;

    const S: Addr = Addr(0xc000_0201);
    const D: Addr = Addr(0xc633_6407);
    const G: [Addr; 3] = [Addr(0x0a00_0001), Addr(0x0a00_0002), Addr(0x0a00_0003)];

    fn sent(route: &str) -> Datagram {
        let ip = Ipv4Meta { source: S, destination: D, id: 1, ttl: 9, dscp: 0, ecn: 0, df: true };
        let mut datagram = pack_udp(&ip, 5, 80, &Payload::from(vec![7; 9]));
        route.parse::<SourceRoute>().unwrap().write(&mut datagram);
        datagram
    }

    /// RFC 1122 §3.2.1.8: (A) leaves as {>>G2, …, Gn, D} and arrives as {G1, G2, … Gn >>}.
    #[test]
    fn a_route_is_followed_recorded_and_turned_round() {
        let mut datagram = sent("strict:10.0.0.1,10.0.0.2,10.0.0.3");
        let mut way = Vec::new();
        loop {
            // The checksums are right on all of the way.
            assert!(matches!(receive(&datagram, true).map(|r| (r.ip.destination, r.transport)), Ok((D, Transport::Udp(_)))));
            let here = Addr(ipv4::DESTINATION.read(&datagram.head).unwrap());
            way.push(here);
            assert_eq!(is_pending(&datagram.head), here != D);
            assert!(is_strict(&datagram.head));
            if !advance(&mut datagram.head, here) {
                break;
            }
        }
        assert_eq!(way, [G[0], G[1], G[2], D]);
        let back = SourceRoute::back(&datagram.head).unwrap();
        assert_eq!(back.to_string(), "strict:10.0.0.3,10.0.0.2,10.0.0.1");
        assert_eq!(SourceRoute::back(&sent("10.0.0.1").head), None);
    }

    /// Case (B) of the same section: the source stands in the route.
    #[test]
    fn the_way_back_does_not_name_its_own_end_as_a_gateway() {
        let mut datagram = sent("192.0.2.1,10.0.0.2");
        while advance(&mut datagram.head, S) || is_pending(&datagram.head) {}
        assert_eq!(SourceRoute::back(&datagram.head).map(|r| r.to_string()), Some("192.0.2.1".into()));
    }

    #[test]
    fn any_bytes_are_looked_at_without_a_panic() {
        for seed in 0..20_000u64 {
            let mut header: Vec<u8> =
                (0..seed % 61).map(|i| crate::base::chance(seed, crate::base::Purpose::Content, &[i]) as u8).collect();
            if let [first, rest @ ..] = &mut header[..] {
                *first = 0x40 | *first & 15;
                rest.iter_mut().filter(|b| **b % 3 == 0).for_each(|b| *b = if *b & 8 == 0 { LOOSE } else { 4 });
            }
            let route = SourceRoute::back(&header);
            assert!(route.is_none_or(|r| r.to_string().parse() == Ok(r) || r.hops().iter().any(|a| !a.is_unicast())));
            last_destination(&header);
            advance(&mut header, S);
        }
    }

    #[test]
    fn what_does_not_fit_or_is_no_address_is_refused() {
        let nine = ["10.0.0.1"; 9].join(",");
        assert!(nine.parse::<SourceRoute>().is_ok_and(|r| r.octets() == 40));
        for text in ["", "strict:", "10.0.0.1,", "224.0.0.1", &format!("{nine},10.0.0.2")] {
            assert_eq!(text.parse::<SourceRoute>(), Err(SourceRouteError), "{text}");
        }
    }
}
