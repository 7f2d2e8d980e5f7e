//! The way of a datagram: interventions, the first link, the router, the second link, and everything it may die of there.

use super::outgoing::{Injection, Outgoing};
use super::{Run, STRANGE};
use crate::base::{Span, Time, order};
use crate::path::{Draws, Forwarding, Passage, PipeDeath, RouterConfig, Verdict, forward};
use crate::scenario::{Moment, SegmentName};
use crate::sim::agenda::{Event, Flight};
use crate::sim::interventions::{Orders, Subject};
use crate::sim::recorder::{Departure, Recorder};
use crate::sim::rows::{EndId, Fate, LossCause, Origin, Record, RecordKind, SegmentId, StepId, StepKind};
use crate::tcp::{Effect, Effects, Segment, SendKind, Seq, reset_for};
use crate::wire::fragment::fragment;
use crate::wire::icmp::error_about;
use crate::wire::source_route::last_destination;
use crate::wire::{Datagram, Flags, Ipv4Meta, TcpFields, Transport, destination, pack_tcp, receive};

/// TTL of what the router sends.
const ROUTER_TTL: u8 = 64;

impl Run {
    /// A datagram sets out: interventions, the first link, and what becomes of it there.
    pub(super) fn set_out(&mut self, outgoing: Outgoing, step: StepId, recorder: &mut (impl Recorder + ?Sized)) {
        let Outgoing { mut datagram, origin, from, end, kind, identity, name, about, beside, chain } = outgoing;
        let id = self.segments;
        self.segments += 1;
        let connection = end.map(|e| e.connection);
        let mut to = self.destination(&datagram);
        let orders = self.interventions.apply(&Subject { id, name, from, to, connection, identity, about }, &mut datagram);
        if orders.unedited.is_some() {
            to = self.destination(&datagram);
        }
        self.bytes += datagram.len() as u64;
        let draws = self.draws(from, 0, about);
        let pipe = from.filter(|host| !self.is_unplugged(*host)).and_then(|host| self.uplinks.get_mut(usize::from(host)));
        let passage = pipe.map(|p| match beside {
            Some(start) => p.carry_beside(datagram.len(), start, &draws),
            None => p.carry(datagram.len(), self.now, &draws),
        });
        let sent = passage.map_or(beside.unwrap_or(self.now), |p| p.start);
        recorder.record(Record { step, end, kind: RecordKind::Sent(id) });
        recorder.departure(&Departure {
            id,
            name,
            origin,
            from,
            to,
            end,
            kind,
            identity,
            sent,
            cause: step,
            datagram: &datagram,
            unedited: orders.unedited.as_ref(),
        });
        for index in &orders.forges {
            self.forge_after(*index, sent);
        }
        let bare = identity.is_some_and(|i| i.flags == Flags::ACK && i.len == 0);
        let chain = if bare { self.chain + 1 } else { chain };
        self.longest_chain = self.longest_chain.max(chain);
        self.crowd += u32::from(chain > STRANGE);
        let flight =
            Box::new(Flight { segment: id, name, datagram, origin, from, to, through: passage.map_or(sent, |p| p.through), about, chain });
        let copies = self.copies_of(&flight, end, sent, &orders);
        let by_chance = self.first_link(flight, passage, sent, &orders, recorder);
        for copy in by_chance.map(|copy| Outgoing { end, ..copy }).into_iter().chain(copies) {
            self.set_out(copy, step, recorder);
        }
    }

    /// The host that a datagram's destination address belongs to; or, by way of the router, the last address of its source route.
    fn destination(&self, datagram: &Datagram) -> Option<u16> {
        let next = destination(datagram)?;
        let last = if next == RouterConfig::ADDRESS { last_destination(&datagram.head)? } else { next };
        self.addresses.iter().position(|a| *a == last).map(|i| i as u16)
    }

    /// What becomes of a datagram on the first link; the copy that the link makes of it.
    fn first_link(
        &mut self,
        mut flight: Box<Flight>,
        passage: Option<Passage>,
        sent: Time,
        orders: &Orders,
        recorder: &mut (impl Recorder + ?Sized),
    ) -> Option<Outgoing> {
        let from = flight.from;
        if orders.dropped {
            self.agenda.add(passage.map_or(sent, |p| p.halfway()), Event::Death(flight, LossCause::Dropped));
            return None;
        }
        if from.is_some_and(|host| self.is_unplugged(host)) {
            self.agenda.add(sent, Event::Death(flight, LossCause::Unplugged));
            return None;
        }
        let Some(passage) = passage else {
            self.reach_router(flight, sent, orders);
            return None;
        };
        let copy = self.copy_of(&flight, passage);
        cross(&mut flight, passage, recorder);
        if passage.death.is_some() {
            self.agenda.add(arrival(passage), ended(passage, flight, Event::AtRouter));
        } else {
            self.reach_router(flight, passage.end, orders);
        }
        copy.map(|copy| Outgoing { from, ..copy })
    }

    /// The copies that the reader wants of a datagram: each sets out from the same place, later.
    fn copies_of(&mut self, flight: &Flight, end: Option<EndId>, sent: Time, orders: &Orders) -> Vec<Outgoing> {
        let (origin, from, [a, b, c, d]) = (Origin::Copy(flight.segment), flight.from, flight.about);
        let copies = (1..).zip(&orders.copies).filter_map(|(n, after)| {
            let name = self.other_name(origin)?;
            let (datagram, about, beside) = (flight.datagram.clone(), [a, b, c, d | n << 40], Some(sent + *after));
            Some(Outgoing { datagram, origin, from, end, kind: SendKind::New, identity: None, name, about, beside, chain: flight.chain })
        });
        copies.collect()
    }

    /// A datagram in the router: out of another link, or not.
    pub(super) fn route(&mut self, mut flight: Box<Flight>, recorder: &mut (impl Recorder + ?Sized)) {
        // What the router itself made, or makes a second time, has passed it already: its TTL stays.
        let own = match flight.origin {
            Origin::Fragment(_) => true,
            Origin::Router | Origin::Copy(_) => flight.from.is_none(),
            Origin::Host | Origin::Forged => false,
        };
        let way = match (own, flight.to) {
            (true, Some(to)) => Forwarding::To(usize::from(to)),
            (true, None) => Forwarding::NoRoute(false),
            (false, _) => forward(&mut flight.datagram, &self.addresses, &self.routes),
        };
        let Forwarding::To(to) = way else { return self.agenda.add(self.now, Event::Refused(flight, way)) };
        let mtu = self.routes.get(to).map_or(u16::MAX, |r| r.mtu);
        if flight.datagram.len() <= usize::from(mtu) {
            return self.hand_on(to, flight, recorder);
        }
        let pieces = fragment(&flight.datagram, mtu);
        let count = pieces.len() as u32;
        let step = self.begin(recorder, flight.from.unwrap_or(to as u16), StepKind::Forwarding(flight.segment));
        recorder.record(Record { step, end: None, kind: RecordKind::Fragmented(count) });
        self.cut.push((flight.segment, count));
        for (datagram, number) in pieces.into_iter().zip(1..) {
            self.piece(to, &flight, (datagram, number), step, recorder);
        }
        recorder.settled(self);
    }

    /// A fragment, the how manieth, of what is too large for the link of a host: it has a name and a row of its own, and may be aimed at.
    fn piece(
        &mut self,
        to: usize,
        whole: &Flight,
        (mut datagram, piece): (Datagram, u16),
        step: StepId,
        recorder: &mut (impl Recorder + ?Sized),
    ) {
        let id = self.segments;
        self.segments += 1;
        let [a, b, c, d] = whole.about;
        let (name, about) = (SegmentName { piece, ..whole.name }, [a, b, c, d | u64::from(piece) << 48]);
        let subject = Subject { id, name, from: None, to: whole.to, connection: None, identity: None, about };
        let orders = self.interventions.apply(&subject, &mut datagram);
        let origin = Origin::Fragment(whole.segment);
        recorder.record(Record { step, end: None, kind: RecordKind::Sent(id) });
        recorder.departure(&Departure {
            id,
            name,
            origin,
            from: None,
            to: whole.to,
            end: None,
            kind: SendKind::New,
            identity: None,
            sent: self.now,
            cause: step,
            datagram: &datagram,
            unedited: orders.unedited.as_ref(),
        });
        for index in &orders.forges {
            self.forge_after(*index, self.now);
        }
        let flight = Box::new(Flight { segment: id, name, datagram, origin, about, ..whole.clone() });
        let copies = self.copies_of(&Flight { from: None, ..(*flight).clone() }, None, self.now, &orders);
        if orders.dropped {
            self.agenda.add(self.now, Event::Death(flight, LossCause::Dropped));
        } else if orders.delay > Span::ZERO || orders.hold.is_some() {
            self.reach_router(flight, self.now, &orders);
        } else {
            self.hand_on(to, flight, recorder);
        }
        for copy in copies {
            self.set_out(copy, step, recorder);
        }
    }

    /// Onto the link of this host.
    fn hand_on(&mut self, to: usize, mut flight: Box<Flight>, recorder: &mut (impl Recorder + ?Sized)) {
        let draws = self.draws(flight.from, 1, flight.about);
        let Some(pipe) = self.downlinks.get_mut(to) else { return };
        let passage = pipe.carry(flight.datagram.len(), self.now, &draws);
        let copy = self.copy_of(&flight, passage);
        cross(&mut flight, passage, recorder);
        let (segment, host) = (flight.segment, flight.from.unwrap_or(to as u16));
        self.agenda.add(arrival(passage), ended(passage, flight, |flight| Event::AtHost(to as u16, flight)));
        if let Some(copy) = copy {
            let step = self.begin(recorder, host, StepKind::Forwarding(segment));
            self.set_out(copy, step, recorder);
            recorder.settled(self);
        }
    }

    /// The copy that a link makes of a datagram; copies are not copied again, nor are fragments.
    fn copy_of(&mut self, flight: &Flight, passage: Passage) -> Option<Outgoing> {
        if !passage.twice || matches!(flight.origin, Origin::Copy(_) | Origin::Fragment(_)) {
            return None;
        }
        let origin = Origin::Copy(flight.segment);
        let name = self.other_name(origin)?;
        let [a, b, c, d] = flight.about;
        let about = [a, b, c, d | 1 << 32];
        let datagram = flight.datagram.clone();
        Some(Outgoing {
            datagram,
            origin,
            from: None,
            end: None,
            kind: SendKind::New,
            identity: None,
            name,
            about,
            beside: None,
            chain: flight.chain,
        })
    }

    fn draws(&self, from: Option<u16>, hop: u64, [a, b, c, d]: [u64; 4]) -> Draws {
        Draws { seed: self.scenario.seed, about: [u64::from(from.unwrap_or(u16::MAX)), hop, a, b, c, d] }
    }

    /// A host crashes, or its cable is pulled out: what waits in its queue, or is only partly sent, dies now. What is wholly on the
    /// link goes on.
    pub(in crate::sim) fn cut(&mut self, host: u16, cause: LossCause) {
        if let Some(pipe) = self.uplinks.get_mut(usize::from(host)) {
            pipe.cut(self.now);
        }
        let mut cut: Vec<_> = self.agenda.cut(host, self.now).chain(self.held.cut(host, self.now)).collect();
        order::sort_by_key(&mut cut, |flight| flight.segment);
        for flight in cut {
            self.agenda.add(self.now, Event::Death(flight, cause));
        }
    }

    /// A datagram dies on the way.
    pub(super) fn death(&mut self, flight: &Flight, cause: LossCause, recorder: &mut (impl Recorder + ?Sized)) {
        self.die(flight, cause, recorder);
        recorder.settled(self);
    }

    fn die(&mut self, flight: &Flight, cause: LossCause, recorder: &mut (impl Recorder + ?Sized)) -> StepId {
        let id = self.begin(recorder, flight.from.or(flight.to).unwrap_or(0), StepKind::Death(flight.segment));
        let fate = Fate::Lost(self.now, cause);
        self.ended(flight.segment, id, fate, Moment::Dies, recorder);
        // One fragment lost, all lost.
        if let Origin::Fragment(whole) = flight.origin
            && self.is_over(whole, false)
        {
            self.ended(whole, id, fate, Moment::Dies, recorder);
        }
        id
    }

    /// A segment arrived or died, and sets off what waits for that.
    pub(super) fn ended(&mut self, segment: SegmentId, step: StepId, fate: Fate, moment: Moment, recorder: &mut (impl Recorder + ?Sized)) {
        recorder.ended(segment, step, fate);
        self.set_off(segment, moment);
    }

    /// Whether the end of one of its fragments is the end of a segment; `waits` where the fragment waits for others.
    pub(super) fn is_over(&mut self, whole: SegmentId, waits: bool) -> bool {
        let Some(index) = self.cut.iter().position(|(segment, _)| *segment == whole) else { return false };
        let Some((_, left)) = self.cut.get_mut(index) else { return false };
        *left -= 1;
        if waits && *left > 0 {
            return false;
        }
        self.cut.swap_remove(index);
        true
    }

    /// The router does not hand a datagram on, and says so where it may.
    pub(super) fn refuse(&mut self, flight: &Flight, why: Forwarding, recorder: &mut (impl Recorder + ?Sized)) {
        let cause = match why {
            Forwarding::TtlExpired => LossCause::Ttl,
            Forwarding::BadHeader => LossCause::BadHeader,
            Forwarding::Filtered(_) => LossCause::Filtered,
            Forwarding::TooBig(_) => LossCause::TooBig,
            Forwarding::NoRoute(_) | Forwarding::SourceRouteFailed | Forwarding::To(_) => LossCause::NoRoute,
        };
        let step = self.die(flight, cause, recorder);
        let id = self.others.iter().find(|(key, _)| Some(*key) == Origin::Router.key()).map_or(0, |(_, count)| *count as u16);
        let answer = match why {
            Forwarding::Filtered(Verdict::Reset) => reset(&flight.datagram, id),
            _ => why
                .report()
                .filter(|report| self.scenario.router.reports(*report))
                .and_then(|report| error_about(&flight.datagram, report, RouterConfig::ADDRESS, ROUTER_TTL, id)),
        };
        if let Some(datagram) = answer {
            self.inject(Injection { datagram, origin: Origin::Router, from: None, end: None }, step, recorder);
        }
        recorder.settled(self);
    }
}

/// What a link does to the bytes.
fn cross(flight: &mut Flight, passage: Passage, recorder: &mut (impl Recorder + ?Sized)) {
    if passage.apply(&mut flight.datagram) && passage.death.is_none() {
        recorder.marked(flight.segment);
    }
    if let (Some(bit), None) = (passage.flip, passage.death) {
        recorder.flipped(flight.segment, bit);
    }
}

/// When a passage is over: a datagram that dies is shown to do so halfway.
fn arrival(passage: Passage) -> Time {
    if passage.death.is_some() { passage.halfway() } else { passage.end }
}

/// What happens then.
fn ended(passage: Passage, flight: Box<Flight>, arrives: impl FnOnce(Box<Flight>) -> Event) -> Event {
    let cause = match passage.death {
        None => return arrives(flight),
        Some(PipeDeath::Loss) => LossCause::Chance,
        Some(PipeDeath::Burst) => LossCause::Burst,
        Some(PipeDeath::Queue) => LossCause::Queue,
        Some(PipeDeath::Outage) => LossCause::Outage,
    };
    Event::Death(flight, cause)
}

/// The RST with which a filter answers a segment in the name of whom it was for.
fn reset(about: &Datagram, id: u16) -> Option<Datagram> {
    let received = receive(about, true).ok()?;
    let Transport::Tcp(tcp) = received.transport else { return None };
    let (source_port, destination_port) = (tcp.source_port, tcp.destination_port);
    let segment = Segment { seq: Seq(tcp.seq), ack: Seq(tcp.ack), flags: tcp.flags, payload: tcp.payload, ..Segment::default() };
    let mut effects = Effects::default();
    reset_for(&segment, &mut effects);
    let answer = effects.list.into_iter().find_map(|e| if let Effect::Send { segment, .. } = e { Some(segment) } else { None })?;
    let (source, destination) = (received.ip.destination, received.ip.source);
    let ip = Ipv4Meta { source, destination, id, ttl: ROUTER_TTL, dscp: 0, ecn: 0, df: true };
    let fields = TcpFields { seq: answer.seq.0, ack: answer.ack.0, flags: answer.flags, window: 0, urgent: 0, options: &[] };
    Some(pack_tcp(&ip, destination_port, source_port, &fields, &answer.payload))
}
