//! The bytes of both streams: what either end holds of them, and the windows over them.

use super::table::Columns;
use crate::draw;
use crate::layout::Side;
use crate::layout::buffers::{Stream, begins, early};
use crate::locale::panes as key;
use crate::ui::el::{div, el, raw, span};
use crate::ui::panes::PaneProps;
use crate::ui::panes::ladder::use_seen;
use crate::ui::panes::numbers::{Iss, seq_text};
use crate::ui::panes::term::glossed;
use crate::ui::panes::who::who_in_text;
use yew::prelude::*;

/// What the drawing needs.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The pane's own.
    pub pane: PaneProps,
    /// The variables at the cursor.
    pub columns: Columns,
}

/// What either strip may hold, sender's first.
const PARTS: [&str; 7] = ["buffer.acked", "buffer.flight", "buffer.unsent", "buffer.read", "buffer.unread", "buffer.gap", "buffer.early"];

/// The two streams.
#[component]
pub fn Buffers(props: &Props) -> Html {
    let PaneProps { run, view, words, .. } = &props.pane;
    let place = use_node_ref();
    let seen = use_seen(&place);
    let timeline = run.timeline(view.connection);
    let ends = props.columns.now.each_ref().map(Vec::as_slice);
    let streams = Side::BOTH.into_iter().zip([0, 1]).map(|(side, n)| {
        let iss = begins(side, ends);
        let arrived = early(run, &timeline, side, iss, view.cursor);
        let write = |at: u64| iss.map_or_else(String::new, |iss| seq_text(iss + at as u32, Iss::of(n, Some(iss)), view.numbers));
        let stream = Stream::new(side, iss, ends, &arrived, seen.width, &write);
        let title = words.fill(key::BUFFER_TITLE, &[("from", who_in_text(words, n)), ("to", who_in_text(words, 1 - n))]);
        let drawn = (seen.width > 0.0).then(|| raw(draw::buffers::stream(&stream, words)));
        div("").key(u64::from(n)).child(el("h3").text(title)).child(div("").html(drawn.unwrap_or_default()))
    });
    let part = |id: &&'static str| {
        let name = words.find(id).unwrap_or_default();
        span("")
            .key(*id)
            .child(span("swatch").attr("data-part", id))
            .child(glossed(words, ["gloss.", id].concat(), name).attr("tabindex", "0"))
    };
    div("").child(div("streams").node(&place).all(streams)).child(el("p").class("quiet parts").all(PARTS.iter().map(part))).into()
}
