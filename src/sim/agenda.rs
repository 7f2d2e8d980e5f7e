//! What is still to happen, in the order in which it will: by time, then by class, then by creation.

use super::rows::{EndId, LossCause, Origin, SegmentId};
use crate::base::Time;
use crate::path::Forwarding;
use crate::scenario::SegmentName;
use crate::wire::Datagram;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The classes of one instant, in their order. Frozen: links replay it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Datagrams arrive, or die.
    Path,
    /// Timers expire (kept by the hosts, not here).
    Timer,
    /// Applications go on.
    Application,
}

/// A datagram on its way.
#[derive(Clone, Debug)]
pub struct Flight {
    pub(super) segment: SegmentId,
    /// Its name.
    pub(super) name: SegmentName,
    pub(super) datagram: Datagram,
    /// Who made it.
    pub(super) origin: Origin,
    /// The host on whose link it set out.
    pub(super) from: Option<u16>,
    /// The host it is for.
    pub(super) to: Option<u16>,
    /// When its last bit is on that link: until then it needs the host that sends it, and its cable.
    pub(super) through: Time,
    /// What the path's chance for it depends on.
    pub(super) about: [u64; 4],
    /// How many bare acknowledgments in a row led to it, each the answer to the one before; itself included.
    pub(super) chain: u32,
}

impl Flight {
    /// Whether a host has not wholly sent it by now.
    pub(super) fn leaves(&self, host: u16, now: Time) -> bool {
        self.from == Some(host) && self.through > now
    }

    /// The segment it is, or is a fragment of.
    pub(super) fn whole(&self) -> SegmentId {
        if let Origin::Fragment(whole) = self.origin { whole } else { self.segment }
    }
}

/// Something that will happen.
#[derive(Clone, Debug)]
pub enum Event {
    /// A datagram reaches the router.
    AtRouter(Box<Flight>),
    /// A datagram reaches a host.
    AtHost(u16, Box<Flight>),
    /// A datagram dies.
    Death(Box<Flight>, LossCause),
    /// The router does not hand a datagram on.
    Refused(Box<Flight>, Forwarding),
    /// A datagram that was held to be overtaken has waited long enough.
    Release(SegmentId),
    /// An intervention forges a datagram: its index, and how often it did since it was set off.
    Forge(usize, u16),
    /// An application goes on.
    Application(EndId),
    /// The reader makes a call for an application: the intervention.
    Call(usize),
}

impl Event {
    fn class(&self) -> Class {
        match self {
            Event::AtRouter(_) | Event::AtHost(..) | Event::Death(..) | Event::Refused(..) | Event::Release(_) | Event::Forge(..) => {
                Class::Path
            }
            Event::Application(_) | Event::Call(_) => Class::Application,
        }
    }
}

/// Events of one class: when, which was created as the how manieth, and where it is kept.
type Queue = BinaryHeap<Reverse<(Time, u64, usize)>>;

/// The agenda. Cloning it is cheap enough for a checkpoint: it holds what is in flight.
///
/// Each class has a queue of its own: what flies is soon over and should not be sorted among what many applications wait for.
#[derive(Clone, Debug, Default)]
pub struct Agenda {
    path: Queue,
    applications: Queue,
    events: Vec<Option<Event>>,
    free: Vec<usize>,
    created: u64,
}

impl Agenda {
    pub(super) fn add(&mut self, at: Time, event: Event) {
        let class = event.class();
        let slot = self.free.pop().unwrap_or(self.events.len());
        if slot == self.events.len() {
            self.events.push(None);
        }
        if let Some(place) = self.events.get_mut(slot) {
            *place = Some(event);
        }
        let queue = if class == Class::Path { &mut self.path } else { &mut self.applications };
        queue.push(Reverse((at, self.created, slot)));
        self.created += 1;
    }

    /// Takes out what a host has not wholly sent by now.
    pub(super) fn cut(&mut self, host: u16, now: Time) -> impl Iterator<Item = Box<Flight>> + use<> {
        let (events, free, mut cut) = (&mut self.events, &mut self.free, Vec::new());
        self.path.retain(|Reverse((.., slot))| {
            let Some(event) = events.get_mut(*slot) else { return true };
            match event.take() {
                Some(Event::AtRouter(flight) | Event::Death(flight, _)) if flight.leaves(host, now) => {
                    free.push(*slot);
                    cut.push(flight);
                    false
                }
                other => {
                    *event = other;
                    true
                }
            }
        });
        cut.into_iter()
    }

    /// When and of what class the next event is.
    pub(super) fn next(&self) -> Option<(Time, Class)> {
        let first = |queue: &Queue, class| queue.peek().map(|Reverse((time, ..))| (*time, class));
        let (path, application) = (first(&self.path, Class::Path), first(&self.applications, Class::Application));
        path.into_iter().chain(application).min()
    }

    /// How many events it has room for: what copying it costs.
    pub(super) fn room(&self) -> usize {
        self.events.len()
    }

    pub(super) fn take(&mut self) -> Option<Event> {
        let queue = if self.next()?.1 == Class::Path { &mut self.path } else { &mut self.applications };
        let Reverse((.., slot)) = queue.pop()?;
        self.free.push(slot);
        self.events.get_mut(slot)?.take()
    }
}
