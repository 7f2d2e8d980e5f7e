//! Bytes a second: what leaves, and what is acknowledged, each over one round trip.

use super::build::Input;
use crate::base::Time;
use crate::tcp::Variable;

/// What leaves, retransmissions included.
pub const SENT: &str = "chart.sent";
/// What is acknowledged.
pub const ACKED: &str = "chart.delivered";

/// Rates in bits a second by time, of both curves one after the other: (curve, from when on, rate).
pub(super) fn of(input: &Input<'_>) -> Vec<(&'static str, Time, Option<f64>)> {
    let length = input.timeline.crossing().0.saturating_mul(2).max(1);
    let mut rates = Vec::new();
    let sent = input.data().map(|(s, from, to)| (s.sent, to - from));
    collect(&mut rates, SENT, length, sent);
    let mut before = None;
    // SYN and FIN have numbers, but are no data.
    let end = input.data().map(|(_, _, to)| to).max().unwrap_or_default().max(1);
    let acked = input.own().filter_map(|s| {
        let now = s.value(Variable::SndUna)?.clamp(1, end);
        let more = now.saturating_sub(before.unwrap_or(now));
        before = Some(now);
        (more > 0).then_some((s.time, more))
    });
    collect(&mut rates, ACKED, length, acked);
    rates
}

/// Sums bytes over stretches of `length` ns; where nothing went, the rate is 0.
fn collect(rates: &mut Vec<(&'static str, Time, Option<f64>)>, id: &'static str, length: u64, bytes: impl Iterator<Item = (Time, u64)>) {
    let mut sums: Vec<(u64, u64)> = Vec::new();
    for (time, n) in bytes {
        let stretch = time.0 / length;
        match sums.last_mut() {
            Some((last, sum)) if *last == stretch => *sum += n,
            _ => sums.push((stretch, n)),
        }
    }
    rates.push((id, Time::ZERO, Some(0.0)));
    for (n, &(stretch, sum)) in sums.iter().enumerate() {
        rates.push((id, Time(stretch * length), Some(sum as f64 * 8e9 / length as f64)));
        if sums.get(n + 1).is_none_or(|next| next.0 > stretch + 1) {
            rates.push((id, Time((stretch + 1) * length), Some(0.0)));
        }
    }
}
