//! The options of an IPv4 header, one by one (RFC 791 §3.1).

use super::Addr;
use super::decode::ipv4_len;
use std::ops::Range;

/// An option in a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ipv4Option {
    /// Its type octet: copied flag, class and number.
    pub kind: u8,
    /// Its bytes, from the header's first.
    pub range: Range<usize>,
}

/// The options of a header in order. What follows the end of the list, or can't be read, belongs to the last.
pub fn ipv4_options(header: &[u8]) -> Vec<Ipv4Option> {
    places(header, 20..ipv4_len(header))
}

/// The options that stand at `range` of a datagram; together they cover the range, cut to what there is.
pub fn places(datagram: &[u8], range: Range<usize>) -> Vec<Ipv4Option> {
    let end = range.end.min(datagram.len());
    let (mut at, mut found) = (range.start, Vec::new());
    while let Some(kind) = datagram.get(at).copied().filter(|_| at < end) {
        let len = match kind {
            0 => end - at,
            1 => 1,
            _ => datagram.get(at + 1).map_or(1, |len| usize::from(*len).max(2)),
        };
        let range = at..at.saturating_add(len).min(end);
        at = range.end;
        found.push(Ipv4Option { kind, range });
    }
    found
}

impl Ipv4Option {
    /// The length that it claims, where that makes no sense: less than its type and length take, or more than the header has.
    pub fn broken(&self, header: &[u8]) -> Option<u8> {
        let claimed = header.get(self.range.clone()).and_then(|bytes| bytes.get(1)).copied().unwrap_or(0);
        (self.kind > 1 && usize::from(claimed) != self.range.len()).then_some(claimed)
    }

    /// The addresses of a source route or a recorded one, and which of them comes next, counted from 0; `None` of any other option.
    pub fn route(&self, header: &[u8]) -> Option<(Vec<Addr>, usize)> {
        let bytes = header.get(self.range.clone()).filter(|_| matches!(self.kind, 7 | 131 | 137))?;
        let next = usize::from(*bytes.get(2)?).checked_sub(4)? / 4;
        let addresses = bytes.get(3..).unwrap_or_default().as_chunks::<4>().0;
        Some((addresses.iter().map(|a| Addr(u32::from_be_bytes(*a))).collect(), next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(options: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0; 20];
        bytes[0] = 0x40 + 5 + (options.len() / 4) as u8;
        [bytes, options.to_vec()].concat()
    }

    #[test]
    fn options_are_read_one_by_one() {
        let bytes = header(&[1, 131, 7, 4, 198, 51, 100, 7, 148, 4, 0, 0, 0, 9, 9, 9]);
        let found: Vec<(u8, Range<usize>)> = ipv4_options(&bytes).into_iter().map(|o| (o.kind, o.range)).collect();
        assert_eq!(found, [(1, 20..21), (131, 21..28), (148, 28..32), (0, 32..36)]);
        let route = ipv4_options(&bytes)[1].route(&bytes);
        assert_eq!(route, Some((vec![Addr(0xc633_6407)], 0)));
        assert_eq!(ipv4_options(&bytes)[2].route(&bytes), None);
        assert!(ipv4_options(&bytes).iter().all(|option| option.broken(&bytes).is_none()));
    }

    #[test]
    fn nonsense_ends_with_the_header() {
        for options in [&[131, 0, 0, 0][..], &[7, 255, 4, 1], &[68, 3, 1, 200]] {
            let bytes = header(options);
            assert_eq!(ipv4_options(&bytes).last().map(|o| o.range.end), Some(24));
            assert!(ipv4_options(&bytes).iter().any(|option| option.broken(&bytes).is_some()));
            assert!(ipv4_options(&bytes[..22]).iter().all(|o| o.range.end <= 22));
        }
        assert_eq!(ipv4_options(&header(&[])), []);
    }
}
