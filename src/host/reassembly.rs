//! Putting fragments together (RFC 791 §3.2, RFC 1122 §3.3.2), by the holes that are left (RFC 815), in bounded memory.

use crate::base::{Span, Time};
use crate::wire::Datagram;
use crate::wire::ecn::MARKED;
use crate::wire::field::ipv4;
use crate::wire::fragment::{Fragment, FragmentKey, join};

/// How long fragments wait for the missing ones (RFC 1122 §3.3.2: 60 to 120 seconds).
pub const TIMEOUT: Span = Span::from_secs(60);
/// Most datagrams that wait at once; the oldest gives way.
const MOST: usize = 16;

/// A datagram of which fragments came.
#[derive(Clone, Debug)]
struct Waiting {
    key: FragmentKey,
    until: Time,
    /// Header of the fragment with offset 0, and how many bytes of data came with it.
    first: Option<(Vec<u8>, usize)>,
    /// Length of all data, once the last fragment came.
    total: Option<usize>,
    data: Vec<u8>,
    /// The ECN codepoints that came, a bit each.
    ecn: u8,
    /// The holes: ranges of bytes still missing. The last is open to the end until the last fragment came.
    holes: Vec<(usize, usize)>,
}

/// The datagrams of a host that are not whole yet.
#[derive(Clone, Debug, Default)]
pub struct Reassembly {
    waiting: Vec<Waiting>,
}

impl Reassembly {
    /// A fragment arrived; the whole datagram where it was the last one missing. Where routers marked one of them, the whole bears the mark;
    /// where another was not capable of ECN, there is no whole (RFC 3168 §5.3).
    pub fn take(&mut self, piece: Fragment, now: Time) -> Option<Datagram> {
        let index = self.waiting.iter().position(|w| w.key == piece.key).unwrap_or_else(|| {
            if self.waiting.len() >= MOST {
                self.waiting.remove(0);
            }
            self.waiting.push(Waiting {
                key: piece.key,
                until: now + TIMEOUT,
                first: None,
                total: None,
                data: Vec::new(),
                ecn: 0,
                holes: vec![(0, usize::MAX)],
            });
            self.waiting.len() - 1
        });
        let waiting = self.waiting.get_mut(index)?;
        waiting.fill(piece);
        if !waiting.holes.is_empty() {
            return None;
        }
        let whole = self.waiting.remove(index);
        let marked = whole.ecn & 1 << MARKED != 0;
        if marked && whole.ecn & 1 != 0 {
            return None;
        }
        whole.first.map(|(header, _)| join(&header, &whole.data, marked))
    }

    /// When the oldest datagram is given up.
    pub fn deadline(&self) -> Option<Time> {
        self.waiting.first().map(|w| w.until)
    }

    /// Gives up every datagram whose time is over; their first fragments, where they came, for the errors about them.
    pub fn expire(&mut self, now: Time) -> Vec<Datagram> {
        let over = self.waiting.iter().take_while(|w| w.until <= now).count();
        let first =
            |(header, len): (Vec<u8>, usize), data: &[u8]| Datagram::from_bytes([&header, data.get(..len).unwrap_or_default()].concat());
        self.waiting.drain(..over).filter_map(|gone| Some(first(gone.first?, &gone.data))).collect()
    }
}

impl Waiting {
    /// RFC 815 §3: every hole that the fragment meets is cut by it. What came first stays.
    fn fill(&mut self, piece: Fragment) {
        let (start, end) = (piece.offset as usize, piece.offset as usize + piece.data.len());
        if self.total.is_some_and(|total| end > total) {
            return;
        }
        self.ecn |= 1 << ipv4::ECN.read(&piece.header).unwrap_or(0);
        if self.data.len() < end {
            self.data.resize(end, 0);
        }
        let mut left = Vec::with_capacity(self.holes.len() + 1);
        for (from, to) in self.holes.drain(..) {
            let (a, b) = (start.max(from), end.min(to));
            if a >= b {
                left.push((from, to));
                continue;
            }
            if let (Some(place), Some(bytes)) = (self.data.get_mut(a..b), piece.data.get(a - start..b - start)) {
                place.copy_from_slice(bytes);
            }
            left.extend([(from, a), (b, to)].into_iter().filter(|(from, to)| from < to));
        }
        self.holes = left;
        if !piece.more && self.total.is_none() {
            self.total = Some(end);
            self.data.truncate(end);
            self.holes.retain_mut(|hole| {
                hole.1 = hole.1.min(end);
                hole.0 < hole.1
            });
        }
        if start == 0 {
            self.first.get_or_insert((piece.header, piece.data.len()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::fragment::fragment;
    use crate::wire::{Addr, Ipv4Meta, Payload, pack_udp};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn fragments_in_any_order_and_more_than_once_give_the_datagram(
            len in 2000usize..5000, mtu in 68u16..1500, order in prop::collection::vec(any::<prop::sample::Index>(), 0..300),
        ) {
            let ip = Ipv4Meta { source: Addr(1 << 24), destination: Addr(2 << 24), id: 5, ttl: 9, dscp: 0, ecn: 0, df: false };
            let whole = pack_udp(&ip, 1, 2, &Payload::from((0..len).map(|n| (n * 7) as u8).collect::<Vec<_>>()));
            let pieces = fragment(&whole, mtu);
            let mut reassembly = Reassembly::default();
            let (mut came, mut got) = (std::collections::BTreeSet::new(), None);
            for at in order.iter().map(|i| i.index(pieces.len())).chain(0..pieces.len()) {
                came.insert(at);
                got = reassembly.take(Fragment::read(&pieces[at]).unwrap(), Time::ZERO);
                prop_assert_eq!(got.is_some(), came.len() == pieces.len());
                if got.is_some() {
                    break;
                }
            }
            prop_assert_eq!(got.map(|d| d.to_bytes()), Some(whole.to_bytes()));
            prop_assert_eq!(reassembly.deadline(), None);
        }

        #[test]
        fn a_mark_on_any_fragment_marks_the_whole_or_there_is_none(ecn in prop::collection::vec(0u32..4, 3)) {
            let ip = Ipv4Meta { source: Addr(1 << 24), destination: Addr(2 << 24), id: 5, ttl: 9, dscp: 0, ecn: 0, df: false };
            let pieces = fragment(&pack_udp(&ip, 1, 2, &Payload::from(vec![1; 150])), 84);
            prop_assert_eq!(pieces.len(), ecn.len());
            let mut reassembly = Reassembly::default();
            let whole = pieces.iter().zip(&ecn).fold(None, |_, (piece, ecn)| {
                let mut bytes = piece.to_bytes();
                ipv4::ECN.write(&mut bytes, *ecn);
                crate::wire::checksum::fix(&mut bytes, crate::wire::Layer::Ipv4);
                reassembly.take(Fragment::read(&Datagram::from_bytes(bytes)).unwrap(), Time::ZERO)
            });
            let wanted = match (ecn.contains(&3), ecn.contains(&0)) {
                (true, true) => None,
                (true, false) => Some(3),
                (false, _) => Some(ecn[0]),
            };
            prop_assert_eq!(whole.map(|d| ipv4::ECN.read(&d.head).unwrap()), wanted);
        }

        #[test]
        fn any_fragments_leave_it_bounded_and_sound(
            pieces in prop::collection::vec((0u16..20, 0u32..0x2000, any::<bool>(), 1usize..200), 0..200),
        ) {
            let mut reassembly = Reassembly::default();
            for (id, offset, more, len) in pieces {
                let ip = Ipv4Meta { source: Addr(1 << 24), destination: Addr(2 << 24), id, ttl: 9, dscp: 0, ecn: 0, df: false };
                let mut bytes = pack_udp(&ip, 1, 2, &Payload::from(vec![1; len])).to_bytes();
                crate::wire::field::ipv4::FRAGMENT_OFFSET.write(&mut bytes, offset);
                crate::wire::field::ipv4::MF.write(&mut bytes, u32::from(more));
                crate::wire::checksum::fix(&mut bytes, crate::wire::Layer::Ipv4);
                if let Some(piece) = Fragment::read(&Datagram::from_bytes(bytes)) {
                    let _ = reassembly.take(piece, Time::ZERO);
                }
                prop_assert!(reassembly.waiting.len() <= MOST);
            }
            let firsts = reassembly.expire(Time::ZERO + TIMEOUT);
            prop_assert!(firsts.iter().all(|d| Fragment::read(d).is_some_and(|f| f.offset == 0)));
            prop_assert_eq!(reassembly.deadline(), None);
        }
    }
}
