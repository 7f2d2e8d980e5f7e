//! What sets out: the datagrams of hosts, and those that no host emits.

use super::{Run, end_of};
use crate::base::Time;
use crate::host::{Emission, Identity};
use crate::scenario::SegmentName;
use crate::sim::recorder::Recorder;
use crate::sim::rows::{EndId, Origin, StepId};
use crate::tcp::SendKind;
use crate::wire::Datagram;

/// A datagram that something else than a host puts on its way (`Run::inject`).
#[derive(Clone, Debug)]
pub struct Injection {
    /// Its bytes.
    pub datagram: Datagram,
    /// Who made it; never `Origin::Host`.
    pub origin: Origin,
    /// The host on whose link it sets out, towards the router; `None` where it enters the network at the router.
    pub from: Option<u16>,
    /// The connection's end it belongs to, where it belongs to one.
    pub end: Option<EndId>,
}

/// A datagram about to set out.
pub(super) struct Outgoing {
    pub datagram: Datagram,
    pub origin: Origin,
    pub from: Option<u16>,
    pub end: Option<EndId>,
    pub kind: SendKind,
    /// What tells a host's segment from others.
    pub identity: Option<Identity>,
    pub name: SegmentName,
    /// What the path's chance for it depends on.
    pub about: [u64; 4],
    /// When it sets out, where that is not now: it goes beside what waits for the link.
    pub beside: Option<Time>,
    /// Of a copy: how many bare acknowledgments in a row led to it.
    pub chain: u32,
}

impl Run {
    pub(super) fn emit(&mut self, emission: Emission, step: StepId, host: u16, recorder: &mut (impl Recorder + ?Sized)) {
        let Emission { datagram, tag, kind, identity } = emission;
        let Some(count) = self.emitted.get_mut(usize::from(host)) else { return };
        *count += 1;
        let key = self.scenario.hosts.get(usize::from(host)).map_or('?', |h| h.key);
        let name = SegmentName { key, number: *count, piece: 0 };
        let about = [
            u64::from(tag.unwrap_or(u32::MAX)),
            u64::from(identity.flags.0) << 32 | u64::from(identity.seq),
            u64::from(identity.ack) << 32 | u64::from(identity.len),
            u64::from(identity.nth),
        ];
        let end = tag.map(end_of);
        let (origin, from) = (Origin::Host, Some(host));
        let outgoing = Outgoing { datagram, origin, from, end, kind, identity: Some(identity), name, about, beside: None, chain: 0 };
        self.set_out(outgoing, step, recorder);
    }

    /// Puts a datagram that no host emitted on its way, now: within the step that caused it, before that step is settled.
    ///
    /// It gets a name and an index of its own, may be the target of interventions, counts against the budget, and is recorded
    /// like any other. One that the router made goes straight to the link of the host that its destination names; every other
    /// one crosses the link of `from` first, where there is one, and then the router.
    pub fn inject(&mut self, injection: Injection, step: StepId, recorder: &mut (impl Recorder + ?Sized)) {
        let Injection { datagram, origin, from, end } = injection;
        let Some(name) = self.other_name(origin) else { return };
        let about = [1 << 32 | u64::from(name.key as u32), u64::from(name.number), 0, 0];
        let kind = SendKind::New;
        self.set_out(Outgoing { datagram, origin, from, end, kind, identity: None, name, about, beside: None, chain: 0 }, step, recorder);
    }

    /// The next name of what no host emits.
    pub(super) fn other_name(&mut self, origin: Origin) -> Option<SegmentName> {
        let key = origin.key()?;
        let place = self.others.iter().position(|(k, _)| *k == key).unwrap_or_else(|| {
            self.others.push((key, 0));
            self.others.len() - 1
        });
        let (_, count) = self.others.get_mut(place)?;
        *count += 1;
        Some(SegmentName { key, number: *count, piece: 0 })
    }
}
