//! The digests of a trace. What enters them, and in what order, is frozen: links and goldens carry the result.

use super::recorder::Recorder;
use super::rows::{EndId, Fate, LossCause, RecordKind, StepId, StopCause};
use super::run::Run;
use super::trace::Trace;
use crate::base::Digest;
use crate::tcp::{Reason, Value};

/// Times, datagrams, fates and states of a run.
pub(super) fn wire(trace: &Trace) -> String {
    let mut digest = Digest::default();
    // What becomes of fragments is seen by what becomes of the whole; they have had rows of their own only later.
    for row in trace.segments().filter(|row| row.name.piece == 0) {
        digest.word(u64::from(row.name.key as u32) << 32 | u64::from(row.name.number));
        digest.word(row.sent.0);
        digest.bytes(row.head);
        digest.bytes(row.payload.bytes());
        let (fate, time) = match row.fate {
            Fate::InFlight => (0, 0),
            Fate::Arrived(at) => (1, at.0),
            Fate::Discarded(at) => (2, at.0),
            Fate::Lost(at, cause) => (0x10 + cause_number(cause), at.0),
        };
        digest.word(fate);
        digest.word(time);
    }
    for record in trace.all_records() {
        if let (RecordKind::State(_, to), Some(end)) = (record.kind, record.end) {
            digest.word(u64::from(end.connection) << 16 | u64::from(end.side) << 8 | to as u64);
            digest.word(trace.step(record.step).map_or(0, |s| s.time.0));
        }
    }
    digest.word(match trace.stop() {
        StopCause::Quiet => 0,
        StopCause::Events => 1,
        StopCause::Segments => 2,
        StopCause::Bytes => 3,
        StopCause::Time => 4,
        StopCause::Unfinished => 5,
        StopCause::AckStorm => 6,
    });
    digest.to_string()
}

/// The wire digest with the reasons of every step: the run is repeated to hear them.
pub(super) fn with_reasons(trace: &Trace) -> String {
    let mut listener = Listener { digest: Digest::default() };
    listener.digest.bytes(trace.wire_digest().as_bytes());
    let mut run = Run::new(trace.scenario());
    run.record_reasons(true);
    while run.step_again(&mut listener) {}
    listener.digest.to_string()
}

struct Listener {
    digest: Digest,
}

impl Recorder for Listener {
    fn step(&mut self, id: StepId, _: super::rows::Step) {
        self.digest.word(u64::from(id));
    }
    fn why(&mut self, end: EndId, reason: &Reason) {
        self.digest.word(u64::from(end.connection) << 8 | u64::from(end.side));
        self.digest.bytes(reason.rule.id().as_bytes());
        for fact in &reason.facts {
            self.digest.bytes(fact.name.as_bytes());
            match fact.value {
                Value::None => self.digest.word(0),
                Value::Own(seq) => self.digest.word(u64::from(seq.0) << 8 | 1),
                Value::Peer(seq) => self.digest.word(u64::from(seq.0) << 8 | 2),
                Value::Bytes(n) | Value::Count(n) => self.digest.word(n),
                Value::Span(span) => self.digest.word(span.0),
                Value::Time(time) => self.digest.word(time.0),
                Value::Bool(yes) => self.digest.word(u64::from(yes)),
                Value::State(state) => self.digest.bytes(state.name().as_bytes()),
                Value::Name(name) => self.digest.bytes(name.as_bytes()),
            }
        }
    }
}

/// The number under which a cause of death enters the digest. Frozen.
fn cause_number(cause: LossCause) -> u64 {
    match cause {
        LossCause::Chance => 1,
        LossCause::Dropped => 2,
        LossCause::NoRoute => 3,
        LossCause::Ttl => 4,
        LossCause::BadHeader => 5,
        LossCause::Queue => 6,
        LossCause::Outage => 7,
        LossCause::Burst => 8,
        LossCause::Filtered => 9,
        LossCause::TooBig => 10,
        LossCause::Unplugged => 20,
        LossCause::HostDown => 21,
        LossCause::Crashed => 22,
        LossCause::PulledOut => 23,
    }
}
