//! The reader's interventions, applied as a segment leaves its host.

use super::trace::{Outcome, SegmentId};
use crate::host::Identity;
use crate::scenario::{Fingerprint, Intervention, Kind, Scenario, SegmentName, Target};
use crate::wire::Datagram;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What is to be done to one segment.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Its bytes before the edit, where one was made.
    pub(super) unedited: Option<Datagram>,
    /// Whether it dies on the way.
    pub(super) dropped: bool,
}

/// The interventions of a run and what became of each.
#[derive(Clone, Debug)]
pub struct Interventions {
    scenario: Rc<Scenario>,
    by_name: Rc<BTreeMap<SegmentName, Vec<usize>>>,
    pub(super) outcomes: Vec<Outcome>,
}

impl Interventions {
    pub(super) fn new(scenario: &Rc<Scenario>) -> Interventions {
        let mut by_name: BTreeMap<SegmentName, Vec<usize>> = BTreeMap::new();
        let all = &scenario.interventions;
        for (index, intervention) in all.iter().enumerate().filter(|(_, i)| i.enabled) {
            let Target::Segment(name) = intervention.target;
            by_name.entry(name).or_default().push(index);
        }
        let outcomes = all.iter().map(|i| if i.enabled { Outcome::Unmatched } else { Outcome::Off }).collect();
        Interventions { scenario: Rc::clone(scenario), by_name: Rc::new(by_name), outcomes }
    }

    /// Applies what is aimed at this segment.
    pub(super) fn apply(
        &mut self,
        (id, name): (SegmentId, SegmentName),
        connection: Option<u16>,
        identity: Option<Identity>,
        datagram: &mut Datagram,
    ) -> Verdict {
        let mut verdict = Verdict::default();
        if self.by_name.is_empty() {
            return verdict;
        }
        // What no host sent has no place in a stream: its name alone tells it.
        let print = identity.map(|i| Fingerprint { connection, flags: i.flags, seq: i.seq, ack: i.ack, len: i.len, nth: i.nth });
        for &index in self.by_name.get(&name).into_iter().flatten() {
            let Some(intervention) = self.scenario.interventions.get(index) else { continue };
            let outcome = match intervention.fingerprint {
                Some(wanted) if print.is_some_and(|print| wanted != print) => Outcome::Misfit(id),
                _ => carry_out(intervention, id, datagram, &mut verdict),
            };
            if let Some(place) = self.outcomes.get_mut(index) {
                *place = outcome;
            }
        }
        verdict
    }
}

fn carry_out(intervention: &Intervention, id: SegmentId, datagram: &mut Datagram, verdict: &mut Verdict) -> Outcome {
    match &intervention.kind {
        Kind::Drop => verdict.dropped = true,
        Kind::Edit(edits) => match edits.apply(&datagram.to_bytes()) {
            Ok(bytes) => {
                let before = std::mem::replace(datagram, Datagram::from_bytes(bytes));
                verdict.unedited.get_or_insert(before);
            }
            Err(_) => return Outcome::Impossible(id),
        },
    }
    Outcome::Applied(id)
}
