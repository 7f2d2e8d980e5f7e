//! RTT sampling: which acknowledgments measure the round trip (RFC 6298 §3, §4). One segment is timed at a time.

use super::cx::Cx;
use super::send::Sender;
use super::{Rule, Seq, Value};
use crate::base::Time;

/// The segment being timed: the number that acknowledges it, and when it left.
#[derive(Clone, Debug, Default)]
pub(super) struct Sampler {
    timed: Option<(Seq, Time)>,
}

impl Sampler {
    /// A segment that ends at `end` leaves for the first time. Timed, if none is.
    pub fn leaves(&mut self, end: Seq, now: Time) {
        self.timed.get_or_insert((end, now));
    }
    /// What is being timed will not be answered as data in flight is: it waits before a closed window.
    pub fn forget(&mut self) {
        self.timed = None;
    }
}

impl Sender {
    /// Something is sent again. What was being timed no longer is: its acknowledgment would be ambiguous (Karn).
    pub(super) fn times_no_longer(&mut self, cx: &mut Cx) {
        if self.rtt.timed.is_none() {
            return;
        }
        if cx.config.karn {
            self.rtt.timed = None;
            cx.why(Rule::KarnIgnores, &[self]);
        } else {
            cx.why(Rule::KarnOff, &[self]);
        }
    }

    /// `ack` is new: if it acknowledges what is being timed, the RTO follows from that.
    pub(super) fn measure(&mut self, ack: Seq, cx: &mut Cx) {
        let Some((_, left)) = self.rtt.timed.take_if(|(end, _)| ack.at_or_after(*end)) else { return };
        let (first, r) = (self.rto.srtt.is_none(), cx.now.since(left));
        self.rto.sample(r, cx.config);
        cx.why(if first { Rule::RttFirst } else { Rule::RttNext }, &[&("R", Value::Span(r)), self]);
    }
}
