//! The choice of an initial sequence number (RFC 9293 §3.4.1).

use super::socket::Tuple;
use crate::base::{Purpose, Time, chance};
use crate::tcp::config::IsnChoice;
use crate::tcp::{Seq, TcpConfig};
use crate::wire::Addr;

/// One tick of the clock is 4 microseconds.
const TICK: u64 = 4_000;

/// The ISN of a connection that is opened now: a clock (MUST-8), so that an incarnation begins beyond the one before it, plus
/// a hash of the 4-tuple under the run's seed (SHLD-1), so that one connection tells nothing of another.
pub(super) fn choose(config: &TcpConfig, seed: u64, local: Addr, tuple: Tuple, now: Time) -> Seq {
    let clock = ticks(now);
    match config.isn {
        IsnChoice::Clock => Seq(clock),
        IsnChoice::Hashed => {
            let about = [u64::from(local.0), u64::from(tuple.local_port), u64::from(tuple.remote.0), u64::from(tuple.remote_port)];
            Seq(chance(seed, Purpose::Isn, &about) as u32) + clock
        }
    }
}

/// The clock's count at an instant.
pub(super) fn ticks(now: Time) -> u32 {
    (now.0 / TICK) as u32
}

/// An ISN that does not lie before `last`, the first number that an incarnation before it did not use (RFC 9293 §3.6.1).
pub fn beyond(iss: Seq, last: Option<Seq>) -> Seq {
    last.map_or(iss, |last| iss.later(last))
}
