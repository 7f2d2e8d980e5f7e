//! What tells a segment from others whatever its name: as the host that emitted it saw it, before any edit.

use crate::scenario::Fingerprint;
use crate::sim::{EndId, Origin, SegmentId, StepId, Trace};
use crate::tcp::{Seq, Value, Variable};
use crate::wire::Flags;
use crate::wire::decode::transport;
use crate::wire::field::{Layer, tcp};

/// The fingerprint of a segment of a run; `None` where it cannot be told for sure.
pub fn fingerprint(trace: &Trace, id: SegmentId) -> Option<Fingerprint> {
    let row = trace.segment(id).filter(|row| row.origin == Origin::Host)?;
    let whole = [row.head, row.payload.bytes()].concat();
    let bytes = row.unedited.unwrap_or(&whole);
    // As emitted: all lengths hold. What is no TCP segment has its name alone.
    let (_, start) = transport(bytes).filter(|(layer, _)| *layer == Layer::Tcp)?;
    let header = bytes.get(start..)?;
    let (seq, ack) = (tcp::SEQ.read(header)?, tcp::ACK.read(header)?);
    let flags = Flags(*header.get(13)?);
    let len = header.len().checked_sub(tcp::DATA_OFFSET.read(header)? as usize * 4)? as u32;
    let Some(end) = row.end else {
        return Some(Fingerprint { connection: None, flags, seq, ack, len, nth: row.nth });
    };
    let takes_a_number = len > 0 || flags.any(Flags::SYN | Flags::FIN);
    let ack = if takes_a_number { 0 } else { since_irs(trace, row.cause, end, Seq(ack))? };
    Some(Fingerprint {
        connection: Some(end.connection),
        flags,
        seq: Seq(seq).since(trace.iss_of(end, Seq(seq), row.cause)?),
        ack,
        len,
        nth: row.nth,
    })
}

/// An acknowledgment number relative to the peer's initial sequence number as this end had it after a step, or 0 while it had none;
/// `None` where there is no TCB to ask any more.
fn since_irs(trace: &Trace, step: StepId, end: EndId, ack: Seq) -> Option<u32> {
    let ends = trace.variables_after(Some(step));
    let (_, variables) = ends.iter().find(|(e, _)| *e == end)?;
    let (_, value) = variables.iter().find(|(name, _)| *name == Variable::Irs)?;
    Some(if let Value::Own(irs) | Value::Peer(irs) = value { ack.since(*irs) } else { 0 })
}
