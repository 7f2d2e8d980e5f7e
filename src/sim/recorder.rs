//! Who listens to a run. The run itself keeps nothing of the past.

use super::rows::{EndId, Fate, Origin, Record, SegmentId, Step, StepId};
use super::run::Run;
use crate::base::Time;
use crate::host::Identity;
use crate::scenario::SegmentName;
use crate::tcp::{Reason, SendKind};
use crate::wire::Datagram;
use crate::wire::Fault;

/// A datagram that sets out.
#[derive(Clone, Copy, Debug)]
pub struct Departure<'a> {
    /// Its index.
    pub id: SegmentId,
    /// Its name.
    pub name: SegmentName,
    /// Who made it.
    pub origin: Origin,
    /// The host on whose link it sets out; `None` where it enters the network at the router.
    pub from: Option<u16>,
    /// The host its destination address belongs to.
    pub to: Option<u16>,
    /// The connection's end that sent it.
    pub end: Option<EndId>,
    /// What for.
    pub kind: SendKind,
    /// What its host makes of it; `None` where no host sent it.
    pub identity: Option<Identity>,
    /// When its first bit leaves.
    pub sent: Time,
    /// The step that sent it.
    pub cause: StepId,
    /// Its bytes, edits applied.
    pub datagram: &'a Datagram,
    /// Its bytes before an edit.
    pub unedited: Option<&'a Datagram>,
}

/// Listens to a run. Everything has a default that does nothing.
pub trait Recorder {
    /// A step begins.
    fn step(&mut self, _id: StepId, _step: Step) {}
    /// The application that goes on in a step has waited since another: that met what it waited for.
    fn waited(&mut self, _step: StepId, _since: StepId) {}
    /// Something followed.
    fn record(&mut self, _record: Record) {}
    /// A segment left.
    fn departure(&mut self, _departure: &Departure<'_>) {}
    /// The path flipped this bit of a segment.
    fn flipped(&mut self, _segment: SegmentId, _bit: u32) {}
    /// The router marked a segment as having met congestion (RFC 3168 §5).
    fn marked(&mut self, _segment: SegmentId) {}
    /// A segment arrived or died.
    fn ended(&mut self, _segment: SegmentId, _step: StepId, _fate: Fate) {}
    /// A segment that arrived is a duplicate acknowledgment to its receiver.
    fn duplicate(&mut self, _segment: SegmentId) {}
    /// The engine decided something. Called only where reasons are recorded.
    fn why(&mut self, _end: EndId, _reason: &Reason) {}
    /// The host dropped the arrived datagram before TCP saw it.
    fn fault(&mut self, _fault: &Fault) {}
    /// The arrived datagram fits no connection.
    fn no_such_connection(&mut self) {}
    /// The application of an end read bytes.
    fn read(&mut self, _end: EndId, _bytes: &[u8]) {}
    /// A step is over; a checkpoint may be taken.
    fn settled(&mut self, _run: &Run) {}
}

/// Listens to nothing: for speed, and for going back to a moment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nothing;

impl Recorder for Nothing {}
