//! Times at which a link carries nothing.

use crate::base::text::halves;
use crate::base::{Span, Time};
use std::fmt;

/// Most outages of one link.
pub const MOST: usize = 4;

/// The outages of a link: from, inclusive, to, exclusive, since the run began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outages([(Span, Span); MOST]);

/// Why a text is no list of outages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a list of at most four outages, such as 2s..5s,10s..12s")]
pub struct OutagesError;

impl Outages {
    /// From, inclusive, to, exclusive, of each.
    pub fn spans(&self) -> impl Iterator<Item = (Span, Span)> {
        self.0.iter().copied().filter(|(from, to)| from < to)
    }
    /// Whether the link carries nothing at this time.
    pub fn cover(&self, time: Time) -> bool {
        let at = time.since(Time::ZERO);
        self.0.iter().any(|(from, to)| *from <= at && at < *to)
    }
}

/// `2s..5s,10s..12s`.
impl fmt::Display for Outages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (from, to)) in self.spans().enumerate() {
            write!(f, "{}{from}..{to}", if i == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl std::str::FromStr for Outages {
    type Err = OutagesError;
    fn from_str(text: &str) -> Result<Outages, OutagesError> {
        let mut out = Outages::default();
        let mut places = out.0.iter_mut();
        for part in text.split(',') {
            let (from, to) = halves(part, "..").ok_or(OutagesError)?;
            let (from, to): (Span, Span) = (from.trim().parse().map_err(|_| OutagesError)?, to.trim().parse().map_err(|_| OutagesError)?);
            let place = places.next().filter(|_| from < to).ok_or(OutagesError)?;
            *place = (from, to);
        }
        Ok(out)
    }
}
