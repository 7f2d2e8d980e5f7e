//! The parts of the shell, one a file.

pub mod banner;
pub mod branches;
pub mod button;
pub mod chips;
pub mod dialog;
pub mod difference;
pub mod dock;
pub mod embed_dialog;
pub mod forge_dialog;
pub mod header;
pub mod icon;
pub mod interventions;
pub mod legend;
pub mod live;
pub mod menu;
pub mod parameter;
pub mod parameters;
pub mod prose;
pub mod scenario_menu;
pub mod scrubber;
pub mod share_dialog;
pub mod speed;
pub mod story;
pub mod switches;
pub mod transport;
pub mod usual;
