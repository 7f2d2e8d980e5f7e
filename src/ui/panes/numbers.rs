//! How a value of a segment or a TCB is written: one number mode governs every pane.

use crate::base::Time;
use crate::locale::{Words, panes as key};
use crate::sim::{EndId, Trace};
use crate::tcp::{Seq, Value};
use crate::ui::state::Numbers;

/// What sequence numbers of one end count from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The end's own initial sequence number.
    pub own: Option<Iss>,
    /// The peer's.
    pub peer: Option<Iss>,
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

impl Origin {
    /// The origin of an end's numbers.
    pub fn of(trace: &Trace, end: EndId) -> Origin {
        let other = EndId { side: 1 - end.side.min(1), ..end };
        Origin { own: Iss::of(end.side, trace.iss(end)), peer: Iss::of(other.side, trace.iss(other)) }
    }
}

/// A sequence number from an origin; what lies before it is negative. The number itself where there is no origin.
pub fn relative(seq: u32, origin: Option<Iss>) -> i64 {
    match origin {
        Some(origin) => i64::from(seq.wrapping_sub(origin.seq.0).cast_signed()),
        None => i64::from(seq),
    }
}

/// A sequence number in the mode the reader chose.
pub fn seq_text(seq: Seq, origin: Option<Iss>, numbers: Numbers) -> String {
    // Half the circle is far more than a run sends; what seems further back is a number of later.
    let n = match relative(seq.0, origin) {
        n if n < -1_000_000 => n + (1 << 32),
        n => n,
    };
    match (numbers, origin) {
        (Numbers::Letters, Some(origin)) if n == 0 => origin.letter.to_owned(),
        (Numbers::Letters, Some(origin)) => [origin.letter, if n > 0 { "+" } else { "" }, &n.to_string()].concat(),
        (Numbers::Relative, _) => n.to_string(),
        (Numbers::Absolute | Numbers::Letters, _) => seq.0.to_string(),
    }
}

/// A value, or a dot where it is not set.
pub fn value_text(words: &Words, numbers: Numbers, origin: Origin, value: Value) -> String {
    match value {
        Value::None => "·".to_owned(),
        Value::Own(seq) => seq_text(seq, origin.own, numbers),
        Value::Peer(seq) => seq_text(seq, origin.peer, numbers),
        // As good as no limit: more than a window can ever be.
        Value::Bytes(n) if n >= (1 << 31) - 1 => "∞".to_owned(),
        Value::Bytes(n) | Value::Count(n) => words.number(n),
        Value::Span(span) => words.span(span),
        Value::Time(time) => words.clock(time),
        Value::Bool(yes) => words.text(if yes { key::VALUE_YES } else { key::VALUE_NO }).to_owned(),
        Value::State(state) => state.name().to_owned(),
        Value::Name(name) => name.to_owned(),
    }
}

/// The other way to write a value, for the hover text: absolute where the page is relative, and the other way round.
pub fn other_text(words: &Words, numbers: Numbers, origin: Origin, value: Value) -> Option<String> {
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
