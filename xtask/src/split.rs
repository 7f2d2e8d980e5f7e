//! Splits the program in two: what a first visit needs, and the lab part, fetched when the reader first goes where it is needed.
//!
//! Both parts share one memory, one stack and one table of functions. The first exports what the second needs of it; the second,
//! when it is instantiated, puts its functions into their places in the table, by which the first calls them. Until then those
//! places hold a function that traps: so nothing of the lab part may be called before it is here. That is the work of
//! `src/ui/lab_part.rs`, and [`split`] refuses a program in which the first part calls anything of the second but the lab's doors.

use crate::linked::Own;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use walrus::ir::{Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, Data, DataId, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalId,
    GlobalKind, ImportKind, LocalFunction, MemoryId, Module, ModuleConfig, TableId,
};

/// What is in the lab part: every function whose name, generic arguments included, names something below one of these; and what
/// only those call.
pub const LAB: &[&str] = &["tcplab::ui::lab::"];

/// Functions up to this many instructions are in both parts where both call them: an export and an import cost as much.
const SMALL: u64 = 12;

/// Under which name the second part imports from the first; `static/boot.js` knows it.
const FIRST: &str = "p";

/// The two parts of a program.
pub struct Parts {
    /// The first, complete in itself as long as nothing of the second is called.
    pub first: Vec<u8>,
    /// The second.
    pub second: Vec<u8>,
}

/// Splits a program with the names of its functions in it. `lab` says what is in the second part, `own` what only that refers to.
pub fn split(wasm: &[u8], lab: &[&str], own: &Own) -> Result<Parts, String> {
    let module = parse(wasm)?;
    let plan = Plan::of(&module, lab, own)?;
    let data = Constants::of(&module, &own.constants);
    Ok(Parts { first: first(parse(wasm)?, &plan, &data)?, second: second(parse(wasm)?, &plan, &data)? })
}

/// A program that stays in one piece, without what the linker had to say.
pub fn whole(wasm: &[u8]) -> Result<Vec<u8>, String> {
    emit(parse(wasm)?)
}

/// Stretches that two constants of the second part are apart at most, to go there in one piece: a piece of its own takes as much.
const APART: u32 = 8;

/// What lies in memory for the second part alone.
struct Constants {
    addresses: Vec<Range<u32>>,
    /// Pieces of memory that hold all of them, and here and there a constant of the first between them.
    pieces: Vec<(u32, Vec<u8>)>,
}

impl Constants {
    fn of(module: &Module, addresses: &[Range<u32>]) -> Constants {
        let mut wanted: Vec<Range<u32>> = Vec::new();
        for range in addresses {
            match wanted.last_mut() {
                Some(last) if range.start - last.end <= APART => last.end = range.end,
                _ => wanted.push(range.clone()),
            }
        }
        let pieces = wanted.iter().filter_map(|range| {
            module.data.iter().find_map(|data| {
                let from = range.start.checked_sub(start_of(data)?)? as usize;
                Some((range.start, data.value.get(from..from + range.len())?.to_vec()))
            })
        });
        Constants { addresses: addresses.to_vec(), pieces: pieces.collect() }
    }

    /// Leaves nothing of them in the first part: a stretch of zeros weighs nothing.
    fn clear(&self, module: &mut Module) {
        let all: Vec<DataId> = module.data.iter().map(Data::id).collect();
        for id in all {
            let data = module.data.get_mut(id);
            let Some(start) = start_of(data) else { continue };
            for range in &self.addresses {
                let Some(from) = range.start.checked_sub(start).map(|from| from as usize) else { continue };
                if let Some(bytes) = data.value.get_mut(from..from + range.len()) {
                    bytes.fill(0);
                }
            }
        }
    }
}

/// Where a stretch of memory begins.
fn start_of(data: &Data) -> Option<u32> {
    match data.kind {
        DataKind::Active { offset: ConstExpr::Value(Value::I32(offset)), .. } => Some(offset.cast_unsigned()),
        _ => None,
    }
}

fn parse(wasm: &[u8]) -> Result<Module, String> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    config.parse(wasm).map_err(|e| format!("the program cannot be read: {e:#}"))
}

/// What a function refers to.
#[derive(Default)]
struct Uses {
    functions: BTreeSet<FunctionId>,
    globals: BTreeSet<GlobalId>,
    tables: BTreeSet<TableId>,
    memories: BTreeSet<MemoryId>,
}

impl Visitor<'_> for Uses {
    fn visit_function_id(&mut self, id: &FunctionId) {
        self.functions.insert(*id);
    }
    fn visit_global_id(&mut self, id: &GlobalId) {
        self.globals.insert(*id);
    }
    fn visit_table_id(&mut self, id: &TableId) {
        self.tables.insert(*id);
    }
    fn visit_memory_id(&mut self, id: &MemoryId) {
        self.memories.insert(*id);
    }
}

fn uses(function: &LocalFunction) -> Uses {
    let mut uses = Uses::default();
    dfs_in_order(&mut uses, function, function.entry_block());
    uses
}

/// Who goes where. Things are known by their index, which is the same however often the program is read.
struct Plan {
    /// Functions that only the second part has.
    second: BTreeSet<usize>,
    /// Places in the table that the second part fills, and with what.
    places: BTreeMap<u64, usize>,
    /// The second part's functions that the first calls, and their places in the table.
    doors: BTreeMap<usize, u64>,
    /// The size of the table.
    table_size: u64,
    /// What the first part gives to the second, by its name there.
    functions: BTreeMap<usize, String>,
    globals: BTreeMap<usize, String>,
    tables: BTreeMap<usize, String>,
    memories: BTreeMap<usize, String>,
}

impl Plan {
    fn of(module: &Module, lab: &[&str], own: &Own) -> Result<Plan, String> {
        let uses: BTreeMap<FunctionId, Uses> = module.funcs.iter_local().map(|(id, function)| (id, uses(function))).collect();
        let table = function_table(module)?;
        let slots = slots(module, table)?;
        let mut roots: BTreeSet<FunctionId> = module.start.into_iter().collect();
        roots.extend(module.exports.iter().filter_map(|e| if let ExportItem::Function(id) = e.item { Some(id) } else { None }));
        let named: BTreeSet<FunctionId> =
            uses.keys().copied().filter(|id| !roots.contains(id) && belongs(&name(module, *id), lab)).collect();
        // What stands in the table may be called from anywhere that knows its place.
        let standing: BTreeSet<FunctionId> = slots.values().copied().filter(|id| !named.contains(id)).collect();
        let (its_own, anybodys) = standing.into_iter().partition::<BTreeSet<_>, _>(|id| own.functions.contains(&name(module, *id)));
        roots.extend(anybodys);
        let calls = |from: &FunctionId| uses.get(from).map(|u| &u.functions);
        let first = reached(roots, |id| calls(id).into_iter().flatten().copied().filter(|to| !named.contains(to)).collect());
        // What the lab alone knows the place of goes with it.
        let known = named.union(&its_own).copied().filter(|id| !first.contains(id)).collect();
        let reached_second = reached(known, |id| calls(id).into_iter().flatten().copied().filter(|to| !first.contains(to)).collect());
        let second: BTreeSet<FunctionId> = reached_second.into_iter().filter(|id| uses.contains_key(id)).collect();

        let mut doors = BTreeSet::new();
        let mut wrong = Vec::new();
        for from in &first {
            for to in calls(from).into_iter().flatten().filter(|to| named.contains(to)) {
                doors.insert(*to);
                if !is_door(&name(module, *to), lab) {
                    wrong.push(format!("  {}\n    calls {}", name(module, *from), name(module, *to)));
                }
            }
        }
        if !wrong.is_empty() {
            return Err(format!("the first part of the program calls into the lab part past its doors:\n{}", wrong.join("\n")));
        }

        // What the second part needs of the first: small functions as copies, the rest as imports.
        let (mut both, mut imported) = (BTreeSet::new(), BTreeSet::new());
        let mut open: Vec<FunctionId> = second.iter().copied().collect();
        while let Some(from) = open.pop() {
            for to in calls(&from).into_iter().flatten().filter(|to| !second.contains(to)) {
                let small = if let FunctionKind::Local(f) = &module.funcs.get(*to).kind { f.size() <= SMALL } else { false };
                if !small {
                    imported.insert(*to);
                } else if both.insert(*to) {
                    open.push(*to);
                }
            }
        }
        let inside = second.iter().chain(&both).filter_map(|id| uses.get(id));
        let (mut globals, mut tables, mut memories) = (BTreeSet::<GlobalId>::new(), BTreeSet::from([table]), BTreeSet::<MemoryId>::new());
        if !own.constants.is_empty() {
            memories.extend(module.memories.iter().map(|m| m.id()));
        }
        for uses in inside {
            globals.extend(&uses.globals);
            tables.extend(&uses.tables);
            memories.extend(&uses.memories);
        }

        let mut table_size = module.tables.get(table).initial;
        let mut places: BTreeMap<u64, usize> =
            slots.iter().filter(|(_, id)| second.contains(id)).map(|(at, id)| (*at, id.index())).collect();
        let doors = doors.into_iter().map(|id| {
            let place = places.iter().find(|(_, at)| **at == id.index()).map(|(place, _)| *place);
            let place = place.unwrap_or_else(|| {
                table_size += 1;
                table_size - 1
            });
            (id.index(), place)
        });
        let doors: BTreeMap<usize, u64> = doors.collect();
        places.extend(doors.iter().map(|(id, place)| (*place, *id)));

        let mut names = Names { taken: module.exports.iter().map(|e| e.name.clone()).collect(), next: 0 };
        Ok(Plan {
            functions: imported.iter().map(|id| (id.index(), names.fresh())).collect(),
            globals: globals.iter().map(|id| (id.index(), names.fresh())).collect(),
            tables: tables.iter().map(|id| (id.index(), names.fresh())).collect(),
            memories: memories.iter().map(|id| (id.index(), names.fresh())).collect(),
            second: second.iter().map(|id| id.index()).collect(),
            places,
            doors,
            table_size,
        })
    }
}

/// All that is reached from `open`, itself included.
fn reached(open: BTreeSet<FunctionId>, next: impl Fn(&FunctionId) -> Vec<FunctionId>) -> BTreeSet<FunctionId> {
    let mut found = open.clone();
    let mut open: Vec<FunctionId> = open.into_iter().collect();
    while let Some(id) = open.pop() {
        open.extend(next(&id).into_iter().filter(|to| found.insert(*to)));
    }
    found
}

/// A function's name as it stands in the source: without the hashes of its crates.
fn name(module: &Module, id: FunctionId) -> String {
    let mut name = String::new();
    let mut rest = module.funcs.get(id).name.as_deref().unwrap_or_default();
    while let Some((before, after)) = rest.split_once('[') {
        name += before;
        let hash = after.split_once(']').filter(|(hash, _)| !hash.is_empty() && hash.bytes().all(|b| b.is_ascii_hexdigit()));
        if let Some((_, after)) = hash {
            rest = after;
        } else {
            name.push('[');
            rest = after;
        }
    }
    name + rest
}

/// Whether a function's name says that it is the lab's.
pub fn belongs(name: &str, lab: &[&str]) -> bool {
    lab.iter().any(|path| name.contains(path))
}

/// A door is a plain function right below the first of the lab's modules.
fn is_door(name: &str, lab: &[&str]) -> bool {
    lab.first().and_then(|path| name.strip_prefix(path)).is_some_and(|rest| !rest.contains("::"))
}

/// Short names that are not taken.
struct Names {
    taken: BTreeSet<String>,
    next: usize,
}

impl Names {
    fn fresh(&mut self) -> String {
        const LETTERS: &[u8; 52] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        loop {
            let (mut name, mut rest) = (String::new(), self.next);
            self.next += 1;
            loop {
                name.push(char::from(LETTERS[rest % 52]));
                rest /= 52;
                if rest == 0 {
                    break;
                }
                rest -= 1;
            }
            if self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}

fn function_table(module: &Module) -> Result<TableId, String> {
    module.tables.main_function_table().ok().flatten().ok_or_else(|| "the program has not just one table of functions".to_owned())
}

/// What stands at each place of the table.
fn slots(module: &Module, table: TableId) -> Result<BTreeMap<u64, FunctionId>, String> {
    let mut slots = BTreeMap::new();
    for element in module.elements.iter() {
        let (ElementKind::Active { table: of, offset: ConstExpr::Value(Value::I32(offset)) }, ElementItems::Functions(items)) =
            (&element.kind, &element.items)
        else {
            return Err("an element segment is not a list of functions at a known place".into());
        };
        if *of == table {
            slots.extend((u64::from(offset.cast_unsigned())..).zip(items.iter().copied()));
        }
    }
    Ok(slots)
}

fn set_table_size(module: &mut Module, table: TableId, size: u64) {
    let table = module.tables.get_mut(table);
    table.initial = size;
    table.maximum = table.maximum.map(|maximum| maximum.max(size));
}

/// The first part: of the second's functions only calls through the table are left.
fn first(mut module: Module, plan: &Plan, constants: &Constants) -> Result<Vec<u8>, String> {
    constants.clear(&mut module);
    let table = function_table(&module)?;
    let by_index: BTreeMap<usize, FunctionId> = module.funcs.iter().map(|f| (f.id().index(), f.id())).collect();
    let filler = {
        let mut body = FunctionBuilder::new(&mut module.types, &[], &[]);
        body.func_body().unreachable();
        body.finish(Vec::new(), &mut module.funcs)
    };
    for element in module.elements.iter_mut() {
        if let ElementItems::Functions(items) = &mut element.items {
            for item in items.iter_mut().filter(|id| plan.second.contains(&id.index())) {
                *item = filler;
            }
        }
    }
    for (index, place) in &plan.doors {
        let id = by_index[index];
        let signature = module.funcs.get(id).ty();
        let (parameters, results) = module.types.params_results(signature);
        let (parameters, results) = (parameters.to_vec(), results.to_vec());
        let arguments: Vec<_> = parameters.iter().map(|of| module.locals.add(*of)).collect();
        let mut call = FunctionBuilder::new(&mut module.types, &parameters, &results);
        let mut body = call.func_body();
        for argument in &arguments {
            body.local_get(*argument);
        }
        body.i32_const(*place as i32).call_indirect(signature, table);
        module.funcs.get_mut(id).kind = FunctionKind::Local(call.local_func(arguments));
    }
    set_table_size(&mut module, table, plan.table_size);
    for (index, name) in &plan.functions {
        module.exports.add(name, by_index[index]);
    }
    let Module { exports, globals, tables, memories, .. } = &mut module;
    for (id, name) in globals.iter().filter_map(|g| Some((g.id(), plan.globals.get(&g.id().index())?))) {
        exports.add(name, id);
    }
    for (id, name) in tables.iter().filter_map(|t| Some((t.id(), plan.tables.get(&t.id().index())?))) {
        exports.add(name, id);
    }
    for (id, name) in memories.iter().filter_map(|m| Some((m.id(), plan.memories.get(&m.id().index())?))) {
        exports.add(name, id);
    }
    emit(module)
}

/// The second part: all else is imported from the first.
fn second(mut module: Module, plan: &Plan, constants: &Constants) -> Result<Vec<u8>, String> {
    let table = function_table(&module)?;
    let by_index: BTreeMap<usize, FunctionId> = module.funcs.iter().map(|f| (f.id().index(), f.id())).collect();
    module.start = None;
    let exports: Vec<_> = module.exports.iter().map(|e| e.id()).collect();
    for id in exports {
        module.exports.delete(id);
    }
    let data: Vec<_> = module.data.iter().map(|d| d.id()).collect();
    for id in data {
        module.data.delete(id);
    }
    let elements: Vec<_> = module.elements.iter().map(|e| e.id()).collect();
    for id in elements {
        module.elements.delete(id);
    }
    for (index, name) in &plan.functions {
        let id = by_index[index];
        if let FunctionKind::Import(import) = &module.funcs.get(id).kind {
            let import = module.imports.get_mut(import.import);
            (import.module, import.name) = (FIRST.into(), name.clone());
        } else {
            let ty = module.funcs.get(id).ty();
            let import = module.imports.add(FIRST, name, id);
            module.funcs.get_mut(id).kind = FunctionKind::Import(walrus::ImportedFunction { import, ty });
        }
    }
    let globals: Vec<_> = module.globals.iter().map(|g| g.id()).collect();
    for id in globals {
        if let Some(name) = plan.globals.get(&id.index()) {
            module.globals.get_mut(id).kind = GlobalKind::Import(module.imports.add(FIRST, name, ImportKind::Global(id)));
        }
    }
    for of in module.tables.iter_mut() {
        of.elem_segments.clear();
        if let Some(name) = plan.tables.get(&of.id().index()) {
            of.import = Some(module.imports.add(FIRST, name, ImportKind::Table(of.id())));
        }
    }
    for memory in module.memories.iter_mut() {
        memory.data_segments.clear();
        if let Some(name) = plan.memories.get(&memory.id().index()) {
            memory.import = Some(module.imports.add(FIRST, name, ImportKind::Memory(memory.id())));
        }
    }
    let memory = module.memories.iter().map(|m| m.id()).next();
    if let Some(memory) = memory {
        for (start, bytes) in &constants.pieces {
            let offset = ConstExpr::Value(Value::I32(start.cast_signed()));
            let id = module.data.add(DataKind::Active { memory, offset }, bytes.clone());
            module.memories.get_mut(memory).data_segments.insert(id);
        }
    }
    set_table_size(&mut module, table, plan.table_size);
    let mut runs: Vec<(u64, Vec<FunctionId>)> = Vec::new();
    for (place, index) in &plan.places {
        match runs.last_mut() {
            Some((start, run)) if *start + run.len() as u64 == *place => run.push(by_index[index]),
            _ => runs.push((*place, vec![by_index[index]])),
        }
    }
    for (start, run) in runs {
        let offset = ConstExpr::Value(Value::I32(start as i32));
        let id = module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(run));
        module.tables.get_mut(table).elem_segments.insert(id);
    }
    emit(module)
}

/// The bytes of a part, without what nothing in it needs, nor what the linker had to say.
fn emit(mut module: Module) -> Result<Vec<u8>, String> {
    walrus::passes::gc::run(&mut module);
    let of_linker = |name: &str| name == "linking" || name.starts_with("reloc.");
    let told: Vec<_> = module.customs.iter().filter(|(_, custom)| of_linker(custom.name())).map(|(id, _)| id).collect();
    for id in told {
        module.customs.delete(id);
    }
    Ok(module.emit_wasm())
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::ValType;

    const DOOR: &str = "tcplab[0123456789abcdef]::ui::lab::door";
    const INNER: &str = "<tcplab[0123456789abcdef]::ui::lab::pane::Pane>::draw";

    /// A program with a memory, a stack pointer and a table, whose `main` calls a function of the lab by this name. That one calls
    /// another of the lab, which also stands in the table, and one that `main` calls too. Behind it in the table stands one that
    /// nobody calls.
    fn program(called: &str) -> Vec<u8> {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        module.data.add(walrus::DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(0)) }, b"text".to_vec());
        let stack = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(1024)));
        let table = module.tables.add_local(false, 2, Some(2), walrus::RefType::FUNCREF);
        let mut function = |name: &str, calls: &[FunctionId], long: bool| {
            let mut made = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
            made.name(name.to_owned());
            let argument = module.locals.add(ValType::I32);
            let mut body = made.func_body();
            body.local_get(argument);
            for _ in 0..if long { SMALL } else { 0 } {
                body.global_get(stack).binop(walrus::ir::BinaryOp::I32Add);
            }
            for callee in calls {
                body.call(*callee);
            }
            made.finish(vec![argument], &mut module.funcs)
        };
        let shared = function("shared", &[], true);
        let small = function("small", &[], false);
        let inner = function(INNER, &[shared, small], true);
        let pointed_at = function("pointed_at", &[], true);
        let door = function(called, &[inner], false);
        let main = function("main", &[shared, small, door], false);
        let offset = ConstExpr::Value(Value::I32(0));
        let element = module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(vec![inner, pointed_at]));
        module.tables.get_mut(table).elem_segments.insert(element);
        module.exports.add("a", main);
        module.exports.add("memory", memory);
        module.emit_wasm()
    }

    fn names<'a>(all: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
        all.map(str::to_owned).collect()
    }

    #[test]
    fn the_second_part_imports_only_what_the_first_exports_and_fills_its_places_in_the_table() {
        let mut own = Own::default();
        own.constants.push(1..3);
        own.functions.insert("pointed_at".to_owned());
        let parts = split(&program(DOOR), LAB, &own).unwrap();
        let (first, second) = (Module::from_buffer(&parts.first).unwrap(), Module::from_buffer(&parts.second).unwrap());
        let (given, wanted) = (names(first.exports.iter().map(|e| e.name.as_str())), names(second.imports.iter().map(|i| i.name.as_str())));
        assert!(wanted.is_subset(&given), "{wanted:?} of {given:?}");
        assert_eq!(wanted.len(), 4, "the shared function, the stack pointer, the table and the memory; what is small has a copy");
        assert!(second.imports.iter().all(|i| i.module == FIRST));
        assert_eq!(second.exports.iter().count(), 0);
        // "text", of which the lab has the middle.
        let data = |m: &Module| m.data.iter().map(|d| (start_of(d).unwrap(), d.value.clone())).collect::<Vec<_>>();
        assert_eq!(data(&first), [(0, b"t\0\0t".to_vec())]);
        assert_eq!(data(&second), [(1, b"ex".to_vec())]);
        // Two places for the functions that stood in the table, one for the door.
        let sizes = [&first, &second].map(|m| m.tables.iter().map(|t| (t.initial, t.maximum)).collect::<Vec<_>>());
        assert_eq!(sizes, [vec![(3, Some(3))], vec![(3, Some(3))]]);
        let filled = slots(&second, function_table(&second).unwrap()).unwrap();
        assert_eq!(filled.keys().copied().collect::<Vec<_>>(), [0, 1, 2]);
        assert_eq!(first.funcs.iter_local().count(), 5, "main, shared, small, the call through the table, and what traps");
        assert_eq!(second.funcs.iter_local().count(), 4, "the door, what is behind it, small, and what only the lab knows the place of");
    }

    #[test]
    fn a_program_that_comes_into_the_lab_past_its_doors_is_refused() {
        let wrong = split(&program("tcplab::ui::lab::pane::draw"), LAB, &Own::default()).err().unwrap();
        assert!(wrong.contains("main\n    calls tcplab::ui::lab::pane::draw"), "{wrong}");
    }

    #[test]
    fn short_names_are_not_taken() {
        let mut names = Names { taken: BTreeSet::from(["b".to_owned()]), next: 0 };
        let made: Vec<String> = (0..53).map(|_| names.fresh()).collect();
        assert_eq!((made[0].as_str(), made[1].as_str(), made[51].as_str(), made[52].as_str()), ("a", "c", "aa", "ba"));
    }
}
