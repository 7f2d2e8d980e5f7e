//! One direction of a link: propagation delay, bandwidth with a queue in time, and random loss.

use crate::base::{Ppm, Span, Time};

/// What one direction of a link does to what passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PipeConfig {
    /// Propagation delay.
    pub delay: Span,
    /// Bits per second; `None` is no limit. Serialisation time is rounded up to a nanosecond.
    pub rate: Option<u64>,
    /// Random loss.
    pub loss: Ppm,
}

/// When a datagram passes a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its first bit goes in, once what was queued before it is through.
    pub start: Time,
    /// Its last bit comes out.
    pub end: Time,
}

/// A pipe in use: its configuration and until when it is busy sending.
#[derive(Clone, Debug, Default)]
pub struct Pipe {
    config: PipeConfig,
    busy_until: Time,
}

impl Pipe {
    /// An idle pipe.
    pub fn new(config: PipeConfig) -> Pipe {
        Pipe { config, busy_until: Time::ZERO }
    }

    /// Its random loss.
    pub fn loss(&self) -> Ppm {
        self.config.loss
    }

    /// Takes in `bytes` now, after whatever is queued.
    pub fn carry(&mut self, bytes: usize, now: Time) -> Passage {
        let Some(rate) = self.config.rate else { return Passage { start: now, end: now + self.config.delay } };
        let start = self.busy_until.max(now);
        self.busy_until = start + serialisation(bytes, rate);
        Passage { start, end: self.busy_until + self.config.delay }
    }
}

/// How long `bytes` take at `rate` bits per second, rounded up. A rate of 0 counts as 1.
fn serialisation(bytes: usize, rate: u64) -> Span {
    let nanoseconds = (bytes as u128 * 8 * 1_000_000_000).div_ceil(u128::from(rate.max(1)));
    Span(u64::try_from(nanoseconds).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_spreads_what_is_sent_at_once() {
        let mut pipe = Pipe::new(PipeConfig { delay: Span::from_millis(10), rate: Some(8_000), loss: Ppm::ZERO });
        assert_eq!(pipe.carry(1000, Time::ZERO), Passage { start: Time::ZERO, end: Time::ZERO + Span::from_millis(1010) });
        assert_eq!(pipe.carry(1000, Time::ZERO).start, Time::ZERO + Span::from_secs(1));
        let later = Time::ZERO + Span::from_secs(5);
        assert_eq!(pipe.carry(1, later), Passage { start: later, end: later + Span::from_millis(11) });
    }

    #[test]
    fn serialisation_rounds_up_and_never_overflows() {
        assert_eq!(serialisation(1, 3_000_000_000), Span(3));
        assert_eq!(serialisation(usize::MAX, 0), Span::MAX);
    }
}
