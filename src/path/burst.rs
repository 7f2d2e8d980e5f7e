//! Burst loss after Gilbert and Elliott: a link that is good or bad, and loses more while it is bad.

use crate::base::Ppm;
use std::fmt;

/// The model of Gilbert (1960) and Elliott (1963). Its state changes from datagram to datagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Burst {
    /// That a good link turns bad before the next datagram (p).
    pub to_bad: Ppm,
    /// That a bad link turns good (r); its inverse is the mean length of a burst in datagrams.
    pub to_good: Ppm,
    /// Loss while it is bad.
    pub loss_bad: Ppm,
    /// Loss while it is good.
    pub loss_good: Ppm,
}

/// Why a text is no burst model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a burst model: p/r, or p/r/loss while bad/loss while good, such as 0.01/0.25")]
pub struct BurstError;

/// `p/r`, with the two losses after it where they are not 1 and 0.
impl fmt::Display for Burst {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.to_bad, self.to_good)?;
        if (self.loss_bad, self.loss_good) == (Ppm::ONE, Ppm::ZERO) { Ok(()) } else { write!(f, "/{}/{}", self.loss_bad, self.loss_good) }
    }
}

impl std::str::FromStr for Burst {
    type Err = BurstError;
    fn from_str(text: &str) -> Result<Burst, BurstError> {
        let parts: Vec<Ppm> = text.split('/').map(str::parse).collect::<Result<_, _>>().map_err(|_| BurstError)?;
        match parts[..] {
            [to_bad, to_good] => Ok(Burst { to_bad, to_good, loss_bad: Ppm::ONE, loss_good: Ppm::ZERO }),
            [to_bad, to_good, loss_bad, loss_good] => Ok(Burst { to_bad, to_good, loss_bad, loss_good }),
            _ => Err(BurstError),
        }
    }
}
