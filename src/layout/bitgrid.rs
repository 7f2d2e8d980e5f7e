//! The bit grid: a datagram's headers drawn as the RFCs draw them, each field as wide as its bits. Places and names
//! come from the wire's field map; there is no second table.

use crate::wire::decode::{Decoded, decode};
use crate::wire::field::{Field, Layer, fields};
use std::ops::Range;

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellKind {
    /// A field of the map.
    Field(&'static Field),
    /// An option, by its index in `Decoded::options`.
    TcpOption(usize),
    /// Options of the IPv4 header, not read further.
    Ipv4Options,
}

/// A rectangle of the grid: rows from the top, columns from the left, one bit a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// First row.
    pub row: u16,
    /// First column.
    pub column: u16,
    /// Columns.
    pub columns: u16,
    /// Rows; more than one only where each is filled from edge to edge.
    pub rows: u16,
}

/// A cell. Where it is wider than its row it has several rectangles, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it shows.
    pub kind: CellKind,
    /// Its header.
    pub layer: Layer,
    /// Its place, as rectangles that follow each other; at least one.
    pub rects: Vec<Rect>,
    /// Index of the largest rectangle, where name and value stand.
    pub main: usize,
    /// Its bits, counted from the start of the datagram.
    pub bits: Range<usize>,
}

impl Cell {
    /// Its name in hooks, addresses and locale keys: `tcp.window`, `tcp.option.0`, `ipv4.options`.
    pub fn id(&self) -> String {
        match self.kind {
            CellKind::Field(field) => field.id.to_owned(),
            CellKind::TcpOption(index) => format!("tcp.option.{index}"),
            CellKind::Ipv4Options => "ipv4.options".to_owned(),
        }
    }
    /// The bytes it touches.
    pub fn bytes(&self) -> Range<usize> {
        self.bits.start / 8..self.bits.end.div_ceil(8)
    }
    /// Whether it is one of the eight control bits, or another single bit: a toggle.
    pub fn is_bit(&self) -> bool {
        self.bits.len() == 1
    }
    /// The largest rectangle.
    pub fn main(&self) -> Rect {
        self.rects.get(self.main).copied().unwrap_or(Rect { row: 0, column: 0, columns: 1, rows: 1 })
    }
}

/// A direction of the arrow keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the cell before.
    Left,
    /// To the cell after.
    Right,
    /// To the cell above.
    Up,
    /// To the cell below.
    Down,
}

/// The grid of one datagram.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Bits a row: 32, or 16 on a phone.
    pub per_row: u16,
    /// Rows in all.
    pub rows: u16,
    /// The row that stands for the folded IPv4 header, where it is folded.
    pub folded: Option<u16>,
    /// The cells, in the order of their bits.
    pub cells: Vec<Cell>,
}

impl Grid {
    /// The grid of a datagram's bytes. A header that is cut short has the cells that are there.
    pub fn new(bytes: &[u8], decoded: &Decoded, per_row: u16, ipv4_open: bool) -> Grid {
        let mut grid = Grid { per_row: if per_row <= 16 { 16 } else { 32 }, ..Grid::default() };
        if ipv4_open {
            grid.header(Layer::Ipv4, &decoded.ipv4, bytes.len());
            let rest = decoded.ipv4.start + 20..decoded.ipv4.end;
            if !rest.is_empty() {
                grid.cell(CellKind::Ipv4Options, Layer::Ipv4, rest, decoded.ipv4.start);
            }
        } else {
            grid.folded = Some(0);
            grid.rows = 1;
        }
        if let Some((layer, range)) = &decoded.transport {
            let first = grid.rows;
            grid.header(*layer, range, bytes.len());
            for (index, placed) in decoded.options.iter().enumerate() {
                grid.cell_from(CellKind::TcpOption(index), *layer, placed.range.start * 8..placed.range.end * 8, range.start * 8, first);
            }
        }
        grid
    }

    /// The TCP header without values, for when nothing is selected.
    pub fn blank(per_row: u16) -> Grid {
        // Forty bytes that say "IPv4, no options, TCP, no options" have every fixed field.
        let mut bytes = [0; 40];
        for (at, value) in [(0, 0x45), (3, 40), (9, 6), (32, 0x50)] {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = value;
            }
        }
        Grid::new(&bytes, &decode(&bytes), per_row, false)
    }

    fn header(&mut self, layer: Layer, range: &Range<usize>, len: usize) {
        let first = self.rows;
        for field in fields(layer) {
            let start = range.start * 8 + usize::from(field.bit);
            let bits = start..start + usize::from(field.width);
            if bits.end <= range.end.min(len) * 8 {
                self.cell_from(CellKind::Field(field), layer, bits, range.start * 8, first);
            }
        }
    }

    /// A cell of whole bytes in the header that begins at byte `base` and at the grid's first row.
    fn cell(&mut self, kind: CellKind, layer: Layer, bytes: Range<usize>, base: usize) {
        self.cell_from(kind, layer, bytes.start * 8..bytes.end * 8, base * 8, 0);
    }

    /// Adds a cell; `base` is the bit its header begins at, `first` that header's first row.
    fn cell_from(&mut self, kind: CellKind, layer: Layer, bits: Range<usize>, base: usize, first: u16) {
        let per_row = usize::from(self.per_row);
        let mut rects: Vec<Rect> = Vec::with_capacity(1);
        let mut at = bits.start.saturating_sub(base);
        let end = bits.end.saturating_sub(base);
        while at < end {
            let column = at % per_row;
            let columns = (per_row - column).min(end - at);
            let row = first.saturating_add((at / per_row) as u16);
            let whole = columns == per_row;
            match rects.last_mut().filter(|r| whole && r.columns == self.per_row) {
                Some(above) => above.rows += 1,
                None => rects.push(Rect { row, column: column as u16, columns: columns as u16, rows: 1 }),
            }
            self.rows = self.rows.max(row + 1);
            at += columns;
        }
        let main = (0..rects.len()).max_by_key(|i| (rects.get(*i).map(|r| r.columns * r.rows), std::cmp::Reverse(*i))).unwrap_or(0);
        if !rects.is_empty() {
            self.cells.push(Cell { kind, layer, rects, main, bits });
        }
    }

    /// The cell that a bit of the datagram belongs to.
    pub fn cell_of_bit(&self, bit: usize) -> Option<&Cell> {
        self.cells.iter().find(|c| c.bits.contains(&bit))
    }

    /// Index of a cell by its id.
    pub fn index_of(&self, id: &str) -> Option<usize> {
        self.cells.iter().position(|c| c.id() == id)
    }

    /// The cell that an arrow key leads to; the same where there is none that way.
    pub fn step(&self, from: usize, direction: Direction) -> usize {
        let Some(cell) = self.cells.get(from) else { return 0 };
        let last = self.cells.len().saturating_sub(1);
        let here = cell.main();
        // The column under which one stands: the left edge, so that up and down come back.
        let meets = |r: &Rect| r.column <= here.column && here.column < r.column + r.columns;
        let above = |r: &Rect| r.row + r.rows <= here.row && meets(r);
        let below = |r: &Rect| r.row >= here.row + here.rows && meets(r);
        match direction {
            Direction::Left => from.saturating_sub(1),
            Direction::Right => (from + 1).min(last),
            Direction::Up => {
                let before = self.cells.iter().enumerate().take(from);
                before.rev().find(|(_, c)| c.rects.iter().any(above)).map_or(from, |(at, _)| at)
            }
            Direction::Down => {
                let mut after = self.cells.iter().enumerate().skip(from + 1);
                after.find(|(_, c)| c.rects.iter().any(below)).map_or(from, |(at, _)| at)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// SYN with MSS, NOP, NOP, timestamps.
    fn syn() -> Vec<u8> {
        let mut bytes = vec![0u8; 20 + 36];
        bytes[0] = 0x45;
        bytes[3] = 56;
        bytes[9] = 6;
        bytes[32] = 0x90;
        bytes[33] = 2;
        bytes[40..44].copy_from_slice(&[2, 4, 5, 180]);
        bytes[44..56].copy_from_slice(&[1, 1, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0]);
        bytes
    }

    fn rects(grid: &Grid, id: &str) -> Vec<(u16, u16, u16, u16)> {
        let cell = &grid.cells[grid.index_of(id).expect(id)];
        cell.rects.iter().map(|r| (r.row, r.column, r.columns, r.rows)).collect()
    }

    #[test]
    fn the_tcp_header_stands_as_in_rfc_9293() {
        let bytes = syn();
        let grid = Grid::new(&bytes, &decode(&bytes), 32, false);
        assert_eq!(rects(&grid, "tcp.source_port"), [(1, 0, 16, 1)]);
        assert_eq!(rects(&grid, "tcp.seq"), [(2, 0, 32, 1)]);
        assert_eq!(rects(&grid, "tcp.syn"), [(4, 14, 1, 1)]);
        assert_eq!(rects(&grid, "tcp.window"), [(4, 16, 16, 1)]);
        assert_eq!(rects(&grid, "tcp.option.0"), [(6, 0, 32, 1)]);
        assert_eq!(rects(&grid, "tcp.option.3"), [(7, 16, 16, 1), (8, 0, 32, 2)]);
        assert_eq!((grid.rows, grid.folded), (10, Some(0)));
        assert_eq!(grid.cells[grid.index_of("tcp.option.3").unwrap()].main, 1);
    }

    #[test]
    fn on_a_phone_a_wide_field_takes_two_rows() {
        let bytes = syn();
        let grid = Grid::new(&bytes, &decode(&bytes), 16, true);
        assert_eq!(rects(&grid, "ipv4.source"), [(6, 0, 16, 2)]);
        assert_eq!(rects(&grid, "tcp.seq"), [(12, 0, 16, 2)]);
        assert_eq!(grid.rows, 10 + 18);
    }

    #[test]
    fn arrow_keys_go_from_field_to_field() {
        let grid = Grid::blank(32);
        let seq = grid.index_of("tcp.seq").unwrap();
        assert_eq!(grid.cells[grid.step(seq, Direction::Down)].id(), "tcp.ack");
        assert_eq!(grid.cells[grid.step(seq, Direction::Up)].id(), "tcp.source_port");
        let fin = grid.index_of("tcp.fin").unwrap();
        assert_eq!(grid.cells[grid.step(fin, Direction::Right)].id(), "tcp.window");
        assert_eq!(grid.cells[grid.step(fin, Direction::Down)].id(), "tcp.checksum");
        assert_eq!(grid.step(0, Direction::Left), 0);
    }

    proptest! {
        #[test]
        fn every_header_bit_of_any_bytes_has_one_cell_and_one_place(
            mut bytes in prop::collection::vec(any::<u8>(), 0..120), per_row in prop::sample::select(vec![16u16, 32]), tcp in any::<bool>()
        ) {
            if let (true, Some(first)) = (tcp, bytes.first_mut()) {
                *first = 0x45;
            }
            if let (true, Some(protocol)) = (tcp, bytes.get_mut(9)) {
                *protocol = 6;
            }
            let grid = Grid::new(&bytes, &decode(&bytes), per_row, true);
            let mut places = std::collections::BTreeSet::new();
            for cell in &grid.cells {
                let squares: usize = cell.rects.iter().map(|r| usize::from(r.columns) * usize::from(r.rows)).sum();
                prop_assert_eq!(squares, cell.bits.len());
                prop_assert!(cell.bits.end <= bytes.len() * 8);
                for rect in &cell.rects {
                    for row in rect.row..rect.row + rect.rows {
                        for column in rect.column..rect.column + rect.columns {
                            prop_assert!(column < per_row && row < grid.rows && places.insert((row, column)), "{} overlaps", cell.id());
                        }
                    }
                }
                for step in [Direction::Left, Direction::Right, Direction::Up, Direction::Down] {
                    prop_assert!(grid.step(0, step) < grid.cells.len());
                }
            }
        }
    }
}
