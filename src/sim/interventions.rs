//! The reader's interventions, applied as a datagram sets out.

use super::matching::{Fit, Wanted, fit, print};
use super::rows::{Obstacle, Outcome, SegmentId, StepId};
use crate::base::{Map, Purpose, Span, chance, order};
use crate::host::Identity;
use crate::scenario::{Fingerprint, Intervention, Kind, Moment, Scenario, SegmentName, Target};
use crate::wire::Datagram;
use crate::wire::edit::{Edit, EditList};
use std::rc::Rc;

/// A datagram that sets out, as interventions know it.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// Its index.
    pub(super) id: SegmentId,
    /// Its name.
    pub(super) name: SegmentName,
    /// The host that sends it.
    pub(super) from: Option<u16>,
    /// The host it is for.
    pub(super) to: Option<u16>,
    /// Its connection.
    pub(super) connection: Option<u16>,
    /// What its host makes of it; `None` where no host sent it.
    pub(super) identity: Option<Identity>,
    /// What chance for it depends on.
    pub(super) about: [u64; 4],
}

/// What is to be done to one datagram.
#[derive(Clone, Debug, Default)]
pub struct Orders {
    /// Its bytes before the edit, where one was made.
    pub(super) unedited: Option<Datagram>,
    /// Whether it dies on the way.
    pub(super) dropped: bool,
    /// How much later it arrives.
    pub(super) delay: Span,
    /// How much later than it each copy comes.
    pub(super) copies: Vec<Span>,
    /// How many must pass it, and how long it waits for them at most.
    pub(super) hold: Option<(u16, Span)>,
    /// Interventions that forge something because it leaves.
    pub(super) forges: Vec<usize>,
}

/// The interventions of a run and what became of each.
#[derive(Clone, Debug)]
pub struct Interventions {
    scenario: Rc<Scenario>,
    by_name: Rc<Map<SegmentName, Vec<usize>>>,
    matchers: Rc<[Wanted]>,
    /// How many fitted each matcher so far.
    fitted: Vec<u32>,
    /// Fingerprints of what interventions by name were meant for, sorted, with the name's letter and the intervention.
    meant: Rc<[(char, Fit, usize)]>,
    /// What is to be forged once a segment arrives or dies.
    waiting: Vec<(SegmentId, Moment, usize)>,
    pub(super) outcomes: Vec<Outcome>,
}

impl Interventions {
    pub(super) fn new(scenario: &Rc<Scenario>) -> Interventions {
        let mut by_name: Map<SegmentName, Vec<usize>> = Map::new();
        let (mut matchers, mut meant) = (Vec::new(), Vec::new());
        let all = &scenario.interventions;
        for (index, intervention) in all.iter().enumerate().filter(|(_, i)| i.enabled) {
            match &intervention.target {
                Target::Segment(name) => {
                    by_name.entry(*name, Vec::new()).push(index);
                    meant.extend(intervention.fingerprint.map(|print| (name.key, fit(&print), index)));
                }
                Target::Like(matcher) => matchers.push(Wanted::new(index, matcher, scenario)),
                Target::At(_) => {}
            }
        }
        order::sort_by_key(&mut meant, |m| *m);
        let unmatched = Outcome::Unmatched { moved: None };
        let outcomes = all.iter().map(|i| if i.enabled { unmatched } else { Outcome::Off }).collect();
        Interventions {
            scenario: Rc::clone(scenario),
            by_name: Rc::new(by_name),
            fitted: vec![0; matchers.len()],
            matchers: matchers.into(),
            meant: meant.into(),
            waiting: Vec::new(),
            outcomes,
        }
    }

    /// The same moment under other interventions (as they stand before a run): those that are kept go on, those that are not have had
    /// no say yet.
    pub(super) fn rebased(&self, fresh: &Interventions, kept: &[bool]) -> Interventions {
        let mut next = Interventions { fitted: self.fitted.clone(), waiting: self.waiting.clone(), ..fresh.clone() };
        for ((outcome, before), _) in next.outcomes.iter_mut().zip(&self.outcomes).zip(kept).filter(|(_, kept)| **kept) {
            *outcome = *before;
        }
        next
    }

    /// Applies what is aimed at this datagram.
    pub(super) fn apply(&mut self, subject: &Subject, datagram: &mut Datagram) -> Orders {
        let mut orders = Orders::default();
        if self.by_name.is_empty() && self.matchers.is_empty() {
            return orders;
        }
        let mut targets: Vec<usize> = Vec::new();
        // What no host sent has no place in a stream: its name alone tells it.
        if let Some(identity) = subject.identity {
            self.misfits(subject, print(&identity, subject.connection), &mut targets);
            for (wanted, fitted) in self.matchers.iter().zip(&mut self.fitted) {
                if wanted.fits(subject, &identity) {
                    *fitted += 1;
                    if wanted.is_nth(*fitted) {
                        targets.push(wanted.intervention);
                    }
                }
            }
        } else {
            targets.extend(self.by_name.get(&subject.name).into_iter().flatten());
        }
        // In the order of the list, whatever led to each.
        order::sort_by_key(&mut targets, |index| *index);
        let scenario = Rc::clone(&self.scenario);
        for index in targets {
            let Some(intervention) = scenario.interventions.get(index) else { continue };
            self.carry_out(index, intervention, subject, datagram, &mut orders);
        }
        orders
    }

    /// The interventions by name that this segment fits; of those it does not fit, and of those it would fit by another name, note is taken.
    fn misfits(&mut self, subject: &Subject, print: Fingerprint, targets: &mut Vec<usize>) {
        for &index in self.by_name.get(&subject.name).into_iter().flatten() {
            let wanted = self.scenario.interventions.get(index).and_then(|i| i.fingerprint);
            if wanted.is_none_or(|wanted| wanted == print) {
                targets.push(index);
            } else if let Some(outcome) = self.outcomes.get_mut(index) {
                *outcome = Outcome::Misfit { at: subject.id, moved: outcome.moved() };
            }
        }
        let key = (subject.name.key, fit(&print));
        let first = self.meant.partition_point(|(letter, fit, _)| (*letter, *fit) < key);
        for (.., index) in self.meant.iter().skip(first).take_while(|(letter, fit, _)| (*letter, *fit) == key) {
            if let Some(Outcome::Unmatched { moved } | Outcome::Misfit { moved, .. }) = self.outcomes.get_mut(*index) {
                *moved = moved.or(Some(subject.id));
            }
        }
    }

    fn carry_out(&mut self, index: usize, intervention: &Intervention, subject: &Subject, datagram: &mut Datagram, orders: &mut Orders) {
        match &intervention.kind {
            Kind::Drop => orders.dropped = true,
            Kind::Delay(span) => orders.delay = orders.delay + *span,
            Kind::Duplicate { copies, after } => orders.copies.extend((1..=u64::from(*copies)).map(|n| after.times(n))),
            Kind::Reorder { behind, limit } => orders.hold = Some((*behind, *limit)),
            Kind::Edit(edits) if !made(edits, datagram, orders) => return self.failed(index, Some(subject.id), Obstacle::PastTheEnd),
            Kind::CorruptBit(bit) if !made(&flips(vec![Edit::Flip(*bit)]), datagram, orders) => {
                return self.failed(index, Some(subject.id), Obstacle::PastTheEnd);
            }
            Kind::Edit(_) | Kind::CorruptBit(_) => {}
            Kind::Corrupt(bits) => {
                made(&corruption(self.scenario.seed, subject.about, datagram.len(), *bits), datagram, orders);
            }
            // Made at its time, for no segment.
            Kind::Call(_) => return,
            // It is done once the forged one has set out.
            Kind::Forge(forge) => {
                return match forge.moment {
                    Moment::Leaves => orders.forges.push(index),
                    moment => self.waiting.push((subject.id, moment, index)),
                };
            }
        }
        self.done(index, subject.id);
    }

    /// What is to be forged because this segment arrived or died.
    pub(super) fn after(&mut self, segment: SegmentId, moment: Moment) -> Vec<usize> {
        if self.waiting.is_empty() {
            return Vec::new();
        }
        let due = self.waiting.iter().filter(|(id, m, _)| (*id, *m) == (segment, moment)).map(|(.., index)| *index).collect();
        self.waiting.retain(|(id, ..)| *id != segment);
        due
    }

    /// An intervention was made, to this segment or by sending it.
    pub(super) fn done(&mut self, index: usize, segment: SegmentId) {
        if let Some(outcome) = self.outcomes.get_mut(index) {
            *outcome = match *outcome {
                Outcome::Applied { first, times } => Outcome::Applied { first, times: times.saturating_add(1) },
                _ => Outcome::Applied { first: segment, times: 1 },
            };
        }
    }

    /// A call was made in a step.
    pub(super) fn called(&mut self, index: usize, step: StepId) {
        if let Some(outcome) = self.outcomes.get_mut(index) {
            *outcome = Outcome::Called(step);
        }
    }

    /// An intervention could not be made.
    pub(super) fn failed(&mut self, index: usize, at: Option<SegmentId>, why: Obstacle) {
        if let Some(outcome) = self.outcomes.get_mut(index).filter(|o| !matches!(o, Outcome::Applied { .. })) {
            *outcome = Outcome::Impossible { at, why };
        }
    }
}

/// Gives the datagram other bytes, and keeps the oldest; false where it has no such place.
fn made(edits: &EditList, datagram: &mut Datagram, orders: &mut Orders) -> bool {
    let Ok(bytes) = edits.apply(&datagram.to_bytes()) else { return false };
    let before = std::mem::replace(datagram, Datagram::from_bytes(bytes));
    orders.unedited.get_or_insert(before);
    true
}

/// What a path does to bits: nothing follows.
fn flips(edits: Vec<Edit>) -> EditList {
    EditList { edits, keep_checksums: true, keep_lengths: true }
}

/// Flips so many different bits, or all where there are fewer.
fn corruption(seed: u64, [a, b, c, d]: [u64; 4], len: usize, bits: u16) -> EditList {
    let all = len as u64 * 8;
    let mut edits = flips(Vec::new());
    for n in 0..u64::from(bits).min(all) {
        let mut bit = chance(seed, Purpose::Corrupt, &[a, b, c, d, n]) % all.max(1);
        while edits.edits.contains(&Edit::Flip(bit as u32)) {
            bit = (bit + 1) % all;
        }
        edits.edits.push(Edit::Flip(bit as u32));
    }
    edits
}
