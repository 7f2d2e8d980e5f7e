//! A crash, and the boot after it: all that a host knew of its connections is gone (RFC 9293 §3.5.1).

use super::demux::Host;
use super::effect::HostEffect;
use super::listeners::Listeners;
use super::reassembly::Reassembly;
use super::throttle::Throttle;
use super::udp::Udp;
use crate::base::Time;
use crate::tcp::{Effect, Rule, State, TimerKind, Value};

impl Host {
    /// The power goes: every connection, listener and bound port is forgotten, silently. Nothing arrives until `boot`. `listening` are the
    /// ends whose applications listen: others may have been closed long ago at a port that is still listened at.
    pub fn crash(&mut self, listening: &[u32], out: &mut Vec<HostEffect>) {
        for tag in self.peers.tags().collect::<Vec<_>>() {
            let from = self.state(tag);
            if from == State::Closed || from == State::Listen && !listening.contains(&tag) {
                continue;
            }
            self.why(Some(tag), Rule::HostCrashed, &[("state", Value::State(from))], out);
            let socket = self.socket_of(tag);
            let runs = |timer: &TimerKind| socket.is_some_and(|s| s.connection.timers().get(*timer).is_some());
            out.extend(TimerKind::ALL.into_iter().filter(runs).map(|timer| HostEffect::Tcp(Some(tag), Effect::TimerStop(timer))));
            out.push(HostEffect::Tcp(Some(tag), Effect::State { from, to: State::Closed }));
        }
        self.is_up = false;
        self.listeners = Listeners::default();
        self.udp = Udp::default();
        self.reassembly = Reassembly::default();
        self.throttle = Throttle::default();
        self.last_orphan = None;
        self.sockets.clear();
        self.free.clear();
        self.services.clear();
        self.leftovers.clear();
        self.by_tuple.clear();
        self.deadlines.clear();
        self.touched.clear();
    }

    /// The host is up again, with an empty memory; no sequence number is given out for the quiet time (RFC 9293 §3.4.3).
    pub fn boot(&mut self, now: Time) {
        self.is_up = true;
        self.quiet_until = now + self.rules.quiet_time;
    }

    /// Whether it has power.
    pub fn is_up(&self) -> bool {
        self.is_up
    }

    /// When the quiet time after the last boot ends.
    pub fn quiet_until(&self) -> Time {
        self.quiet_until
    }
}
