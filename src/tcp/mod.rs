//! The TCP engine (RFC 9293), sans I/O: it is told the time, is handed segments and calls, and returns effects.
//! One file per concern. Nothing here knows of IP, of the path or of other connections.

pub mod call;
pub mod config;
pub mod connection;
pub mod effect;
pub mod reason;
pub mod segment;
pub mod seq;
pub mod state;
pub mod timer;
pub mod variable;

pub use call::{Answer, AppEvent, Call, CallError};
pub use config::TcpConfig;
pub use connection::{Connection, reset_for};
pub use effect::{Effect, Effects, SendKind};
pub use reason::{Fact, Reason, Rule};
pub use segment::Segment;
pub use seq::Seq;
pub use state::State;
pub use timer::{TimerKind, Timers};
pub use variable::{Value, Variable};
