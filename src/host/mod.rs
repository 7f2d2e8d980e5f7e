//! An end system: listeners and their queues, demultiplexing by the 4-tuple, ports, UDP, power, and the wrapping into datagrams.
//! It knows no path and no application; what it wants done it returns as effects.

mod calls;
mod deadlines;
mod demux;
mod effect;
mod emission;
mod isn;
mod listeners;
mod peers;
mod ports;
mod power;
mod reassembly;
mod rules;
mod socket;
mod table;
mod throttle;
mod udp;

pub use demux::{Host, HostConfig};
pub use effect::{Emission, Expired, HostEffect, Identity, Tag};
pub use listeners::Backlog;
pub use peers::Peer;
pub use reassembly::TIMEOUT as REASSEMBLY_TIMEOUT;
pub use rules::HostRules;
pub use udp::MAX_DATA;
