//! What the tabs show: state diagram, charts, segments. They tell of the instant after the chosen event.

mod charts;
mod segments;
mod states;

pub use charts::Charts;
pub use segments::Segments;
pub use states::States;
