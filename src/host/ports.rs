//! Ephemeral ports (RFC 6056 §3.3.3, Algorithm 3): a hash of the destination under the run's seed says where to begin, a count how far
//! to go on, so that nobody outside can tell the next port, and none comes again soon.

use crate::base::{Purpose, chance};
use crate::wire::Addr;

/// How many ports were chosen.
#[derive(Clone, Debug, Default)]
pub(super) struct Ports {
    next: u64,
}

impl Ports {
    /// The next port of `first` to `last` that is not `taken`, towards a destination; `None` where every one is.
    pub fn choose(
        &mut self,
        (first, last): (u16, u16),
        seed: u64,
        (local, remote, port): (Addr, Addr, u16),
        taken: impl Fn(u16) -> bool,
    ) -> Option<u16> {
        let count = u64::from(last.saturating_sub(first)) + 1;
        let offset = chance(seed, Purpose::Port, &[u64::from(local.0), u64::from(remote.0), u64::from(port)]) % count;
        for _ in 0..count {
            let port = first.saturating_add(((offset + self.next) % count) as u16);
            self.next += 1;
            if !taken(port) {
                return Some(port);
            }
        }
        None
    }
}
