//! Datagrams that wait to be overtaken.

use super::agenda::Flight;
use super::rows::SegmentId;
use crate::base::Time;

/// What is held, and behind how many more.
#[derive(Clone, Debug, Default)]
pub struct Held(Vec<(Box<Flight>, u16)>);

impl Held {
    /// Holds one until `behind` others that go the same way have passed.
    pub(super) fn hold(&mut self, flight: Box<Flight>, behind: u16) {
        self.0.push((flight, behind));
    }

    /// One passes from `from` to `to`: those that waited for it alone, in the order in which they came.
    pub(super) fn pass(&mut self, from: Option<u16>, to: Option<u16>) -> impl Iterator<Item = Box<Flight>> + use<> {
        let mut due = Vec::new();
        let mut at = 0;
        while let Some((flight, behind)) = self.0.get_mut(at) {
            if (flight.from, flight.to) == (from, to) {
                *behind = behind.saturating_sub(1);
            }
            if *behind == 0 { due.push(self.0.remove(at).0) } else { at += 1 }
        }
        due.into_iter()
    }

    /// Takes out what a host has not wholly sent by now.
    pub(super) fn cut(&mut self, host: u16, now: Time) -> impl Iterator<Item = Box<Flight>> {
        self.0.extract_if(.., move |(flight, _)| flight.leaves(host, now)).map(|(flight, _)| flight)
    }

    /// One has waited long enough; `None` where it went on before.
    pub(super) fn release(&mut self, segment: SegmentId) -> Option<Box<Flight>> {
        let at = self.0.iter().position(|(flight, _)| flight.segment == segment)?;
        Some(self.0.remove(at).0)
    }
}
