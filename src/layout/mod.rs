//! Geometry without a browser: the ladder with its folded time, the scrubber, the bit grid, colours and text widths.
//! The page, the SVG export, print and the tests draw from these results. Nothing here draws, and nothing here may
//! know a browser. Lengths are in CSS pixels (px) as `f64`, times in nanoseconds; no number from here ever goes back
//! into a run.

pub mod bitgrid;
pub mod buffers;
pub mod charts;
pub mod decimal;
pub mod heading;
pub mod intervals;
pub mod ladder;
#[cfg(test)]
pub mod sample;
pub mod scrubber;
pub mod states;
pub mod text;
pub mod time_scale;
pub mod timeline;
pub mod tokens;
pub mod words;

pub use bitgrid::Spot;
pub use ladder::{Options, Scene, View};
pub use scrubber::Scrubber;
pub use time_scale::TimeScale;
pub use timeline::{Side, Timeline};
#[cfg(test)]
pub use words::English;
pub use words::Words;
