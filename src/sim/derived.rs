//! What is read off the records once, when a pane first asks: bands of states and runs of timers.

use super::rows::{Band, EndId, RecordKind, StepId, TimerEnd, TimerSpan};
use super::trace::Trace;
use crate::base::{Map, Time, order};
use crate::tcp::{State, TimerKind};

/// Bands and timers of a trace.
#[derive(Debug, Default)]
pub struct Derived {
    pub(super) bands: Vec<Band>,
    pub(super) timers: Vec<TimerSpan>,
}

struct Running {
    from: Time,
    deadline: Time,
    step: StepId,
}

impl Derived {
    pub(super) fn new(trace: &Trace) -> Derived {
        let mut derived = Derived::default();
        let mut open: Map<EndId, (State, Time, Option<StepId>)> =
            Map::of(trace.ends().map(|end| (end, (State::Closed, Time::ZERO, None))).collect());
        let mut running: Map<(EndId, TimerKind), Running> = Map::new();
        for record in trace.all_records() {
            let (Some(end), Some(step)) = (record.end, trace.step(record.step)) else { continue };
            let now = step.time;
            let mut close = |timer, how, running: &mut Map<(EndId, TimerKind), Running>| {
                if let Some(run) = running.remove(&(end, timer)) {
                    derived.timers.push(TimerSpan {
                        end,
                        timer,
                        from: run.from,
                        deadline: run.deadline,
                        to: now,
                        how,
                        started_by: run.step,
                        ended_by: Some(record.step),
                    });
                }
            };
            match record.kind {
                RecordKind::State(_, to) => {
                    if let Some((state, from, by)) = open.insert(end, (to, now, Some(record.step))) {
                        derived.bands.push(Band { end, state, from, to: now, step: by });
                    }
                }
                RecordKind::TimerStart(timer, deadline) => {
                    close(timer, TimerEnd::Restarted, &mut running);
                    running.insert((end, timer), Running { from: now, deadline, step: record.step });
                }
                RecordKind::TimerStop(timer) => close(timer, TimerEnd::Stopped, &mut running),
                RecordKind::TimerExpire(timer) => close(timer, TimerEnd::Expired, &mut running),
                _ => {}
            }
        }
        let end_of_run = trace.end();
        for ((end, timer), run) in running.into_entries() {
            let (from, deadline, started_by) = (run.from, run.deadline, run.step);
            derived.timers.push(TimerSpan {
                end,
                timer,
                from,
                deadline,
                to: end_of_run,
                how: TimerEnd::Running,
                started_by,
                ended_by: None,
            });
        }
        for (end, (state, from, step)) in open.into_entries() {
            derived.bands.push(Band { end, state, from, to: end_of_run, step });
        }
        order::sort_by_key(&mut derived.bands, |b| (b.end, b.from, b.step));
        order::sort_by_key(&mut derived.timers, |t| (t.from, t.started_by, t.end, t.timer));
        derived
    }
}
