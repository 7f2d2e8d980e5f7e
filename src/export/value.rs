//! Values of the TCB as text and as JSON.

use super::peer;
use crate::layout::words::span_text;
use crate::sim::{EndId, StepId, Trace};
use crate::tcp::{Seq, Value};
use serde::{Serialize, Serializer, ser::SerializeMap};

/// How sequence numbers are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Numbers {
    /// From the ISN.
    #[default]
    Relative,
    /// As they travel.
    Absolute,
}

/// A sequence number that counts from `origin`; as it travels where there is none.
pub(super) fn seq(seq: Seq, origin: Option<Seq>, numbers: Numbers) -> u32 {
    match (numbers, origin) {
        (Numbers::Relative, Some(iss)) => seq.since(iss),
        _ => seq.0,
    }
}

/// A value of a step as a person reads it.
pub(super) fn text(trace: &Trace, step: StepId, end: EndId, value: Value, numbers: Numbers) -> String {
    match value {
        Value::None => "·".into(),
        Value::Own(n) => seq(n, trace.origin(end, n, step), numbers).to_string(),
        Value::Peer(n) => seq(n, trace.origin(peer(end), n, step), numbers).to_string(),
        Value::Bytes(n) | Value::Count(n) => n.to_string(),
        Value::Span(span) => span_text(span),
        Value::Time(time) => super::text::clock(time),
        Value::Bool(b) => if b { "yes" } else { "no" }.into(),
        Value::State(state) => state.name().into(),
        Value::Name(name) => name.into(),
    }
}

/// `{"kind": …, "value": …}`; times in nanoseconds, sequence numbers as they travel.
pub(super) struct Json(pub Value);

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let mut entry = |kind: &str, number: u64| {
            map.serialize_entry("kind", kind)?;
            map.serialize_entry("value", &number)
        };
        match self.0 {
            Value::None => map.serialize_entry("kind", "none")?,
            Value::Own(n) => entry("own", n.0.into())?,
            Value::Peer(n) => entry("peer", n.0.into())?,
            Value::Bytes(n) => entry("bytes", n)?,
            Value::Count(n) => entry("count", n)?,
            Value::Span(span) => entry("span_ns", span.0)?,
            Value::Time(time) => entry("time_ns", time.0)?,
            Value::Bool(b) => {
                map.serialize_entry("kind", "bool")?;
                map.serialize_entry("value", &b)?;
            }
            Value::State(state) => {
                map.serialize_entry("kind", "state")?;
                map.serialize_entry("value", state.name())?;
            }
            Value::Name(name) => {
                map.serialize_entry("kind", "name")?;
                map.serialize_entry("value", name)?;
            }
        }
        map.end()
    }
}
