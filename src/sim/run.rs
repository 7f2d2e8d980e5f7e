//! The run itself: one step after another, each a stimulus with everything that follows from it at once.
//! `run/effects.rs` is what the hosts' engines want done, `run/network.rs` the way of a datagram through links and router,
//! `run/outgoing.rs` what sets out on it, `run/reader.rs` what the reader forges and holds, `run/told.rs` what a run tells of itself.

mod effects;
mod network;
mod outgoing;
mod reader;
mod told;

pub use outgoing::Injection;

use super::agenda::{Agenda, Class, Event, Flight};
use super::application::{Application, accepts};
use super::held::Held;
use super::interventions::Interventions;
use super::recorder::Recorder;
use super::rows::{EndId, Fate, LossCause, Origin, SegmentId, Step, StepId, StepKind, StopCause};
use crate::base::Time;
use crate::base::order;
use crate::host::{Expired, Host, HostConfig, HostEffect, Peer};
use crate::path::{Pipe, RouteConfig};
use crate::scenario::{EndSpec, Kind, Moment, Scenario, Script};
use crate::tcp::{Effect, Seq};
use crate::wire::Addr;
use std::collections::VecDeque;
use std::rc::Rc;

/// Bare acknowledgments in a row, each the answer to the one before, that are an ACK storm. Two ends that agree send none.
const STORM: u32 = 100;
/// So many in a row are strange enough that [`CROWD`] of them are a storm too: one that a path which copies makes wider, not longer.
const STRANGE: u32 = 5;
/// See [`STRANGE`].
const CROWD: u32 = 1_000;

/// A run in progress. Its whole state is here and can be cloned: that is a checkpoint.
#[derive(Clone, Debug)]
pub struct Run {
    pub(super) scenario: Rc<Scenario>,
    pub(super) now: Time,
    steps: StepId,
    segments: u32,
    bytes: u64,
    pub(super) agenda: Agenda,
    pub(super) hosts: Vec<Host>,
    /// Datagrams each host emitted, for their names.
    emitted: Vec<u32>,
    /// Datagrams that no host emitted, by the key letter of their names.
    others: Vec<(char, u32)>,
    /// Which hosts' cables are pulled out.
    pub(super) unplugged: Vec<bool>,
    uplinks: Vec<Pipe>,
    downlinks: Vec<Pipe>,
    addresses: Rc<[Addr]>,
    routes: Rc<[RouteConfig]>,
    /// Datagrams that were cut into fragments, and how many of each are still on their way.
    cut: Vec<(SegmentId, u32)>,
    pub(super) applications: Vec<(EndId, Application)>,
    /// Where the application of each end is, by the end's number.
    pub(super) places: Rc<[Option<usize>]>,
    interventions: Interventions,
    /// Datagrams that wait to be overtaken.
    held: Held,
    /// How often each intervention forged a datagram.
    forged: Vec<u16>,
    /// How many bare acknowledgments in a row led to the present step, each the answer to the one before.
    pub(super) chain: u32,
    /// The longest chain so far.
    longest_chain: u32,
    /// Acknowledgments that more than [`STRANGE`] in a row led to.
    crowd: u32,
    stopped: Option<StopCause>,
    record_reasons: bool,
    /// Effects of the present step that are still to be worked on.
    pub(super) effects: Vec<HostEffect>,
    /// Applications that have been told something in this step.
    pub(super) eager: VecDeque<usize>,
}

/// An end's number as its host knows it.
pub(super) fn tag(end: EndId) -> u32 {
    u32::from(end.connection) * 2 + u32::from(end.side)
}

/// The end behind a host's number.
fn end_of(tag: u32) -> EndId {
    EndId { connection: (tag / 2) as u16, side: (tag % 2) as u8 }
}

/// The ends for whose applications the reader calls.
fn ordered(scenario: &Scenario) -> impl Iterator<Item = EndId> {
    scenario.interventions.iter().filter(|i| i.enabled).filter_map(|i| match &i.kind {
        Kind::Call(order) => Some(EndId { connection: order.end.connection, side: scenario.side_of(&order.end)? }),
        _ => None,
    })
}

impl Run {
    /// The beginning of a run. Nothing has happened yet.
    pub fn new(scenario: &Rc<Scenario>) -> Run {
        let mut accepting: Vec<_> = scenario.scripts.iter().filter(|s| accepts(s)).map(|s| (s.connection, s.end)).collect();
        order::sort_by_key(&mut accepting, |end| *end);
        let hosts = scenario.hosts.iter().enumerate().map(|(index, spec)| {
            let config = HostConfig {
                address: spec.address,
                ttl: spec.ttl,
                df: spec.df,
                tcp: Rc::new(spec.tcp.clone()),
                rules: Rc::new(spec.rules.clone()),
                seed: scenario.seed,
            };
            Host::new(config, &peers(scenario, index, &accepting))
        });
        let mut applications: Vec<_> = scenario
            .scripts
            .iter()
            .map(|s| (EndId { connection: s.connection, side: s.end }, Application::new(Rc::new(s.clone()), scenario.seed)))
            .collect();
        // Whoever is told to call needs no script for it.
        for end in ordered(scenario) {
            if applications.iter().all(|(e, _)| *e != end) {
                let script = Script { connection: end.connection, end: end.side, reads: true, steps: Vec::new() };
                applications.push((end, Application::new(Rc::new(script), scenario.seed)));
            }
        }
        order::sort_by_key(&mut applications, |(end, _)| *end);
        let mut places = vec![None; scenario.connections.len() * 2];
        for (index, (end, _)) in applications.iter().enumerate() {
            if let Some(place) = places.get_mut(tag(*end) as usize) {
                *place = Some(index);
            }
        }
        let mut run = Run {
            now: Time::ZERO,
            steps: 0,
            segments: 0,
            bytes: 0,
            agenda: Agenda::default(),
            hosts: hosts.collect(),
            emitted: vec![0; scenario.hosts.len()],
            others: Vec::new(),
            unplugged: vec![false; scenario.hosts.len()],
            uplinks: (0..).zip(&scenario.hosts).map(|(i, h)| Pipe::new(h.uplink, i * 2)).collect(),
            downlinks: (0..).zip(&scenario.hosts).map(|(i, h)| Pipe::new(h.downlink, i * 2 + 1)).collect(),
            addresses: scenario.hosts.iter().map(|h| h.address).collect(),
            routes: scenario.hosts.iter().map(|h| h.route).collect(),
            cut: Vec::new(),
            interventions: Interventions::new(scenario),
            held: Held::default(),
            forged: vec![0; scenario.interventions.len()],
            chain: 0,
            longest_chain: 0,
            crowd: 0,
            applications,
            places: places.into(),
            scenario: Rc::clone(scenario),
            stopped: None,
            record_reasons: false,
            effects: Vec::new(),
            eager: VecDeque::new(),
        };
        for index in 0..run.applications.len() {
            run.schedule(index);
        }
        run.schedule_orders();
        run
    }

    /// The same moment of a run under other interventions (as they stand before it): those that are `kept` go on, by place, the others
    /// have had no say yet.
    pub(super) fn rebased(&self, scenario: &Rc<Scenario>, fresh: &Interventions, kept: &[bool]) -> Run {
        let mut run = self.clone();
        run.scenario = Rc::clone(scenario);
        run.interventions = self.interventions.rebased(fresh, kept);
        run.forged.resize(scenario.interventions.len(), 0);
        run
    }

    /// Ends the run where it stands.
    pub fn stop(&mut self) {
        self.stopped.get_or_insert(StopCause::Unfinished);
    }
    /// Whether the engine's reasons are handed to the recorder from now on.
    pub fn record_reasons(&mut self, record: bool) {
        self.record_reasons = record;
        for host in &mut self.hosts {
            host.set_recording(record);
        }
    }

    /// Does up to `steps` steps.
    pub fn advance(&mut self, steps: u32, recorder: &mut (impl Recorder + ?Sized)) {
        for _ in 0..steps {
            if !self.step(recorder) {
                return;
            }
        }
    }

    /// Does one step of a run that is gone through again, for whoever looks at it: one program serves them all, where the run that is
    /// recorded has one of its own, for speed.
    pub(super) fn step_again(&mut self, recorder: &mut dyn Recorder) -> bool {
        self.step(recorder)
    }

    /// Does one step; false once the run has stopped.
    pub fn step(&mut self, recorder: &mut (impl Recorder + ?Sized)) -> bool {
        if self.stopped.is_some() {
            return false;
        }
        let timer = self.hosts.iter().enumerate().filter_map(|(i, h)| Some((h.deadline()?, i))).min();
        let next = match (self.agenda.next(), timer) {
            (None, None) => return self.finish(StopCause::Quiet),
            (Some((at, class)), Some((deadline, host))) if (deadline, Class::Timer) < (at, class) => (deadline, Some(host)),
            (None, Some((deadline, host))) => (deadline, Some(host)),
            (Some((at, _)), _) => (at, None),
        };
        if self.longest_chain >= STORM || self.crowd >= CROWD {
            return self.finish(StopCause::AckStorm);
        }
        let budget = self.scenario.budget;
        if next.0.since(Time::ZERO) > budget.time {
            return self.finish(StopCause::Time);
        }
        if u64::from(self.steps) >= budget.events {
            return self.finish(StopCause::Events);
        }
        if u64::from(self.segments) >= budget.segments {
            return self.finish(StopCause::Segments);
        }
        if self.bytes >= budget.bytes {
            return self.finish(StopCause::Bytes);
        }
        self.now = next.0;
        self.chain = 0;
        match next.1 {
            Some(host) => self.timer(host, recorder),
            None => match self.agenda.take() {
                Some(Event::AtRouter(flight)) => self.route(flight, recorder),
                Some(Event::AtHost(host, flight)) => self.arrival(host, &flight, recorder),
                Some(Event::Death(flight, cause)) => self.death(&flight, cause, recorder),
                Some(Event::Refused(flight, why)) => self.refuse(&flight, why, recorder),
                Some(Event::Release(segment)) => self.release(segment),
                Some(Event::Forge(index, nth)) => self.forge(index, nth, recorder),
                Some(Event::Call(index)) => self.order(index, recorder),
                Some(Event::Application(end)) => self.application(end, recorder),
                None => {}
            },
        }
        true
    }

    fn finish(&mut self, cause: StopCause) -> bool {
        self.stopped = Some(cause);
        false
    }

    fn begin(&mut self, recorder: &mut (impl Recorder + ?Sized), host: u16, kind: StepKind) -> StepId {
        let id = self.steps;
        self.steps += 1;
        recorder.step(id, Step { time: self.now, host, kind });
        id
    }

    // ---- stimuli

    fn timer(&mut self, host: usize, recorder: &mut (impl Recorder + ?Sized)) {
        let mut effects = std::mem::take(&mut self.effects);
        let fired = self.hosts.get_mut(host).and_then(|h| h.expire(self.now, &mut effects));
        self.effects = effects;
        let kind = match fired {
            Some(Expired::Timer(tag, timer)) => StepKind::Timer(tag.map(end_of), timer),
            Some(Expired::Reassembly) => StepKind::Reassembly,
            None => return,
        };
        let id = self.begin(recorder, host as u16, kind);
        self.settle(id, host as u16, recorder);
    }

    fn arrival(&mut self, host: u16, flight: &Flight, recorder: &mut (impl Recorder + ?Sized)) {
        if self.is_unplugged(host) {
            return self.death(flight, LossCause::Unplugged, recorder);
        }
        if !self.hosts.get(usize::from(host)).is_some_and(Host::is_up) {
            return self.death(flight, LossCause::HostDown, recorder);
        }
        let id = self.begin(recorder, host, StepKind::Arrival(flight.segment));
        self.chain = flight.chain;
        let mut effects = std::mem::take(&mut self.effects);
        if let Some(h) = self.hosts.get_mut(usize::from(host)) {
            h.receive(&flight.datagram, self.now, &mut effects);
        }
        let taken = !effects.iter().any(|e| {
            matches!(e, HostEffect::Tcp(_, Effect::Discard) | HostEffect::Faulty(_) | HostEffect::NotForUs | HostEffect::NoSuchConnection)
        });
        if effects.iter().any(|e| matches!(e, HostEffect::Tcp(_, Effect::Duplicate))) {
            recorder.duplicate(flight.whole());
        }
        let held = effects.iter().any(|e| matches!(e, HostEffect::Held));
        self.effects = effects;
        let fate = if taken && !held { Fate::Arrived(self.now) } else { Fate::Discarded(self.now) };
        if let Origin::Fragment(whole) = flight.origin {
            let own = if held { Fate::Arrived(self.now) } else { fate };
            self.ended(flight.segment, id, own, Moment::Arrives, recorder);
            if self.is_over(whole, held) {
                self.ended(whole, id, fate, Moment::Arrives, recorder);
            }
        } else {
            self.ended(flight.segment, id, fate, Moment::Arrives, recorder);
        }
        self.settle(id, host, recorder);
    }

    fn application(&mut self, end: EndId, recorder: &mut (impl Recorder + ?Sized)) {
        let Some(index) = self.application_of(end) else { return };
        let Some(host) = self.host_of(end) else { return };
        let Some((_, application)) = self.applications.get_mut(index) else { return };
        // An event that was overtaken: the step was done earlier, or waits longer.
        if application.scheduled != Some(self.now) {
            return;
        }
        application.scheduled = None;
        let waited_for = application.waited_for();
        let id = self.begin(recorder, host, StepKind::Application(end));
        if let Some(cause) = waited_for {
            recorder.waited(id, cause);
        }
        self.eager.push_back(index);
        self.settle(id, host, recorder);
    }

    // ---- consequences

    /// Works on effects, and on what the applications do about them, until nothing is left; then on what is owed at the end of an instant.
    fn settle(&mut self, id: StepId, host: u16, recorder: &mut (impl Recorder + ?Sized)) {
        loop {
            self.drain(id, host, recorder);
            if let Some(index) = self.eager.pop_front() {
                self.go_on(index, id, host, recorder);
                continue;
            }
            let mut effects = std::mem::take(&mut self.effects);
            if let Some(h) = self.hosts.get_mut(usize::from(host)) {
                h.flush(self.now, &mut effects);
            }
            self.effects = effects;
            if self.effects.is_empty() {
                break;
            }
        }
        recorder.settled(self);
    }

    fn is_unplugged(&self, host: u16) -> bool {
        self.unplugged.get(usize::from(host)).copied().unwrap_or(false)
    }

    pub(super) fn end_spec(&self, end: EndId) -> Option<&EndSpec> {
        self.scenario.connections.get(usize::from(end.connection))?.ends.get(usize::from(end.side))
    }

    pub(super) fn host_of(&self, end: EndId) -> Option<u16> {
        self.end_spec(end).map(|e| e.host)
    }
}

/// The connections of the scenario as one of its hosts sees them; the ends in `accepting` are accepted by a call.
fn peers(scenario: &Scenario, host: usize, accepting: &[(u16, u8)]) -> Vec<Peer> {
    let mut peers = Vec::new();
    for (index, connection) in scenario.connections.iter().enumerate() {
        for (side, [here, there]) in [(0, [0, 1]), (1, [1, 0])] {
            let (Some(here), Some(there)) = (connection.ends.get::<usize>(here), connection.ends.get::<usize>(there)) else { continue };
            let Some(remote) = scenario.hosts.get(usize::from(there.host)) else { continue };
            if usize::from(here.host) == host {
                peers.push(Peer {
                    tag: tag(EndId { connection: index as u16, side }),
                    local_port: here.port,
                    remote: remote.address,
                    remote_port: there.port,
                    iss: here.iss.map(Seq),
                    accepts: accepting.binary_search(&(index as u16, side)).is_ok(),
                });
            }
        }
    }
    peers
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::recorder::{Departure, Nothing};
    use crate::wire::{Flags, Ipv4Meta, Payload, TcpFields, pack_tcp};

    /// Keeps what set out and how it ended.
    #[derive(Default)]
    struct Seen(Vec<(String, Origin, Option<u16>, Option<u16>)>, Vec<Fate>);

    impl Recorder for Seen {
        fn departure(&mut self, d: &Departure<'_>) {
            self.0.push((d.name.to_string(), d.origin, d.from, d.to));
        }
        fn ended(&mut self, _: u32, _: StepId, fate: Fate) {
            self.1.push(fate);
        }
    }

    #[test]
    fn what_no_host_sent_has_names_of_its_own_and_reaches_whom_it_is_for() {
        let scenario = Rc::new(Scenario::blank());
        let [client, server] = [0xc000_0201, 0xc633_6407].map(Addr);
        let ip = Ipv4Meta { source: client, destination: server, id: 1, ttl: 1, dscp: 0, ecn: 0, df: false };
        let fields = TcpFields { seq: 1, ack: 0, flags: Flags::SYN, window: 1, urgent: 0, options: &[] };
        let datagram = pack_tcp(&ip, 1, 2, &fields, &Payload::default());
        let mut run = Run::new(&scenario);
        let mut seen = Seen::default();
        for (origin, from) in [(Origin::Router, None), (Origin::Forged, Some(0)), (Origin::Router, None)] {
            run.inject(Injection { datagram: datagram.clone(), origin, from, end: None }, 0, &mut seen);
        }
        while run.step(&mut seen) {}
        let names: Vec<_> = seen.0.iter().map(|(name, ..)| name.as_str()).collect();
        // Each of the router's reaches the server, which answers it; the forged one dies of its TTL, and the router says so.
        assert_eq!(names, ["r1", "x1", "r2", "s1", "s2", "r3"]);
        assert_eq!(seen.0.first().map(|s| (s.1, s.2, s.3)), Some((Origin::Router, None, Some(1))));
        assert_eq!(seen.1.iter().filter(|f| matches!(f, Fate::Lost(_, LossCause::Ttl))).count(), 1);
        assert!(!run.step(&mut Nothing));
    }
}
