//! What differs between two runs: the numbers behind the page's sentence about an edit.

use super::rows::{EndId, Fate, SegmentId, SegmentRow};
use super::trace::Trace;
use crate::base::{Map, Time};
use crate::tcp::{SendKind, State};

/// A figure of both runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Both<T> {
    /// Of the run before.
    pub before: T,
    /// Of the run now.
    pub after: T,
}

/// What differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The first segment that differs, in bytes, times or fate: its index in each run (`None` where that run has no such segment).
    /// `None` where no segment differs.
    pub first: Option<Both<Option<SegmentId>>>,
    /// Segments sent.
    pub segments: Both<u32>,
    /// Segments sent again.
    pub retransmissions: Both<u32>,
    /// Segments that died on the way.
    pub lost: Both<u32>,
    /// When the last thing happened.
    pub end: Both<Time>,
    /// The ends whose last state differs.
    pub states: Vec<(EndId, Both<State>)>,
}

impl Difference {
    /// Whether nothing differs that travels or is timed.
    pub fn is_none(&self) -> bool {
        self.first.is_none() && self.end.before == self.end.after && self.states.is_empty()
    }
}

/// Compares a run with the one before it.
pub fn compare(before: &Trace, after: &Trace) -> Difference {
    let first = (0..before.segment_count().max(after.segment_count())).find_map(|id| {
        let (old, new) = (before.segment(id), after.segment(id));
        let same = matches!((&old, &new), (Some(old), Some(new)) if alike(old, new));
        (!same).then(|| part(before, after, old.as_ref(), new.as_ref()))
    });
    let (old, new) = (Figures::of(before), Figures::of(after));
    let (was, is) = (last_states(before), last_states(after));
    let states = is.iter().filter_map(|(end, after)| {
        let before = was.get(end).copied().unwrap_or_default();
        (before != *after).then_some((*end, Both { before, after: *after }))
    });
    Difference {
        first,
        segments: Both { before: before.segment_count(), after: after.segment_count() },
        retransmissions: Both { before: old.retransmissions, after: new.retransmissions },
        lost: Both { before: old.lost, after: new.lost },
        end: Both { before: before.end(), after: after.end() },
        states: states.collect(),
    }
}

/// Where two runs part: the same segment in both; or where names differ, the one that left first, which the other run may not have.
fn part(before: &Trace, after: &Trace, old: Option<&SegmentRow<'_>>, new: Option<&SegmentRow<'_>>) -> Both<Option<SegmentId>> {
    let name = match (old, new) {
        (Some(old), Some(new)) if old.sent < new.sent => Some(old.name),
        (old, new) => new.or(old).map(|row| row.name),
    };
    let of = |trace: &Trace| name.and_then(|name| trace.find(name));
    Both { before: of(before), after: of(after) }
}

/// Whether two segments are the same to an onlooker.
pub fn alike(a: &SegmentRow<'_>, b: &SegmentRow<'_>) -> bool {
    (a.name, a.sent, a.fate, a.head) == (b.name, b.sent, b.fate, b.head) && a.payload == b.payload
}

struct Figures {
    retransmissions: u32,
    lost: u32,
}

impl Figures {
    fn of(trace: &Trace) -> Figures {
        let mut figures = Figures { retransmissions: 0, lost: 0 };
        for row in trace.segments() {
            figures.retransmissions +=
                u32::from(matches!(row.kind, SendKind::Timeout | SendKind::Fast | SendKind::Recovery | SendKind::Again));
            figures.lost += u32::from(matches!(row.fate, Fate::Lost(..)));
        }
        figures
    }
}

fn last_states(trace: &Trace) -> Map<EndId, State> {
    Map::of(trace.bands().iter().map(|band| (band.end, band.state)).collect())
}
