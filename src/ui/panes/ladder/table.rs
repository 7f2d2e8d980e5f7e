//! The ladder as a table, for readers who do not see it: the rows around the chosen segment, of all that there are.

use super::shared::Shared;
use crate::draw::Markup;
use crate::layout::Side;
use crate::layout::heading::Heading;
use crate::layout::timeline::Segment;
use crate::locale::{Words, panes as key};
use crate::sim::SegmentId;
use crate::tcp::Seq;
use crate::ui::el::div;
use crate::ui::panes::fate::fate_told;
use crate::ui::panes::heading::what;
use crate::ui::panes::numbers::{Iss, instant, seq_text};
use crate::ui::panes::who::who;
use crate::ui::state::{RunHandle, View};
use crate::wire::Flags;
use std::rc::Rc;
use yew::prelude::*;

/// Rows kept before and after the chosen one. A choice far away makes all of them anew.
const AROUND: usize = 5;

/// What the table is made of.
pub struct Table {
    /// The run.
    pub run: RunHandle,
    /// Its scene.
    pub scene: Shared,
    /// Cursor, choice, number mode.
    pub view: Rc<View>,
    /// How many segments may be told of.
    pub count: usize,
    /// Words.
    pub words: Words,
}

/// The id of a segment's row, for `aria-activedescendant`.
pub fn row_id(id: SegmentId) -> String {
    ["segment-row-", &id.to_string()].concat()
}

/// The rows. The element around them is the grid.
pub fn rows(table: &Table) -> Html {
    let Table { scene, count, view, words, .. } = table;
    let at = view.segment().and_then(|id| scene.row_of(id)).unwrap_or(count.saturating_sub(1));
    let first = at.saturating_sub(AROUND);
    let head = [key::SEGMENTS_NAME, key::SEGMENTS_FROM, key::SEGMENTS_SENT, key::SEGMENTS_FLAGS, key::SEGMENTS_FATE];
    let timeline = scene.timeline();
    let shown = timeline.segments.get(..*count).unwrap_or(&timeline.segments);
    let mut m = Markup::new();
    m.open("div").set("role", "row").set("aria-rowindex", "1");
    for name in head {
        cell(&mut m, "columnheader", words.text(name));
    }
    m.close("div");
    for (index, segment) in shown.iter().enumerate().skip(first).take(2 * AROUND + 1) {
        row(&mut m, table, index, segment);
    }
    div("visually-hidden").attr("role", "rowgroup").drawn(m.finish()).into()
}

fn cell(m: &mut Markup, role: &str, text: &str) {
    m.open("span").set("role", role).text(text);
    m.close("span");
}

fn row(m: &mut Markup, table: &Table, index: usize, segment: &Segment) {
    let Table { run, view, words, .. } = table;
    let side = u8::from(segment.side == Side::Right);
    let from = if segment.owner() == "stranger" { words.text(key::LADDER_STRANGER) } else { who(words, side) };
    let iss = [Iss::of(0, segment.iss[0]), Iss::of(1, segment.iss[1])];
    let said = match segment.heading {
        Heading::Tcp(tcp) => {
            let seq = seq_text(Seq(tcp.seq), *segment.side.pick(&iss), view.numbers);
            // Without the flag the number means nothing.
            let ack = if tcp.flags.has(Flags::ACK) {
                [" ack=", &seq_text(Seq(tcp.ack), *segment.side.other().pick(&iss), view.numbers)].concat()
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
    let told = run.segment(segment.id).and_then(|s| s.ended_by).is_none_or(|step| view.shows(step));
    let fate = fate_told(words, segment.fate, told);
    m.open("div").set("id", &row_id(segment.id)).count("data-id", segment.id).set("role", "row");
    m.count("aria-rowindex", index as u32 + 2).set("aria-selected", if view.segment() == Some(segment.id) { "true" } else { "false" });
    for text in [&segment.name.to_string(), from, &instant(words, segment.sent), &said, &fate] {
        cell(m, "gridcell", text);
    }
    m.close("div");
}
