//! One direction of a link: propagation delay, bandwidth with a queue, and everything that may go wrong on the way.

use super::burst::Burst;
use super::outage::Outages;
use crate::base::{Ppm, Purpose, Span, Time, chance};
use crate::wire::Datagram;
use crate::wire::ecn::mark;
use std::collections::VecDeque;

/// What one direction of a link does to what passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PipeConfig {
    /// Propagation delay.
    pub delay: Span,
    /// Bits per second; `None` is no limit. Serialisation time is rounded up to a nanosecond.
    pub rate: Option<u64>,
    /// Random loss.
    pub loss: Ppm,
    /// Loss in bursts, besides.
    pub burst: Option<Burst>,
    /// That a datagram is delivered twice.
    pub duplicate: Ppm,
    /// That a datagram is held back, so that later ones overtake it.
    pub reorder: Ppm,
    /// For how long it is held back.
    pub reorder_delay: Span,
    /// Extra delay of every datagram, even from none up to this.
    pub jitter: Span,
    /// Whether jitter leaves datagrams in their order.
    pub in_order: bool,
    /// That one bit of a datagram is flipped.
    pub corrupt: Ppm,
    /// Most bytes that wait for the link while it is busy; `None` is no limit. Only a link with a rate has a queue.
    pub queue_bytes: Option<u64>,
    /// Most datagrams that wait.
    pub queue_packets: Option<u64>,
    /// From so many waiting bytes on, what is capable of ECN is marked (RFC 3168 §5); `None` marks nothing.
    pub mark_at: Option<u64>,
    /// When it carries nothing.
    pub outages: Outages,
}

impl Default for PipeConfig {
    fn default() -> Self {
        PipeConfig {
            delay: Span::ZERO,
            rate: None,
            loss: Ppm::ZERO,
            burst: None,
            duplicate: Ppm::ZERO,
            reorder: Ppm::ZERO,
            reorder_delay: Span::from_millis(10),
            jitter: Span::ZERO,
            in_order: false,
            corrupt: Ppm::ZERO,
            queue_bytes: None,
            queue_packets: None,
            mark_at: None,
            outages: Outages::default(),
        }
    }
}

/// What a datagram dies of in a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PipeDeath {
    /// Random loss.
    Loss,
    /// Random loss, in a burst.
    Burst,
    /// There was no room in the queue.
    Queue,
    /// The link was out.
    Outage,
}

/// What becomes of a datagram in a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Its first bit goes in, once what was queued before it is through.
    pub start: Time,
    /// Its last bit has gone in: from now on it is the link's.
    pub through: Time,
    /// Its last bit comes out.
    pub end: Time,
    /// What it dies of on the way.
    pub death: Option<PipeDeath>,
    /// Whether it comes out twice.
    pub twice: bool,
    /// The bit that is flipped, counted from the first of the IPv4 header.
    pub flip: Option<u32>,
    /// Whether it is marked as having met congestion, if it may be.
    pub mark: bool,
}

/// What the chance of one datagram in one pipe is drawn from.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    /// The run's seed.
    pub seed: u64,
    /// The sender, the hop (0 before the router, 1 after it), and what tells the datagram from others.
    pub about: [u64; 6],
}

impl Draws {
    fn draw(&self, purpose: Purpose) -> u64 {
        chance(self.seed, purpose, &self.about)
    }
    /// A second draw for the same purpose: even over `0..below`.
    fn choose(&self, purpose: Purpose, below: u64) -> u64 {
        let draw = chance(self.seed, purpose, &[self.draw(purpose), 1]);
        ((u128::from(draw) * u128::from(below)) >> 64) as u64
    }
    fn hit(&self, purpose: Purpose, probability: Ppm) -> bool {
        probability != Ppm::ZERO && probability.hit(self.draw(purpose))
    }
}

/// A pipe in use: its configuration, what waits in it and what chance made of it.
#[derive(Clone, Debug, Default)]
pub struct Pipe {
    config: PipeConfig,
    /// Tells it from the run's other pipes.
    id: u64,
    busy_until: Time,
    /// When the last datagram comes out whose order is kept.
    last_end: Time,
    /// What waits: when its turn comes, and its bytes. Kept only where there is a limit to it.
    queue: VecDeque<(Time, u64)>,
    queued: u64,
    /// Whether its bursts have it in the bad state, and how many datagrams it has seen.
    bad: bool,
    seen: u64,
}

impl Pipe {
    /// An idle pipe; `id` tells it from the run's other pipes.
    pub fn new(config: PipeConfig, id: u64) -> Pipe {
        Pipe { config, id, ..Pipe::default() }
    }

    /// Takes in `bytes` now, after whatever is queued.
    pub fn carry(&mut self, bytes: usize, now: Time, draws: &Draws) -> Passage {
        let bytes = bytes as u64;
        let c = &self.config;
        let mut passage = Passage { start: now, through: now, end: now + c.delay, death: None, twice: false, flip: None, mark: false };
        if let Some(rate) = c.rate {
            let limited = c.queue_bytes.is_some() || c.queue_packets.is_some() || c.mark_at.is_some();
            passage.start = self.busy_until.max(now);
            if limited {
                self.queue_forget(now);
                if passage.start > now {
                    let c = &self.config;
                    let full = c.queue_bytes.is_some_and(|most| self.queued + bytes > most)
                        || c.queue_packets.is_some_and(|most| self.queue.len() as u64 >= most);
                    if full {
                        return Passage { start: now, through: now, end: now, death: Some(PipeDeath::Queue), ..passage };
                    }
                    passage.mark = c.mark_at.is_some_and(|least| self.queued + bytes > least);
                    self.queue.push_back((passage.start, bytes));
                    self.queued += bytes;
                }
            }
            self.busy_until = passage.start + serialisation(bytes, rate);
            passage.through = self.busy_until;
            passage.end = self.busy_until + self.config.delay;
        }
        self.befall(bytes, draws, &mut passage);
        passage
    }

    /// Takes in `bytes` at an instant, beside whatever is queued: a copy that nothing has to make room for.
    pub fn carry_beside(&mut self, bytes: usize, start: Time, draws: &Draws) -> Passage {
        let bytes = bytes as u64;
        let time = self.config.rate.map_or(Span::ZERO, |rate| serialisation(bytes, rate));
        let through = start + time;
        let end = through + self.config.delay;
        let mut passage = Passage { start, through, end, death: None, twice: false, flip: None, mark: false };
        self.befall(bytes, draws, &mut passage);
        passage
    }

    /// Its host crashes, or its cable is pulled out: it is idle, and nothing waits in it any more.
    pub fn cut(&mut self, now: Time) {
        self.busy_until = self.busy_until.min(now);
        self.queue.clear();
        self.queued = 0;
    }

    /// Forgets what is no longer waiting.
    fn queue_forget(&mut self, now: Time) {
        while let Some((_, bytes)) = self.queue.front().filter(|(start, _)| *start <= now) {
            self.queued -= bytes;
            self.queue.pop_front();
        }
    }

    /// What chance does on the way.
    fn befall(&mut self, bytes: u64, draws: &Draws, passage: &mut Passage) {
        let bursts = self.config.burst.map(|burst| self.burst(burst, draws));
        let c = &self.config;
        passage.death = if c.outages.cover(passage.start) {
            Some(PipeDeath::Outage)
        } else if draws.hit(Purpose::Loss, c.loss) {
            Some(PipeDeath::Loss)
        } else {
            bursts.unwrap_or(false).then_some(PipeDeath::Burst)
        };
        if passage.death.is_some() {
            return;
        }
        passage.twice = draws.hit(Purpose::Duplicate, c.duplicate);
        if draws.hit(Purpose::Corrupt, c.corrupt) {
            passage.flip = Some(draws.choose(Purpose::Corrupt, bytes * 8) as u32);
        }
        if c.jitter > Span::ZERO {
            passage.end += Span(draws.choose(Purpose::Jitter, c.jitter.0.saturating_add(1)));
            if c.in_order {
                passage.end = passage.end.max(self.last_end);
                self.last_end = passage.end;
            }
        }
        if draws.hit(Purpose::Reorder, c.reorder) {
            passage.end += c.reorder_delay;
        }
    }

    /// Lets the burst model go on by one datagram; whether it loses it.
    fn burst(&mut self, burst: Burst, draws: &Draws) -> bool {
        let turn = chance(draws.seed, Purpose::Burst, &[self.id, self.seen]);
        self.seen += 1;
        self.bad = if self.bad { !burst.to_good.hit(turn) } else { burst.to_bad.hit(turn) };
        draws.hit(Purpose::Burst, if self.bad { burst.loss_bad } else { burst.loss_good })
    }
}

impl Passage {
    /// Where on its way a datagram that dies is shown to die.
    pub fn halfway(&self) -> Time {
        Time(self.start.0 + self.end.since(self.start).0 / 2)
    }

    /// What the link did to the bytes; whether it marked them as having met congestion.
    pub fn apply(&self, datagram: &mut Datagram) -> bool {
        let marked = self.mark && mark(datagram);
        if let Some(bit) = self.flip {
            let mut bytes = datagram.to_bytes();
            if let Some(byte) = bytes.get_mut(bit as usize / 8) {
                *byte ^= 0x80 >> (bit % 8);
            }
            *datagram = Datagram::from_bytes(bytes);
        }
        marked
    }
}

/// How long `bytes` take at `rate` bits per second, rounded up. A rate of 0 counts as 1. No datagram comes near the two gigabytes from
/// which on the product is held at its largest.
fn serialisation(bytes: u64, rate: u64) -> Span {
    Span(bytes.saturating_mul(8 * 1_000_000_000).div_ceil(rate.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Addr, Ipv4Meta, Payload, pack_udp, receive};

    const TEN: Span = Span::from_millis(10);

    fn draws(n: u64) -> Draws {
        Draws { seed: 7, about: [0, 0, n, 0, 0, 0] }
    }
    fn ms(n: u64) -> Time {
        Time::ZERO + Span::from_millis(n)
    }
    /// What a pipe makes of `count` datagrams of 100 bytes, sent 1 ms apart.
    fn run(config: PipeConfig, count: u64) -> Vec<Passage> {
        let mut pipe = Pipe::new(config, 0);
        (0..count).map(|n| pipe.carry(100, ms(n), &draws(n))).collect()
    }

    #[test]
    fn a_rate_spreads_what_is_sent_at_once() {
        let mut pipe = Pipe::new(PipeConfig { delay: TEN, rate: Some(8_000), ..PipeConfig::default() }, 0);
        let mut times = |bytes, now| {
            let passage = pipe.carry(bytes, now, &draws(0));
            (passage.start, passage.end)
        };
        assert_eq!(times(1000, Time::ZERO), (Time::ZERO, ms(1010)));
        assert_eq!(times(1000, Time::ZERO).0, ms(1000));
        assert_eq!(times(1, ms(5000)), (ms(5000), ms(5011)));
    }

    #[test]
    fn serialisation_rounds_up_and_never_overflows() {
        assert_eq!(serialisation(1, 3_000_000_000), Span(3));
        assert_eq!(serialisation(u64::MAX, 0), Span::MAX);
    }

    #[test]
    fn a_full_queue_drops_what_comes_last_and_empties_with_time() {
        // 100 bytes take 100 ms.
        let limits = [(Some(250), None), (None, Some(2))];
        for (queue_bytes, queue_packets) in limits {
            let mut pipe = Pipe::new(PipeConfig { rate: Some(8_000), queue_bytes, queue_packets, ..PipeConfig::default() }, 0);
            let deaths: Vec<bool> = (0..5).map(|n| pipe.carry(100, Time::ZERO, &draws(n)).death == Some(PipeDeath::Queue)).collect();
            assert_eq!(deaths, [false, false, false, true, true], "one is being sent, two wait");
            assert_eq!(pipe.carry(100, ms(150), &draws(9)).start, ms(300));
        }
    }

    #[test]
    fn a_pipe_that_is_cut_is_idle() {
        // 100 bytes take 100 ms.
        let mut pipe = Pipe::new(PipeConfig { rate: Some(8_000), queue_packets: Some(1), ..PipeConfig::default() }, 0);
        let carry = |pipe: &mut Pipe, now| {
            let passage = pipe.carry(100, now, &draws(0));
            (passage.start, passage.through, passage.death)
        };
        assert_eq!(carry(&mut pipe, ms(0)), (ms(0), ms(100), None));
        assert_eq!(carry(&mut pipe, ms(0)), (ms(100), ms(200), None));
        assert_eq!(carry(&mut pipe, ms(10)), (ms(10), ms(10), Some(PipeDeath::Queue)));
        pipe.cut(ms(20));
        assert_eq!(carry(&mut pipe, ms(30)), (ms(30), ms(130), None));
        assert_eq!(carry(&mut pipe, ms(30)), (ms(130), ms(230), None));
    }

    #[test]
    fn a_long_queue_marks() {
        let mut pipe = Pipe::new(PipeConfig { rate: Some(8_000), mark_at: Some(150), ..PipeConfig::default() }, 0);
        let marks: Vec<bool> = (0..4).map(|n| pipe.carry(100, Time::ZERO, &draws(n)).mark).collect();
        assert_eq!(marks, [false, false, true, true]);
    }

    #[test]
    fn only_what_is_capable_of_ecn_is_marked() {
        let mut passage = Pipe::default().carry(1, Time::ZERO, &draws(0));
        passage.mark = true;
        for (ecn, after) in [(0, 0), (1, 3), (2, 3), (3, 3)] {
            let ip = Ipv4Meta { source: Addr(1 << 24), destination: Addr(2 << 24), id: 1, ttl: 9, dscp: 5, ecn, df: true };
            let mut datagram = pack_udp(&ip, 1, 2, &Payload::default());
            passage.apply(&mut datagram);
            assert_eq!(receive(&datagram, true).map(|r| (r.ip.ecn, r.ip.dscp)), Ok((after, 5)));
        }
    }

    #[test]
    fn nothing_passes_while_the_link_is_out() {
        let out = run(PipeConfig { outages: "3ms..5ms,8ms..9ms".parse().unwrap_or_default(), ..PipeConfig::default() }, 10);
        let dead: Vec<usize> = (0..10).filter(|n| out[*n].death == Some(PipeDeath::Outage)).collect();
        assert_eq!(dead, [3, 4, 8]);
    }

    #[test]
    fn bursts_are_as_long_and_as_frequent_as_they_should_be() {
        let burst = "0.01/0.25".parse().ok();
        let lost: Vec<bool> = run(PipeConfig { burst, ..PipeConfig::default() }, 40_000).iter().map(|p| p.death.is_some()).collect();
        let total = lost.iter().filter(|l| **l).count();
        let bursts = lost.windows(2).filter(|w| !w[0] && w[1]).count();
        // In the long run p/(p+r) of 1/26 is lost, in bursts of 1/r = 4 on average.
        assert!((1300..1800).contains(&total) && (300..460).contains(&bursts), "{total} in {bursts}");
    }

    #[test]
    fn jitter_overtakes_unless_the_order_is_kept() {
        for in_order in [false, true] {
            let out = run(PipeConfig { delay: TEN, jitter: TEN, in_order, ..PipeConfig::default() }, 200);
            let sorted = out.windows(2).all(|w| w[0].end <= w[1].end);
            assert_eq!(sorted, in_order);
            assert!(in_order || out.iter().all(|p| p.end.since(p.start) <= Span::from_millis(20)));
        }
    }

    #[test]
    fn each_chance_comes_as_often_as_it_should_and_touches_no_other() {
        let quarter = Ppm::new(250_000);
        let config = PipeConfig { duplicate: quarter, corrupt: quarter, reorder: quarter, reorder_delay: TEN, ..PipeConfig::default() };
        let out = run(config, 4_000);
        let alone = run(PipeConfig { corrupt: quarter, ..PipeConfig::default() }, 4_000);
        for count in [
            out.iter().filter(|p| p.twice).count(),
            out.iter().filter(|p| p.flip.is_some()).count(),
            out.iter().filter(|p| p.end > p.start).count(),
        ] {
            assert!((900..1100).contains(&count), "{count}");
        }
        assert!(out.iter().zip(&alone).all(|(a, b)| a.flip == b.flip));
        assert!(out.iter().filter_map(|p| p.flip).all(|bit| bit < 800));
    }
}
