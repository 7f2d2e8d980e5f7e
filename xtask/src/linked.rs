//! What refers to what in a program as the linker leaves it: by its relocations, every function and every constant is known, and
//! which of them each of them names. So a constant that only the lab part reads can go there with it.

use crate::split::belongs;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use wasmparser::{
    BinaryReaderError, Data, DataKind, ExternalKind, KnownCustom, Linking, Name, Operator, Parser, Payload, RelocationEntry,
    RelocationType, SymbolInfo, TypeRef,
};

/// What can refer and be referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    /// A function, by its index.
    Function(u32),
    /// A constant or a variable, by its symbol.
    Data(usize),
}

/// Where a constant or variable lies: its segment, and the bytes of it.
#[derive(Clone, Debug)]
struct Place {
    segment: u32,
    bytes: Range<u32>,
}

/// The program as far as it matters here.
#[derive(Default)]
struct Linked {
    /// By index.
    names: BTreeMap<u32, String>,
    imported: u32,
    exported: BTreeSet<u32>,
    /// Where each function's body lies in the code section.
    bodies: Vec<Range<usize>>,
    /// Each data segment's name, address, and where its bytes lie in the data section.
    segments: Vec<(String, u32, Range<usize>)>,
    /// By symbol: what it stands for.
    symbols: Vec<Option<Thing>>,
    /// By symbol.
    places: BTreeMap<usize, Place>,
    in_code: Vec<RelocationEntry>,
    in_data: Vec<RelocationEntry>,
}

/// What nothing but the lab part refers to.
#[derive(Debug, Default)]
pub struct Own {
    /// The addresses of its constants, in order.
    pub constants: Vec<Range<u32>>,
    /// The names of its functions.
    pub functions: BTreeSet<String>,
}

/// What a program has for its lab part alone.
pub fn own(program: &[u8], lab: &[&str]) -> Result<Own, String> {
    let linked = read(program).map_err(|e| format!("the linked program cannot be read: {e}"))?;
    if linked.symbols.is_empty() || linked.in_code.is_empty() {
        return Err("the linked program has no relocations".to_owned());
    }
    Ok(linked.own(lab))
}

impl Linked {
    fn own(&self, lab: &[&str]) -> Own {
        let refers = self.references();
        let named: BTreeSet<Thing> = self
            .names
            .iter()
            .filter(|(index, name)| !self.exported.contains(index) && belongs(name, lab))
            .map(|(index, _)| Thing::Function(*index))
            .collect();
        let first = reached(self.exported.iter().map(|index| Thing::Function(*index)).collect(), &refers, &named);
        let all = reached(named.union(&first).copied().collect(), &refers, &BTreeSet::new());
        // Constants may share bytes.
        let mut mine = BTreeSet::new();
        for address in all.difference(&first).flat_map(|thing| self.addresses(*thing)) {
            mine.insert(address);
        }
        for address in first.iter().flat_map(|thing| self.addresses(*thing)) {
            mine.remove(&address);
        }
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for address in mine {
            match ranges.last_mut() {
                Some(range) if range.end == address => range.end += 1,
                _ => ranges.push(address..address + 1),
            }
        }
        // A name that several have is the lab's if all of them are.
        let name = |thing: &Thing| if let Thing::Function(index) = thing { self.names.get(index).cloned() } else { None };
        let others: BTreeSet<String> = first.iter().filter_map(name).collect();
        let functions = all.difference(&first).filter_map(name).filter(|name| !others.contains(name)).collect();
        Own { constants: ranges, functions }
    }

    /// The addresses of a constant; none of a variable, whose first value may be read only once.
    fn addresses(&self, thing: Thing) -> Range<u32> {
        let Thing::Data(symbol) = thing else { return 0..0 };
        let Some(Place { segment, bytes }) = self.places.get(&symbol) else { return 0..0 };
        match self.segments.get(*segment as usize) {
            Some((name, address, _)) if name.starts_with(".rodata") => address + bytes.start..address + bytes.end,
            _ => 0..0,
        }
    }

    fn references(&self) -> BTreeMap<Thing, BTreeSet<Thing>> {
        let mut refers: BTreeMap<Thing, BTreeSet<Thing>> = BTreeMap::new();
        let to = |entry: &RelocationEntry| match entry.ty {
            RelocationType::TypeIndexLeb | RelocationType::GlobalIndexLeb | RelocationType::TableNumberLeb => None,
            _ => *self.symbols.get(entry.index as usize)?,
        };
        for entry in &self.in_code {
            let at = self.bodies.partition_point(|body| body.end <= entry.offset as usize);
            if let Some(to) = to(entry) {
                refers.entry(Thing::Function(self.imported + at as u32)).or_default().insert(to);
            }
        }
        for entry in &self.in_data {
            let offset = entry.offset as usize;
            let Some((segment, (.., bytes))) = self.segments.iter().enumerate().find(|(_, (.., bytes))| bytes.contains(&offset)) else {
                continue;
            };
            let within = (offset - bytes.start) as u32;
            let holders = self.places.iter().filter(|(_, place)| place.segment == segment as u32 && place.bytes.contains(&within));
            for (symbol, _) in holders {
                if let Some(to) = to(entry) {
                    refers.entry(Thing::Data(*symbol)).or_default().insert(to);
                }
            }
        }
        refers
    }
}

/// All that is reached from `open`, itself included, without going through what is `closed`.
fn reached(open: BTreeSet<Thing>, refers: &BTreeMap<Thing, BTreeSet<Thing>>, closed: &BTreeSet<Thing>) -> BTreeSet<Thing> {
    let mut found = open.clone();
    let mut open: Vec<Thing> = open.into_iter().collect();
    while let Some(thing) = open.pop() {
        for to in refers.get(&thing).into_iter().flatten() {
            if !closed.contains(to) && found.insert(*to) {
                open.push(*to);
            }
        }
    }
    found
}

fn read(program: &[u8]) -> Result<Linked, BinaryReaderError> {
    let mut linked = Linked::default();
    let (mut code, mut section) = (0, 0);
    let (mut code_section, mut data_section) = (u32::MAX, u32::MAX);
    for payload in Parser::new(0).parse_all(program) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    if let TypeRef::Func(_) = import?.ty {
                        linked.imported += 1;
                    }
                }
                section += 1;
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        linked.exported.insert(export.index);
                    }
                }
                section += 1;
            }
            Payload::CodeSectionStart { range, .. } => {
                (code, code_section) = (range.start, section);
                section += 1;
            }
            Payload::CodeSectionEntry(body) => linked.bodies.push(body.range().start - code..body.range().end - code),
            Payload::DataSection(segments) => {
                let data = segments.range().start;
                data_section = section;
                for segment in segments {
                    let segment = segment?;
                    let end = segment.range.end - data;
                    linked.segments.push((String::new(), address(&segment)?, end - segment.data.len()..end));
                }
                section += 1;
            }
            Payload::CustomSection(custom) => {
                match custom.as_known() {
                    KnownCustom::Name(names) => {
                        for name in names {
                            if let Name::Function(names) = name? {
                                for name in names {
                                    let name = name?;
                                    linked.names.insert(name.index, format!("{:#}", rustc_demangle::demangle(name.name)));
                                }
                            }
                        }
                    }
                    KnownCustom::Linking(linking) => symbols(&mut linked, linking.subsections())?,
                    KnownCustom::Reloc(relocations) => {
                        let of = relocations.section_index();
                        let entries = relocations.entries().into_iter().collect::<Result<Vec<_>, _>>()?;
                        if of == code_section {
                            linked.in_code = entries;
                        } else if of == data_section {
                            linked.in_data = entries;
                        }
                    }
                    _ => {}
                }
                section += 1;
            }
            Payload::Version { .. } | Payload::End(_) => {}
            _ => section += 1,
        }
    }
    Ok(linked)
}

fn symbols<'a>(linked: &mut Linked, parts: impl Iterator<Item = Result<Linking<'a>, BinaryReaderError>>) -> Result<(), BinaryReaderError> {
    for part in parts {
        match part? {
            Linking::SegmentInfo(segments) => {
                for (segment, info) in linked.segments.iter_mut().zip(segments) {
                    info?.name.clone_into(&mut segment.0);
                }
            }
            Linking::SymbolTable(symbols) => {
                for symbol in symbols {
                    let known = linked.symbols.len();
                    linked.symbols.push(match symbol? {
                        SymbolInfo::Func { index, .. } => Some(Thing::Function(index)),
                        SymbolInfo::Data { symbol: Some(place), .. } => {
                            let bytes = place.offset..place.offset + place.size;
                            linked.places.insert(known, Place { segment: place.index, bytes });
                            Some(Thing::Data(known))
                        }
                        _ => None,
                    });
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// Where a segment goes.
fn address(segment: &Data) -> Result<u32, BinaryReaderError> {
    if let DataKind::Active { offset_expr, .. } = &segment.kind
        && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
    {
        return Ok(value.cast_unsigned());
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A call or a constant, named in the code or the data at an offset.
    fn names(ty: RelocationType, offset: u32, symbol: u32) -> RelocationEntry {
        RelocationEntry { ty, offset, index: symbol, addend: 0 }
    }

    /// `main`, which the page calls, and a function of the lab, which `main` calls; with constants of 4 bytes each.
    fn program(constant: &str) -> Linked {
        let place = |bytes| Place { segment: 0, bytes };
        Linked {
            names: BTreeMap::from([(0, "main".to_owned()), (1, "tcplab::ui::lab::door".to_owned())]),
            imported: 0,
            exported: BTreeSet::from([0]),
            bodies: vec![0..10, 10..20],
            segments: vec![(constant.to_owned(), 1024, 100..120)],
            symbols: vec![
                Some(Thing::Function(0)),
                Some(Thing::Function(1)),
                Some(Thing::Data(2)),
                Some(Thing::Data(3)),
                Some(Thing::Data(4)),
                Some(Thing::Data(5)),
            ],
            // Both read the first; the lab's own names one more, and has the first half of the last, which `main` reads the rest of.
            places: BTreeMap::from([(2, place(0..4)), (3, place(4..8)), (4, place(8..12)), (5, place(10..14))]),
            in_code: vec![
                names(RelocationType::MemoryAddrSleb, 2, 2),
                names(RelocationType::FunctionIndexLeb, 4, 1),
                names(RelocationType::MemoryAddrLeb, 6, 5),
                names(RelocationType::MemoryAddrSleb, 12, 2),
                names(RelocationType::MemoryAddrSleb, 14, 3),
            ],
            in_data: vec![names(RelocationType::MemoryAddrI32, 105, 4)],
        }
    }

    #[test]
    fn a_constant_that_only_the_lab_reaches_is_its_own_as_far_as_no_other_has_a_share() {
        let lab = program(".rodata").own(&["tcplab::ui::lab::"]);
        assert_eq!(lab.functions.into_iter().collect::<Vec<_>>(), ["tcplab::ui::lab::door"]);
        assert_eq!(lab.constants.iter().map(|r| (r.start, r.end)).collect::<Vec<_>>(), [(1028, 1034)]);
    }

    #[test]
    fn a_variable_stays_with_the_first_part() {
        assert!(program(".data").own(&["tcplab::ui::lab::"]).constants.is_empty());
    }

    #[test]
    fn a_program_without_relocations_is_refused() {
        assert!(own(b"\0asm\x01\0\0\0", &[]).is_err_and(|e| e.contains("no relocations")));
    }
}
