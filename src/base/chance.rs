//! Chance by hashing: each random decision is a pure function of what it is about.
//!
//! There is no stream to draw from, so an edit changes only what it causes. The mixing is frozen: links depend on it.

/// What a random decision is for. The numbers are frozen, because shared links replay them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// Whether a path loses a datagram.
    Loss = 1,
    /// An initial sequence number (RFC 9293 §3.4.1).
    Isn = 2,
    /// An ephemeral port (RFC 6056).
    Port = 3,
    /// The first IPv4 identification of a host (RFC 6864).
    IpId = 4,
    /// Whether a path duplicates a datagram.
    Duplicate = 5,
    /// Whether a path holds a datagram back, and by how much.
    Reorder = 6,
    /// Extra delay.
    Jitter = 7,
    /// Whether a path flips a bit, and which.
    Corrupt = 8,
    /// The state of a burst-loss model.
    Burst = 9,
    /// Queue management.
    Queue = 10,
    /// Secrets of a host (cookies, ISN keys).
    Secret = 11,
    /// Bytes that stand for an application's data.
    Content = 12,
    /// What the reader forges.
    Forge = 13,
}

/// An even 64-bit draw for `purpose` under `seed`, decided by `about` alone.
pub fn chance(seed: u64, purpose: Purpose, about: &[u64]) -> u64 {
    mix(taken_in(seed, purpose, about) ^ about.len() as u64)
}

fn taken_in(seed: u64, purpose: Purpose, about: &[u64]) -> u64 {
    let start = mix(mix(seed ^ 0x7463_706c_6162_0001) ^ purpose as u64);
    about.iter().fold(start, |state, &word| mix(state.rotate_left(23) ^ word))
}

/// Many draws that are about the same but for their number: each is `chance` of all of it, the number last.
#[derive(Clone, Copy, Debug)]
pub struct Draws {
    state: u64,
    len: u64,
}

impl Draws {
    /// Draws about this.
    pub fn new(seed: u64, purpose: Purpose, about: &[u64]) -> Draws {
        Draws { state: taken_in(seed, purpose, about), len: about.len() as u64 + 1 }
    }

    /// The draw of this number.
    pub fn draw(self, number: u64) -> u64 {
        mix(mix(self.state.rotate_left(23) ^ number) ^ self.len)
    }
}

/// The finaliser of SplitMix64 over an advanced state: a bijection whose output bits each depend on all input bits.
const fn mix(z: u64) -> u64 {
    let z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mixing_is_frozen() {
        // Shared links replay these draws; a change here breaks every one of them.
        assert_eq!(chance(0, Purpose::Loss, &[]), 5_669_487_441_927_401_811);
        assert_eq!(chance(7, Purpose::Loss, &[0, 1, 2]), 16_843_021_356_752_196_306);
    }

    #[test]
    fn many_draws_are_those_of_chance() {
        let draws = Draws::new(7, Purpose::Content, &[1, 2, 3]);
        assert!((0..9).all(|n| draws.draw(n) == chance(7, Purpose::Content, &[1, 2, 3, n])));
    }

    #[test]
    fn each_part_of_the_question_matters() {
        let base = chance(7, Purpose::Loss, &[1, 2]);
        for other in [
            chance(8, Purpose::Loss, &[1, 2]),
            chance(7, Purpose::Isn, &[1, 2]),
            chance(7, Purpose::Loss, &[2, 1]),
            chance(7, Purpose::Loss, &[1, 2, 0]),
        ] {
            assert_ne!(base, other);
        }
    }
}
