//! What a run is asked to do: the model, its checks, its text forms and the catalogue.

mod blank;
pub mod call_text;
pub mod carried;
pub mod catalogue;
pub mod check;
pub mod file;
pub mod intervention;
pub mod model;
pub mod name;
pub mod problem;
pub mod script_text;
pub mod settings;
pub mod url;

pub use intervention::{Fingerprint, Forge, Intervention, Kind, Matcher, Moment, Target};
pub use model::{AppCall, Budget, ConnectionSpec, Content, Cue, EndSpec, HostSpec, Scenario, Script, ScriptStep, StoryStep, Text, Trigger};
pub use name::SegmentName;
pub use problem::{Problem, ProblemKind};
