//! Adds to a list of edits what a reader does next, so that it does to the datagram as it is shown what is said.

use super::{Edit, EditList};
use crate::wire::decode::{header_start, ipv4_len, transport};
use crate::wire::field::{Field, Layer, fields, ipv4, tcp};
use std::ops::Range;

/// A part of a datagram that may become longer or shorter, from the back of the datagram to its front. So edits replace them: while
/// lengths are kept, what lies behind seems to begin where what lies before it did not grow to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Region {
    /// What follows the last header.
    Payload,
    /// The options of the TCP header.
    TcpOptions,
    /// The options of the IPv4 header.
    Ipv4Options,
}

impl Region {
    const ALL: [Region; 3] = [Region::Payload, Region::TcpOptions, Region::Ipv4Options];

    /// The options of a header: IPv4's or TCP's.
    pub const fn options(layer: Layer) -> Region {
        if matches!(layer, Layer::Ipv4) { Region::Ipv4Options } else { Region::TcpOptions }
    }

    /// The name of its replacement in links.
    pub const fn id(self) -> &'static str {
        match self {
            Region::Ipv4Options => "ipopts",
            Region::TcpOptions => "opts",
            Region::Payload => "data",
        }
    }

    fn edit(self, bytes: Vec<u8>) -> Edit {
        match self {
            Region::Ipv4Options => Edit::Ipv4Options(bytes),
            Region::TcpOptions => Edit::Options(bytes),
            Region::Payload => Edit::Payload(bytes),
        }
    }

    /// The region that an edit replaces.
    fn of(edit: &Edit) -> Option<Region> {
        match edit {
            Edit::Payload(_) => Some(Region::Payload),
            Edit::Options(_) => Some(Region::TcpOptions),
            Edit::Ipv4Options(_) => Some(Region::Ipv4Options),
            _ => None,
        }
    }

    /// How long so many bytes are in it: options fill whole words.
    fn room(self, len: usize) -> usize {
        if self == Region::Payload { len } else { len.next_multiple_of(4) }
    }
}

impl EditList {
    /// Whether lengths matter: something is replaced that may be longer or shorter.
    pub fn has_lengths(&self) -> bool {
        self.edits.iter().any(|e| Region::of(e).is_some())
    }

    /// Where a region stands in the edited bytes. While lengths are kept, the headers may not tell of all of it.
    pub fn region(&self, region: Region, now: &[u8]) -> Range<usize> {
        let wanted = |wanted: Region| {
            let mut edits = self.edits.iter().filter(|_| self.keep_lengths).rev();
            edits.find_map(|edit| match edit {
                Edit::Ipv4Options(b) | Edit::Options(b) if Region::of(edit) == Some(wanted) => Some(wanted.room(b.len())),
                _ => None,
            })
        };
        let cut = |range: Range<usize>| range.start.min(now.len())..range.end.max(range.start).min(now.len());
        let ip_end = wanted(Region::Ipv4Options).map_or_else(|| ipv4_len(now), |len| 20 + len);
        let header = now.get(ip_end..).unwrap_or_default();
        let (options, end) = match transport(now).map(|(layer, _)| layer) {
            Some(Layer::Tcp) => {
                let len = wanted(Region::TcpOptions).map(|len| 20 + len);
                let told = || tcp::DATA_OFFSET.read(header).map_or(20, |words| words as usize * 4);
                (ip_end + 20, ip_end + len.unwrap_or_else(told).max(20))
            }
            Some(_) => (ip_end + 8, ip_end + 8),
            None => (ip_end, ip_end),
        };
        cut(match region {
            Region::Ipv4Options => 20..ip_end,
            Region::TcpOptions => options..end,
            Region::Payload => end..now.len(),
        })
    }

    /// Where the options of a header were written to end, and where a receiver takes them to end by IHL or data offset: of `emitted`, the
    /// bytes before the edits, as they are `now`. `None` where both are the same, or where something was written behind them since,
    /// by what the header says.
    pub fn misread(&self, emitted: &[u8], now: &[u8], region: Region) -> Option<(usize, usize)> {
        let says = if region == Region::Ipv4Options { &ipv4::IHL } else { &tcp::DATA_OFFSET };
        let said = self.edits.iter().rposition(|e| matches!(e, Edit::Set { field, .. } if field.id == says.id));
        let mut later = self.edits.iter().skip(said.unwrap_or(usize::MAX)).filter_map(Region::of);
        if later.any(|other| other < region) {
            return None;
        }
        let own = self.edits.iter().rev().find_map(|edit| match edit {
            Edit::Ipv4Options(b) | Edit::Options(b) if Region::of(edit) == Some(region) => Some(region.room(b.len())),
            _ => None,
        });
        let as_told = |bytes: &[u8]| EditList::default().region(region, bytes);
        let read = as_told(now);
        let written = read.start + own.unwrap_or_else(|| as_told(emitted).len());
        (written != read.end).then_some((written, read.end))
    }

    /// Replaces a region of what is shown.
    pub fn replace(&mut self, region: Region, now: &[u8], bytes: Vec<u8>) {
        let old = self.region(region, now);
        let len = region.room(bytes.len());
        let made = region.edit(bytes);
        // A length that the reader set moved what is shown: what stands before it has had its say.
        let moves = |e: &Edit| matches!(e, Edit::Set { field, .. } if field.id == ipv4::IHL.id || field.id == tcp::DATA_OFFSET.id);
        let first = self.edits.iter().rposition(moves).filter(|_| !self.keep_lengths).map_or(0, |at| at + 1);
        let regions = || self.edits.iter().enumerate().skip(first).filter_map(|(at, edit)| Some((at, Region::of(edit)?)));
        let same = regions().find(|(_, r)| *r == region).map(|(at, _)| at);
        let at = same.or_else(|| regions().find(|(_, r)| *r > region).map(|(at, _)| at));
        let at = at.or_else(|| regions().next_back().map(|(at, _)| at + 1)).unwrap_or(first);
        match self.edits.get_mut(at).filter(|_| same.is_some()) {
            Some(edit) => *edit = made,
            None => self.edits.insert(at, made),
        }
        // What was flipped in it is in the new bytes already; what was behind it has moved.
        for edit in self.edits.split_off(at + 1) {
            match edit {
                Edit::Flip(bit) => {
                    let to = shift(&old, len, bit as usize / 8).map(|to| Edit::Flip((to * 8) as u32 + bit % 8));
                    self.edits.extend(to);
                }
                Edit::Bytes { offset, bytes } => {
                    let at = usize::from(offset);
                    let kept = |from: usize, to: usize| {
                        let part = bytes.get(from.saturating_sub(at)..to.saturating_sub(at).min(bytes.len())).filter(|b| !b.is_empty())?;
                        let offset = u16::try_from(shift(&old, len, from.max(at))?).ok()?;
                        Some(Edit::Bytes { offset, bytes: part.to_vec() })
                    };
                    let parts = [kept(0, old.start), kept(old.end, usize::MAX)];
                    self.edits.extend(parts.into_iter().flatten());
                }
                other => self.edits.push(other),
            }
        }
    }

    /// Flips a bit, counted from the first of the IPv4 header: as a new value of its field, where it is in one.
    pub fn flip(&mut self, now: &[u8], bit: u32) {
        let start = ipv4_len(now);
        let find = |layer: Layer, bit: u32| fields(layer).find(|f| (f.bit.into()..u32::from(f.bit) + u32::from(f.width)).contains(&bit));
        let found = match bit.checked_sub(start as u32 * 8) {
            None => find(Layer::Ipv4, bit).map(|f| (f, 0, bit)),
            Some(inner) => transport(now).and_then(|(layer, _)| find(layer, inner)).map(|f| (f, start, inner)),
        };
        if let Some((field, start, inner)) = found
            && let Some(value) = now.get(start..).and_then(|h| field.read(h))
        {
            let from_right = u32::from(field.bit) + u32::from(field.width) - 1 - inner;
            return self.set(field, value ^ 1 << from_right);
        }
        if !self.patch(now, bit as usize / 8, 0x80 >> (bit % 8)) {
            let count = self.edits.len();
            self.edits.retain(|e| *e != Edit::Flip(bit));
            if self.edits.len() == count {
                self.edits.push(Edit::Flip(bit));
            }
        }
    }

    /// Gives bytes of what is shown other values.
    pub fn overwrite(&mut self, now: &[u8], offset: usize, bytes: &[u8]) {
        let mut left: Option<Range<usize>> = None;
        for (at, (byte, old)) in (offset..).zip(bytes.iter().zip(now.get(offset..).unwrap_or_default())) {
            if byte != old && !self.patch(now, at, byte ^ old) {
                left = Some(left.map_or(at, |left| left.start)..at + 1);
            }
        }
        let Some(left) = left else { return };
        self.edits.retain(|e| !matches!(e, Edit::Flip(bit) if left.contains(&(*bit as usize / 8))));
        let new = bytes.get(left.start - offset..left.end - offset).unwrap_or_default().to_vec();
        if let Ok(offset) = u16::try_from(left.start) {
            self.edits.push(Edit::Bytes { offset, bytes: new });
        }
    }

    /// Changes bits of a byte in the edit that wrote it; false where none did.
    fn patch(&mut self, now: &[u8], at: usize, bits: u8) -> bool {
        let regions = Region::ALL.map(|region| (region, self.region(region, now)));
        for edit in self.edits.iter_mut().rev() {
            if let Edit::Bytes { offset, bytes } = edit {
                let byte = at.checked_sub(usize::from(*offset)).and_then(|at| bytes.get_mut(at));
                if let Some(byte) = byte {
                    *byte ^= bits;
                    return true;
                }
                continue;
            }
            // A field that was set since has the last word.
            if matches!(edit, Edit::Set { field, .. } if super::place(field, now).is_some_and(|place| place.contains(&at))) {
                return false;
            }
            let Some((region, place)) = Region::of(edit).and_then(|region| regions.iter().find(|(r, _)| *r == region)) else { continue };
            let (Edit::Ipv4Options(bytes) | Edit::Options(bytes) | Edit::Payload(bytes)) = edit else { continue };
            let len = region.room(bytes.len());
            if place.contains(&at) && place.len() == len {
                bytes.resize(len, 0);
                if let Some(byte) = bytes.get_mut(at - place.start) {
                    *byte ^= bits;
                }
                return true;
            }
        }
        false
    }

    /// Adds edits written as text.
    pub fn add(&mut self, more: EditList, now: &[u8]) {
        for edit in more.edits {
            match edit {
                Edit::Set { field, value } => self.set(field, value),
                Edit::Ipv4Options(bytes) => self.replace(Region::Ipv4Options, now, bytes),
                Edit::Options(bytes) => self.replace(Region::TcpOptions, now, bytes),
                Edit::Payload(bytes) => self.replace(Region::Payload, now, bytes),
                Edit::Bytes { offset, bytes } => self.overwrite(now, offset.into(), &bytes),
                Edit::Flip(bit) => self.flip(now, bit),
            }
        }
        self.keep_checksums |= more.keep_checksums;
        self.keep_lengths |= more.keep_lengths;
    }

    /// Drops what changes nothing: fields and bytes that are given the values they had. A checksum that is set is never right by chance.
    pub fn forget_idle(&mut self, emitted: &[u8]) {
        let moved = self.has_lengths();
        let overwritten = self.edits.iter().any(|e| matches!(e, Edit::Bytes { .. }));
        let has_its_say = |field: &Field| {
            let id = field.id;
            overwritten || id.ends_with(".checksum") || moved && (id.ends_with("length") || id == ipv4::IHL.id || id == tcp::DATA_OFFSET.id)
        };
        self.edits.retain(|edit| match edit {
            Edit::Set { field, value } => {
                let start = header_start(field.layer, emitted);
                has_its_say(field) || emitted.get(start..).and_then(|h| field.read(h)) != Some(*value)
            }
            Edit::Bytes { offset, bytes } => {
                let at = usize::from(*offset);
                moved || emitted.get(at..at + bytes.len()) != Some(bytes)
            }
            _ => true,
        });
    }
}

/// Where a byte went when a region got another length; `None` if it was in it.
fn shift(old: &Range<usize>, len: usize, at: usize) -> Option<usize> {
    if at < old.start {
        return Some(at);
    }
    at.checked_sub(old.end).map(|behind| old.start + len + behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::edit::EditList;
    use proptest::prelude::*;

    /// A SYN with an MSS option and four bytes of data.
    fn syn() -> Vec<u8> {
        let mut bytes = vec![0u8; 48];
        bytes[0] = 0x45;
        bytes[3] = 48;
        bytes[9] = 6;
        bytes[32] = 0x60;
        bytes[33] = 2;
        bytes[40..].copy_from_slice(&[2, 4, 5, 180, b'd', b'a', b't', b'a']);
        bytes
    }

    /// What a reader may do.
    #[derive(Clone, Debug)]
    enum Deed {
        Replace(Region, Vec<u8>),
        Flip(usize),
        Overwrite(usize, u32),
    }

    fn deed() -> impl Strategy<Value = Deed> {
        let region = prop::sample::select(Region::ALL.to_vec());
        prop_oneof![
            (region, prop::collection::vec(any::<u8>(), 0..12)).prop_map(|(region, bytes)| Deed::Replace(region, bytes)),
            (0usize..1000).prop_map(Deed::Flip),
            (0usize..1000, any::<u32>()).prop_map(|(at, value)| Deed::Overwrite(at, value)),
        ]
    }

    /// Bits of the fields that say where others are: to change them moves what is shown.
    fn tells_places(now: &[u8], at: usize) -> bool {
        let start = ipv4_len(now);
        [0, 2, 3, 6, 7, 9, 10, 11, start + 12, start + 16, start + 17].contains(&at)
    }

    proptest! {
        #[test]
        fn whatever_is_done_in_turn_is_done_to_what_is_shown(deeds in prop::collection::vec(deed(), 1..8)) {
            let emitted = syn();
            let mut list = EditList { keep_checksums: true, ..EditList::default() };
            let mut now = emitted.clone();
            for deed in deeds {
                let mut wanted = now.clone();
                match deed {
                    Deed::Replace(region, bytes) => {
                        let place = list.region(region, &now);
                        let mut padded = bytes.clone();
                        if region != Region::Payload {
                            padded.resize(bytes.len().next_multiple_of(4), 0);
                        }
                        wanted.splice(place, padded);
                        list.replace(region, &now, bytes);
                    }
                    Deed::Flip(bit) => {
                        let bit = bit % (now.len() * 8);
                        if tells_places(&now, bit / 8) {
                            continue;
                        }
                        wanted[bit / 8] ^= 0x80 >> (bit % 8);
                        list.flip(&now, bit as u32);
                    }
                    Deed::Overwrite(at, value) => {
                        let at = at % (now.len() - 4);
                        if (at..at + 4).any(|at| tells_places(&now, at)) {
                            continue;
                        }
                        wanted[at..at + 4].copy_from_slice(&value.to_be_bytes());
                        list.overwrite(&now, at, &value.to_be_bytes());
                    }
                }
                list.forget_idle(&emitted);
                let made = list.apply(&emitted).expect("edits of what is there");
                // Lengths follow; everything else is as it was wanted.
                for at in [0, 2, 3, ipv4_len(&made) + 12] {
                    wanted[at] = made[at];
                }
                prop_assert_eq!(&made, &wanted, "{}", list);
                now = made;
            }
        }
    }

    #[test]
    fn options_of_both_headers_grow_and_the_lengths_follow_or_not() {
        let mut list = EditList::default();
        list.replace(Region::Ipv4Options, &syn(), vec![148, 4, 0, 0, 1]);
        let now = list.apply(&syn()).unwrap();
        assert_eq!((ipv4_len(&now), ipv4::TOTAL_LENGTH.read(&now)), (28, Some(56)));
        list.replace(Region::TcpOptions, &now, vec![1; 8]);
        assert_eq!(list.to_string(), "opts=0101010101010101,ipopts=9404000001");
        let now = list.apply(&syn()).unwrap();
        assert_eq!(list.region(Region::TcpOptions, &now), 48..56);
        list.keep_lengths = true;
        let now = list.apply(&syn()).unwrap();
        assert_eq!((ipv4_len(&now), ipv4::TOTAL_LENGTH.read(&now), now.len()), (20, Some(48), 60));
        assert_eq!(list.region(Region::TcpOptions, &now), 48..56);
        assert_eq!(now.get(list.region(Region::Payload, &now)), Some(&b"data"[..]));
    }

    #[test]
    fn a_bit_flipped_twice_is_as_it_was() {
        let mut list = EditList::default();
        for bit in [351u32, 380, 351, 380] {
            let now = list.apply(&syn()).unwrap();
            list.flip(&now, bit);
        }
        assert!(list.is_empty(), "{list}");
        let now = list.apply(&syn()).unwrap();
        list.overwrite(&now, 42, &[1, 44]);
        assert_eq!(list.to_string(), "@42=012c");
        let now = list.apply(&syn()).unwrap();
        list.flip(&now, 351);
        assert_eq!(list.to_string(), "@42=012d");
    }
}
