//! The trace's storage: small rows of fixed size, and the header bytes in one piece.

use super::matching::{fit, print};
use super::packed::Packed;
use super::recorder::Departure;
use super::rows::{EndId, Fate, Origin, Outcome, SegmentId, SegmentRow, Step, StepId, StopCause};
use super::run::Run;
use crate::base::{Map, Time};
use crate::scenario::{Fingerprint, Intervention, Kind, Scenario, SegmentName, Target};
use crate::tcp::{SendKind, Seq};
use crate::wire::{Datagram, Payload, field};
use std::rc::Rc;

/// Everything the recorder kept.
#[derive(Clone, Debug)]
pub struct Columns {
    pub(super) scenario: Rc<Scenario>,
    pub(super) steps: Vec<Step>,
    pub(super) records: Vec<Packed>,
    /// Steps in which an application goes on, each with the one since which it has waited, where the clock alone is not why.
    pub(super) waits: Vec<(StepId, StepId)>,
    pub(super) segments: Vec<Row>,
    heads: Vec<u8>,
    unedited: Map<SegmentId, Vec<u8>>,
    /// Copies and fragments, and what they are copies or fragments of, by themselves.
    parts: Vec<(SegmentId, SegmentId)>,
    /// Segments of which the path changed a bit, by segment: which change it was of all, and the bit; none where the router marked it
    /// as having met congestion. The last flip of a segment counts.
    pub(super) flips: Vec<(SegmentId, u32, Option<u32>)>,
    /// By key letter: the segment with each number.
    pub(super) names: Map<char, Vec<SegmentId>>,
    /// The initial sequence numbers of each end's incarnations, each from the step on in which its SYN left first.
    pub(super) iss: Map<EndId, Vec<(StepId, Seq)>>,
    /// The ports that hosts chose first, of ends whose port is left to them, and in which step each left first.
    pub(super) ports: Map<EndId, (StepId, u16)>,
    pub(super) outcomes: Vec<Outcome>,
    pub(super) stop: StopCause,
    /// The run as it stood before some steps, in order, and how many flips there had been.
    pub(super) checkpoints: Vec<Checkpoint>,
}

/// The run as it stood between two steps.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    pub(super) run: Run,
    /// Changes that the path had made by then.
    pub(super) flips: u32,
}

/// One segment.
#[derive(Clone, Debug)]
pub struct Row {
    sent: Time,
    fate: Fate,
    payload: Payload,
    head_at: u32,
    cause: StepId,
    ended_by: Option<StepId>,
    number: u32,
    from: Option<u16>,
    to: Option<u16>,
    end: Option<EndId>,
    nth: u16,
    head_len: u16,
    /// Which fragment it is; 0 for a whole datagram.
    piece: u16,
    key: u8,
    kind: SendKind,
    /// What remains of its fingerprint; 0 where no host sent it.
    mark: u32,
    duplicate: bool,
}

impl Columns {
    pub(super) fn new(scenario: &Rc<Scenario>) -> Columns {
        Columns {
            scenario: Rc::clone(scenario),
            steps: Vec::new(),
            records: Vec::new(),
            waits: Vec::new(),
            segments: Vec::new(),
            heads: Vec::new(),
            unedited: Map::new(),
            parts: Vec::new(),
            flips: Vec::new(),
            names: Map::new(),
            iss: Map::new(),
            ports: Map::new(),
            outcomes: Vec::new(),
            stop: StopCause::Unfinished,
            checkpoints: Vec::new(),
        }
    }

    pub(super) fn depart(&mut self, d: &Departure<'_>) {
        // The stream's first number is the sender's own, whatever an edit made of it.
        if let (Some(end), Some(seq)) = (d.end, syn_seq(d.unedited.unwrap_or(d.datagram))) {
            let all = self.iss.entry(end, Vec::new());
            if all.last().is_none_or(|(_, last)| *last != seq) {
                all.push((d.cause, seq));
            }
        }
        if let Some(end) = d.end.filter(|end| self.leaves_port(*end))
            && let Some(port) = source_port(d.unedited.unwrap_or(d.datagram))
        {
            self.ports.entry(end, (d.cause, port));
        }
        if let Some(before) = d.unedited {
            self.unedited.insert(d.id, before.to_bytes());
        }
        if let Origin::Copy(of) | Origin::Fragment(of) = d.origin {
            self.parts.push((d.id, of));
        }
        if d.name.piece == 0 {
            self.names.entry(d.name.key, Vec::new()).push(d.id);
        }
        self.segments.push(Row {
            sent: d.sent,
            fate: Fate::InFlight,
            payload: d.datagram.payload.clone(),
            head_at: self.heads.len() as u32,
            cause: d.cause,
            ended_by: None,
            number: d.name.number,
            from: d.from,
            to: d.to,
            end: d.end,
            nth: d.identity.map_or(0, |i| i.nth),
            head_len: d.datagram.head.len() as u16,
            piece: d.name.piece,
            key: d.name.key as u8,
            kind: d.kind,
            mark: d.identity.map_or(0, |i| mark(&print(&i, d.end.map(|end| end.connection)))),
            duplicate: false,
        });
        self.heads.extend_from_slice(&d.datagram.head);
    }

    /// Whether the scenario leaves an end's port to its host.
    fn leaves_port(&self, end: EndId) -> bool {
        let spec = self.scenario.connections.get(usize::from(end.connection)).and_then(|c| c.ends.get(usize::from(end.side)));
        spec.is_some_and(|e| e.port == 0)
    }

    pub(super) fn end(&mut self, segment: SegmentId, step: StepId, fate: Fate) {
        if let Some(row) = self.segments.get_mut(segment as usize) {
            row.fate = fate;
            row.ended_by = Some(step);
        }
    }

    pub(super) fn duplicate(&mut self, segment: SegmentId) {
        if let Some(row) = self.segments.get_mut(segment as usize) {
            row.duplicate = true;
        }
    }

    pub(super) fn segment(&self, id: SegmentId) -> Option<SegmentRow<'_>> {
        let row = self.segments.get(id as usize)?;
        let head_at = row.head_at as usize;
        let origin = self.origin(id, row);
        // A fragment is sent for what the whole is.
        let whole = if let Origin::Fragment(of) = origin { self.segments.get(of as usize)? } else { row };
        Some(SegmentRow {
            id,
            name: SegmentName { key: char::from(row.key), number: row.number, piece: row.piece },
            origin,
            from: row.from,
            to: row.to,
            end: whole.end,
            kind: whole.kind,
            nth: whole.nth,
            sent: if let Fate::Lost(died, _) = row.fate { row.sent.min(died) } else { row.sent },
            fate: row.fate,
            cause: row.cause,
            ended_by: row.ended_by,
            duplicate: row.duplicate,
            head: self.heads.get(head_at..head_at + usize::from(row.head_len)).unwrap_or_default(),
            payload: &row.payload,
            flipped: self.changes(id).iter().rev().find_map(|(.., bit)| *bit),
            marked: self.changes(id).iter().any(|(.., bit)| bit.is_none()),
            unedited: self.unedited.get(&id).map(Vec::as_slice),
        })
    }

    pub(super) fn flip(&mut self, segment: SegmentId, bit: Option<u32>) {
        let place = self.flips.partition_point(|(id, ..)| *id <= segment);
        self.flips.insert(place, (segment, self.flips.len() as u32, bit));
    }

    /// What the path did to the bytes of a segment.
    fn changes(&self, segment: SegmentId) -> &[(SegmentId, u32, Option<u32>)] {
        let [first, last] = [segment, segment.saturating_add(1)].map(|next| self.flips.partition_point(|(id, ..)| *id < next));
        self.flips.get(first..last).unwrap_or_default()
    }

    /// The first step, if any, in which an intervention has a say.
    pub(super) fn first_say(&self, intervention: &Intervention) -> StepId {
        let Target::Segment(name) = &intervention.target else { return if intervention.enabled { 0 } else { StepId::MAX } };
        if !intervention.enabled {
            return StepId::MAX;
        }
        // A call is made by an application, which may be there for its sake alone.
        if matches!(intervention.kind, Kind::Call(_)) {
            return 0;
        }
        let ids = self.names.get(&name.key).map(Vec::as_slice).unwrap_or_default();
        let row = |id: &SegmentId| self.segments.get(*id as usize);
        let named = self.find(*name).as_ref().and_then(row);
        // Note is taken of what leaves under another name, too.
        let meant = intervention.fingerprint.as_ref().map(mark);
        let meant = meant.and_then(|meant| ids.iter().filter_map(row).find(|row| row.mark == meant));
        named.into_iter().chain(meant).map(|row| row.cause).min().unwrap_or(StepId::MAX)
    }

    /// What was there when a checkpoint was taken, as a run under other interventions has it that have had no say until then.
    pub(super) fn until(&self, checkpoint: usize, rebased: impl Fn(&Run) -> Run, scenario: &Rc<Scenario>) -> Option<Columns> {
        let Checkpoint { run, flips } = self.checkpoints.get(checkpoint)?;
        let (steps, count) = (run.steps(), run.segments());
        let mut segments: Vec<Row> = self.segments.get(..count as usize)?.to_vec();
        for row in segments.iter_mut().filter(|row| row.ended_by.is_some_and(|step| step >= steps)) {
            (row.fate, row.ended_by, row.duplicate) = (Fate::InFlight, None, false);
        }
        let heads = self.segments.get(count as usize).map_or(self.heads.len(), |row| row.head_at as usize);
        let records = self.records.partition_point(|r| r.step() < steps);
        let until = |list: &[(StepId, Seq)]| list.get(..list.partition_point(|(step, _)| *step < steps)).unwrap_or_default().to_vec();
        let before = |ids: &[SegmentId]| ids.get(..ids.partition_point(|id| *id < count)).unwrap_or_default().to_vec();
        Some(Columns {
            scenario: Rc::clone(scenario),
            steps: self.steps.get(..steps as usize)?.to_vec(),
            records: self.records.get(..records)?.to_vec(),
            waits: self.waits.iter().filter(|(step, _)| *step < steps).copied().collect(),
            segments,
            heads: self.heads.get(..heads)?.to_vec(),
            unedited: Map::of(self.unedited.iter().filter(|(id, _)| **id < count).map(|(id, bytes)| (*id, bytes.clone())).collect()),
            parts: self.parts.iter().filter(|(part, _)| *part < count).copied().collect(),
            flips: self.flips.iter().filter(|(_, nth, _)| nth < flips).copied().collect(),
            names: Map::of(self.names.iter().map(|(key, ids)| (*key, before(ids))).filter(|(_, ids)| !ids.is_empty()).collect()),
            iss: Map::of(self.iss.iter().map(|(end, all)| (*end, until(all))).filter(|(_, all)| !all.is_empty()).collect()),
            ports: Map::of(self.ports.iter().filter(|(_, (step, _))| *step < steps).map(|(end, port)| (*end, *port)).collect()),
            outcomes: Vec::new(),
            stop: StopCause::Unfinished,
            checkpoints: self.checkpoints.get(..=checkpoint)?.iter().map(|c| Checkpoint { run: rebased(&c.run), flips: c.flips }).collect(),
        })
    }

    /// Who made a segment: its name says so.
    fn origin(&self, id: SegmentId, row: &Row) -> Origin {
        let of =
            || self.parts.binary_search_by_key(&id, |(part, _)| *part).ok().and_then(|at| self.parts.get(at)).map_or(id, |(_, of)| *of);
        match row.key {
            _ if row.piece > 0 => Origin::Fragment(of()),
            b'x' => Origin::Forged,
            b'r' => Origin::Router,
            b'd' => Origin::Copy(of()),
            _ => Origin::Host,
        }
    }

    /// A segment by its name.
    pub(super) fn find(&self, name: SegmentName) -> Option<SegmentId> {
        let whole = self.names.get(&name.key)?.get(name.number.checked_sub(1)? as usize).copied()?;
        if name.piece == 0 {
            return Some(whole);
        }
        let is_it = |id: &SegmentId| self.segments.get(*id as usize).is_some_and(|row| row.piece == name.piece);
        self.parts.iter().filter(|(_, of)| *of == whole).map(|(part, _)| *part).find(is_it)
    }

    pub(super) fn memory(&self) -> usize {
        size_of::<Step>() * self.steps.len()
            + size_of::<Packed>() * self.records.len()
            + size_of::<Row>() * self.segments.len()
            + self.heads.len()
            + 4 * self.segments.len()
    }
}

/// What is kept of a fingerprint to tell segments apart by: the same for the same one, seldom for two.
fn mark(print: &Fingerprint) -> u32 {
    let (connection, seq, len, ack, nth, flags) = fit(print);
    let rest = u64::from(nth) << 32 | u64::from(flags) << 24 | connection.map_or(u64::from(u32::MAX), u64::from);
    let mixed = [u64::from(seq) << 32 | u64::from(ack), u64::from(len) << 1 | 1, rest]
        .into_iter()
        .fold(0, |sum: u64, word| (sum.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (mixed >> 32) as u32
}

/// The source port of a TCP segment or UDP datagram.
fn source_port(datagram: &Datagram) -> Option<u16> {
    field::read(datagram.transport_header()?, "tcp.source_port").map(|port| port as u16)
}

/// The sequence number of a SYN; `None` for anything else.
fn syn_seq(datagram: &Datagram) -> Option<Seq> {
    let tcp = datagram.transport_header()?;
    let syn = field::read(tcp, "tcp.syn")?;
    (syn == 1).then(|| field::read(tcp, "tcp.seq").map(Seq))?
}
