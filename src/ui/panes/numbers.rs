//! How a value of a segment or a TCB is written: one number mode governs every pane.

use crate::base::Time;
use crate::locale::{Words, panes as key};
use crate::sim::{EndId, StepId, Trace};
use crate::tcp::{Seq, Value};
use crate::ui::state::Numbers;

/// What the sequence numbers of one end's variables count from, as of a step.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    trace: &'a Trace,
    end: EndId,
    step: StepId,
    /// What numbers of the end's own and of its peer's count from, where that is settled.
    settled: [Option<Seq>; 2],
}

/// Where one end's sequence numbers begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Iss {
    /// Its initial sequence number.
    pub seq: Seq,
    /// The letter that stands for it: x of the client, y of the server.
    pub letter: &'static str,
}

impl Iss {
    /// That of a side, where it is known.
    pub fn of(side: u8, seq: Option<Seq>) -> Option<Iss> {
        seq.map(|seq| Iss { seq, letter: if side == 0 { "x" } else { "y" } })
    }
}

impl<'a> Origin<'a> {
    /// The origin of an end's numbers.
    pub fn of(trace: &'a Trace, end: EndId, step: StepId) -> Origin<'a> {
        Origin { trace, end, step, settled: [None; 2] }
    }
    /// The one origin that all of these values can count from: the oldest, where they are of a connection and of the one before it.
    #[must_use]
    pub fn for_all(self, values: impl Iterator<Item = Value> + Clone) -> Origin<'a> {
        let settled = [true, false].map(|own| {
            let numbers = values.clone().filter_map(|value| match value {
                Value::Own(seq) if own => Some(seq),
                Value::Peer(seq) if !own => Some(seq),
                _ => None,
            });
            let origins = numbers.clone().filter_map(|number| Some(self.iss(own, number)?.seq));
            origins.clone().find(|origin| origins.clone().any(|other| other != *origin) && numbers.clone().all(|n| origin.at_or_before(n)))
        });
        Origin { settled, ..self }
    }
    /// What a number counts from: one of the end's own, or one of its peer's.
    fn iss(self, own: bool, number: Seq) -> Option<Iss> {
        let side = if own { self.end.side } else { 1 - self.end.side.min(1) };
        let [settled_own, settled_peer] = self.settled;
        if let Some(settled) = if own { settled_own } else { settled_peer } {
            return Iss::of(side, Some(settled));
        }
        Iss::of(side, self.trace.origin(EndId { side, ..self.end }, number, self.step))
    }
}

/// How far behind an origin a sequence number lies. `None` where there is no origin, or where it lies before it: it is then none of
/// this stream's.
pub fn relative(seq: Seq, origin: Option<Iss>) -> Option<u32> {
    origin.filter(|origin| origin.seq.at_or_before(seq)).map(|origin| seq.since(origin.seq))
}

/// A sequence number in the mode the reader chose.
pub fn seq_text(seq: Seq, origin: Option<Iss>, numbers: Numbers) -> String {
    let letter = origin.map_or("", |origin| origin.letter);
    match (numbers, relative(seq, origin)) {
        (Numbers::Letters, Some(0)) => letter.to_owned(),
        (Numbers::Letters, Some(n)) => [letter, "+", &n.to_string()].concat(),
        (Numbers::Relative, Some(n)) => n.to_string(),
        (Numbers::Absolute, _) | (_, None) => seq.0.to_string(),
    }
}

/// A value, or a dot where it is not set.
pub fn value_text(words: &Words, numbers: Numbers, origin: Origin<'_>, value: Value) -> String {
    match value {
        Value::None => "·".to_owned(),
        Value::Own(seq) => seq_text(seq, origin.iss(true, seq), numbers),
        Value::Peer(seq) => seq_text(seq, origin.iss(false, seq), numbers),
        // As good as no limit: more than a window can ever be.
        Value::Bytes(n) if n >= (1 << 31) - 1 => "∞".to_owned(),
        Value::Bytes(n) | Value::Count(n) => words.number(n),
        Value::Span(span) => words.span(span),
        Value::Time(time) => words.clock(time),
        Value::Bool(yes) => words.text(if yes { key::VALUE_YES } else { key::VALUE_NO }).to_owned(),
        Value::State(state) => state.name().to_owned(),
        Value::Name(name) => words.find(&["name.", name].concat()).unwrap_or(name).to_owned(),
    }
}

/// The other way to write a value, for the hover text: absolute where the page is relative, and the other way round.
pub fn other_text(words: &Words, numbers: Numbers, origin: Origin<'_>, value: Value) -> Option<String> {
    let other = match numbers {
        Numbers::Relative | Numbers::Letters => Numbers::Absolute,
        Numbers::Absolute => Numbers::Relative,
    };
    matches!(value, Value::Own(_) | Value::Peer(_)).then(|| value_text(words, other, origin, value))
}

/// An instant as the panes name it: `50 ms`, `1.56 s`.
pub fn instant(words: &Words, time: Time) -> String {
    words.span(time.since(Time::ZERO))
}
