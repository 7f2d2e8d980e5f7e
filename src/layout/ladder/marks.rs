//! What an arrow can carry besides its fields. A new mark is one line of the table here, and two texts in the locales: its word, and
//! what the legend says of it (`mark.` and its id).

use super::label::Role;
use crate::layout::timeline::Segment;
use crate::sim::{Fate, Origin};
use crate::tcp::SendKind;
use crate::wire::Flags;

/// A mark of an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Died on a link.
    Lost,
    /// Died in the router: no route, no time left, too big, or not let through.
    DiedInRouter,
    /// Arrived, then discarded.
    Discarded,
    /// The path changed a bit of it.
    Corrupted,
    /// It arrived after one that left later.
    Reordered,
    /// It was held back.
    Delayed,
    /// The reader changed its bytes.
    Edited,
    /// Retransmission after a timeout.
    Retransmission,
    /// Retransmission after duplicate acknowledgments.
    FastRetransmission,
    /// Retransmission within fast recovery.
    RecoveryRetransmission,
    /// A duplicate acknowledgment.
    DuplicateAck,
    /// It tells of a window that is closed.
    ZeroWindow,
    /// A probe into a closed window.
    WindowProbe,
    /// A keep-alive probe.
    KeepAlive,
    /// A challenge acknowledgment.
    ChallengeAck,
    /// A window update.
    WindowUpdate,
    /// It carries RST.
    Reset,
    /// The router made it.
    Router,
    /// The reader forged it.
    Forged,
    /// It is a copy of another one.
    Copied,
    /// The router marked it as having met congestion.
    Congestion,
    /// Retransmission because of what came.
    AskedRetransmission,
}

/// Where a mark's word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the flags.
    Front,
    /// After the fields.
    Back,
    /// Beside the ✕, not in the label.
    Cut,
    /// No word: a symbol or a stroke says it.
    Silent,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct MarkSpec {
    /// Which.
    pub mark: Mark,
    /// Frozen name, for tests and style hooks.
    pub id: &'static str,
    /// Its symbol, where it has one.
    pub symbol: Option<&'static str>,
    /// Its word.
    pub key: &'static str,
    /// Where the word stands.
    pub place: Place,
    /// How the word is set.
    pub role: Role,
    /// Whether the arrow is dashed.
    pub dashed: bool,
    /// Whether a segment carries it.
    pub applies: fn(&Segment) -> bool,
}

/// Every mark.
pub static TABLE: [MarkSpec; 22] = [
    row(Mark::Lost, "lost", Some("✕"), "ladder.lost", Place::Cut, Role::Loss, false, |s| s.lost() && !s.died_midway()),
    row(Mark::DiedInRouter, "router-loss", None, "ladder.router-loss", Place::Cut, Role::Loss, false, Segment::died_midway),
    row(Mark::Discarded, "discarded", Some("✕"), "ladder.discarded", Place::Silent, Role::Loss, false, |s| {
        s.cut.is_none() && matches!(s.fate, Fate::Discarded(_))
    }),
    row(Mark::Corrupted, "corrupted", None, "ladder.corrupted", Place::Back, Role::Loss, false, |s| s.way.corrupted && !s.lost()),
    row(Mark::Reordered, "reordered", None, "ladder.reordered", Place::Back, Role::Name, false, |s| s.way.overtaken),
    row(Mark::Delayed, "delayed", None, "ladder.delayed", Place::Back, Role::Edit, false, |s| s.way.delayed),
    row(Mark::Edited, "edited", Some("✎"), "ladder.edited", Place::Silent, Role::Edit, false, |s| s.edited),
    row(Mark::Retransmission, "retx", None, "ladder.retx", Place::Back, Role::Flags, true, |s| s.kind == SendKind::Timeout),
    row(Mark::FastRetransmission, "fast-retx", None, "ladder.fast-retx", Place::Back, Role::Flags, true, |s| s.kind == SendKind::Fast),
    row(Mark::RecoveryRetransmission, "recovery-retx", None, "ladder.recovery-retx", Place::Back, Role::Flags, true, |s| {
        s.kind == SendKind::Recovery
    }),
    row(Mark::DuplicateAck, "dup", None, "ladder.dup", Place::Front, Role::Name, false, |s| s.duplicate),
    row(Mark::ZeroWindow, "zero-window", None, "ladder.zero-window", Place::Back, Role::Name, false, |s| {
        s.heading.tcp().is_some_and(|t| t.window == 0 && !t.flags.has(Flags::RST))
    }),
    row(Mark::WindowProbe, "probe", None, "ladder.probe", Place::Back, Role::Name, false, |s| s.kind == SendKind::WindowProbe),
    row(Mark::KeepAlive, "keep-alive", None, "ladder.keep-alive", Place::Back, Role::Name, false, |s| s.kind == SendKind::KeepAlive),
    row(Mark::ChallengeAck, "challenge", None, "ladder.challenge", Place::Front, Role::Name, false, |s| s.kind == SendKind::ChallengeAck),
    row(Mark::WindowUpdate, "window-update", None, "ladder.window-update", Place::Back, Role::Name, false, |s| {
        s.kind == SendKind::WindowUpdate
    }),
    row(Mark::Reset, "rst", None, "ladder.reset", Place::Silent, Role::Loss, false, |s| {
        s.heading.tcp().is_some_and(|t| t.flags.has(Flags::RST))
    }),
    row(Mark::Router, "router", None, "ladder.router", Place::Front, Role::Name, false, |s| s.origin == Origin::Router),
    row(Mark::Forged, "forged", None, "ladder.forged", Place::Front, Role::Edit, false, |s| s.origin == Origin::Forged),
    row(Mark::Copied, "copy", None, "ladder.copy", Place::Front, Role::Edit, false, |s| matches!(s.origin, Origin::Copy(_))),
    row(Mark::Congestion, "congestion", None, "ladder.congestion", Place::Back, Role::Flags, false, |s| s.way.marked && !s.lost()),
    row(Mark::AskedRetransmission, "asked-retx", None, "ladder.asked-retx", Place::Back, Role::Flags, true, |s| s.kind == SendKind::Again),
];

#[allow(clippy::too_many_arguments)] // one table row, read as one line
const fn row(
    mark: Mark,
    id: &'static str,
    symbol: Option<&'static str>,
    key: &'static str,
    place: Place,
    role: Role,
    dashed: bool,
    applies: fn(&Segment) -> bool,
) -> MarkSpec {
    MarkSpec { mark, id, symbol, key, place, role, dashed, applies }
}

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u32);

impl Marks {
    /// The marks of a segment.
    pub fn of(segment: &Segment) -> Marks {
        let bits = TABLE.iter().filter(|spec| (spec.applies)(segment)).map(|spec| 1 << spec.mark as u32);
        Marks(bits.fold(0, |a, b| a | b))
    }
    /// Whether it holds a mark.
    pub const fn has(self, mark: Mark) -> bool {
        self.0 & (1 << mark as u32) != 0
    }
    /// Its rows of the table.
    pub fn specs(self) -> impl Iterator<Item = &'static MarkSpec> {
        TABLE.iter().filter(move |spec| self.has(spec.mark))
    }
    /// Those of both.
    #[must_use]
    pub const fn and(self, other: Marks) -> Marks {
        Marks(self.0 & other.0)
    }
    /// Without one mark.
    #[must_use]
    pub const fn without(self, mark: Mark) -> Marks {
        Marks(self.0 & !(1 << mark as u32))
    }
    /// Those that a segment has while it is on its way: what becomes of it is still to come.
    #[must_use]
    pub fn on_the_way(self) -> Marks {
        use Mark::{Congestion, Corrupted, Delayed, DiedInRouter, Discarded, Lost, Reordered};
        [Lost, DiedInRouter, Discarded, Corrupted, Congestion, Reordered, Delayed].into_iter().fold(self, Marks::without)
    }
    /// The one whose word stands beside the ✕.
    pub fn cut(self) -> Option<&'static MarkSpec> {
        self.specs().find(|spec| spec.place == Place::Cut)
    }
    /// The keys of its words, where what became of it is told elsewhere.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        let elsewhere = |spec: &MarkSpec| spec.place == Place::Cut || matches!(spec.mark, Mark::Discarded | Mark::Reset);
        self.specs().filter(move |spec| !elsewhere(spec)).map(|spec| spec.key)
    }
    /// Whether the arrow is dashed.
    pub fn dashed(self) -> bool {
        self.specs().any(|spec| spec.dashed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::words::KEYS;

    #[test]
    fn some_scenario_has_each_mark() {
        let mut drawn = Vec::new();
        for scenario in crate::scenario::catalogue::all() {
            let trace = crate::sim::simulate(&std::rc::Rc::new(scenario));
            for connection in 0..trace.scenario().connections.len() as u16 {
                let timeline = crate::layout::timeline::Timeline::of(&trace, connection);
                drawn.extend(timeline.segments.iter().flat_map(|s| Marks::of(s).specs()).map(|spec| spec.id));
                drawn.sort_unstable();
                drawn.dedup();
            }
        }
        let lacking: Vec<&str> = TABLE.iter().map(|spec| spec.id).filter(|id| !drawn.contains(id)).collect();
        assert!(lacking.is_empty(), "{lacking:?}");
    }

    #[test]
    fn every_mark_has_one_row_with_a_known_word() {
        for (at, spec) in TABLE.iter().enumerate() {
            assert_eq!(spec.mark as usize, at, "{}", spec.id);
            assert!(KEYS.contains(&spec.key), "{}", spec.key);
        }
    }
}
