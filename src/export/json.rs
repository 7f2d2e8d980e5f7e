//! The whole trace as JSON, for other programs. The shape is stable: keys are added, never renamed (`format` says which).
//!
//! - `format`: `"tcplab-trace-1"`; `scenario`, `title`, `seed`.
//! - `hosts[]`: `name`, `key`, `address`. `connections[]`: `ends[]`: `host` (index), `port`, `iss` (as used, or null).
//! - `segments[]`, in the order in which they were put on their way: `name`, `origin` (`host`, `router`, `forged`, `copy`, `fragment`),
//!   `copy_of` (a name, of a copy), `fragment_of` (a name, of a fragment), `from` (null where it enters at the router), `to` (indices of hosts), `end` ([connection, side] or null), `incarnation`
//!   (0 for the first connection of that end, 1 for the next with the same number), `kind`, `nth`
//!   (times its first number was sent before), `sent_ns`, `fate` (`arrived`, `discarded`, `lost`, `in-flight`), `cause`
//!   (of a loss), `ended_ns`, `cause_step`, `ended_step`; `head` (hex, as it travelled), `payload_len`, `payload` (hex),
//!   `flipped` (the bit that the path flipped, or null), `unedited` (hex of all bytes before the reader's edit, or null); and, read back from `head` where it is TCP, `tcp`: `flags`, `seq`,
//!   `ack`, `window`, `len`.
//! - `steps[]`: `ns`, `host`, `kind` (`arrival`, `death`, `timer`, `application`, `forge`), `segment` or `timer` and `end` or
//!   `intervention` (index);
//!   `records[]`: `end`, `kind` and what belongs to it; `reasons[]`: `end`, `rule`, `rfc`, `section`, `facts[]`.
//! - `states[]`: `end`, `state`, `from_ns`, `to_ns`. `timers[]`: `end`, `timer`, `from_ns`, `deadline_ns`, `to_ns`, `how`.
//! - `interventions[]`: `text`, `outcome`, `segment` (the first it was done to, or stands in its way), `times` (done), `moved` (the name that
//!   the segment meant has now), `why` (it is impossible).
//! - `end_ns`, `stop`, `wire_digest`, `trace_digest`.
//!
//! Times are nanoseconds since the run began; sequence numbers are as they travel.

use super::ids;
use super::value::Json;
use crate::layout::heading::Heading;
use crate::scenario::Intervention;
use crate::sim::{AppAct, Band, EndId, Fate, Item, Origin, Outcome, Record, RecordKind, SegmentRow, StepId, StepKind, TimerSpan, Trace};
use crate::tcp::Value;
use crate::wire::edit::Hex;
use serde::ser::{SerializeMap, SerializeStruct};
use serde::{Serialize, Serializer};

/// The version of the shape.
pub const FORMAT: &str = "tcplab-trace-1";

/// A trace that serializes itself row by row, so that a long one needs no second copy in memory.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The trace.
    pub trace: &'a Trace,
    /// Whether the reasons of each step are wanted; they are replayed.
    pub reasons: bool,
}

impl Serialize for Export<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let trace = self.trace;
        let s = trace.scenario();
        let mut out = serializer.serialize_struct("trace", 15)?;
        out.serialize_field("format", FORMAT)?;
        out.serialize_field("scenario", &s.slug)?;
        out.serialize_field("title", &s.title.en)?;
        out.serialize_field("seed", &s.seed)?;
        out.serialize_field("hosts", &Rows(|| s.hosts.iter().map(|h| Host { name: &h.name, key: h.key, address: h.address.to_string() })))?;
        out.serialize_field("connections", &Rows(|| (0..s.connections.len()).map(|i| connection(trace, i))))?;
        out.serialize_field("segments", &Rows(|| trace.segments().map(|row| segment(trace, &row))))?;
        out.serialize_field("steps", &Rows(|| (0..trace.step_count()).map(|id| StepRow { trace, id, reasons: self.reasons })))?;
        out.serialize_field("states", &Rows(|| trace.bands().iter().map(state)))?;
        out.serialize_field("timers", &Rows(|| trace.timers().iter().map(timer)))?;
        let outcomes = || s.interventions.iter().zip(trace.outcomes());
        out.serialize_field("interventions", &Rows(|| outcomes().map(|(i, o)| intervention(trace, i, *o))))?;
        out.serialize_field("end_ns", &trace.end().0)?;
        out.serialize_field("stop", ids::stop(trace.stop()))?;
        out.serialize_field("wire_digest", trace.wire_digest())?;
        out.serialize_field("trace_digest", &trace.trace_digest())?;
        out.end()
    }
}

/// Rows that are made while they are written.
struct Rows<F>(F);

impl<T: Serialize, I: Iterator<Item = T>, F: Fn() -> I> Serialize for Rows<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[derive(Serialize)]
struct Host<'a> {
    name: &'a str,
    key: char,
    address: String,
}

#[derive(Serialize)]
struct ConnectionRow {
    ends: Vec<EndRow>,
}

#[derive(Serialize)]
struct EndRow {
    host: u16,
    port: u16,
    iss: Option<u32>,
}

fn connection(trace: &Trace, index: usize) -> ConnectionRow {
    let ends = trace.scenario().connections.get(index).map(|c| &c.ends[..]).unwrap_or_default();
    let connection = index as u16;
    let end = |(side, e): (u8, &crate::scenario::EndSpec)| EndRow {
        host: e.host,
        port: trace.port(EndId { connection, side }),
        iss: trace.iss(EndId { connection, side }).map(|iss| iss.0),
    };
    ConnectionRow { ends: (0..).zip(ends).map(end).collect() }
}

#[derive(Serialize)]
struct SegmentOut {
    name: String,
    origin: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fragment_of: Option<String>,
    from: Option<u16>,
    to: Option<u16>,
    end: Option<(u16, u8)>,
    incarnation: u32,
    kind: &'static str,
    nth: u16,
    duplicate: bool,
    sent_ns: u64,
    fate: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<&'static str>,
    ended_ns: Option<u64>,
    cause_step: StepId,
    ended_step: Option<StepId>,
    head: String,
    payload_len: u32,
    payload: String,
    flipped: Option<u32>,
    unedited: Option<String>,
    tcp: Option<Tcp>,
}

#[derive(Serialize)]
struct Tcp {
    flags: String,
    seq: u32,
    ack: u32,
    window: u16,
    len: u32,
}

fn segment(trace: &Trace, row: &SegmentRow<'_>) -> SegmentOut {
    let (fate, ended_ns, cause) = match row.fate {
        Fate::InFlight => ("in-flight", None, None),
        Fate::Arrived(t) => ("arrived", Some(t.0), None),
        Fate::Discarded(t) => ("discarded", Some(t.0), None),
        Fate::Lost(t, cause) => ("lost", Some(t.0), Some(ids::loss(cause))),
    };
    let tcp = Heading::read(row.head, row.payload.len());
    SegmentOut {
        name: row.name.to_string(),
        origin: ids::origin(row.origin),
        copy_of: if let Origin::Copy(of) = row.origin { trace.segment(of).map(|row| row.name.to_string()) } else { None },
        fragment_of: if let Origin::Fragment(of) = row.origin { trace.segment(of).map(|row| row.name.to_string()) } else { None },
        from: row.from,
        to: row.to,
        end: row.end.map(pair),
        incarnation: row.end.map_or(0, |end| trace.incarnation(end, row.cause)),
        kind: ids::send_kind(row.kind),
        nth: row.nth,
        duplicate: row.duplicate,
        sent_ns: row.sent.0,
        fate,
        cause,
        ended_ns,
        cause_step: row.cause,
        ended_step: row.ended_by,
        head: hex(row.head),
        payload_len: row.payload.len(),
        payload: hex(row.payload.bytes()),
        flipped: row.flipped,
        unedited: row.unedited.map(hex),
        tcp: tcp.tcp().map(|t| Tcp { flags: t.flags.to_string(), seq: t.seq, ack: t.ack, window: t.window, len: t.len }),
    }
}

fn pair(end: EndId) -> (u16, u8) {
    (end.connection, end.side)
}

fn hex(bytes: &[u8]) -> String {
    Hex(bytes).to_string()
}

struct StepRow<'a> {
    trace: &'a Trace,
    id: StepId,
    reasons: bool,
}

impl Serialize for StepRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let Some(step) = self.trace.step(self.id) else { return map.end() };
        let name = |id| self.trace.segment(id).map(|row| row.name.to_string());
        map.serialize_entry("ns", &step.time.0)?;
        map.serialize_entry("host", &step.host)?;
        match step.kind {
            StepKind::Arrival(segment) => {
                map.serialize_entry("kind", "arrival")?;
                map.serialize_entry("segment", &name(segment))?;
            }
            StepKind::Death(segment) => {
                map.serialize_entry("kind", "death")?;
                map.serialize_entry("segment", &name(segment))?;
            }
            StepKind::Timer(end, timer) => {
                map.serialize_entry("kind", "timer")?;
                map.serialize_entry("timer", ids::timer(timer))?;
                map.serialize_entry("end", &end.map(pair))?;
            }
            StepKind::Forwarding(segment) => {
                map.serialize_entry("kind", "forwarding")?;
                map.serialize_entry("segment", &name(segment))?;
            }
            StepKind::Reassembly => map.serialize_entry("kind", "reassembly")?,
            StepKind::Application(end) => {
                map.serialize_entry("kind", "application")?;
                map.serialize_entry("end", &pair(end))?;
            }
            StepKind::Forge(index) => {
                map.serialize_entry("kind", "forge")?;
                map.serialize_entry("intervention", &index)?;
            }
        }
        map.serialize_entry("records", &Rows(|| self.trace.records(self.id).map(|record| RecordRow { trace: self.trace, record })))?;
        if self.reasons {
            let items = self.trace.explain(self.id).map(|e| e.items).unwrap_or_default();
            map.serialize_entry("reasons", &Rows(|| items.iter().filter_map(reason)))?;
        }
        map.end()
    }
}

struct RecordRow<'a> {
    trace: &'a Trace,
    record: Record,
}

impl Serialize for RecordRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("end", &self.record.end.map(pair))?;
        match self.record.kind {
            RecordKind::Call(act) => {
                let (call, bytes) = ids::act(act);
                map.serialize_entry("kind", "call")?;
                map.serialize_entry("call", call)?;
                if let Some(bytes) = bytes {
                    map.serialize_entry("bytes", &bytes)?;
                }
                if let AppAct::Refused(_, error) = act {
                    map.serialize_entry("error", error.id())?;
                }
            }
            RecordKind::State(from, to) => {
                map.serialize_entry("kind", "state")?;
                map.serialize_entry("from", from.name())?;
                map.serialize_entry("to", to.name())?;
            }
            RecordKind::TimerStart(timer, at) => {
                map.serialize_entry("kind", "timer-start")?;
                map.serialize_entry("timer", ids::timer(timer))?;
                map.serialize_entry("deadline_ns", &at.0)?;
            }
            RecordKind::TimerStop(timer) => {
                map.serialize_entry("kind", "timer-stop")?;
                map.serialize_entry("timer", ids::timer(timer))?;
            }
            RecordKind::TimerExpire(timer) => {
                map.serialize_entry("kind", "timer-expire")?;
                map.serialize_entry("timer", ids::timer(timer))?;
            }
            RecordKind::Sent(segment) => {
                map.serialize_entry("kind", "sent")?;
                map.serialize_entry("segment", &self.trace.segment(segment).map(|row| row.name.to_string()))?;
            }
            RecordKind::Told(event) => {
                map.serialize_entry("kind", "told")?;
                map.serialize_entry("event", ids::event(event))?;
            }
            RecordKind::Fragmented(count) => {
                map.serialize_entry("kind", "fragmented")?;
                map.serialize_entry("fragments", &count)?;
            }
            RecordKind::Discarded => map.serialize_entry("kind", "discarded")?,
        }
        map.end()
    }
}

#[derive(Serialize)]
struct ReasonRow {
    end: Option<(u16, u8)>,
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rfc: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'static str>,
    facts: Vec<FactRow>,
}

#[derive(Serialize)]
struct FactRow {
    name: &'static str,
    #[serde(flatten)]
    value: Json,
}

fn reason(item: &Item) -> Option<ReasonRow> {
    match item {
        Item::Why(end, reason) => {
            let (rfc, section) = reason.rule.source();
            let facts = reason.facts.iter().map(|f| FactRow { name: f.name, value: Json(f.value) }).collect();
            Some(ReasonRow { end: Some(pair(*end)), rule: reason.rule.id().into(), rfc: Some(rfc), section: Some(section), facts })
        }
        Item::Fault(fault) => {
            let facts = fault.values().into_iter().map(|(name, n)| FactRow { name, value: Json(Value::Count(n)) }).collect();
            Some(ReasonRow { end: None, rule: ["fault: ", fault.id()].concat(), rfc: None, section: None, facts })
        }
        Item::NoSuchConnection => {
            Some(ReasonRow { end: None, rule: "no-such-connection".into(), rfc: None, section: None, facts: Vec::new() })
        }
        Item::Did(..) => None,
    }
}

#[derive(Serialize)]
struct StateRow {
    end: (u16, u8),
    state: &'static str,
    from_ns: u64,
    to_ns: u64,
}

fn state(band: &Band) -> StateRow {
    StateRow { end: pair(band.end), state: band.state.name(), from_ns: band.from.0, to_ns: band.to.0 }
}

#[derive(Serialize)]
struct TimerRow {
    end: (u16, u8),
    timer: &'static str,
    from_ns: u64,
    deadline_ns: u64,
    to_ns: u64,
    how: &'static str,
}

fn timer(t: &TimerSpan) -> TimerRow {
    TimerRow {
        end: pair(t.end),
        timer: ids::timer(t.timer),
        from_ns: t.from.0,
        deadline_ns: t.deadline.0,
        to_ns: t.to.0,
        how: ids::timer_end(t.how),
    }
}

#[derive(Serialize)]
struct InterventionRow {
    text: String,
    outcome: &'static str,
    segment: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
}

fn intervention(trace: &Trace, intervention: &Intervention, outcome: Outcome) -> InterventionRow {
    let (segment, times, why) = match outcome {
        Outcome::Off | Outcome::Unmatched { .. } | Outcome::Called(_) => (None, None, None),
        Outcome::Misfit { at, .. } => (Some(at), None, None),
        Outcome::Applied { first, times } => (Some(first), Some(times), None),
        Outcome::Impossible { at, why } => (at, None, Some(ids::obstacle(why))),
    };
    let name = |id: Option<u32>| id.and_then(|id| trace.segment(id)).map(|row| row.name.to_string());
    let (text, outcome, moved) = (intervention.to_string(), ids::outcome(outcome), name(outcome.moved()));
    InterventionRow { text, outcome, segment: name(segment), times, moved, why }
}
