//! The story in a run that the reader changed: which of its steps still happen, when, and what the segments are called there that it names.

use crate::layout::heading::Heading;
use crate::scenario::{Cue, Scenario, SegmentName};
use crate::sim::{EndId, Fate, SegmentId, SegmentRow, Trace, simulate};
use crate::tcp::SendKind;
use crate::ui::state::RunHandle;
use crate::ui::story::{self, Moment, Moments};
use std::rc::Rc;

/// Runs with more segments than this are told by the names of their segments alone.
const LONGEST: u32 = 5_000;

/// What a segment is, whatever its name and its numbers count from.
type What = (Option<EndId>, Option<u16>, SendKind, Heading);

fn what(run: &Trace, row: &SegmentRow<'_>) -> What {
    let mut heading = Heading::read(row.head, row.payload.len());
    if let Heading::Tcp(tcp) = &mut heading {
        let [seq, ack] = run.origins(row).map(|origin| origin.map_or(0, |o| o.0));
        (tcp.seq, tcp.ack, tcp.window) = (tcp.seq.wrapping_sub(seq), tcp.ack.wrapping_sub(ack), 0);
    }
    (row.end, row.from, row.kind, heading)
}

/// The segments of two runs, one before and one after the reader's changes.
struct Both<'a> {
    runs: [&'a Trace; 2],
    whats: [Vec<What>; 2],
}

impl Both<'_> {
    /// What became of a segment of the first run in the second: of several that are alike, the one of the same place among them.
    fn again(&self, name: SegmentName) -> Option<(SegmentId, SegmentId)> {
        let [before, after] = &self.whats;
        let id = self.runs[0].find(name)?;
        let wanted = before.get(id as usize)?;
        let nth = before.iter().take(id as usize).filter(|w| *w == wanted).count();
        let there = after.iter().enumerate().filter(|(_, w)| *w == wanted).nth(nth)?;
        Some((id, there.0 as SegmentId))
    }
}

/// When the steps of the story happen in a run that is not that of the `base`, and what the segments are called there that it
/// names. `first` keeps the run of the base.
pub fn moments(base: &Rc<Scenario>, first: &mut Option<RunHandle>, run: &RunHandle) -> Moments {
    if base.story.is_empty() || run.segment_count() > LONGEST {
        return Moments { of: story::moments(run), renamed: Vec::new() };
    }
    let before = first.take().filter(|f| **f.scenario() == **base).unwrap_or_else(|| RunHandle::new(0, simulate(base)));
    let runs: [&Trace; 2] = [&before, run];
    let both = Both { runs, whats: runs.map(|r| r.segments().map(|row| what(r, &row)).collect()) };
    let of = story::moments_by(run, &|cue| {
        let (Cue::Sent(name) | Cue::Ended(name)) = cue else { return None };
        let Some((was, is)) = both.again(name) else { return Some(Moment::Never) };
        let (Some(was), Some(is)) = (both.runs[0].segment(was), both.runs[1].segment(is)) else { return Some(Moment::Never) };
        Some(match cue {
            Cue::Ended(_) if arrived(was.fate) != arrived(is.fate) => Moment::Never,
            Cue::Ended(_) => is.ended_by.map_or(Moment::Never, Moment::At),
            _ => Moment::At(is.cause),
        })
    });
    let mut renamed: Vec<(SegmentName, Option<SegmentName>)> = Vec::new();
    for name in base.story.iter().flat_map(|step| named(&step.text.en)) {
        let now = both.again(name).and_then(|(_, is)| Some(both.runs[1].segment(is)?.name));
        if now != Some(name) && !renamed.iter().any(|r| r.0 == name) {
            renamed.push((name, now));
        }
    }
    *first = Some(before);
    Moments { of, renamed }
}

/// The segments that a text names.
pub fn named(text: &str) -> impl Iterator<Item = SegmentName> + '_ {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(|word| word.parse().ok())
}

fn arrived(fate: Fate) -> bool {
    matches!(fate, Fate::Arrived(_))
}
