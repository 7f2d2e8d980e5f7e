//! Sequence numbers and their arithmetic modulo 2^32 (RFC 9293 §3.4). There is no `Ord`: order on a circle depends on where one stands.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

/// A sequence number.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Seq(pub u32);

impl Seq {
    /// Whether `self` comes before `other` (less than 2^31 ahead).
    pub const fn before(self, other: Seq) -> bool {
        (self.0.wrapping_sub(other.0) as i32) < 0
    }
    /// Whether `self` comes after `other`.
    pub const fn after(self, other: Seq) -> bool {
        other.before(self)
    }
    /// Before or the same.
    pub const fn at_or_before(self, other: Seq) -> bool {
        !self.after(other)
    }
    /// After or the same.
    pub const fn at_or_after(self, other: Seq) -> bool {
        !self.before(other)
    }
    /// Whether `self` is one of the `len` numbers that begin at `start`.
    pub const fn in_window(self, start: Seq, len: u32) -> bool {
        self.0.wrapping_sub(start.0) < len
    }
    /// How far `self` lies after `earlier`, going up around the circle.
    pub const fn since(self, earlier: Seq) -> u32 {
        self.0.wrapping_sub(earlier.0)
    }
    /// The later of two.
    #[must_use]
    pub const fn later(self, other: Seq) -> Seq {
        if self.before(other) { other } else { self }
    }
}

impl Add<u32> for Seq {
    type Output = Seq;
    fn add(self, n: u32) -> Seq {
        Seq(self.0.wrapping_add(n))
    }
}
impl AddAssign<u32> for Seq {
    fn add_assign(&mut self, n: u32) {
        *self = *self + n;
    }
}
impl Sub<u32> for Seq {
    type Output = Seq;
    fn sub(self, n: u32) -> Seq {
        Seq(self.0.wrapping_sub(n))
    }
}
impl fmt::Debug for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
