//! The ladder as a table, for readers who do not see it: the rows around the chosen segment, of all that there are.

use super::shared::Shared;
use crate::layout::Side;
use crate::layout::heading::Heading;
use crate::layout::timeline::Segment;
use crate::locale::{Key, Words, panes as key};
use crate::sim::SegmentId;
use crate::tcp::Seq;
use crate::ui::el::{El, div, el};
use crate::ui::panes::fate::fate_told;
use crate::ui::panes::heading::what;
use crate::ui::panes::numbers::{Iss, instant, seq_text};
use crate::ui::panes::who::who;
use crate::ui::state::Numbers;
use crate::wire::Flags;
use yew::prelude::*;

/// Rows kept before and after the chosen one. A choice far away makes all of them anew.
const AROUND: usize = 5;

/// What the table needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The scene.
    pub scene: Shared,
    /// How many segments may be told of.
    pub count: usize,
    /// How many of those have come to their end.
    pub selected: Option<SegmentId>,
    /// Number mode.
    pub numbers: Numbers,
    /// Whether the fate of a segment may be told.
    pub told: Callback<SegmentId, bool>,
    /// Words.
    pub words: Words,
}

/// The id of a segment's row, for `aria-activedescendant`.
pub fn row_id(id: SegmentId) -> String {
    ["segment-row-", &id.to_string()].concat()
}

/// The rows. The element around them is the grid.
#[component]
pub fn Rows(props: &Props) -> Html {
    let Props { scene, count, selected, words, .. } = props;
    let at = selected.and_then(|id| scene.row_of(id)).unwrap_or(count.saturating_sub(1));
    let first = at.saturating_sub(AROUND);
    let head = [key::SEGMENTS_NAME, key::SEGMENTS_FROM, key::SEGMENTS_SENT, key::SEGMENTS_FLAGS, key::SEGMENTS_FATE];
    let column = |k: Key| el("span").key(k.id()).attr("role", "columnheader").say(words, k);
    let timeline = scene.timeline();
    let shown = timeline.segments.get(..*count).unwrap_or(&timeline.segments);
    let rows = shown.iter().enumerate().skip(first).take(2 * AROUND + 1).map(|(index, segment)| row(props, index, segment));
    div("visually-hidden")
        .attr("role", "rowgroup")
        .child(el("div").attr("role", "row").attr("aria-rowindex", "1").all(head.into_iter().map(column)))
        .all(rows)
        .into()
}

fn row(props: &Props, index: usize, segment: &Segment) -> El {
    let Props { selected, words, numbers, told, .. } = props;
    let side = u8::from(segment.side == Side::Right);
    let from = if segment.owner() == "stranger" { words.text(key::LADDER_STRANGER) } else { who(words, side) };
    let iss = [Iss::of(0, segment.iss[0]), Iss::of(1, segment.iss[1])];
    let said = match segment.heading {
        Heading::Tcp(tcp) => {
            let seq = seq_text(Seq(tcp.seq), *segment.side.pick(&iss), *numbers);
            // Without the flag the number means nothing.
            let ack = if tcp.flags.has(Flags::ACK) {
                [" ack=", &seq_text(Seq(tcp.ack), *segment.side.other().pick(&iss), *numbers)].concat()
            } else {
                String::new()
            };
            let (flags, len, window) = (tcp.flags.to_string(), tcp.len.to_string(), tcp.window.to_string());
            [&flags, " seq=", &seq, &ack, " len=", &len, " win=", &window].concat()
        }
        Heading::Icmp { .. } => what(words, &segment.heading),
        Heading::Fragment { offset, len } => {
            [&what(words, &segment.heading), " offset=", &offset.to_string(), " len=", &len.to_string()].concat()
        }
        Heading::Udp { len } | Heading::Other { len, .. } | Heading::Nonsense { len } => ["len=", &len.to_string()].concat(),
    };
    let fate = fate_told(words, segment.fate, told.emit(segment.id));
    let cells = [segment.name.to_string(), from.to_owned(), instant(words, segment.sent), said, fate];
    el("div")
        .key(segment.id)
        .set("id", row_id(segment.id))
        .set("data-id", segment.id.to_string())
        .attr("role", "row")
        .set("aria-rowindex", (index + 2).to_string())
        .state("aria-selected", *selected == Some(segment.id))
        .all(cells.into_iter().enumerate().map(|(n, text)| el("span").key(n).attr("role", "gridcell").text(text)))
}
