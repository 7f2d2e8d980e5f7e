//! The parts of the shell, one a file.

pub mod banner;
pub mod blank;
pub mod button;
pub mod chips;
pub mod difference;
pub mod dock;
pub mod frame;
pub mod gloss;
pub mod header;
pub mod icon;
pub mod live;
pub mod progress;
pub mod prose;
pub mod scenario_menu;
pub mod scrubber;
pub mod separator;
pub mod setting;
pub mod speed;
pub mod story;
pub mod switches;
pub mod transport;
pub mod usual;
pub mod waiting;
