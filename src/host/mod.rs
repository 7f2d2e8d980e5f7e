//! An end system: listeners, demultiplexing by the 4-tuple, and the wrapping of segments into datagrams.
//! It knows no path and no application; what it wants done it returns as effects.

mod demux;
mod effect;
mod emission;
mod isn;
mod reassembly;
mod socket;

pub use demux::{Host, HostConfig, Peer};
pub use effect::{Emission, Expired, HostEffect, Identity, Tag};
