//! What is fuzzed: each takes any bytes and may do anything but panic, hang, or go back on its word.
//! `cargo xtask fuzz` drives it with libFuzzer where that is; `tests/fuzz_smoke.rs` drives it with chance, always.

use std::rc::Rc;
use tcplab::layout::bitgrid;
use tcplab::scenario::settings::{self, SETTINGS, Unit};
use tcplab::scenario::url::{self, Link};
use tcplab::scenario::{Scenario, catalogue, check, file};
use tcplab::sim::{Run, StopCause, simulate};
use tcplab::wire::{Datagram, Edit, EditList, Layer, decode, receive};

/// Bytes as a datagram: what is read back is what was there, and an edit of it is one.
pub fn wire(data: &[u8]) {
    let datagram = Datagram::from_bytes(data.to_vec());
    assert_eq!(datagram.to_bytes(), data);
    let (strict, lax) = (receive(&datagram, true), receive(&datagram, false));
    assert!(lax.is_ok() || strict.is_err(), "checksums can only refuse");
    let _ = decode(data);
    for layer in [Layer::Ipv4, Layer::Tcp] {
        let options = bitgrid::options(data, layer, 0..data.len());
        assert_eq!(options.iter().map(|option| option.range.len()).sum::<usize>(), data.len());
    }
    let _ = bitgrid::quotation(data);
    let bit = data.iter().fold(0u32, |sum, b| sum.wrapping_mul(31).wrapping_add(u32::from(*b)));
    let flip = EditList { edits: vec![Edit::Flip(bit % 512)], keep_checksums: true, keep_lengths: true };
    if let Ok(once) = flip.apply(data) {
        assert_eq!(flip.apply(&once).as_deref(), Ok(data), "a bit flipped twice");
    }
}

/// A link: what could be read has a link of its own that reads the same.
pub fn link(data: &[u8]) {
    let read = url::read(&String::from_utf8_lossy(data));
    let Some(scenario) = read.scenario.filter(|_| read.problems.is_empty()) else { return };
    let Some(base) = catalogue::find(&scenario.slug) else { return };
    let text = Link::between(&base, &scenario).to_string();
    let again = url::read(&text);
    assert_eq!((again.problems, again.scenario), (vec![], Some(scenario)), "{text}");
}

/// A scenario file: what could be read is written so that it reads the same.
pub fn file(data: &[u8]) {
    if let Ok(scenario) = file::read(&String::from_utf8_lossy(data)) {
        let text = file::write(&scenario);
        assert_eq!(file::read(&text), Ok(scenario), "{text}");
    }
}

/// A run: any scenario, any parameters, any datagram edited into anything. It ends, as it must, and again in the same way.
pub fn run(data: &[u8]) {
    let mut bytes = Bytes(data);
    let Some(scenario) = scenario(&mut bytes) else { return };
    let scenario = Rc::new(scenario);
    let trace = simulate(&scenario);
    assert_ne!(trace.stop(), StopCause::Unfinished);
    let last = trace.step_count().saturating_sub(1);
    for step in [0, last / 2, last] {
        let _ = trace.explain(step);
    }
    let mut again = Run::new(&scenario);
    while again.step(&mut tcplab::sim::Nothing) {}
    assert_eq!((again.stopped(), again.segments()), (Some(trace.stop()), trace.segment_count()));
}

/// Bytes to decide by; zeros once they are used up.
struct Bytes<'a>(&'a [u8]);

impl Bytes<'_> {
    fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        *first
    }
    fn word(&mut self) -> u32 {
        u32::from_be_bytes([self.byte(), self.byte(), self.byte(), self.byte()])
    }
    /// One of them; `None` if there is none.
    fn one_of<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        let index = usize::from(self.byte()) % of.len().max(1);
        of.get(index).copied()
    }
    fn some(&mut self, most: u8) -> Vec<u8> {
        (0..self.byte() % (most + 1)).map(|_| self.byte()).collect()
    }
}

/// A scenario that may be run, or `None` where the check refuses it.
fn scenario(bytes: &mut Bytes<'_>) -> Option<Scenario> {
    let slugs: Vec<&str> = catalogue::slugs().collect();
    let mut scenario = catalogue::find(bytes.one_of(&slugs)?)?;
    for _ in 0..bytes.byte() % 12 {
        setting(bytes, &mut scenario);
    }
    for _ in 0..bytes.byte() % 8 {
        let text = intervention(bytes, &scenario);
        scenario.interventions.extend(text.parse());
    }
    scenario.budget.events = scenario.budget.events.min(5_000);
    scenario.budget.segments = scenario.budget.segments.min(1_500);
    check::check(&scenario).is_empty().then_some(scenario)
}

/// Sets one parameter, of one host or of all: to an end of its range, to something small, to a word.
fn setting(bytes: &mut Bytes<'_>, scenario: &mut Scenario) {
    let index = usize::from(bytes.byte()) % SETTINGS.len();
    let Some(setting) = SETTINGS.get(index) else { return };
    let small = bytes.word() % 3_000;
    let how = bytes.byte() % 6;
    let text = match (setting.unit, setting.unit.range(), how) {
        (Unit::Switch, ..) => if how.is_multiple_of(2) { "on" } else { "off" }.to_owned(),
        (_, _, 0) | (Unit::Choice, ..) => bytes.one_of(setting.words).unwrap_or_default().to_owned(),
        (_, Some((least, _)), 1) => least.to_string(),
        (_, Some((_, most)), 2) => most.to_string(),
        (Unit::Span(..), ..) => format!("{small}ms"),
        (Unit::Rate(..), ..) => format!("{small}kbps"),
        (Unit::Probability, ..) => format!("{}%", small % 60),
        _ => small.to_string(),
    };
    let host = bytes.byte();
    let name = match scenario.hosts.get(usize::from(host)) {
        Some(host) if setting.per_host() => format!("{}.{}", host.name, setting.id),
        _ => setting.id.to_owned(),
    };
    // Texts that do not fit are refused, which is as it should be.
    let _ = settings::set(scenario, &name, &text);
}

/// A segment lost, or edited: a field, raw bytes, a bit, options, text.
fn intervention(bytes: &mut Bytes<'_>, scenario: &Scenario) -> String {
    let keys: Vec<char> = scenario.hosts.iter().map(|h| h.key).collect();
    let name = format!("{}{}", bytes.one_of(&keys).unwrap_or('c'), bytes.byte() % 24 + 1);
    let hex = |bytes: Vec<u8>| bytes.iter().map(|b| format!("{b:02x}")).collect::<Vec<_>>().concat();
    let mut edits = Vec::new();
    for _ in 0..bytes.byte() % 4 {
        edits.push(match bytes.byte() % 6 {
            0 => format!("tcp.seq={}", bytes.word()),
            1 => format!("tcp.ack={}", bytes.word()),
            2 => format!("@{}={}", bytes.byte() % 60, hex(bytes.some(6))),
            3 => format!("~{}", bytes.word() % 480),
            4 => format!("opts={}", hex(bytes.some(40))),
            _ => format!("data={}", hex(bytes.some(60))),
        });
    }
    for word in ["sum=keep", "len=keep"] {
        if bytes.byte().is_multiple_of(3) {
            edits.push(word.to_owned());
        }
    }
    if edits.is_empty() { format!("drop {name}") } else { format!("edit {name}: {}", edits.join(",")) }
}
