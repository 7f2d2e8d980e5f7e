//! Whose timer is due next: a heap that knows where each socket stands in it. Every segment moves a deadline, and of a thousand
//! connections one moves as quickly as of few.

use crate::base::Time;

/// The deadlines of the sockets, by slot.
#[derive(Clone, Debug, Default)]
pub struct Deadlines {
    /// None is later than the two at twice its place and one or two on.
    heap: Vec<(Time, usize)>,
    /// Where each slot stands in the heap; [`NOWHERE`] without a deadline.
    places: Vec<usize>,
}

const NOWHERE: usize = usize::MAX;

impl Deadlines {
    /// The earliest, and whose it is; of equal ones the lowest slot's.
    pub fn first(&self) -> Option<(Time, usize)> {
        self.heap.first().copied()
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.heap.clear();
        self.places.clear();
    }

    /// Sets the deadline of a slot, or that it has none.
    pub fn set(&mut self, slot: usize, deadline: Option<Time>) {
        if slot >= self.places.len() {
            self.places.resize(slot + 1, NOWHERE);
        }
        let at = self.places[slot];
        match deadline {
            Some(time) if at == NOWHERE => {
                self.places[slot] = self.heap.len();
                self.heap.push((time, slot));
                self.rise(self.heap.len() - 1);
            }
            Some(time) if self.heap[at].0 != time => {
                self.heap[at].0 = time;
                self.settle(at);
            }
            None if at != NOWHERE => {
                self.heap.swap_remove(at);
                self.places[slot] = NOWHERE;
                if let Some((_, moved)) = self.heap.get(at) {
                    self.places[*moved] = at;
                    self.settle(at);
                }
            }
            _ => {}
        }
    }

    fn settle(&mut self, at: usize) {
        let at = self.rise(at);
        self.sink(at);
    }

    fn rise(&mut self, mut at: usize) -> usize {
        while at > 0 {
            let above = (at - 1) / 2;
            if self.heap[above] <= self.heap[at] {
                break;
            }
            self.swap(at, above);
            at = above;
        }
        at
    }

    fn sink(&mut self, mut at: usize) {
        loop {
            let below = 2 * at + 1;
            let Some(mut least) = self.heap.get(below) else { return };
            let mut to = below;
            if let Some(other) = self.heap.get(below + 1).filter(|other| *other < least) {
                (least, to) = (other, below + 1);
            }
            if *least >= self.heap[at] {
                return;
            }
            self.swap(at, to);
            at = to;
        }
    }

    fn swap(&mut self, a: usize, b: usize) {
        self.heap.swap(a, b);
        self.places[self.heap[a].1] = a;
        self.places[self.heap[b].1] = b;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn the_earliest_is_that_of_a_sorted_set(moves in prop::collection::vec((0usize..40, prop::option::of(0u64..50)), 0..400)) {
            let (mut ours, mut set, mut known) = (Deadlines::default(), BTreeSet::new(), [None; 40]);
            for (slot, deadline) in moves {
                let deadline = deadline.map(Time);
                if let Some(old) = known[slot].take() {
                    set.remove(&(old, slot));
                }
                known[slot] = deadline;
                set.extend(deadline.map(|t| (t, slot)));
                ours.set(slot, deadline);
                prop_assert_eq!(ours.first(), set.first().copied());
            }
        }
    }
}
