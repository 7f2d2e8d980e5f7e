//! Drawings as SVG markup, from the geometry of `layout`: what the page shows and what a file holds are the same text. What
//! things look like is said by classes (`styles/ladder.css`, `styles/lab-drawings.css`); what may be pointed at carries
//! `data-seg`, `data-event`, `data-id`. Nothing here computes where anything stands, and nothing here knows a browser.

pub mod buffers;
pub mod charts;
pub mod ladder;
pub mod markup;
pub mod states;

pub use markup::Markup;
