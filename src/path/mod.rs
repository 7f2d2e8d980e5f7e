//! The network between the hosts: links with delay, bandwidth and loss, and an addressed router where they meet.
//! Nothing here knows of TCP.

pub mod pipe;
pub mod router;

pub use pipe::{Passage, Pipe, PipeConfig};
pub use router::{Forwarding, forward};
