//! How a sender's variables went over time: one replay of the run, looked at after every step, for the charts.

use super::explain::at;
use super::recorder::Recorder;
use super::rows::{EndId, StepId};
use super::run::Run;
use super::trace::Trace;
use crate::base::{Span, Time};
use crate::tcp::{Reason, Rule, Value, Variable};

/// Steps that are looked at. Of a longer run, so many evenly spread.
const MOST: u32 = 6_000;

/// What is looked at, in the order of [`Sample::values`].
const LOOKED_AT: [Variable; 10] = [
    Variable::SndUna,
    Variable::SndNxt,
    Variable::SndWnd,
    Variable::RcvWnd,
    Variable::Cwnd,
    Variable::Ssthresh,
    Variable::Flight,
    Variable::Srtt,
    Variable::RttVar,
    Variable::Rto,
];

/// Variables of one end after a step. There is one only where something changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The step.
    pub step: StepId,
    /// When.
    pub time: Time,
    /// The end.
    pub end: EndId,
    /// The round trip that was measured in this step, or in one that was left out before it.
    pub rtt: Option<Span>,
    values: [Option<u64>; LOOKED_AT.len()],
}

impl Sample {
    /// A variable: bytes, nanoseconds, or bytes after the ISS. `None` where it is not set, or not looked at.
    pub fn value(&self, variable: Variable) -> Option<u64> {
        let at = LOOKED_AT.iter().position(|v| *v == variable)?;
        self.values.get(at).copied().flatten()
    }
}

/// The samples of all ends, by time.
pub fn samples(trace: &Trace) -> Vec<Sample> {
    let every = trace.step_count().div_ceil(MOST).max(1);
    // From the beginning, whatever moment was looked at last.
    let mut run = at(trace, 0, Run::clone);
    run.record_reasons(true);
    let ends: Vec<EndId> = run.ends().collect();
    let mut last: Vec<Option<Sample>> = vec![None; ends.len()];
    let mut heard = Heard::default();
    let mut samples = Vec::new();
    while run.step_again(&mut heard) {
        let step = run.steps().saturating_sub(1);
        if step % every != 0 && run.steps() < trace.step_count() {
            continue;
        }
        for (end, last) in ends.iter().zip(&mut last) {
            let rtt = heard.rtts.iter().rev().find(|(e, _)| e == end).map(|(_, r)| *r);
            let sample = Sample { step, time: run.now(), end: *end, rtt, values: values(&run, *end) };
            if rtt.is_some() || last.is_none_or(|l| l.values != sample.values) {
                samples.push(sample);
                *last = Some(sample);
            }
        }
        heard.rtts.clear();
    }
    samples
}

fn values(run: &Run, end: EndId) -> [Option<u64>; LOOKED_AT.len()] {
    let all = run.variables(end);
    let find = |variable: Variable| all.iter().find(|(v, _)| *v == variable).map(|(_, value)| *value);
    let iss = if let Some(Value::Own(iss)) = find(Variable::Iss) { Some(iss) } else { None };
    LOOKED_AT.map(|variable| match find(variable)? {
        Value::Own(seq) => Some(u64::from(seq.since(iss?))),
        Value::Bytes(n) | Value::Count(n) => Some(n),
        Value::Span(span) => Some(span.0),
        _ => None,
    })
}

/// Hears the round trips that are measured.
#[derive(Default)]
struct Heard {
    rtts: Vec<(EndId, Span)>,
}

impl Recorder for Heard {
    fn why(&mut self, end: EndId, reason: &Reason) {
        if !matches!(reason.rule, Rule::RttFirst | Rule::RttNext) {
            return;
        }
        if let Some(Value::Span(r)) = reason.facts.iter().find(|f| f.name == "R").map(|f| f.value) {
            self.rtts.push((end, r));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::simulate;
    use std::rc::Rc;

    #[test]
    fn samples_say_what_the_variables_were_after_each_step() {
        let trace = simulate(&Rc::new(crate::scenario::catalogue::find("slow-start").expect("it is there")));
        let all = samples(&trace);
        assert!(!all.is_empty());
        for step in (0..trace.step_count()).step_by(37) {
            for (end, variables) in trace.variables_after(Some(step)) {
                let known = all.iter().rev().find(|s| s.end == end && s.step <= step);
                let cwnd = variables.iter().find(|(v, _)| *v == Variable::Cwnd).map(|(_, value)| *value);
                let expected = if let Some(Value::Bytes(n)) = cwnd { Some(n) } else { None };
                assert_eq!(known.and_then(|s| s.value(Variable::Cwnd)), expected, "step {step}");
            }
        }
        assert!(all.iter().any(|s| s.rtt.is_some()), "round trips are measured");
    }

    #[test]
    fn a_long_run_gives_no_more_samples_than_are_wanted() {
        let trace = simulate(&Rc::new(crate::scenario::catalogue::find("slow-start").expect("it is there")));
        assert!(samples(&trace).len() <= MOST as usize * 2);
    }
}
