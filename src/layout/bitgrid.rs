//! The bit grid: which fields of a datagram stand where, headers and options alike. Places and names come from the wire's field maps.

use crate::wire::decode::transport;
use crate::wire::field::{Field, Layer, fields};
use crate::wire::option_field::{ipv4 as ipv4_option_field, tcp as tcp_option_field};
use crate::wire::{ipv4_option, option};
use std::ops::Range;

/// A field where it stands in a datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The field.
    pub field: &'static Field,
    /// Where what it is a field of begins, in bytes of the datagram.
    pub at: usize,
}

impl Spot {
    /// Its bits, counted from the first of the datagram.
    pub fn bits(&self) -> Range<usize> {
        let first = self.at * 8 + usize::from(self.field.bit);
        first..first + usize::from(self.field.width)
    }
    /// The bytes it touches.
    pub fn bytes(&self) -> Range<usize> {
        let bytes = self.field.bytes();
        bytes.start + self.at..bytes.end + self.at
    }
    /// Its value; `None` where the datagram ends before it.
    pub fn read(&self, datagram: &[u8]) -> Option<u32> {
        self.field.read(datagram.get(self.at..)?)
    }
}

/// The fields of a header that begins at a byte, as far as the datagram goes.
pub fn header(datagram: &[u8], layer: Layer, at: usize) -> Vec<Spot> {
    fields(layer).map(|field| Spot { field, at }).filter(|spot| spot.bytes().end <= datagram.len()).collect()
}

/// An option in a header, and its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionSpots {
    /// Its bytes.
    pub range: Range<usize>,
    /// The locale key of its name after `field.`.
    pub name: &'static str,
    /// Its fields, one behind the other.
    pub spots: Vec<Spot>,
}

/// Puts fields side by side, and whatever bytes are left behind them one by one.
fn lay(range: Range<usize>, name: &'static str, spots: Vec<Spot>, byte: &'static Field) -> OptionSpots {
    let mut spots: Vec<Spot> = spots.into_iter().take_while(|spot| spot.bytes().end <= range.end).collect();
    let from = spots.last().map_or(range.start, |spot| spot.bytes().end);
    spots.extend((from..range.end).map(|at| Spot { field: byte, at }));
    OptionSpots { range, name, spots }
}

/// The options that stand at a range of a datagram, TCP's or IPv4's. Together their fields cover the range, cut to what there is.
pub fn options(datagram: &[u8], layer: Layer, range: Range<usize>) -> Vec<OptionSpots> {
    if layer == Layer::Ipv4 { ipv4_options(datagram, range) } else { tcp_options(datagram, range) }
}

fn tcp_options(datagram: &[u8], range: Range<usize>) -> Vec<OptionSpots> {
    use option::TcpOption::{EndOfList, MaximumSegmentSize, NoOperation, Sack, SackPermitted, Timestamps, Unknown, WindowScale};
    use tcp_option_field::{BYTE, KIND, LEFT_EDGE, LENGTH, MSS, PADDING, RIGHT_EDGE, SHIFT, TSECR, TSVAL};
    let one = |placed: option::Placed| {
        let range = placed.range;
        let (name, own): (_, &[&'static Field]) = match &placed.option {
            Some(EndOfList) => ("tcp.option.end", &[&KIND]),
            Some(NoOperation) => ("tcp.option.nop", &[&KIND]),
            Some(MaximumSegmentSize(_)) => ("tcp.option.mss", &[&KIND, &LENGTH, &MSS]),
            Some(WindowScale(_)) => ("tcp.option.window_scale", &[&KIND, &LENGTH, &SHIFT]),
            Some(SackPermitted) => ("tcp.option.sack_permitted", &[&KIND, &LENGTH]),
            Some(Sack(_)) => ("tcp.option.sack", &[&KIND, &LENGTH]),
            Some(Timestamps { .. }) => ("tcp.option.timestamps", &[&KIND, &LENGTH, &TSVAL, &TSECR]),
            Some(Unknown { .. }) => ("tcp.option.unknown", &[&KIND, &LENGTH]),
            None if placed.broken.is_some() => ("tcp.option.rest", &[&KIND, &LENGTH]),
            None => ("tcp.option.rest", &[]),
        };
        let mut spots: Vec<Spot> = own.iter().map(|field| Spot { field, at: range.start }).collect();
        if let Some(Sack(blocks)) = &placed.option {
            let block = |n: usize| [&LEFT_EDGE, &RIGHT_EDGE].map(|field| Spot { field, at: range.start + 2 + 8 * n });
            spots.extend((0..blocks.len()).flat_map(block));
        }
        lay(range, name, spots, if own.is_empty() { &PADDING } else { &BYTE })
    };
    option::places(datagram, range).into_iter().map(one).collect()
}

fn ipv4_options(datagram: &[u8], range: Range<usize>) -> Vec<OptionSpots> {
    use ipv4_option_field::{ADDRESS, BYTE, FLAG, LENGTH, OVERFLOW, PADDING, POINTER, STAMP, TYPE};
    let one = |option: ipv4_option::Ipv4Option| {
        let range = option.range;
        let (name, own, slot): (_, &[&'static Field], Option<&'static Field>) = match option.kind {
            0 => ("tcp.option.end", &[&TYPE], None),
            1 => ("tcp.option.nop", &[&TYPE], None),
            7 => ("ipv4.option.record", &[&TYPE, &LENGTH, &POINTER], Some(&ADDRESS)),
            131 => ("ipv4.option.loose", &[&TYPE, &LENGTH, &POINTER], Some(&ADDRESS)),
            137 => ("ipv4.option.strict", &[&TYPE, &LENGTH, &POINTER], Some(&ADDRESS)),
            68 => ("ipv4.option.timestamp", &[&TYPE, &LENGTH, &POINTER, &OVERFLOW, &FLAG], Some(&STAMP)),
            _ => ("ipv4.option.unknown", &[&TYPE, &LENGTH], None),
        };
        let mut spots: Vec<Spot> = own.iter().map(|field| Spot { field, at: range.start }).collect();
        if let (Some(field), Some(last)) = (slot, spots.last()) {
            spots.extend((last.bytes().end..range.end).step_by(4).map(|at| Spot { field, at }));
        }
        lay(range, name, spots, if option.kind == 0 { &PADDING } else { &BYTE })
    };
    ipv4_option::places(datagram, range).into_iter().map(one).collect()
}

/// Where the datagram begins that an ICMP error quotes (RFC 792: its header and at least 8 octets of what it carried).
pub fn quotation(datagram: &[u8]) -> Option<usize> {
    let (layer, at) = transport(datagram)?;
    let kind = *datagram.get(at).filter(|_| layer == Layer::Icmp)?;
    // The errors: destination unreachable, source quench, redirect, time exceeded, parameter problem.
    (matches!(kind, 3 | 4 | 5 | 11 | 12) && datagram.len() > at + 8).then_some(at + 8)
}

/// A piece of a field in a grid: columns, and rows; more than one row only from edge to edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// First column.
    pub column: usize,
    /// Columns.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
}

/// The pieces of a field whose first bit stands in a column of a grid with so many bits a row, in order; and which of them is the largest, so
/// that its name stands there.
pub fn split(column: usize, width: usize, per_row: usize) -> (Vec<Piece>, usize) {
    let (mut at, end) = (column, column + width);
    let mut pieces: Vec<Piece> = Vec::with_capacity(1);
    while at < end {
        let column = at % per_row;
        let columns = (per_row - column).min(end - at);
        let whole = columns == per_row;
        match pieces.last_mut().filter(|above| whole && above.columns == per_row) {
            Some(above) => above.rows += 1,
            None => pieces.push(Piece { column, columns, rows: 1 }),
        }
        at += columns;
    }
    let size = |piece: &Piece| piece.columns * piece.rows;
    let largest = pieces.iter().map(size).max().unwrap_or(0);
    let main = pieces.iter().position(|piece| size(piece) == largest).unwrap_or(0);
    (pieces, main)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(options: &[OptionSpots]) -> Vec<(&'static str, Vec<(&'static str, usize)>)> {
        options
            .iter()
            .map(|o| (o.name, o.spots.iter().map(|s| (s.field.id.rsplit('.').next().unwrap(), s.bits().start)).collect()))
            .collect()
    }

    #[test]
    fn each_option_has_fields_of_its_own() {
        let bytes = [2, 4, 5, 180, 1, 3, 3, 7, 8, 10, 0, 0, 0, 1, 0, 0, 0, 2, 254, 3, 9, 0, 0, 0];
        let found = options(&bytes, Layer::Tcp, 0..bytes.len());
        assert_eq!(
            shown(&found),
            [
                ("tcp.option.mss", vec![("kind", 0), ("length", 8), ("value", 16)]),
                ("tcp.option.nop", vec![("kind", 32)]),
                ("tcp.option.window_scale", vec![("kind", 40), ("length", 48), ("shift", 56)]),
                ("tcp.option.timestamps", vec![("kind", 64), ("length", 72), ("value", 80), ("echo", 112)]),
                ("tcp.option.unknown", vec![("kind", 144), ("length", 152), ("byte", 160)]),
                ("tcp.option.end", vec![("kind", 168)]),
                ("tcp.option.rest", vec![("padding", 176), ("padding", 184)]),
            ]
        );
        assert_eq!(found[3].spots[2].read(&bytes), Some(1));
        let sack = [5, 18, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 6];
        let found = options(&sack, Layer::Tcp, 0..sack.len());
        assert_eq!(found[0].spots.iter().filter_map(|s| s.read(&sack)).collect::<Vec<_>>(), [5, 18, 1, 2, 5, 6]);
    }

    #[test]
    fn an_option_of_the_ipv4_header_has_its_pointer_and_its_route() {
        let bytes = [131, 11, 4, 203, 0, 113, 254, 198, 51, 100, 7, 0];
        let found = options(&bytes, Layer::Ipv4, 0..bytes.len());
        assert_eq!(
            shown(&found),
            [
                ("ipv4.option.loose", vec![("type", 0), ("length", 8), ("pointer", 16), ("address", 24), ("address", 56)]),
                ("tcp.option.end", vec![("type", 88)]),
            ]
        );
    }

    #[test]
    fn a_field_that_crosses_a_row_stands_in_pieces() {
        let piece = |column, columns, rows| Piece { column, columns, rows };
        assert_eq!(split(16, 16, 32), (vec![piece(16, 16, 1)], 0));
        assert_eq!(split(0, 32, 16), (vec![piece(0, 16, 2)], 0));
        assert_eq!(split(16, 32, 32), (vec![piece(16, 16, 1), piece(0, 16, 1)], 0));
        assert_eq!(split(24, 32, 32), (vec![piece(24, 8, 1), piece(0, 24, 1)], 1));
        assert_eq!(split(8, 32, 16), (vec![piece(8, 8, 1), piece(0, 16, 1), piece(0, 8, 1)], 1));
    }

    proptest! {
        #[test]
        fn the_fields_of_any_options_cover_them(
            bytes in prop::collection::vec(prop_oneof![0u8..11, Just(68), Just(131), any::<u8>()], 0..=40),
            layer in prop::sample::select(vec![Layer::Tcp, Layer::Ipv4])
        ) {
            let mut next = 0;
            for spot in options(&bytes, layer, 0..bytes.len()).iter().flat_map(|option| &option.spots) {
                prop_assert_eq!(spot.bits().start, next);
                next = spot.bits().end;
                prop_assert!(spot.read(&bytes).is_some());
            }
            prop_assert_eq!(next, bytes.len() * 8);
        }
    }
}
