//! What a run and its drawing can be saved as: the ladder as text or SVG, the whole trace as JSON, the reasons of a segment.
//! Nothing here computes: it writes down what the floors below worked out.

mod ids;
pub mod json;
pub mod svg;
pub mod text;
pub mod value;
pub mod why;

use crate::sim::{EndId, SegmentRow, Trace};

/// The end of a connection that sent a segment. One that belongs to no connection (a RST from a closed port) is
/// counted to the first connection between the two hosts.
fn sender(trace: &Trace, row: &SegmentRow<'_>) -> Option<EndId> {
    row.end.or_else(|| {
        (0u16..).zip(&trace.scenario().connections).find_map(|(connection, spec)| {
            let [a, b] = &spec.ends;
            let side = if (a.host, Some(b.host)) == (row.from, row.to) {
                0
            } else if (b.host, Some(a.host)) == (row.from, row.to) {
                1
            } else {
                return None;
            };
            Some(EndId { connection, side })
        })
    })
}

/// The other end of a connection.
fn peer(end: EndId) -> EndId {
    EndId { connection: end.connection, side: 1 - end.side.min(1) }
}
