//! Bytes that wait for a link. A link with a rate takes one datagram at a time; a datagram joins its queue when it is sent
//! and leaves it when its first bit goes onto the link.

use super::build::Input;
use crate::base::Time;
use crate::base::order;
use crate::path::PipeConfig;
use crate::sim::{Fate, SegmentRow};

/// The queue before the slowest link on the way of this end's segments, by time; `None` where no link has a rate.
pub(super) fn of(input: &Input<'_>) -> Option<Vec<(Time, f64)>> {
    let scenario = input.trace.scenario();
    let ends = &scenario.connections.get(usize::from(input.connection))?.ends;
    let from = scenario.hosts.get(usize::from(input.side.pick(ends).host))?;
    let to = scenario.hosts.get(usize::from(input.side.other().pick(ends).host))?;
    let first = from.uplink.rate;
    let second = to.downlink.rate.filter(|rate| first.is_none_or(|up| *rate < up));
    if first.is_none() && second.is_none() {
        return None;
    }
    let mut changes: Vec<(Time, i64)> = Vec::new();
    for segment in input.timeline.segments.iter().filter(|s| s.side == input.side && !s.midway && input.left(s)) {
        let Some(row) = input.trace.segment(segment.id) else { continue };
        let wait = if second.is_some() { at_router(&row, &from.uplink, &to.downlink) } else { at_host(input, &row) };
        if let Some((joins, leaves)) = wait.filter(|(joins, leaves)| leaves > joins) {
            let size = i64::from(size(&row));
            changes.extend([(joins, size), (leaves, -size)]);
        }
    }
    order::sort_by_key(&mut changes, |c| *c);
    let mut waiting: Vec<(Time, f64)> = vec![(Time::ZERO, 0.0)];
    let mut bytes = 0;
    for (time, change) in changes {
        bytes += change;
        match waiting.last_mut() {
            Some(last) if last.0 == time => last.1 = bytes as f64,
            _ => waiting.push((time, bytes as f64)),
        }
    }
    Some(waiting)
}

fn size(row: &SegmentRow<'_>) -> u32 {
    (row.head.len() as u32).saturating_add(row.payload.len())
}

/// Before the sender's own link: from the step that sent it until it leaves.
fn at_host(input: &Input<'_>, row: &SegmentRow<'_>) -> Option<(Time, Time)> {
    Some((input.trace.step(row.cause)?.time, row.sent))
}

/// Before the receiver's link, at the router: from the end of the first link until so long before its arrival as the second takes.
fn at_router(row: &SegmentRow<'_>, first: &PipeConfig, second: &PipeConfig) -> Option<(Time, Time)> {
    let (Fate::Arrived(end) | Fate::Discarded(end)) = row.fate else { return None };
    let bits = u64::from(size(row)) * 8;
    let takes = |pipe: &PipeConfig| pipe.rate.map_or(0, |rate| (bits * 1_000_000_000).div_ceil(rate.max(1))) + pipe.delay.0;
    Some((Time(row.sent.0 + takes(first)), Time(end.0.saturating_sub(takes(second)))))
}
