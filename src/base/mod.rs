//! What every floor stands on: time, chance, order and digests. Nothing here knows of TCP.

pub mod chance;
pub mod digest;
pub mod json;
pub mod map;
pub mod order;
pub mod ppm;
pub mod text;
pub mod time;

pub use chance::{Purpose, chance};
pub use digest::Digest;
pub use json::Json;
pub use map::Map;
pub use ppm::Ppm;
pub use time::{Span, Time};
