//! One label for several segments of one end that leave too close together for labels of their own.

use super::label::{Form, Role, Run, Wording};
use super::look::Choice;
use super::marks::{Marks, Place, TABLE};
use crate::layout::timeline::Segment;
use crate::tcp::Seq;
use crate::wire::Flags;

impl Wording<'_> {
    /// The label of a group; `detail` falls from 3 to 0, their names alone, as room gets scarce.
    pub fn group(&self, segments: &[Segment], detail: u8) -> Vec<Run> {
        let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return Vec::new() };
        let kinds = Kinds::of(segments);
        if segments.len() <= 3 && detail == 3 && !kinds.same {
            return self.one_by_one(segments);
        }
        let mut runs = Vec::new();
        let each = segments.len() == 2 || segments.len() == 3 && detail > 0;
        let named = if each { segments } else { &[*first, *last] };
        let names: Vec<String> = named.iter().map(|s| s.name.to_string()).collect();
        runs.push(Run { text: names.join(if each { ", " } else { "–" }), role: Role::Name });
        if detail == 0 {
            return runs;
        }
        if let (Some(flags), true) = (kinds.flags, detail >= 2) {
            runs.push(Run { text: " ".into(), role: Role::Name });
            let marks = segments.iter().map(Marks::of).fold(Marks::of(first), Marks::and);
            self.push_marks(&mut runs, marks, Place::Front);
            let text = [if kinds.pushed { "" } else { "[PSH,]" }, &self.flag_text(flags)].concat();
            runs.push(Run { text, role: Role::Flags });
            if detail == 3 {
                runs.extend(self.range(first, last).map(|text| Run { text: ["  ", &text].concat(), role: Role::Field }));
            }
            self.push_marks(&mut runs, marks, Place::Back);
        }
        // Names of fragments say that they are such, and how many; the half of the way that they have is short.
        if segments.iter().all(|s| s.name.piece > 0) {
            return runs;
        }
        let own = self.own_marks(segments);
        if detail > 1 || own.is_empty() {
            let count = self.words.say("ladder.segments", &[("n", &segments.len().to_string())]);
            runs.push(Run { text: [" · ", &count].concat(), role: Role::Name });
        }
        runs.extend(own);
        runs
    }

    /// What only some of a group are marked with: `c33 CE`, or how many of them.
    fn own_marks(&self, segments: &[Segment]) -> Vec<Run> {
        let mut runs = Vec::new();
        for spec in TABLE.iter().filter(|spec| matches!(spec.place, Place::Front | Place::Back)) {
            let mut bearers = segments.iter().filter(|s| (spec.applies)(s));
            let (Some(one), more) = (bearers.next(), bearers.count()) else { continue };
            if more + 1 == segments.len() {
                continue;
            }
            let who = if more == 0 { one.name.to_string() } else { [&(more + 1).to_string(), " ×"].concat() };
            runs.push(Run { text: [" · ", &who, " ", &self.words.say(spec.key, &[])].concat(), role: spec.role });
        }
        runs
    }

    fn one_by_one(&self, segments: &[Segment]) -> Vec<Run> {
        let mut runs = Vec::new();
        for (at, segment) in segments.iter().enumerate() {
            if at > 0 {
                runs.push(Run { text: " · ".into(), role: Role::Name });
            }
            runs.extend(self.segment(segment, Marks::of(segment), Form::Compact));
        }
        runs
    }

    /// The bytes a group carries, or acknowledges.
    fn range(&self, first: &Segment, last: &Segment) -> Option<String> {
        let (a, b) = (first.heading.tcp()?, last.heading.tcp()?);
        if a.len > 0 && b.len > 0 {
            if self.look.has(Choice::NoSeq) {
                return None;
            }
            let end = Seq(b.seq) + (b.len - 1);
            let [from, to] = [a.seq, end.0].map(|n| self.number(first, first.side, n));
            return Some(["seq=", &from, "–", &to].concat());
        }
        if !(a.flags.has(Flags::ACK) && b.flags.has(Flags::ACK)) || self.look.has(Choice::NoAck) {
            return None;
        }
        let [from, to] = [a.ack, b.ack].map(|n| self.number(first, first.side.other(), n));
        Some(if from == to { ["ack=", &from].concat() } else { ["ack=", &from, "–", &to].concat() })
    }
}

/// What the segments of a group have in common.
struct Kinds {
    /// Flags of all, PSH aside.
    flags: Option<Flags>,
    /// PSH too, and what they were sent for.
    same: bool,
    /// Whether PSH is among `flags`, or on none.
    pushed: bool,
}

impl Kinds {
    fn of(segments: &[Segment]) -> Kinds {
        let flags = |s: &Segment| s.heading.tcp().map(|t| t.flags);
        let plain = |s: &Segment| flags(s).map(|f| f & !Flags::PSH);
        let first = segments.first();
        let all = |test: &dyn Fn(&Segment) -> bool| segments.iter().all(test);
        let one_kind = all(&|s| first.is_some_and(|f| f.kind == s.kind));
        let same_flags = all(&|s| first.is_some_and(|f| flags(f) == flags(s)));
        let alike = all(&|s| first.is_some_and(|f| plain(f) == plain(s)));
        let shown = if same_flags { first.and_then(flags) } else { first.and_then(plain).filter(|_| alike) };
        Kinds { flags: shown, same: same_flags && one_kind, pushed: same_flags }
    }
}
