//! What a run is asked to do: the model, its checks, its text forms and the catalogue.

pub mod intervention;
pub mod model;
pub mod name;

pub use intervention::{Fingerprint, Intervention, Kind, Target};
pub use model::{AppCall, Budget, ConnectionSpec, Content, Cue, EndSpec, HostSpec, Scenario, Script, ScriptStep, StoryStep, Text, Trigger};
pub use name::SegmentName;
