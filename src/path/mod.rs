//! The network between the hosts: links with delay, bandwidth and all that may go wrong on them, and an addressed router
//! where they meet. Nothing here knows of TCP.

pub mod burst;
pub mod filter;
pub mod outage;
pub mod pipe;
pub mod router;

pub use burst::Burst;
pub use filter::{Filter, Verdict};
pub use outage::Outages;
pub use pipe::{Draws, Passage, Pipe, PipeConfig, PipeDeath};
pub use router::{Forwarding, RouteConfig, RouterConfig, forward};
