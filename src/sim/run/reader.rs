//! What the reader does to a run besides what befalls a datagram as it sets out: what is forged, and what is held.

use super::{Injection, Run};
use crate::base::Time;
use crate::scenario::intervention::forge::MAX_TIMES;
use crate::scenario::{Kind, Moment, Target};
use crate::sim::agenda::{Event, Flight};
use crate::sim::application::content;
use crate::sim::forging::Forgery;
use crate::sim::interventions::Orders;
use crate::sim::recorder::Recorder;
use crate::sim::rows::{EndId, Origin, SegmentId, StepKind};
use std::rc::Rc;

/// The bytes of ordered calls are drawn by their time, beside those of scripts: no script has so many steps.
const ORDERED: u64 = 1 << 32;

impl Run {
    /// Puts into the agenda what is forged or called at a time.
    pub(super) fn schedule_orders(&mut self) {
        let scenario = Rc::clone(&self.scenario);
        for (index, intervention) in scenario.interventions.iter().enumerate().filter(|(_, i)| i.enabled) {
            if let Target::At(at) = intervention.target {
                self.forge_after(index, Time::ZERO + at);
            }
        }
    }

    /// What is to be forged because a segment arrived or died.
    pub(super) fn set_off(&mut self, segment: SegmentId, moment: Moment) {
        for index in self.interventions.after(segment, moment) {
            self.forge_after(index, self.now);
        }
    }

    /// What is forged because of something that happens at an instant.
    pub(super) fn forge_after(&mut self, index: usize, at: Time) {
        match self.scenario.interventions.get(index).map(|i| &i.kind) {
            Some(Kind::Forge(forge)) => self.agenda.add(at + forge.after, Event::Forge(index, 0)),
            Some(Kind::Call(_)) => self.agenda.add(at, Event::Call(index)),
            _ => {}
        }
    }

    /// An intervention forges a datagram; the next of its series follows.
    pub(super) fn forge(&mut self, index: usize, nth: u16, recorder: &mut (impl Recorder + ?Sized)) {
        let scenario = Rc::clone(&self.scenario);
        let Some(Kind::Forge(forge)) = scenario.interventions.get(index).map(|i| &i.kind) else { return };
        let Some(count) = self.forged.get_mut(index).filter(|n| **n < MAX_TIMES) else { return };
        let before = u32::from(*count);
        *count += 1;
        let made = Forgery { scenario: &scenario, forge, nth: before, variables: &|end| self.variables(end) }.datagram();
        let from = forge.from.as_ref().and_then(|name| scenario.hosts.iter().position(|h| h.name == *name)).map(|i| i as u16);
        let step = self.begin(recorder, from.unwrap_or(0), StepKind::Forge(index as u32));
        match made {
            Ok(datagram) => {
                let id = self.segments;
                self.inject(Injection { datagram, origin: Origin::Forged, from, end: None }, step, recorder);
                self.interventions.done(index, id);
            }
            Err(why) => self.interventions.failed(index, None, why),
        }
        if nth + 1 < forge.times {
            self.agenda.add(self.now + forge.every, Event::Forge(index, nth + 1));
        }
        recorder.settled(self);
    }

    /// An application makes a call that is not in its script.
    pub(super) fn order(&mut self, index: usize, recorder: &mut (impl Recorder + ?Sized)) {
        let scenario = Rc::clone(&self.scenario);
        let Some(intervention) = scenario.interventions.get(index) else { return };
        let (Kind::Call(order), Target::At(at)) = (&intervention.kind, &intervention.target) else { return };
        let Some(side) = scenario.side_of(&order.end) else { return };
        let end = EndId { connection: order.end.connection, side };
        let (Some(host), Some(application)) = (self.host_of(end), self.application_of(end)) else { return };
        if let Some((_, application)) = self.applications.get_mut(application) {
            let about = [end.connection.into(), side.into(), ORDERED.saturating_add(at.0)];
            application.ordered(order.call.clone(), content(&order.call, scenario.seed, about));
        }
        let step = self.begin(recorder, host, StepKind::Application(end));
        self.interventions.called(index, step);
        self.eager.push_back(application);
        self.settle(step, host, recorder);
    }

    /// A datagram reaches the router at an instant, or later where the reader wants it so; those that waited for it follow.
    pub(super) fn reach_router(&mut self, flight: Box<Flight>, at: Time, orders: &Orders) {
        let at = at + orders.delay;
        if let Some((behind, limit)) = orders.hold {
            self.agenda.add(at + limit, Event::Release(flight.segment));
            return self.held.hold(flight, behind);
        }
        let followers = self.held.pass(flight.from, flight.to);
        self.agenda.add(at, Event::AtRouter(flight));
        for follower in followers {
            self.agenda.add(at, Event::AtRouter(follower));
        }
    }

    /// A datagram that was held goes on.
    pub(super) fn release(&mut self, segment: SegmentId) {
        if let Some(flight) = self.held.release(segment) {
            self.agenda.add(self.now, Event::AtRouter(flight));
        }
    }
}
