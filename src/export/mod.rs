//! What a run and its drawing can be saved as: the ladder as text or SVG, a capture, the whole trace as JSON, the reasons of a segment.
//! Nothing here computes: it writes down what the floors below worked out.

mod ids;
pub mod json;
pub mod pcapng;
pub mod svg;
pub mod text;
pub mod value;
pub mod why;

use crate::sim::EndId;

/// The other end of a connection.
fn peer(end: EndId) -> EndId {
    EndId { connection: end.connection, side: 1 - end.side.min(1) }
}
