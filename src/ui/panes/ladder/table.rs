//! The ladder as a table, for readers who do not see it: the rows around the chosen segment, of all that there are.

use super::shared::Shared;
use crate::layout::Side;
use crate::layout::heading::{Heading, icmp_key};
use crate::layout::timeline::Segment;
use crate::locale::{Words, panes as key};
use crate::sim::{Fate, SegmentId};
use crate::tcp::Seq;
use crate::ui::panes::numbers::{instant, seq_text};
use crate::ui::panes::who::who;
use crate::ui::state::Numbers;
use crate::wire::Flags;
use yew::prelude::*;

/// Rows kept before and after the chosen one.
const AROUND: usize = 12;

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
    format!("segment-row-{id}")
}

/// The rows. The element around them is the grid.
#[component]
pub fn Rows(props: &Props) -> Html {
    let Props { scene, count, selected, words, .. } = props;
    let at = selected.and_then(|id| scene.row_of(id)).unwrap_or(count.saturating_sub(1));
    let first = at.saturating_sub(AROUND);
    let head = [key::SEGMENTS_NAME, key::SEGMENTS_FROM, key::SEGMENTS_SENT, key::SEGMENTS_FLAGS, key::SEGMENTS_FATE];
    let head: Html = head.iter().map(|k| html! { <span key={k.id()} role="columnheader">{ words.text(*k) }</span> }).collect();
    let timeline = scene.timeline();
    let shown = timeline.segments.get(..*count).unwrap_or(&timeline.segments);
    let rows: Html = shown.iter().enumerate().skip(first).take(2 * AROUND + 1).map(|(index, segment)| row(props, index, segment)).collect();
    html! {
        <div class="visually-hidden" role="rowgroup">
            <div key="head" role="row" aria-rowindex="1">{ head }</div>
            { rows }
        </div>
    }
}

fn row(props: &Props, index: usize, segment: &Segment) -> Html {
    let Props { selected, words, numbers, told, .. } = props;
    let side = u8::from(segment.side == Side::Right);
    let iss = segment.iss;
    let what = match segment.heading {
        Heading::Tcp(tcp) => {
            let seq = seq_text(Seq(tcp.seq), *segment.side.pick(&iss), *numbers);
            // Without the flag the number means nothing.
            let ack = if tcp.flags.has(Flags::ACK) {
                [" ack=", &seq_text(Seq(tcp.ack), *segment.side.other().pick(&iss), *numbers)].concat()
            } else {
                String::new()
            };
            format!("{} seq={seq}{ack} len={} win={}", tcp.flags, tcp.len, tcp.window)
        }
        Heading::Icmp { kind, code, .. } => {
            let what = icmp_key(kind, code).and_then(|key| words.find(key)).map_or_else(|| format!("{kind}/{code}"), str::to_owned);
            ["ICMP ", &what].concat()
        }
        Heading::Udp { len } | Heading::Other { len, .. } | Heading::Nonsense { len } => format!("len={len}"),
    };
    let fate = if told.emit(segment.id) { fate(words, segment.fate) } else { words.text(key::FATE_IN_FLIGHT).to_owned() };
    let cells = [segment.name.to_string(), who(words, side).to_owned(), instant(words, segment.sent), what, fate];
    let cells: Html = cells.into_iter().enumerate().map(|(n, text)| html! { <span key={n} role="gridcell">{ text }</span> }).collect();
    html! {
        <div key={segment.id} id={row_id(segment.id)} role="row" aria-rowindex={(index + 2).to_string()} aria-selected={(*selected == Some(segment.id)).to_string()}>{ cells }</div>
    }
}

/// What became of a segment, in words.
pub fn fate(words: &Words, fate: Fate) -> String {
    let (key, time) = match fate {
        Fate::InFlight => return words.text(key::FATE_IN_FLIGHT).to_owned(),
        Fate::Arrived(t) => (key::FATE_ARRIVED, t),
        Fate::Discarded(t) => (key::FATE_DISCARDED, t),
        Fate::Lost(t, _) => (key::FATE_LOST, t),
    };
    words.fill(key, &[("time", &instant(words, time))])
}
