//! The TCP engine (RFC 9293), sans I/O: it is told the time, is handed segments and calls, and returns effects.
//! One file per concern. Nothing here knows of IP, of the path or of other connections.
//!
//! `connection` is the API; `arrival` the steps of §3.10.7; `link` a connection with both halves, `send` and `receive` the
//! halves; `output`, `retransmit`, `persist`, `keep_alive`, `urgent`, `close` and `calls` what they do.
//!
//! What extensions change stands behind a small interface each: `congestion` (how much may be in the network), `recovery` (what
//! was lost), `rtt` and `rto` (how long to wait), `options`, `ack` (when to acknowledge); the choice of ISNs is the host's.

mod ack;
mod ack_tricks;
mod arrival;
mod buffer;
pub mod call;
mod calls;
mod close;
pub mod comparison;
pub mod config;
mod congestion;
pub mod connection;
mod cx;
mod ecn;
pub mod effect;
pub mod icmp;
mod keep_alive;
mod link;
mod options;
mod output;
mod persist;
mod queue;
pub mod reason;
mod receive;
mod recovery;
mod retransmit;
mod rto;
mod rtt;
pub mod segment;
mod send;
pub mod seq;
pub mod state;
mod status;
pub mod timer;
mod urgent;
mod user_timeout;
pub mod variable;

pub use call::{Answer, AppEvent, Call, CallError};
pub use config::TcpConfig;
pub use connection::{Connection, reset_for};
pub use effect::{Effect, Effects, SendKind};
pub use icmp::IcmpError;
pub use reason::{Fact, Reason, Rule};
pub use segment::Segment;
pub use seq::Seq;
pub use state::State;
pub use timer::{TimerKind, Timers};
pub use variable::{Value, Variable};
